//! Loans without collateral: bad debt is written off, and somebody bears it.
//!
//! First a backstop out of what it has; then the pool out of its own equity; then whom the pool's terms name. Holders of a
//! share that the pool has issued bear what is left by the price of the share. What nobody bears yet is a hole in the
//! pool's books.

use super::super::context::{Note, Tick};
use super::liquidate::lower;
use crate::clearing::waterfall::pro_rata;
use crate::journal::EntryKind;
use crate::scenario::BadDebt;
use crate::state::{DebtKind, Position, State, Valuation};
use crate::units::{EntryIx, ParticipantIx, value_of};
use crate::world::{PoolSpec, World};

/// Looks for loans whose collateral is gone, and writes them off.
pub(in super::super) fn find(t: &mut Tick<'_>) {
    let pools: Vec<ParticipantIx> = t.w.pools().map(|p| p.0).collect();
    for pool in pools {
        if t.s.has_failed(pool) {
            continue;
        }
        // Who never posted anything has an ordinary debt.
        let gone = |p: &Position| p.debt > 0 && p.lots.is_empty() && was_secured(t.s, t.w, pool, p.borrower);
        let gone: Vec<Position> = t.s.positions(t.w, pool).into_iter().filter(gone).collect();
        for p in gone {
            write_off(t, pool, &p);
        }
    }
}

/// Whether a pool held collateral of somebody before.
fn was_secured(s: &State, w: &World, pool: ParticipantIx, borrower: ParticipantIx) -> bool {
    let links = w.collateral.iter().zip(&s.pledges);
    let mut taken = links.filter(|(c, p)| c.holder == pool && c.pledger == borrower && !p.closed && p.secured_before);
    taken.any(|(c, _)| w.pool(pool).is_some_and(|spec| spec.terms(c.asset).is_some()))
}

fn write_off(t: &mut Tick<'_>, pool: ParticipantIx, p: &Position) {
    let Some(spec) = t.w.pool(pool) else { return };
    let said = t.s.lending.said.iter().find(|s| (s.pool, s.borrower) == (pool, p.borrower)).map(|s| s.entry);
    let link = lower(t, pool, p.borrower, p.debt).1;
    let note = Note::new(EntryKind::BadDebt).who(pool).other(p.borrower).amount(p.debt).of(p.debt).cause(said, p.debt);
    let note = if let Some(link) = link { note.link(link) } else { note };
    let causes = if said.is_none() { t.reasons(p.borrower, p.debt) } else { Vec::new() };
    let entry = t.note(in_asset(t.w, spec, note).causes(causes));
    let value = value_of(p.debt, t.s.lent_unit(t.w, spec), 1.0);
    if let Some(state) = t.s.lending.pools.get_mut(&pool.0) {
        state.bad_debt += p.debt;
        state.bad_debt_value += value;
        state.hole += p.debt;
    }
    bear(t, pool, spec, (p.debt, entry));
}

fn in_asset(w: &World, spec: &PoolSpec, note: Note) -> Note {
    if spec.lends == w.numeraire { note } else { note.asset(spec.lends) }
}

/// Passes a new hole on, as far as somebody is there to bear it.
fn bear(t: &mut Tick<'_>, pool: ParticipantIx, spec: &PoolSpec, (amount, why): (i64, EntryIx)) {
    let mut left = amount;
    if let Some(who) = spec.backstop.filter(|&who| !t.s.has_failed(who) && !t.s.is_out(who)) {
        let part = left.min(t.s.books.free(who, spec.lends)).max(0);
        t.s.pay(spec.lends, who, pool, part);
        borne(t, pool, who, (part, amount), why);
        left -= part;
    }
    left -= own(t, pool, spec, (left, amount), why);
    if left == 0 {
        return;
    }
    match spec.bad_debt {
        BadDebt::Recorded => {
            let value = value_of(left, t.s.lent_unit(t.w, spec), 1.0);
            t.s.lost(pool, why, value);
        }
        BadDebt::Lenders => lenders(t, pool, &[pool], (left, amount), why),
        BadDebt::AllHolders => {
            let all: Vec<ParticipantIx> = [pool].into_iter().chain(spec.bear_with.iter().copied()).collect();
            lenders(t, pool, &all, (left, amount), why);
        }
        BadDebt::Treasury => {
            if let Some(state) = t.s.lending.pools.get_mut(&pool.0) {
                state.to_raise += left;
            }
        }
    }
}

