//! Properties on generated networks: promises, monotonicity, and what relabelling leaves alone.

use super::support::{Input, Random, Shape, check_promises, random};
use interclear_core::clearing::{Claim, clear, clear_greatest, clear_least};
use proptest::prelude::*;

fn networks(tenths_min: u64, classes: u64) -> impl Strategy<Value = Input> {
    let shape = (2usize..25, 1usize..4, 1u64..=classes, 0u32..40, 0u32..40, any::<u64>());
    shape.prop_map(move |(n, degree, classes, amount, cash, seed)| {
        let shape = Shape { n, claims: n * degree, classes, amount_max: 1 << amount, cash_max: 1 << cash, tenths_min };
        random(&mut Random(seed), shape)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn promises_hold(input in networks(0, 4)) {
        let net = input.net();
        let top = clear(&net);
        check_promises(&input, &top);
        let bottom = clear_least(&net);
        check_promises(&input, &bottom);
        prop_assert_eq!(&top.claim_paid, &clear_greatest(&net).claim_paid);
        for (most, least) in top.claim_paid.iter().zip(&bottom.claim_paid) {
            prop_assert!(least <= most);
        }
        prop_assert_eq!(top.unique, top.least.is_none());
    }

    #[test]
    fn more_cash_never_pays_less(input in networks(0, 3), node in any::<prop::sample::Index>(), more in 1i64..1000) {
        let mut richer = input.clone();
        richer.cash[node.index(input.n())] += more;
        for way in [clear_greatest, clear_least] {
            let (before, after) = (way(&input.net()), way(&richer.net()));
            for (b, a) in before.claim_paid.iter().zip(&after.claim_paid) {
                prop_assert!(a >= b, "{} after {}", a, b);
            }
        }
    }

    #[test]
    fn relabelling_changes_nothing(input in networks(0, 3), shift in 1u32..20) {
        let n = input.n() as u32;
        let rename = |i: u32| (i + shift) % n;
        let mut other = input.clone();
        for i in 0..n {
            other.cash[rename(i) as usize] = input.cash[i as usize];
            other.recovery[rename(i) as usize] = input.recovery[i as usize];
        }
        let renamed = |c: &Claim| Claim { debtor: rename(c.debtor), creditor: rename(c.creditor), ..*c };
        other.claims = input.claims.iter().rev().map(renamed).collect();
        let (a, mut b) = (clear(&input.net()), clear(&other.net()));
        b.claim_paid.reverse();
        for (x, y) in a.claim_paid.iter().zip(&b.claim_paid) {
            prop_assert!((x - y).abs() <= 1);
        }
        prop_assert_eq!(a.unique, b.unique);
        for i in 0..n {
            prop_assert_eq!(a.default_round[i as usize], b.default_round[rename(i) as usize]);
        }
    }

    #[test]
    fn splitting_a_claim_changes_little(input in networks(3, 2), claim in any::<prop::sample::Index>()) {
        let index = claim.index(input.claims.len());
        let mut split = input.clone();
        let half = split.claims[index].amount / 2;
        split.claims[index].amount -= half;
        let part = Claim { amount: half, ..split.claims[index] };
        split.claims.push(part);
        let (a, mut b) = (clear(&input.net()), clear(&split.net()));
        let last = b.claim_paid.pop().unwrap_or_default();
        b.claim_paid[index] += last;
        prop_assert_eq!(&a.default_round, &b.default_round);
        for (x, y) in a.claim_paid.iter().zip(&b.claim_paid) {
            prop_assert!((x - y).abs() <= 1);
        }
    }
}
