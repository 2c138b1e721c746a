//! Netting of claims and the threshold of Duffie and Zhu: worked and published numbers, and what holds for every matrix.

use interclear_core::clearing::duffie_zhu::{Place, expected_exposure, fewest_members, lowers, share_to_beat};
use interclear_core::clearing::netting::{Netting, Owed};
use proptest::prelude::*;

fn owed(all: &[(usize, usize, i64)]) -> Vec<Owed> {
    all.iter().map(|&(debtor, creditor, amount)| Owed { debtor, creditor, amount }).collect()
}

/// D'Errico and Roukny (2021), *Compressing Over-the-Counter Markets*, Operations Research 69(6): the example of their
/// talks, by the net positions A -15, B 5, C 20, D -10. Gross 45, of which 20 are excess.
#[test]
fn a_market_of_four() {
    let [a, b, c, d] = [0, 1, 2, 3];
    let net = Netting::of(4, &owed(&[(b, a, 5), (a, c, 20), (d, c, 10), (c, b, 10)]));
    assert_eq!((net.gross, net.bilateral, net.multilateral), (45, 45, 25));
    assert_eq!(net.positions, [-15, 5, 20, -10]);
    assert_eq!(net.multilateral_efficiency(), 20.0 / 45.0);
    // No pair owes each other, so nothing nets bilaterally.
    assert_eq!(net.bilateral_efficiency(), 0.0);
}

/// Three in a ring: nothing is left multilaterally, everything bilaterally, and the order decides what must be brought.
#[test]
fn a_ring_needs_one_link_of_liquidity() {
    let net = Netting::of(3, &owed(&[(0, 1, 7), (1, 2, 7), (2, 0, 7)]));
    assert_eq!((net.gross, net.bilateral, net.multilateral, net.in_order), (21, 21, 0, 7));
    // Two against each other, larger first, then smaller first.
    assert_eq!(Netting::of(2, &owed(&[(0, 1, 10), (1, 0, 4)])).in_order, 10);
    assert_eq!(Netting::of(2, &owed(&[(1, 0, 4), (0, 1, 10)])).in_order, 4 + 6);
    // The next payer has been paid before: one amount goes round.
    assert_eq!(Netting::of(3, &owed(&[(0, 1, 5), (1, 2, 5)])).in_order, 5);
}

#[test]
fn what_is_no_claim_counts_for_nothing() {
    let net = Netting::of(2, &owed(&[(0, 0, 5), (0, 7, 5), (9, 1, 5), (0, 1, -5), (0, 1, 0)]));
    assert_eq!(net, Netting { positions: vec![0, 0], ..Netting::default() });
    assert_eq!((net.bilateral_efficiency(), net.multilateral_efficiency()), (0.0, 0.0));
    let largest = owed(&[(0, 1, i64::MAX); 9]);
    assert_eq!(Netting::of(2, &largest).multilateral, 9 * i128::from(i64::MAX));
}

proptest! {
    /// Netting never adds; multilateral takes away at least what bilateral does; the order needs something between.
    #[test]
    fn each_step_takes_away(all in prop::collection::vec((0usize..6, 0usize..6, 0i64..1000), 0..40)) {
        let claims = owed(&all);
        let net = Netting::of(6, &claims);
        prop_assert!(net.multilateral <= net.bilateral && net.bilateral <= net.gross);
        prop_assert!(net.multilateral <= net.in_order && net.in_order <= net.gross);
        prop_assert_eq!(net.positions.iter().sum::<i128>(), 0);
        // Paying from balances of exactly the depths works; the sums do not depend on the order of the claims.
        let mut reversed = claims;
        reversed.reverse();
        let back = Netting::of(6, &reversed);
        prop_assert_eq!((back.gross, back.bilateral, back.multilateral), (net.gross, net.bilateral, net.multilateral));
    }
}

/// All of `count` classes with variance one, the first `cleared` at one house.
fn alike(count: usize, cleared: usize) -> Vec<(f64, Place)> {
    (0..count).map(|at| (1.0, if at < cleared { Place::House(0) } else { Place::Bilateral })).collect()
}

/// Computed from the paper's formulas for a deviation of one.
#[test]
fn expected_exposures() {
    let table =
        [(4, 12, 8.7767, 8.9240), (6, 16, 14.6581, 14.9260), (6, 26, 24.4301, 24.2963), (6, 100, 96.743, 92.284)];
    for (classes, members, before, after) in table {
        let bilateral = expected_exposure(members, &alike(classes, 0));
        let cleared = expected_exposure(members, &alike(classes, 1));
        assert!((bilateral - before).abs() < 5e-4, "{classes} {members}: {bilateral}");
        assert!((cleared - after).abs() < 5e-4, "{classes} {members}: {cleared}");
        assert_eq!(cleared < bilateral, lowers(members, classes as u32), "{classes} {members}");
    }
}

#[test]
fn the_fewest_members_from_which_a_house_helps() {
    let table = [(1, 3), (2, 7), (3, 11), (4, 15), (5, 19), (6, 23), (7, 27), (8, 31), (9, 35), (10, 39)];
    for (classes, members) in table {
        assert_eq!(fewest_members(classes), Some(members));
        let exposure = |members, cleared| expected_exposure(members, &alike(classes as usize, cleared));
        assert!(exposure(members, 1) < exposure(members, 0), "{classes}");
        assert!(exposure(members - 1, 1) >= exposure(members - 1, 0), "{classes}");
    }
    assert_eq!((fewest_members(0), fewest_members(u32::MAX)), (None, None));
    for classes in [1_000_000, u32::MAX / 4] {
        let members = fewest_members(classes).unwrap();
        assert!(lowers(members, classes) && !lowers(members - 1, classes));
    }
}

#[test]
fn unequal_variances_and_the_share_to_beat() {
    for members in [3, 5, 12, 40] {
        let share = share_to_beat(members);
        for (cleared, lower) in [(share * 1.001, true), (share * 0.999, false)] {
            let before = [(cleared, Place::Bilateral), (1.0 - cleared, Place::Bilateral)];
            let after = [(cleared, Place::House(0)), (1.0 - cleared, Place::Bilateral)];
            assert_eq!(expected_exposure(members, &after) < expected_exposure(members, &before), lower, "{members}");
        }
    }
    assert_eq!((share_to_beat(0), share_to_beat(2)), (1.0, 1.0));
}

/// As the paper's abstract says, several houses are worse than one for all, for classes alike by the root of their number.
#[test]
fn houses_apart_are_worse_than_one() {
    for houses in 2u32..9 {
        let apart: Vec<_> = (0..houses).map(|house| (1.0, Place::House(house))).collect();
        let one = expected_exposure(20, &alike(houses as usize, houses as usize));
        let ratio = expected_exposure(20, &apart) / one;
        assert!((ratio - f64::from(houses).sqrt()).abs() < 1e-12, "{houses}: {ratio}");
    }
}

#[test]
fn nonsense_has_no_exposure() {
    assert_eq!(expected_exposure(0, &alike(3, 1)), 0.0);
    assert_eq!(expected_exposure(5, &[]), 0.0);
    assert_eq!(expected_exposure(5, &[(f64::NAN, Place::Bilateral), (-1.0, Place::House(3))]), 0.0);
}
