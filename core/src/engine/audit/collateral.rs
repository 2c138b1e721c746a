//! Collateral: boxes, re-use, seizure.

use super::{Held, View, ensure};
use crate::journal::{EntryKind, LinkKind, LinkRef};
use crate::ledger::Account;
use crate::scenario::MAX_CHAIN;
use crate::state::{Debt, DebtKind};
use crate::world::CollateralSpec;

/// Units that open links pledge on out of each link.
fn passed_on(v: &View<'_>) -> Vec<i64> {
    let mut below = vec![0i64; v.w.collateral.len()];
    for (c, p) in v.w.collateral.iter().zip(&v.s.pledges).filter(|(_, p)| !p.closed) {
        if let Some(slot) = c.reuses.and_then(|up| below.get_mut(up as usize)) {
            *slot += p.posted;
        }
    }
    below
}

pub(super) fn one_unit_one_box(v: &View<'_>) -> Held {
    let below = passed_on(v);
    for (at, ((c, p), below)) in (0u32..).zip(v.w.collateral.iter().zip(&v.s.pledges).zip(below)) {
        let here = v.s.books.pledged(at);
        let ok = if c.transfer {
            here == 0
        } else if p.closed {
            here == p.seized
        } else {
            // What had been passed on when a side failed is owed in money; the units are their holders' own.
            here + if p.converted { 0 } else { below } <= p.posted
        };
        ensure(ok, || format!("{}: {here} in its box, {below} passed on, {p:?}", c.id))?;
    }
    Ok(())
}

pub(super) fn reuse_within_cap(v: &View<'_>) -> Held {
    let below = passed_on(v);
    for ((c, p), below) in v.w.collateral.iter().zip(&v.s.pledges).zip(below) {
        let within = below <= c.reusable || p.closed || p.converted;
        ensure(within, || format!("{}: {below} pledged on, {} allowed", c.id, c.reusable))?;
    }
    Ok(())
}

pub(super) fn reuse_acyclic(v: &View<'_>) -> Held {
    for c in v.w.collateral.iter().filter(|c| c.reuses.is_some()) {
        let (mut up, mut length) = (c.reuses, 0);
        while let Some(at) = up {
            length += 1;
            ensure(length <= MAX_CHAIN, || format!("the chain above {} does not end", c.id))?;
            up = v.w.collateral.get(at as usize).and_then(|x| x.reuses);
        }
    }
    Ok(())
}

/// Each link of a chain is a claim for the return of the same units. What of a claim is in no box was passed on, to the
/// next link or with its title; at the opening that is what the links below have, and from then on it changes only as told.
pub(super) fn pledged_n_times_owed_n_times(v: &View<'_>) -> Held {
    let (came_up, below) = (came_up(v), passed_on_at_opening(v));
    // Initial margin is never passed on; a client's goes with it to another member.
    for (at, (c, p)) in (0u32..).zip(v.w.collateral.iter().zip(&v.s.pledges)).filter(|(_, (c, _))| !c.margin) {
        let (now, here) = (p.posted, v.s.books.pledged(at));
        let was = match v.before.posted.get(at as usize) {
            Some(&posted) => posted - v.s.books.before().get(Account::Pledged(at), c.asset),
            None if c.transfer => c.units,
            None => below.get(at as usize).copied().unwrap_or(0),
        };
        let back = came_up.get(at as usize).copied().unwrap_or(0) - if c.transfer { given(v, at, c) } else { 0 };
        let turned = was - back - (now - here);
        ensure(turned == 0 || is_owed(v, at, c, turned), || {
            format!(
                "{}: {was} passed on, {back} came back, {} owed in units: {turned} are owed by nobody",
                c.id,
                now - here
            )
        })?;
    }
    Ok(())
}

/// What links re-use of each link at the opening.
fn passed_on_at_opening(v: &View<'_>) -> Vec<i64> {
    let mut below = vec![0i64; v.w.collateral.len()];
    for c in &v.w.collateral {
        if let Some(slot) = c.reuses.and_then(|up| below.get_mut(up as usize)) {
            *slot += c.units;
        }
    }
    below
}

/// Units that went from the box of a link to that of the link above.
fn came_up(v: &View<'_>) -> Vec<i64> {
    let mut all = vec![0i64; v.w.collateral.len()];
    for p in v.s.books.postings() {
        if let (Account::Pledged(_), Account::Pledged(up)) = (p.from, p.to)
            && let Some(slot) = all.get_mut(up as usize)
        {
            *slot += p.units;
        }
    }
    all
}

/// Units that passed title to the holder in the tick, less those it gave back, by the lines of the link.
fn given(v: &View<'_>, at: u32, c: &CollateralSpec) -> i64 {
    let link = Some(LinkRef { kind: LinkKind::Collateral, at });
    let units = |worth: i64| {
        let ends = (Account::Free(c.pledger), Account::Free(c.holder));
        let fits = |p: &&crate::ledger::Posting| (p.from, p.to) == ends && p.asset == c.asset;
        let all = v.s.books.postings().iter().filter(fits).map(|p| p.units);
        all.filter(|&units| v.s.at_mark(v.w, c.asset, units) == worth).last().unwrap_or(0)
    };
    let mine = v.entries.iter().filter(|e| e.link == link);
    let sum = mine.map(|e| match e.kind {
        EntryKind::ToppedUp => units(e.amount.quanta()),
        EntryKind::TakenBack => -e.amount.quanta(),
        _ => 0,
    });
    sum.sum()
}

/// Whether a debt of the holder made in this tick stands for so many units: in kind, or at the mark.
fn is_owed(v: &View<'_>, at: u32, c: &CollateralSpec, units: i64) -> bool {
    let made = v.s.debts.get(v.before.debts.len()..).unwrap_or_default();
    let of = |d: &&Debt| d.kind == DebtKind::Return(at) && (d.debtor, d.creditor) == (c.holder, c.pledger);
    let mut all = made.iter().filter(of);
    let fits = |d: &Debt| d.made == units || d.made == v.s.at_mark(v.w, c.asset, units);
    units > 0 && all.next().is_some_and(fits) && all.next().is_none()
}

pub(super) fn seized_within_secured(v: &View<'_>) -> Held {
    for (at, (c, p)) in (0u32..).zip(v.w.collateral.iter().zip(&v.s.pledges)).filter(|(_, (_, p))| p.seized > 0) {
        let ok = p.seized <= v.s.books.pledged(at) && v.s.has_failed(c.pledger);
        ensure(ok, || format!("{}: {p:?}", c.id))?;
    }
    for e in v.entries.iter().filter(|e| e.kind == EntryKind::PaidByCollateral) {
        ensure(e.amount <= e.of, || format!("collateral paid more than the debt behind it: {e:?}"))?;
    }
    Ok(())
}
