//! Liquidations happen: debt is repaid, collateral taken, sold or kept; and what was left undone is told.

use super::super::context::{Note, Tick};
use super::keepers::{Deal, deals, key};
use crate::journal::{Cause, EntryKind, LinkKind, LinkRef};
use crate::ledger::Account;
use crate::state::is_loan;
use crate::units::{Amount, AssetIx, EntryIx, ParticipantIx, value_of};
use crate::world::AuctionSpec;

/// A deal whose units are sold in the batch of the tick at an average price. Returns the line of the sale.
pub(in super::super) fn settle(t: &mut Tick<'_>, d: &Deal, average: f64) -> Option<EntryIx> {
    if d.units <= 0 {
        if let Some(o) = t.s.lending.orders.get_mut(d.order) {
            o.loss = true;
        }
        return None;
    }
    let who = d.keeper.unwrap_or(t.w.outside());
    let (liquidated, link) = repay_and_take(t, d, t.w.outside());
    let brings = value_of(d.units, average, t.s.scale(t.w, d.asset));
    let worth = t.s.at_mark(t.w, d.asset, d.units);
    t.s.pay(t.w.numeraire, t.w.outside(), who, brings);
    let note = Note::new(EntryKind::Sold).who(who).other(d.borrower).asset(d.asset).amount(brings).of(worth);
    let note = if let Some(link) = link { note.link(link) } else { note };
    let entry = t.note(note.cause(Some(liquidated), brings));
    t.s.burnt += (worth - brings).max(0);
    Some(entry)
}

/// Deals of keepers that keep what they take, where it is worth to them what they pay.
pub(in super::super) fn keep(t: &mut Tick<'_>, asset: AssetIx) {
    if t.s.lending.orders.is_empty() {
        return;
    }
    for d in deals(t, asset, true) {
        let worth = if asset == t.w.numeraire { d.units } else { t.s.at_mark(t.w, asset, d.units) };
        if worth < d.cost(d.units) {
            if let Some(o) = t.s.lending.orders.get_mut(d.order) {
                o.loss = true;
            }
            continue;
        }
        repay_and_take(t, &d, d.keeper.unwrap_or(t.w.outside()));
    }
}

/// The keeper pays the pool and its gas, the debt falls, and the units go to `to`. Returns the line and the last link.
fn repay_and_take(t: &mut Tick<'_>, d: &Deal, to: ParticipantIx) -> (EntryIx, Option<LinkRef>) {
    let (who, outside) = (d.keeper.unwrap_or(t.w.outside()), t.w.outside());
    let repaid = d.repays_for(d.units);
    let Some(spec) = t.w.pool(d.pool) else { return (EntryIx(0), None) };
    let lends = spec.lends;
    t.s.pay(lends, who, d.pool, repaid);
    t.s.pay(t.w.numeraire, who, outside, d.gas);
    let (before, loan) = lower(t, d.pool, d.borrower, repaid);
    let cause = t.s.lending.orders.get(d.order).and_then(|o| o.entry);
    let note = Note::new(EntryKind::Liquidated).who(d.pool).other(d.borrower).amount(repaid).of(before);
    let note = if lends == t.w.numeraire { note } else { note.asset(lends) };
    let note = if let Some(loan) = loan { note.link(loan) } else { note };
    let liquidated = t.note(note.cause(cause, repaid));
    let link = take(t, d, to, liquidated);
    let worth = if d.asset == t.w.numeraire { d.units } else { t.s.at_mark(t.w, d.asset, d.units) };
    let lost = worth - value_of(repaid, d.lent, 1.0);
    if lost > 0 {
        t.s.lost(d.borrower, liquidated, lost);
    }
    t.s.mark_of(d.borrower, |m| m.strained = true);
    let (place, used) = (key(d.keeper, d.pool), t.s.lending.used.get(&key(d.keeper, d.pool)).copied().unwrap_or(0));
    t.s.lending.used.insert(place, used + 1);
    if let Some(o) = t.s.lending.orders.get_mut(d.order) {
        o.room -= repaid;
        o.loss |= d.units < d.planned;
    }
    (liquidated, link)
}

/// Lowers the loans of a borrower with a pool, in order. Returns what was open, and the link of the first loan.
pub(super) fn lower(
    t: &mut Tick<'_>,
    pool: ParticipantIx,
    borrower: ParticipantIx,
    amount: i64,
) -> (i64, Option<LinkRef>) {
    let (mut left, mut before, mut link) = (amount, 0, None);
    for k in 0..t.s.owes(borrower) {
        let at = t.s.owed_at(borrower, k);
        let (Some(spec), Some(d)) = (t.w.pool(pool), t.s.debts.get_mut(at)) else { continue };
        if d.creditor != pool || !is_loan(d, spec) || d.open == 0 {
            continue;
        }
        link.get_or_insert(d.link);
        before += d.open;
        let part = left.min(d.open);
        d.lower(part);
        d.settled += part;
        left -= part;
    }
    (before, link)
}