/// The pool's own equity bears what it can; so do holders of its share, whose price is what it has beyond its debts.
fn own(t: &mut Tick<'_>, pool: ParticipantIx, spec: &PoolSpec, (left, whole): (i64, i64), why: EntryIx) -> i64 {
    let unit = t.s.lent_unit(t.w, spec);
    // The loan is written off already: what is left of equity, with this part of it, is what there was.
    let equity = Valuation::bare(t.s, t.w).equity(pool) as f64;
    let before = if unit > 0.0 { equity / unit + left as f64 } else { 0.0 };
    let mut part = left.min(before.max(0.0) as i64);
    if shares(t, pool) && matches!(spec.bad_debt, BadDebt::Lenders | BadDebt::AllHolders) && spec.lends == t.w.numeraire
    {
        // Holders of the share and depositors lose the same part.
        let deposits = deposits(t.s, pool).map(|(_, open)| open).sum::<i64>() as f64;
        let all = deposits + before.max(0.0);
        part = part.min((left as f64 * before.max(0.0) / all.max(1.0)) as i64);
    }
    borne(t, pool, pool, (part, whole), why);
    part
}

/// Whether a pool has issued a share that somebody holds.
fn shares(t: &Tick<'_>, pool: ParticipantIx) -> bool {
    State::tokens(t.w).any(|(asset, c)| c.issuer == pool && c.par.is_none() && t.s.supply(t.w, asset) > 0)
}

/// Open deposits with a participant, by place.
fn deposits(s: &State, who: ParticipantIx) -> impl Iterator<Item = (usize, i64)> {
    let open = |(at, d): (usize, &crate::state::Debt)| {
        (d.kind == DebtKind::Deposit && !d.estate && d.open > 0).then_some((at, d.open))
    };
    s.owed(who).filter_map(open)
}

/// Deposits with these pools are written down pro rata. Another pool pays over, in cash, what its depositors bear.
fn lenders(t: &mut Tick<'_>, pool: ParticipantIx, pools: &[ParticipantIx], (left, whole): (i64, i64), why: EntryIx) {
    if t.w.pool(pool).is_none_or(|p| p.lends != t.w.numeraire) {
        return;
    }
    let open = |t: &Tick<'_>, who: ParticipantIx| -> i64 { deposits(t.s, who).map(|d| d.1).sum() };
    let able = |&who: &ParticipantIx| {
        if t.s.has_failed(who) || t.s.is_out(who) && who != pool {
            return 0;
        }
        let most = if who == pool { i64::MAX } else { t.s.cash(t.w, who) };
        open(t, who).min(most).max(0)
    };
    let rooms: Vec<i64> = pools.iter().map(able).collect();
    let parts = pro_rata(left, &rooms);
    for (&who, &part) in pools.iter().zip(&parts).filter(|(_, part)| **part > 0) {
        if who != pool {
            t.s.pay(t.w.numeraire, who, pool, part);
        }
        let list: Vec<(usize, i64)> = deposits(t.s, who).collect();
        let amounts: Vec<i64> = list.iter().map(|d| d.1).collect();
        for (&(at, _), &cut) in list.iter().zip(&pro_rata(part, &amounts)).filter(|(_, cut)| **cut > 0) {
            let Some(d) = t.s.debts.get_mut(at) else { continue };
            d.lower(cut);
            let holder = d.creditor;
            borne(t, pool, holder, (cut, whole), why);
        }
    }
}

/// Somebody bears a part: a line, its loss, and less of a hole.
pub(super) fn borne(
    t: &mut Tick<'_>,
    pool: ParticipantIx,
    who: ParticipantIx,
    (part, whole): (i64, i64),
    why: EntryIx,
) {
    let Some(spec) = t.w.pool(pool).filter(|_| part > 0) else { return };
    let note = Note::new(EntryKind::BadDebtBorne).who(who).other(pool).amount(part).of(whole).cause(Some(why), part);
    let entry = t.note(in_asset(t.w, spec, note));
    let value = value_of(part, t.s.lent_unit(t.w, spec), 1.0);
    if who != t.w.outside() {
        t.s.lost(who, entry, value);
    }
    let Some(state) = t.s.lending.pools.get_mut(&pool.0) else { return };
    state.hole -= part;
    match state.borne.iter_mut().find(|b| b.0 == who) {
        Some(b) => b.1 += part,
        None => state.borne.push((who, part)),
    }
}
