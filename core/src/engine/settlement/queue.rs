//! The queue of a tick: what is due, in the order in which it may go, and what each payment changes.

use super::super::context::Tick;
use crate::clearing::gridlock::Queued;
use crate::state::{Debt, DebtKind};
use crate::units::{AssetIx, ParticipantIx, sorted};

/// A payment that is due.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The debt, by its place.
    pub debt: usize,
    pub asset: AssetIx,
    pub amount: i64,
    pub fee: i64,
    /// A payment with a delivery against it.
    pub swap: bool,
}

/// Due debts of those who have not failed and can act: the highest fee first, then what has been due longest, then by id.
pub(super) fn queue(t: &Tick<'_>) -> Vec<Item> {
    let now = t.s.tick;
    let mut all = Vec::new();
    for (at, d) in t.s.debts.iter().enumerate().filter(|(_, d)| d.open > 0 && !d.estate) {
        let amount = d.due_at(now);
        if amount == 0 || t.s.is_out(d.debtor) {
            continue;
        }
        let swap = swap(t, d);
        if let Some(pays) = swap
            && (!pays || t.s.is_out(d.creditor) || t.s.has_failed(d.creditor))
        {
            continue;
        }
        let item = Item { debt: at, asset: d.asset, amount, fee: d.fee, swap: swap.is_some() };
        all.push((d.due.unwrap_or(now), item));
    }
    let before =
        |a: &(u32, Item), b: &(u32, Item)| b.1.fee.cmp(&a.1.fee).then(a.0.cmp(&b.0)).then(a.1.debt.cmp(&b.1.debt));
    sorted(all, before).into_iter().map(|x| x.1).collect()
}

/// Whether a debt is a leg of a trade with delivery against payment, and if so whether it is the payment.
fn swap(t: &Tick<'_>, d: &Debt) -> Option<bool> {
    let DebtKind::Leg { trade, pay } = d.kind else { return None };
    t.w.trades.get(trade as usize).filter(|x| x.dvp).map(|_| pay)
}

/// What everybody has of each asset, and what each payment changes. People outside have no account: they always have
/// enough. What is delivered cannot be used in the same tick.
pub(super) fn numbers(t: &Tick<'_>, items: &[Item]) -> (Vec<i64>, Vec<Queued>) {
    let (n, m) = (t.w.participants.len(), t.w.assets.len());
    let mut balances = Vec::with_capacity(n * m);
    for who in t.everyone() {
        let out = t.s.is_out(who);
        for asset in (0..m as u32).map(AssetIx) {
            balances.push(if out { 0 } else { t.s.books.free(who, asset).max(0) });
        }
    }
    let account = |who: ParticipantIx, asset: AssetIx| (who.at() < n).then(|| who.at() * m + asset.at());
    let queued = |item: &Item| {
        let mut changes = Vec::with_capacity(4);
        let mut change = |who: ParticipantIx, asset: AssetIx, by: i64| {
            changes.extend(account(who, asset).filter(|_| by != 0).map(|at| (at, by)));
        };
        if let Some(d) = t.s.debts.get(item.debt) {
            change(d.debtor, item.asset, -item.amount);
            change(d.creditor, item.asset, item.amount);
            change(d.debtor, t.w.numeraire, -item.fee);
            if let DebtKind::Leg { trade, .. } = d.kind
                && let Some(x) = t.w.trades.get(trade as usize).filter(|_| item.swap)
            {
                change(x.seller, x.deliver.0, -x.deliver.1);
            }
        }
        Queued { changes }
    };
    (balances, items.iter().map(queued).collect())
}
