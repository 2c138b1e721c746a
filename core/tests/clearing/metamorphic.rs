//! Relations between clearings: what a change of the network may change, and what it may not.

use interclear_core::clearing::{Claim, Network, Recovery, clear};
use interclear_swarm::Random;

/// Networks for each relation.
const CASES: u64 = 500;

/// A network of numbers: cash, claims, and whether bankruptcy costs something.
fn network(seed: u64) -> (Vec<i64>, Vec<Claim>, Vec<Recovery>) {
    let mut rng = Random(seed);
    let n = rng.between(2, 12);
    let cash = (0..n).map(|_| rng.below(2_000) as i64 * i64::from(rng.chance(70))).collect();
    let mut claims = Vec::new();
    for _ in 0..rng.between(1, 4 * n) {
        let debtor = rng.below(n);
        let creditor = (debtor + 1 + rng.below(n - 1)) % n;
        let class = rng.below(3) as u8;
        let amount = rng.between(1, 3_000) as i64;
        claims.push(Claim { debtor: debtor as u32, creditor: creditor as u32, amount, class });
    }
    let cost = if rng.chance(50) { 1.0 } else { rng.share() };
    (cash, claims, vec![Recovery { assets: cost, interbank: cost }; n as usize])
}

fn cleared(cash: &[i64], claims: &[Claim], cost: &[Recovery]) -> Vec<f64> {
    clear(&Network::new(cash.to_vec(), claims.to_vec(), cost.to_vec()).unwrap()).node_paid
}

/// In clearing alone, more cash for one means that nobody pays less.
#[test]
fn more_cash_and_nobody_pays_less() {
    let mut more = 0;
    for seed in 0..CASES {
        let (mut cash, claims, cost) = network(seed);
        let before = cleared(&cash, &claims, &cost);
        let who = (seed % cash.len() as u64) as usize;
        cash[who] += 1 + (seed as i64 * 37) % 900;
        let after = cleared(&cash, &claims, &cost);
        for (a, b) in before.iter().zip(&after) {
            assert!(b + 0.5 >= *a, "seed {seed}: {before:?}, then {after:?}");
        }
        more += u32::from(before.iter().sum::<f64>() + 1.0 < after.iter().sum());
    }
    assert!(more > 100, "only {more} cases in which the cash mattered");
}

/// A claim in two parts is paid like the whole, to a quantum.
#[test]
fn a_claim_in_two_parts_is_paid_alike() {
    let mut short = 0;
    for seed in 0..CASES {
        let (cash, claims, cost) = network(seed);
        let at = claims.iter().position(|c| c.amount > 1).unwrap();
        let part = 1 + (seed as i64 * 31) % (claims[at].amount - 1);
        let mut split = claims.clone();
        split[at].amount -= part;
        split.push(Claim { amount: part, ..claims[at] });
        let pay = |claims: &[Claim]| clear(&Network::new(cash.clone(), claims.to_vec(), cost.clone()).unwrap());
        let (whole, parts) = (pay(&claims), pay(&split));
        for (a, b) in whole.node_paid.iter().zip(&parts.node_paid) {
            assert!((a - b).abs() < 0.5, "seed {seed}");
        }
        for (k, &paid) in whole.claim_paid.iter().enumerate() {
            let other = parts.claim_paid[k] + if k == at { parts.claim_paid[claims.len()] } else { 0 };
            assert!((paid - other).abs() <= 1, "seed {seed}, claim {k}: {paid}, then {other}");
        }
        assert_eq!(whole.default_round, parts.default_round, "seed {seed}");
        short += u32::from(whole.claim_paid[at] < claims[at].amount);
    }
    assert!(short > 100, "only {short} cases in which the claim was not paid in full");
}

/// In another order of nodes and claims, everybody pays the same.
#[test]
fn nodes_in_another_order_pay_alike() {
    for seed in 0..CASES {
        let (cash, claims, cost) = network(seed);
        let mut place: Vec<usize> = (0..cash.len()).collect();
        let mut rng = Random(!seed);
        for i in (1..place.len()).rev() {
            place.swap(i, rng.below(i as u64 + 1) as usize);
        }
        let mut moved = vec![0; cash.len()];
        place.iter().enumerate().for_each(|(old, &new)| moved[new] = cash[old]);
        let node = |old: u32| place[old as usize] as u32;
        let other: Vec<Claim> =
            claims.iter().rev().map(|c| Claim { debtor: node(c.debtor), creditor: node(c.creditor), ..*c }).collect();
        let (a, b) = (cleared(&cash, &claims, &cost), cleared(&moved, &other, &cost));
        for (old, paid) in a.iter().enumerate() {
            assert!((paid - b[place[old]]).abs() < 0.5, "seed {seed}: {a:?}, then {b:?}");
        }
    }
}
