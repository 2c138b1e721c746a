//! One place spoilt in a lending pool.

// A way to spoil is one assignment, in `Some` where there is something to spoil.
#![allow(clippy::unit_arg)]

use super::Ended;
use super::spoils::{Spoil, debt, part};
use crate::journal::{Entry, EntryKind};
use crate::state::{DebtKind, Lent};
use crate::units::Amount;

const LARGE: i64 = 1 << 40;

pub(super) const SPOILS: &[(&str, &str, Spoil)] = &[
    ("liquidation_within_close_factor", "more than there is", |e| {
        part(e, EntryKind::Liquidated).map(|x| x.amount = Amount::new(LARGE))
    }),
    ("liquidation_within_close_factor", "a healthy position", |e| {
        part(e, EntryKind::Liquidated)?;
        Some(e.s.lending.orders.iter_mut().for_each(|o| o.health = 1.5))
    }),
    ("liquidation_within_close_factor", "nothing but half may be closed", |e| {
        part(e, EntryKind::Liquidated)?;
        let owner = e.w.pools().next()?.0;
        e.w.participants[owner.at()].lending.as_mut()?.close_factor = 0.01;
        Some(e.s.lending.orders.iter_mut().for_each(|o| o.health = 0.99))
    }),
    ("seizure_within_bonus", "more taken than the bonus gives", |e| {
        part(e, EntryKind::CollateralTaken).map(|x| x.amount = Amount::new(x.amount.quanta() * 11 / 10 + 10))
    }),
    ("keeper_without_loss", "a sale at a loss", |e| {
        let first = e.s.before.entries;
        let all = &e.s.journal.entries;
        let by = |x: &Entry| x.causes.first().and_then(|c| all.get(c.entry.at())).map(|c| c.kind);
        let sale = |x: &Entry| x.kind == EntryKind::Sold && by(x) == Some(EntryKind::Liquidated);
        let at = first + all.get(first..)?.iter().position(sale)?;
        Some(e.s.journal.entries[at].amount = Amount::ZERO)
    }),
    ("keeper_without_loss", "more than it can", |e| {
        part(e, EntryKind::Liquidated)?;
        let owner = e.w.pools().next()?.0;
        Some(e.w.participants[owner.at()].lending.as_mut()?.outside.as_mut()?.capacity = Some(0))
    }),
    ("interest_within_rate", "a loan that grows too fast", |e| {
        debt(e, |d| d.interest > 0).map(|d| d.interest += LARGE)
    }),
    ("interest_within_rate", "interest that is not said", |e| {
        part(e, EntryKind::Interest).map(|x| x.amount = Amount::new(x.amount.quanta() + 1))
    }),
    ("bad_debt_is_borne", "a hole out of nothing", |e| pool(e).map(|p| p.hole += 1)),
    ("bad_debt_is_borne", "bad debt without its line", |e| {
        pool(e).map(|p| (p.hole, p.bad_debt) = (p.hole + 1, p.bad_debt + 1))
    }),
    ("bad_debt_is_borne", "borne by nobody", |e| pool(e)?.borne.first_mut().map(|b| b.1 -= 1)),
    ("utilisation_in_range", "liquidity that is not there", |e| {
        let f = e.frame.pools.first_mut()?;
        Some(f.free = Amount::new(f.free.quanta() + 1))
    }),
    ("utilisation_in_range", "a lender that makes it late", |e| {
        let owner = e.w.pools().next()?.0;
        debt(e, |d| d.kind == DebtKind::Deposit && d.debtor == owner).map(|d| d.let_out = 1)
    }),
];

fn pool(e: &mut Ended) -> Option<&mut Lent> {
    let owner = e.w.pools().next()?.0;
    e.s.lending.pools.get_mut(&owner.0)
}
