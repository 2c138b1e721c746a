//! Payments in full or not at all: the worked gridlock, and what holds for every queue.

use interclear_core::clearing::gridlock::{Queued, one_by_one, together};
use proptest::prelude::*;

/// Balances of 3, 1 and 1; A owes B 6 and C 5, B owes C 6, C owes A 7, B owes A 2, in this order.
fn worked() -> (Vec<i64>, Vec<Queued>) {
    let [a, b, c] = [0, 1, 2];
    let queue = [(a, b, 6), (a, c, 5), (b, c, 6), (c, a, 7), (b, a, 2)];
    (vec![3, 1, 1], queue.map(|(from, to, amount)| Queued::payment(from, to, amount)).to_vec())
}

#[test]
fn what_is_stuck_one_by_one_settles_together() {
    let (balances, queue) = worked();
    assert!(one_by_one(&balances, &queue, usize::MAX).is_empty());
    // The first, third and fourth, 19 in all: by enumeration the most of all sets that keep each payer's order.
    assert_eq!(together(&balances, &queue), [true, false, true, true, false]);
    // Net of all, A and B lack 2 each and C gets 4; with as much they are all paid.
    let more = [3 + 2, 1 + 2, 1];
    assert_eq!(together(&more, &queue), [true; 5]);
    assert_eq!(one_by_one(&[6, 1, 1], &queue, usize::MAX), [0, 2, 3, 1]);
    assert_eq!(one_by_one(&[6, 1, 1], &queue, 2), [0, 2]);
}

#[test]
fn the_first_that_can_goes_and_money_that_comes_in_lets_earlier_ones_go() {
    let queue = [Queued::payment(0, 1, 5), Queued::payment(2, 0, 5), Queued::payment(1, 2, 1)];
    assert_eq!(one_by_one(&[0, 0, 5], &queue, usize::MAX), [1, 0, 2]);
    // Trades take from two sides at once, and a fee comes on top.
    let trade = Queued { changes: vec![(0, -5), (1, 5), (2, -3), (0, -1)] };
    assert!(one_by_one(&[5, 0, 3], std::slice::from_ref(&trade), 9).is_empty());
    assert_eq!(one_by_one(&[6, 0, 3], std::slice::from_ref(&trade), 9), [0]);
    assert!(one_by_one(&[6, 0, 2], std::slice::from_ref(&trade), 9).is_empty());
    assert_eq!(together(&[6, 0, 3], std::slice::from_ref(&trade)), [true]);
}

#[test]
fn hostile_queues() {
    let nowhere = Queued::payment(7, 9, 5);
    assert!(one_by_one(&[1], std::slice::from_ref(&nowhere), 9).is_empty());
    assert_eq!(together(&[1], &[nowhere, Queued::default()]), [false, true]);
    let most = vec![Queued::payment(0, 1, i64::MAX); 9];
    assert_eq!(one_by_one(&[i64::MAX, 0], &most, 9).len(), 1);
    assert_eq!(together(&[i64::MAX, 0], &most).iter().filter(|s| **s).count(), 1);
}

fn queue() -> impl Strategy<Value = (Vec<i64>, Vec<Queued>)> {
    let payment = (0usize..5, 0usize..5, 1i64..30).prop_map(|(from, to, amount)| Queued::payment(from, to, amount));
    (prop::collection::vec(0i64..40, 5), prop::collection::vec(payment, 0..10))
}

/// What everybody has after some payments.
fn after(balances: &[i64], queue: &[Queued], of: impl Fn(usize) -> bool) -> Vec<i64> {
    let mut has = balances.to_vec();
    for (at, payment) in queue.iter().enumerate().filter(|(at, _)| of(*at)) {
        assert!(of(at));
        payment.changes.iter().for_each(|&(account, change)| has[account] += change);
    }
    has
}

/// Whether a payer's payments in a set are its first ones.
fn in_order(queue: &[Queued], set: u32) -> bool {
    (0..5).all(|who| {
        let own = (0..queue.len()).filter(|&at| queue[at].changes[0].0 == who);
        let there: Vec<bool> = own.map(|at| set >> at & 1 == 1).collect();
        there.windows(2).all(|w| w[0] || !w[1])
    })
}

proptest! {
    /// The set is the largest of all that leave nobody below nothing and keep each payer's order.
    #[test]
    fn together_is_the_largest_of_all_sets((balances, queue) in queue()) {
        let stays = together(&balances, &queue);
        let found: u32 = stays.iter().enumerate().map(|(at, s)| u32::from(*s) << at).sum();
        for set in 0u32..1 << queue.len() {
            let fits = in_order(&queue, set) && after(&balances, &queue, |at| set >> at & 1 == 1).iter().all(|b| *b >= 0);
            prop_assert!(!fits || set & !found == 0, "{set:b} is not in {found:b}");
        }
        prop_assert!(in_order(&queue, found));
        prop_assert!(after(&balances, &queue, |at| stays[at]).iter().all(|b| *b >= 0));
    }

    /// Each payment that goes is the first that can; nobody pays what it has not; what could go at the end has no room.
    #[test]
    fn one_by_one_the_first_that_can_goes((balances, queue) in queue(), room in 0usize..12) {
        let order = one_by_one(&balances, &queue, room);
        prop_assert!(order.len() <= room);
        let mut has = balances;
        let able = |has: &[i64], at: usize| {
            let (from, amount) = queue[at].changes[0];
            queue[at].changes[1].0 == from && has[from] >= 0 || has[from] + amount >= 0
        };
        let mut left: Vec<usize> = (0..queue.len()).collect();
        for &at in &order {
            prop_assert_eq!(left.iter().copied().find(|&x| able(&has, x)), Some(at));
            queue[at].changes.iter().for_each(|&(account, change)| has[account] += change);
            left.retain(|&x| x != at);
            prop_assert!(has.iter().all(|b| *b >= 0));
        }
        prop_assert!(order.len() == room || left.iter().all(|&x| !able(&has, x)));
    }
}
