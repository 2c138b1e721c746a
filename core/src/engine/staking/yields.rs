//! What stakes yield in a tick, by source.

use crate::engine::context::{Note, Tick};
use crate::journal::EntryKind;
use crate::ledger::Account;
use crate::state::stake_of;
use crate::units::{ParticipantIx, value_of};
use crate::world::StakeSpec;

const REAL: usize = 0;
const EMISSIONS: usize = 1;
const SUBSIDY: usize = 2;

/// Every stake earns for the days of the tick.
pub(in crate::engine) fn accrue(t: &mut Tick<'_>) {
    for at in 0..t.s.stakes.len() {
        let Some(who) = t.s.stakes.get(at).map(|s| s.who) else { continue };
        let Some(spec) = stake_of(t.w, who) else { continue };
        let staked = t.s.staked_of(who, spec.asset);
        let years = t.w.days / 365.0;
        let worth = if spec.asset == t.w.numeraire { staked } else { t.s.at_mark(t.w, spec.asset, staked) };
        let real = whole(t, at, REAL, staked as f64 * spec.real * years);
        let emitted = whole(t, at, EMISSIONS, staked as f64 * spec.emissions * years);
        paid(t, at, (REAL, EntryKind::RealYield), spec, (who, real, staked));
        paid(t, at, (EMISSIONS, EntryKind::Minted), spec, (who, emitted, staked));
        if let Some((from, rate)) = spec.subsidy {
            let due = whole(t, at, SUBSIDY, worth as f64 * rate * years);
            subsidy(t, at, (who, from), due);
        }
    }
}

/// Adds to what is earned of a yield, and takes the whole quanta out of it.
fn whole(t: &mut Tick<'_>, at: usize, source: usize, earned: f64) -> i64 {
    let Some(slot) = t.s.stakes.get_mut(at).and_then(|s| s.earned.get_mut(source)) else { return 0 };
    *slot += earned;
    let quanta = value_of(1, slot.min(9e15), 1.0).max(0);
    *slot = (*slot - quanta as f64).max(0.0);
    quanta
}

/// Pays a yield in the asset staked: the operator's fee first, the rest to who has staked.
fn paid(
    t: &mut Tick<'_>,
    at: usize,
    (source, kind): (usize, EntryKind),
    spec: &StakeSpec,
    (who, units, staked): (ParticipantIx, i64, i64),
) {
    if units == 0 {
        return;
    }
    let fee = value_of(units, spec.fee, 1.0).clamp(0, units);
    let from = if kind == EntryKind::Minted { t.w.unissued() } else { t.w.outside() };
    for (to, part) in [(spec.fee_to.unwrap_or(t.w.outside()), fee), (who, units - fee)] {
        if part == 0 || kind == EntryKind::RealYield && to == from {
            continue;
        }
        t.s.books.post(spec.asset, Account::Free(from), Account::Free(to), part);
        t.note(Note::new(kind).who(to).other(who).asset(spec.asset).amount(part).of(staked));
    }
    if let Some(slot) = t.s.stakes.get_mut(at).and_then(|s| s.paid.get_mut(source)) {
        *slot += units;
    }
}

/// The reserve pays what is due of a subsidy, as far as it goes.
fn subsidy(t: &mut Tick<'_>, at: usize, (who, from): (ParticipantIx, ParticipantIx), due: i64) {
    if due == 0 {
        return;
    }
    let able = !t.s.has_failed(from) && !t.s.is_out(from);
    let there = if able { t.s.cash(t.w, from).max(0) } else { 0 };
    let part = due.min(there);
    t.s.pay(t.w.numeraire, from, who, part);
    let fresh = part < due && t.s.stakes.get(at).is_some_and(|s| !s.dry);
    if let Some(s) = t.s.stakes.get_mut(at) {
        s.subsidy_due += due;
        s.dry |= part < due;
        if let Some(slot) = s.paid.get_mut(SUBSIDY) {
            *slot += part;
        }
    }
    if part > 0 {
        let entry = t.note(Note::new(EntryKind::Subsidy).who(who).other(from).amount(part).of(due));
        t.s.lost(from, entry, part);
    }
    if fresh {
        let why = crate::engine::mark::why_below(t, from);
        t.note(Note::new(EntryKind::SubsidyEnds).who(who).other(from).amount(due - part).of(due).causes(why));
    }
}