/// Takes units out of the boxes of a position, link by link, with a line for each.
fn take(t: &mut Tick<'_>, d: &Deal, to: ParticipantIx, liquidated: EntryIx) -> Option<LinkRef> {
    let lots = t.s.positions(t.w, d.pool).into_iter().find(|p| p.borrower == d.borrower).map_or(Vec::new(), |p| p.lots);
    let who = d.keeper.unwrap_or(t.w.outside());
    let (mut left, mut last) = (d.units, None);
    for lot in lots.into_iter().filter(|l| l.asset == d.asset) {
        let part = left.min(lot.units);
        if part == 0 {
            continue;
        }
        leaves(t, lot.link, part, to);
        let at = LinkRef { kind: LinkKind::Collateral, at: lot.link };
        let note = Note::new(EntryKind::CollateralTaken).who(who).other(d.borrower).link(at).asset(d.asset);
        t.note(note.amount(part).of(lot.units).cause(Some(liquidated), part));
        left -= part;
        last = Some(at);
    }
    last
}

/// Units leave the box of a link.
fn leaves(t: &mut Tick<'_>, link: u32, units: i64, to: ParticipantIx) {
    let Some(asset) = t.w.collateral.get(link as usize).map(|c| c.asset) else { return };
    t.s.books.post(asset, Account::Pledged(link), Account::Free(to), units);
    if let Some(p) = t.s.pledges.get_mut(link as usize) {
        p.posted -= units;
    }
}

/// After all markets of the tick: lots that nobody bid for, and lines for what was left undone.
pub(in super::super) fn close(t: &mut Tick<'_>) {
    let left: Vec<usize> = (0..).zip(&t.s.lending.orders).filter(|(_, o)| o.room > 0).map(|(at, _)| at).collect();
    for at in left {
        let Some(o) = t.s.lending.orders.get(at).copied() else { continue };
        let Some(spec) = t.w.pool(o.pool) else { continue };
        let same = |s: &crate::state::Said| (s.pool, s.borrower, s.left) == (o.pool, o.borrower, o.room);
        if t.s.lending.said.iter().any(same) {
            continue;
        }
        let kind = if o.loss { EntryKind::NotWorthIt } else { EntryKind::NoKeeper };
        let note = Note::new(kind).who(o.pool).other(o.borrower).amount(o.room).of(o.most).cause(o.entry, o.room);
        let entry = t.note(if spec.lends == t.w.numeraire { note } else { note.asset(spec.lends) });
        if let Some(s) = t.s.lending.said.iter_mut().find(|s| (s.pool, s.borrower) == (o.pool, o.borrower)) {
            s.left = o.room;
        }
        if matches!(spec.auction, AuctionSpec::English) {
            for_nothing(t, at, entry);
        }
    }
}

/// Of what nobody bid for, the same part of the collateral goes to somebody outside for nothing.
fn for_nothing(t: &mut Tick<'_>, at: usize, why: EntryIx) {
    let Some(o) = t.s.lending.orders.get(at).copied() else { return };
    let Some(p) = t.s.positions(t.w, o.pool).into_iter().find(|p| p.borrower == o.borrower) else { return };
    let part = o.room as f64 / p.debt.max(1) as f64;
    for lot in p.lots {
        let units = if part >= 1.0 { lot.units } else { value_of(lot.units, part, 1.0) };
        if units == 0 {
            continue;
        }
        let worth = t.s.at_mark(t.w, lot.asset, units);
        let outside = t.w.outside();
        leaves(t, lot.link, units, outside);
        let at = LinkRef { kind: LinkKind::Collateral, at: lot.link };
        let note = Note::new(EntryKind::SoldForNothing).who(o.pool).other(o.borrower).link(at).asset(lot.asset);
        let cause = Cause { entry: why, amount: Amount::new(units) };
        let entry = t.note(note.amount(units).of(lot.units).causes([cause]));
        t.s.lost(o.borrower, entry, worth);
        if let Some(pool) = t.s.lending.pools.get_mut(&o.pool.0) {
            pool.for_nothing += worth;
        }
    }
    if let Some(o) = t.s.lending.orders.get_mut(at) {
        o.room = 0;
    }
}
