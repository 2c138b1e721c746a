//! Payments that settle in full or not at all: one by one in the order of a queue, or together.
//!
//! *Gridlock*: payments that cannot be made one by one, each from what its payer has, but could be made together. It is
//! resolved by settling a set of them at once that leaves nobody with less than nothing; the largest such set is hard to
//! find, but if each payer's payments go in its own order there is one that contains all others, and it is found by taking
//! the last payment away from whoever is overdrawn until nobody is: Bech and Soramaki (2001), *Gridlock Resolution in
//! Interbank Payment Systems*, Bank of Finland discussion paper 9/2001.
//!
//! Accounts are numbers: what somebody has of one asset. A payment takes from some of them and gives to others.

/// A payment in a queue: the changes that it makes, by account; several for a trade or a fee.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queued {
    /// Accounts, and what is added to each; less than nothing is taken.
    pub changes: Vec<(usize, i64)>,
}

impl Queued {
    /// A payment from one account to another.
    #[must_use]
    pub fn payment(from: usize, to: usize, amount: i64) -> Self {
        Self { changes: vec![(from, -amount), (to, amount)] }
    }

    fn takes(&self) -> impl Iterator<Item = usize> {
        self.changes.iter().filter(|c| c.1 < 0).map(|c| c.0)
    }
}

fn wide(balances: &[i64]) -> Vec<i128> {
    balances.iter().map(|&b| i128::from(b)).collect()
}

fn apply(has: &mut [i128], payment: &Queued, sign: i128) {
    for &(account, change) in &payment.changes {
        if let Some(slot) = has.get_mut(account) {
            *slot += sign * i128::from(change);
        }
    }
}

/// Whether every account that a payment takes from has as much. An account that does not exist has nothing.
fn covers(has: &[i128], payment: &Queued) -> bool {
    payment.takes().all(|account| {
        let wanted: i128 = payment.changes.iter().filter(|c| c.0 == account).map(|c| i128::from(c.1)).sum();
        has.get(account).copied().unwrap_or(0) + wanted >= 0
    })
}

/// Settles one by one, at most so many: always the first in the queue whose payers have the money, what they have received
/// before among it. Returns places in the queue, in the order in which they settled.
///
/// The payments of a queue of `n` take at most of the order of `n n` steps.
#[must_use]
pub fn one_by_one(balances: &[i64], queue: &[Queued], at_most: usize) -> Vec<usize> {
    let mut has = wide(balances);
    let mut done = vec![false; queue.len()];
    let mut order = Vec::new();
    let mut at = 0;
    while order.len() < at_most {
        let Some(payment) = queue.get(at) else { break };
        let made = done.get(at).copied().unwrap_or(true);
        if made || !covers(&has, payment) {
            at += 1;
            continue;
        }
        apply(&mut has, payment, 1);
        if let Some(slot) = done.get_mut(at) {
            *slot = true;
        }
        order.push(at);
        // What has come in may let an earlier one go.
        let came = |account: usize| payment.changes.iter().any(|c| c.0 == account && c.1 > 0);
        let earlier = queue.iter().zip(&done).take(at).position(|(q, done)| !done && q.takes().any(came));
        at = earlier.unwrap_or(at + 1);
    }
    order
}

/// The payments that settle together, with each payer's own in the order of the queue: whether each of the queue does.
///
/// Takes the last payment away from whoever is overdrawn until nobody is; linear in the queue.
#[must_use]
pub fn together(balances: &[i64], queue: &[Queued]) -> Vec<bool> {
    let mut has = wide(balances);
    let mut stays = vec![true; queue.len()];
    let mut taken: Vec<Vec<usize>> = vec![Vec::new(); balances.len()];
    for (at, payment) in queue.iter().enumerate() {
        // From an account that does not exist nothing can be taken.
        if payment.takes().any(|account| account >= balances.len()) {
            if let Some(slot) = stays.get_mut(at) {
                *slot = false;
            }
            continue;
        }
        apply(&mut has, payment, 1);
        for account in payment.takes() {
            if let Some(list) = taken.get_mut(account) {
                list.push(at);
            }
        }
    }
    let mut overdrawn: Vec<usize> = (0..has.len()).rev().filter(|&a| has.get(a).is_some_and(|h| *h < 0)).collect();
    while let Some(account) = overdrawn.pop() {
        while has.get(account).is_some_and(|h| *h < 0) {
            let Some(at) = taken.get_mut(account).and_then(Vec::pop) else { break };
            let (Some(stay), Some(payment)) = (stays.get_mut(at), queue.get(at)) else { continue };
            if !std::mem::take(stay) {
                continue;
            }
            apply(&mut has, payment, -1);
            let received = payment.changes.iter().filter(|c| c.1 > 0).map(|c| c.0);
            overdrawn.extend(received.filter(|&a| a != account && has.get(a).is_some_and(|h| *h < 0)));
        }
    }
    stays
}
