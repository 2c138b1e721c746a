//! Default waterfalls: worked numbers, and what holds for every loss and every set of layers.

use interclear_core::clearing::waterfall::{charge, pro_rata};
use proptest::prelude::*;

/// Initial margin 40, the defaulter's fund 10, skin in the game 5, survivors' fund 20 and 10, assessments of once that.
fn layers() -> Vec<Vec<i64>> {
    vec![vec![40], vec![10], vec![5], vec![20, 10], vec![20, 10]]
}

#[test]
fn the_worked_example_layer_by_layer() {
    let cases: [(i64, [&[i64]; 5], i64); 9] = [
        (0, [&[0], &[0], &[0], &[0, 0], &[0, 0]], 0),
        (40, [&[40], &[0], &[0], &[0, 0], &[0, 0]], 0),
        (52, [&[40], &[10], &[2], &[0, 0], &[0, 0]], 0),
        (55, [&[40], &[10], &[5], &[0, 0], &[0, 0]], 0),
        (70, [&[40], &[10], &[5], &[10, 5], &[0, 0]], 0),
        (85, [&[40], &[10], &[5], &[20, 10], &[0, 0]], 0),
        // A loss of 100 calls 10 and 5; 130 leaves 15 to the winners, 150 leaves 35.
        (100, [&[40], &[10], &[5], &[20, 10], &[10, 5]], 0),
        (130, [&[40], &[10], &[5], &[20, 10], &[20, 10]], 15),
        (150, [&[40], &[10], &[5], &[20, 10], &[20, 10]], 35),
    ];
    for (loss, borne, uncovered) in cases {
        let got = charge(loss, &layers());
        assert_eq!((got.borne, got.uncovered), (borne.map(<[i64]>::to_vec).to_vec(), uncovered), "loss {loss}");
    }
}

/// With a second tranche of 2 before the assessments, and a haircut of gains of 8 and 12 as one more layer behind them:
/// a loss of 130 takes 65 % of the gains, of 150 all of them, and 13 stay uncovered.
#[test]
fn a_second_tranche_and_a_haircut_of_gains() {
    let with = |loss| {
        let mut all = layers();
        all.insert(4, vec![2]);
        all.push(vec![8, 12]);
        charge(loss, &all)
    };
    let got = with(130);
    assert_eq!((got.of_layer(4), got.borne[5].clone(), got.uncovered), (2, vec![20, 10], 0));
    assert_eq!((got.of_layer(6), got.borne[6].clone()), (13, vec![5, 8]), "65 % of 8 is 5.2, of 12 7.8");
    let got = with(150);
    assert_eq!((got.borne[6].clone(), got.uncovered), (vec![8, 12], 13));
}

#[test]
fn quanta_left_over_go_to_the_largest_remainders() {
    assert_eq!(pro_rata(10, &[1, 1, 1]), [1, 1, 1], "no more than all");
    assert_eq!(pro_rata(2, &[1, 1, 1]), [1, 1, 0], "the earlier among equals");
    // 10 of 17: 4.118, 2.941, 2.941.
    assert_eq!(pro_rata(10, &[7, 5, 5]), [4, 3, 3]);
    // 3 of 10: 2.1, 0.6, 0.3.
    assert_eq!(pro_rata(3, &[7, 2, 1]), [2, 1, 0]);
    assert_eq!(pro_rata(5, &[]), Vec::<i64>::new());
    assert_eq!(pro_rata(5, &[0, -3, 0]), [0, 0, 0]);
    assert_eq!(pro_rata(-5, &[3]), [0]);
    let most = i64::MAX / 2;
    assert_eq!(pro_rata(most, &[most, most]), [most / 2 + 1, most / 2]);
}

/// The same by another way: quantum by quantum, to whoever is furthest below its share (only for small numbers).
fn by_quantum(amount: i64, caps: &[i64]) -> Vec<i64> {
    let total: i64 = caps.iter().sum();
    let mut parts = vec![0; caps.len()];
    for _ in 0..amount.min(total) {
        let lag = |i: usize| amount.min(total) * caps[i] - parts[i] * total;
        let most = (0..caps.len()).map(lag).max().unwrap();
        let at = (0..caps.len()).find(|&i| lag(i) == most).unwrap();
        parts[at] += 1;
    }
    parts
}

fn some_layers(most: i64) -> impl Strategy<Value = Vec<Vec<i64>>> {
    prop::collection::vec(prop::collection::vec(0..=most, 0..6), 0..7)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_the_order_is_kept(loss in 0i64..1 << 52, layers in some_layers(1 << 49)) {
        let got = charge(loss, &layers);
        let borne: i64 = got.borne.iter().flatten().sum();
        prop_assert_eq!(borne + got.uncovered, loss);
        prop_assert!(got.uncovered >= 0);
        let mut full = true;
        for (parts, caps) in got.borne.iter().zip(&layers) {
            prop_assert_eq!(parts.len(), caps.len());
            prop_assert!(parts.iter().zip(caps).all(|(p, c)| (0..=*c).contains(p)));
            prop_assert!(full || parts.iter().all(|&p| p == 0), "a layer before it is not used up");
            full &= parts == caps;
        }
        prop_assert!(full || got.uncovered == 0, "something is left although a layer is not used up");
    }

    #[test]
    fn a_layer_shares_pro_rata_to_a_quantum(amount in 0i64..1 << 52, caps in prop::collection::vec(0..1i64 << 49, 1..9)) {
        let total: i128 = caps.iter().map(|&c| i128::from(c)).sum();
        let amount = amount.min(i64::try_from(total).unwrap());
        for (part, cap) in pro_rata(amount, &caps).into_iter().zip(caps) {
            let off = i128::from(part) * total - i128::from(amount) * i128::from(cap);
            prop_assert!(off.abs() < total.max(1));
        }
    }

    #[test]
    fn small_shares_are_those_made_quantum_by_quantum(amount in 0i64..40, caps in prop::collection::vec(0i64..15, 1..6)) {
        prop_assert_eq!(pro_rata(amount, &caps), by_quantum(amount, &caps));
    }

    #[test]
    fn a_larger_loss_spares_no_layer(loss in 0i64..1000, more in 0i64..1000, layers in some_layers(200)) {
        let (less, most) = (charge(loss, &layers), charge(loss + more, &layers));
        prop_assert!((0..layers.len()).all(|l| less.of_layer(l) <= most.of_layer(l)));
        prop_assert!(less.uncovered <= most.uncovered);
    }
}
