//! Worked numbers: the reference table of the theory, in exact fractions times a scale.

use super::support::{Input, check_promises};
use interclear_core::clearing::{clear, clear_least};

/// Quanta per unit.
const UNIT: i64 = 1_000_000_000;

struct Case {
    cash: &'static [f64],
    /// debtor, creditor, amount, class
    claims: &'static [(u32, u32, f64, u8)],
    shares: (f64, f64),
    paid: &'static [f64],
    rounds: &'static [u32],
    least: Option<&'static [f64]>,
}

fn quanta(units: f64) -> i64 {
    (units * UNIT as f64).round() as i64
}

#[track_caller]
fn near(have: &[f64], want: &[f64]) {
    for (i, (have, want)) in have.iter().zip(want).enumerate() {
        let have = have / UNIT as f64;
        assert!((have - want).abs() < 1e-9, "node {i} pays {have} for {want}");
    }
}

#[track_caller]
fn check(case: &Case) {
    let cash: Vec<i64> = case.cash.iter().map(|&c| quanta(c)).collect();
    let claims: Vec<_> = case.claims.iter().map(|&(d, c, a, s)| (d, c, quanta(a), s)).collect();
    let input = Input::new(&cash, &claims, case.shares.0, case.shares.1);
    let top = clear(&input.net());
    check_promises(&input, &top);
    near(&top.node_paid, case.paid);
    assert_eq!(top.default_round, case.rounds);
    assert_eq!(top.rounds, case.rounds.iter().copied().max().unwrap_or(0));
    assert_eq!(top.unique, case.least.is_none());
    assert_eq!(top.least.is_some(), case.least.is_some());
    let bottom = clear_least(&input.net());
    check_promises(&input, &bottom);
    near(&bottom.node_paid, case.least.unwrap_or(case.paid));
    if let Some(least) = top.least {
        assert_eq!(least.claim_paid, bottom.claim_paid);
        assert_eq!(least.node_paid, bottom.node_paid);
        let failed: Vec<bool> = bottom.default_round.iter().map(|&r| r > 0).collect();
        assert_eq!(least.defaulted, failed);
    }
}

const PLAIN: (f64, f64) = (1.0, 1.0);
const HALF: (f64, f64) = (0.5, 0.5);

#[test]
fn three_banks_one_default() {
    check(&Case {
        cash: &[5., 10., 5.],
        claims: &[(0, 1, 40., 0), (0, 2, 20., 0), (1, 0, 30., 0), (1, 2, 20., 0), (2, 0, 10., 0), (2, 1, 30., 0)],
        shares: PLAIN,
        paid: &[45., 50., 40.],
        rounds: &[1, 0, 0],
        least: None,
    });
}

#[test]
fn chain_falls_one_link_per_wave() {
    check(&Case {
        cash: &[9., 0., 0., 0., 0., 0.],
        claims: &[(0, 1, 10., 0), (1, 2, 10., 0), (2, 3, 10., 0), (3, 4, 10., 0), (4, 5, 10., 0)],
        shares: PLAIN,
        paid: &[9., 9., 9., 9., 9., 0.],
        rounds: &[1, 2, 3, 4, 5, 0],
        least: None,
    });
}

#[test]
fn ring_without_cash_has_two_answers() {
    check(&Case {
        cash: &[0., 0.],
        claims: &[(0, 1, 1., 0), (1, 0, 1., 0)],
        shares: PLAIN,
        paid: &[1., 1.],
        rounds: &[0, 0],
        least: Some(&[0., 0.]),
    });
}

#[test]
fn ring_without_cash_beside_a_rich_bank_has_two_answers() {
    check(&Case {
        cash: &[0., 0., 9., 0.],
        claims: &[(0, 1, 1., 0), (1, 0, 1., 0), (2, 3, 5., 0)],
        shares: PLAIN,
        paid: &[1., 1., 5., 0.],
        rounds: &[0, 0, 0, 0],
        least: Some(&[0., 0., 5., 0.]),
    });
}

