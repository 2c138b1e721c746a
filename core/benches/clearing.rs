//! How long one clearing takes: `cargo bench -p interclear-core`.
//!
//! Prints the median of several batches, in microseconds, with the waves and defaults of each case.
#![allow(clippy::disallowed_types, reason = "a benchmark reads the clock")]
#![allow(clippy::unwrap_used, reason = "the benchmark's own networks are valid")]

use interclear_core::clearing::{Claim, Network, Recovery, clear, clear_greatest};
use std::hint::black_box;
use std::time::Instant;

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

/// `n` nodes with `degree` claims each; cash up to `cash` per mille of the average debt.
fn network(n: u32, degree: u32, cash: u64, share: f64, classes: u64) -> Network {
    let mut rng = Random(7);
    let mut claims = Vec::new();
    for debtor in 0..n {
        for _ in 0..degree {
            claims.push(Claim {
                debtor,
                creditor: (debtor + 1 + rng.below(u64::from(n) - 1) as u32) % n,
                amount: 1 + rng.below(1_000_000) as i64,
                class: rng.below(classes) as u8,
            });
        }
    }
    let most = u64::from(degree) * 500 * cash + 1;
    let cash = (0..n).map(|_| rng.below(most) as i64).collect();
    let recovery = Recovery { assets: share, interbank: share };
    Network::new(cash, claims, vec![recovery; n as usize]).unwrap()
}

fn micros(mut work: impl FnMut()) -> f64 {
    let mut batches = Vec::new();
    for _ in 0..9 {
        let (start, mut runs) = (Instant::now(), 0u32);
        while runs == 0 || start.elapsed().as_millis() < 20 {
            work();
            runs += 1;
        }
        batches.push(start.elapsed().as_secs_f64() * 1e6 / f64::from(runs));
    }
    batches.sort_by(f64::total_cmp);
    batches[batches.len() / 2]
}

fn ring(n: u32, leak: i64) -> Network {
    let mut claims = Vec::new();
    for debtor in 0..n {
        let claim = |creditor, amount| Claim { debtor, creditor, amount, class: 0 };
        claims.push(claim((debtor + 1) % n, 1 << 30));
        claims.push(claim(n, leak));
    }
    let mut cash = vec![leak / 2; n as usize];
    cash.push(0);
    Network::new(cash, claims, vec![Recovery::FULL; n as usize + 1]).unwrap()
}

fn main() {
    let mut cases = Vec::new();
    for (label, share, classes) in
        [("no costs", 1.0, 1), ("costs 20 %", 0.8, 1), ("classes", 1.0, 3), ("classes, costs", 0.8, 3)]
    {
        for (n, degree) in [(20, 3), (200, 3), (1_000, 3), (5_000, 3)] {
            for cash in [4_000, 1_000, 500, 100] {
                let name = format!("{label}, {n} nodes x {degree}, cash {cash}");
                cases.push((name, network(n, degree, cash, share, classes)));
            }
        }
    }
    cases.push(("dense, 200 x 60".into(), network(200, 60, 100, 1.0, 1)));
    cases.push(("ring of 200, slow leak".into(), ring(200, 2)));
    println!("{:44} {:>8} {:>8} {:>10} {:>10}", "case", "waves", "failed", "greatest", "+unique");
    for (name, net) in &cases {
        let outcome = clear(net);
        let failed = outcome.default_round.iter().filter(|&&r| r > 0).count();
        let top = micros(|| drop(black_box(clear_greatest(black_box(net)))));
        let both = micros(|| drop(black_box(clear(black_box(net)))));
        println!("{name:44} {:8} {failed:8} {top:10.1} {both:10.1}", outcome.rounds);
    }
}
