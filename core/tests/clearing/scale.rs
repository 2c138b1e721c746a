//! Sizes and limits: large blocks, long rings, exact ties in large blocks, refused input.

use super::support::{Input, Random, Shape, check_promises, random};
use interclear_core::clearing::{Claim, MAX_TOTAL, Network, NetworkError, Recovery, clear};

#[test]
fn large_networks_keep_their_promises() {
    let mut rng = Random(21);
    for (tenths_min, cash_max) in [(10, 300), (10, 3_000), (6, 300), (6, 3_000)] {
        let shape = Shape { n: 1_000, claims: 3_000, classes: 2, amount_max: 1_000, cash_max, tenths_min };
        let input = random(&mut rng, shape);
        let clearing = clear(&input.net());
        assert!(clearing.rounds > 0);
        check_promises(&input, &clearing);
    }
}

/// Real payments of a large network, put back into the definition, come out again.
#[test]
fn large_blocks_solve_their_own_equations() {
    let mut rng = Random(22);
    for (tenths_min, amount_max) in [(10, 1_000), (5, 1_000), (10, 1 << 40)] {
        let shape = Shape { n: 600, claims: 2_400, classes: 1, amount_max, cash_max: amount_max / 4, tenths_min };
        let input = random(&mut rng, shape);
        let clearing = clear(&input.net());
        let owed = input.owed();
        let mut received = vec![0.0; input.n()];
        for claim in &input.claims {
            let debtor = claim.debtor as usize;
            let fraction = clearing.node_paid[debtor] / owed[debtor] as f64;
            received[claim.creditor as usize] += claim.amount as f64 * fraction;
        }
        let failed = clearing.default_round.iter().filter(|&&r| r > 0).count();
        assert!(failed > 200, "only {failed} defaults");
        for i in 0..input.n() {
            let (cash, r) = (input.cash[i] as f64, input.recovery[i]);
            if clearing.default_round[i] > 0 {
                let value = r.assets * cash + r.interbank * received[i];
                let gap = (clearing.node_paid[i] - value).abs();
                assert!(gap < 0.02, "node {i} is off by {gap}");
                assert!(cash + received[i] < owed[i] as f64);
            } else {
                assert!(cash + received[i] > owed[i] as f64 - 0.02);
            }
        }
    }
}

/// A ring of `n` that leaks one quantum of 2^40 per hop, fed exactly what makes all pay half.
#[test]
fn a_long_ring_with_a_slow_leak() {
    let n = 200u32;
    let big = 1i64 << 40;
    let mut claims = Vec::new();
    for i in 0..n {
        claims.push((i, (i + 1) % n, big, 0));
        claims.push((i, n, 2, 0));
    }
    let mut cash = vec![1; n as usize + 1];
    cash[n as usize] = 0;
    let input = Input::new(&cash, &claims, 1.0, 1.0);
    let clearing = clear(&input.net());
    check_promises(&input, &clearing);
    assert!(clearing.unique);
    for paid in &clearing.node_paid[..n as usize] {
        assert!((paid - (big / 2 + 1) as f64).abs() < 0.25, "{paid}");
    }
}

/// Defaulters feed a solvent node exactly what it owes: with costs, one ulp decides over a half.
#[test]
fn a_tie_fed_by_a_block_is_solvent() {
    for n in [3u32, 10, 60] {
        // A ring of n owes 3 to the next, 3 to the last node, and each has 1: each pays 2 of 6.
        let mut claims = Vec::new();
        for i in 0..n {
            claims.push((i, (i + 1) % n, 3, 0));
            claims.push((i, n, 3, 0));
        }
        claims.push((n, n + 1, i64::from(n), 0));
        let mut cash = vec![1; n as usize];
        cash.extend([0, 0]);
        let mut input = Input::new(&cash, &claims, 1.0, 1.0);
        input.recovery[n as usize] = Recovery { assets: 0.5, interbank: 0.5 };
        let clearing = clear(&input.net());
        check_promises(&input, &clearing);
        assert_eq!(clearing.default_round[n as usize], 0, "n = {n}");
        // One quantum less, and it loses half.
        input.cash[0] = 0;
        let clearing = clear(&input.net());
        assert_eq!(clearing.default_round[n as usize], 2);
        assert!(clearing.node_paid[n as usize] < f64::from(n) / 2.0);
    }
}

#[track_caller]
fn refused(input: &Input, error: NetworkError) {
    let made = Network::new(input.cash.clone(), input.claims.clone(), input.recovery.clone());
    assert_eq!(made.unwrap_err(), error);
    assert!(!error.to_string().is_empty());
}

#[test]
fn wrong_numbers_are_refused() {
    let good = Input::new(&[1, 2], &[(0, 1, 3, 0), (1, 0, 0, 0)], 1.0, 1.0);
    let with = |change: &dyn Fn(&mut Input)| {
        let mut input = good.clone();
        change(&mut input);
        input
    };
    assert_eq!(good.net().node_count(), 2);
    assert_eq!(good.net().claim_count(), 2);
    let count = NetworkError::RecoveryCount { nodes: 2, recovery: 1 };
    refused(&with(&|i| i.recovery.truncate(1)), count);
    refused(&with(&|i| i.cash[1] = -1), NetworkError::NegativeCash { node: 1 });
    refused(&with(&|i| i.recovery[1].assets = 1.1), NetworkError::RecoveryRange { node: 1 });
    refused(&with(&|i| i.recovery[0].interbank = f64::NAN), NetworkError::RecoveryRange { node: 0 });
    refused(&with(&|i| i.claims[1].creditor = 2), NetworkError::UnknownNode { claim: 1 });
    refused(&with(&|i| i.claims[1].creditor = 1), NetworkError::SelfClaim { claim: 1 });
    refused(&with(&|i| i.claims[0].amount = -1), NetworkError::NegativeClaim { claim: 0 });
    refused(&with(&|i| i.cash[0] = MAX_TOTAL - 4), NetworkError::TooLarge);
    assert_eq!(with(&|i| i.cash[0] = MAX_TOTAL - 5).net().node_count(), 2);
}

#[test]
fn nothing_is_a_network() {
    let net = Network::new(Vec::new(), Vec::<Claim>::new(), Vec::new()).unwrap();
    let clearing = clear(&net);
    assert_eq!((clearing.rounds, clearing.unique), (0, true));
}
