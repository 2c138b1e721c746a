//! Building networks for tests, a small seeded generator, and what holds for every outcome.

use interclear_core::clearing::{Claim, Clearing, Network, Recovery};

/// Everything that a network is made from.
#[derive(Clone, Debug)]
pub struct Input {
    pub cash: Vec<i64>,
    pub claims: Vec<Claim>,
    pub recovery: Vec<Recovery>,
}

impl Input {
    /// Claims as `(debtor, creditor, amount, class)`, the same recovery for all.
    pub fn new(cash: &[i64], claims: &[(u32, u32, i64, u8)], alpha: f64, beta: f64) -> Input {
        let claim =
            |&(debtor, creditor, amount, class): &(u32, u32, i64, u8)| Claim { debtor, creditor, amount, class };
        let share = Recovery { assets: alpha, interbank: beta };
        Input { cash: cash.to_vec(), claims: claims.iter().map(claim).collect(), recovery: vec![share; cash.len()] }
    }

    pub fn n(&self) -> usize {
        self.cash.len()
    }

    pub fn net(&self) -> Network {
        Network::new(self.cash.clone(), self.claims.clone(), self.recovery.clone()).unwrap()
    }

    pub fn owed(&self) -> Vec<i64> {
        self.sum(&self.amounts(), |c| c.debtor)
    }

    pub fn amounts(&self) -> Vec<i64> {
        self.claims.iter().map(|c| c.amount).collect()
    }

    pub fn sum(&self, values: &[i64], node: impl Fn(&Claim) -> u32) -> Vec<i64> {
        let mut sum = vec![0; self.n()];
        for (claim, value) in self.claims.iter().zip(values) {
            sum[node(claim) as usize] += value;
        }
        sum
    }
}

/// SplitMix64: the same numbers everywhere.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

/// What a random network looks like.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub n: usize,
    pub claims: usize,
    pub classes: u64,
    /// Amounts go up to this; small ones make ties.
    pub amount_max: u64,
    /// Cash goes up to this.
    pub cash_max: u64,
    /// Shares in tenths are drawn from here up to 10.
    pub tenths_min: u64,
}

/// A random network; a third of the nodes have no cash.
pub fn random(rng: &mut Random, shape: Shape) -> Input {
    let cash = (0..shape.n).map(|_| match rng.below(3) {
        0 => 0,
        _ => rng.below(shape.cash_max + 1) as i64,
    });
    let cash = cash.collect();
    let mut claims = Vec::new();
    for _ in 0..shape.claims {
        let debtor = rng.below(shape.n as u64);
        let creditor = (debtor + 1 + rng.below(shape.n as u64 - 1)) % shape.n as u64;
        claims.push(Claim {
            debtor: debtor as u32,
            creditor: creditor as u32,
            amount: 1 + rng.below(shape.amount_max) as i64,
            class: rng.below(shape.classes) as u8,
        });
    }
    let mut share = || (shape.tenths_min + rng.below(11 - shape.tenths_min)) as f64 / 10.0;
    let recovery = (0..shape.n).map(|_| Recovery { assets: share(), interbank: share() });
    let recovery = recovery.collect();
    Input { cash, claims, recovery }
}

/// What must hold for every outcome: balance, limited liability, priority, shares within a quantum.
pub fn check_promises(input: &Input, clearing: &Clearing) {
    let paid = &clearing.claim_paid;
    let owed = input.owed();
    let gave = input.sum(paid, |c| c.debtor);
    let got = input.sum(paid, |c| c.creditor);
    let mut incoming = vec![0; input.n()];
    for (claim, &paid) in input.claims.iter().zip(paid) {
        assert!((0..=claim.amount).contains(&paid), "payment within the claim");
        incoming[claim.creditor as usize] += 1;
    }
    let mut total = 0i128;
    for i in 0..input.n() {
        let (burnt, added) = (clearing.deadweight[i], clearing.rounding[i]);
        let left = input.cash[i] + got[i] + added - gave[i] - burnt;
        assert!(left >= 0, "node {i} pays more than it has: {left}");
        assert!((0..=incoming[i]).contains(&added), "node {i} is topped up by {added}");
        assert!(burnt >= 0);
        assert!(added == 0 || left == 0, "node {i} is topped up for nothing");
        if clearing.default_round[i] == 0 {
            assert_eq!(gave[i], owed[i], "node {i} is solvent and pays in full");
            assert_eq!(burnt, 0);
            assert_eq!(clearing.node_paid[i], owed[i] as f64);
        } else {
            assert!(clearing.default_round[i] <= clearing.rounds);
            let claims = input.claims.iter().filter(|c| c.debtor as usize == i).count();
            let gap = clearing.node_paid[i] - gave[i] as f64;
            let ulp = clearing.node_paid[i] * f64::EPSILON;
            assert!((-0.25 - ulp..=claims as f64 + 0.25 + ulp).contains(&gap), "node {i}: {gap}");
            let r = input.recovery[i];
            if r.assets == 1.0 && r.interbank == 1.0 {
                assert!(left <= (claims + incoming[i] as usize) as i64, "node {i} keeps {left}");
            }
        }
        total += i128::from(left + burnt - added) - i128::from(input.cash[i]);
    }
    assert_eq!(total, 0, "money is neither made nor lost");
    check_ranks(input, paid);
}

/// Absolute priority and equal shares, within a quantum per claim.
fn check_ranks(input: &Input, paid: &[i64]) {
    let claims = || input.claims.iter().zip(paid);
    for (a, &a_paid) in claims() {
        for (b, &b_paid) in claims().filter(|(b, _)| b.debtor == a.debtor) {
            if b.class > a.class && b_paid > 0 {
                assert!(a_paid >= a.amount - 1, "a junior claim is paid before a senior one");
            }
            if b.class == a.class {
                let cross = |x: i64, y: i64| i128::from(x) * i128::from(y);
                let gap = cross(a_paid, b.amount) - cross(b_paid, a.amount);
                assert!(gap <= i128::from(a.amount.max(b.amount)), "unequal shares in a class");
            }
        }
    }
}