#[test]
fn five_banks_two_waves() {
    check(&Case {
        cash: &[2., 3., 1., 7., 0.],
        claims: &[
            (0, 1, 6., 0),
            (0, 4, 4., 0),
            (1, 2, 8., 0),
            (1, 4, 2., 0),
            (2, 0, 3., 0),
            (2, 3, 5., 0),
            (2, 4, 2., 0),
            (3, 1, 4., 0),
            (3, 4, 6., 0),
        ],
        shares: PLAIN,
        paid: &[995. / 214., 2095. / 214., 945. / 107., 10., 0.],
        rounds: &[1, 2, 1, 0, 0],
        least: None,
    });
}

#[test]
fn iteration_from_below_would_stop_at_one_and_one() {
    check(&Case {
        cash: &[1., 1.],
        claims: &[(0, 1, 2., 0), (1, 0, 2.2, 0)],
        shares: HALF,
        paid: &[2., 2.2],
        rounds: &[0, 0],
        least: None,
    });
    check(&Case {
        cash: &[1., 1.],
        claims: &[(0, 1, 2.2, 0), (1, 0, 2.2, 0)],
        shares: HALF,
        paid: &[2.2, 2.2],
        rounds: &[0, 0],
        least: Some(&[1., 1.]),
    });
}

#[test]
fn ring_of_six_with_costs() {
    check(&Case {
        cash: &[0., 0.8, 0., 0.8, 0., 0.8],
        claims: &[(0, 1, 2., 0), (1, 2, 3., 0), (2, 3, 2., 0), (3, 4, 3., 0), (4, 5, 2., 0), (5, 0, 3., 0)],
        shares: HALF,
        paid: &[4. / 15., 8. / 15., 4. / 15., 8. / 15., 4. / 15., 8. / 15.],
        rounds: &[2, 1, 2, 1, 2, 1],
        least: None,
    });
}

#[test]
fn costs_jump_at_the_threshold() {
    for (cash, paid, round) in [(10., 10., 0), (9.99, 4.995, 1), (9., 4.5, 1)] {
        let input = Input::new(&[quanta(cash), 0], &[(0, 1, quanta(10.), 0)], 0.5, 1.0);
        let clearing = clear(&input.net());
        near(&clearing.node_paid, &[paid, 0.]);
        assert_eq!(clearing.default_round, [round, 0]);
        assert_eq!(clearing.deadweight[0], if round > 0 { quanta(paid) } else { 0 });
        assert!(clearing.unique);
    }
}

#[test]
fn a_tenth_of_cash_costs_eighteen_of_payments() {
    let claims = &[(0, 1, 8., 0), (0, 2, 4., 0), (1, 0, 8., 0), (1, 2, 4., 0)];
    check(&Case {
        cash: &[4., 4., 0.],
        claims,
        shares: HALF,
        paid: &[12., 12., 0.],
        rounds: &[0, 0, 0],
        least: Some(&[3., 3., 0.]),
    });
    check(&Case {
        cash: &[3.9, 4., 0.],
        claims,
        shares: HALF,
        paid: &[471. / 160., 477. / 160., 0.],
        rounds: &[1, 2, 0],
        least: None,
    });
}

#[test]
fn priorities_give_two_answers_though_all_have_cash() {
    check(&Case {
        cash: &[4., 2., 0.],
        claims: &[(0, 2, 6., 0), (0, 1, 6., 1), (1, 0, 3., 0), (1, 2, 4., 1)],
        shares: PLAIN,
        paid: &[7., 3., 0.],
        rounds: &[1, 2, 0],
        least: Some(&[6., 2., 0.]),
    });
}

#[test]
fn near_closed_pair_pays_half_of_what_sweeps_report() {
    // Two banks owe each other 1 and epsilon outside, and have half of epsilon: (1 + epsilon) / 2.
    for epsilon in [1e-1, 1e-3, 1e-6, 1e-8] {
        let (e, one) = (quanta(epsilon), UNIT);
        let claims = [(0, 1, one, 0), (0, 2, e, 0), (1, 0, one, 0), (1, 2, e, 0)];
        let input = Input::new(&[e / 2, e / 2, 0], &claims, 1.0, 1.0);
        let clearing = clear(&input.net());
        check_promises(&input, &clearing);
        near(&clearing.node_paid, &[(1. + epsilon) / 2., (1. + epsilon) / 2., 0.]);
        assert!(clearing.unique);
    }
}
