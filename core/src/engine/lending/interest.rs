//! Interest by the clock: what borrowers owe grows, and depositors get their part of it.
//!
//! A tick of `d` days adds `d / 365` of the yearly rate to what was open before it. What depositors get is what borrowers
//! owe, less the reserve factor, in the part that deposits have of all that is lent or free; the rest is the pool's.

use super::super::context::{Note, Tick};
use crate::journal::EntryKind;
use crate::state::{DebtKind, State, is_loan, utilisation};
use crate::units::{Amount, ParticipantIx};
use crate::world::{CurveSpec, PoolSpec, World};

/// Most that a pool's loans may grow to by interest, in quanta: beyond it nothing is added.
const MOST: i64 = Amount::SUPPLY_LIMIT / 2;

/// The rate that borrowers pay now, a year.
pub(super) fn yearly(s: &State, w: &World, pool: ParticipantIx, spec: &PoolSpec) -> f64 {
    let used = utilisation(s.lent_and_free(w, pool));
    match spec.rates {
        None => 0.0,
        Some(CurveSpec::Kinked { base, optimal, below, above }) => {
            let beyond = ((used - optimal) / (1.0 - optimal)).max(0.0);
            base + below * (used / optimal).min(1.0) + above * beyond
        }
        Some(CurveSpec::Doubling { .. }) => s.lending.pools.get(&pool.0).map_or(0.0, |p| p.rate),
    }
}

/// Adds the interest of a tick to every loan and deposit.
pub(in super::super) fn accrue(t: &mut Tick<'_>) {
    let pools: Vec<(ParticipantIx, &PoolSpec)> = t.w.pools().collect();
    for (pool, spec) in pools {
        if spec.rates.is_none() || t.s.has_failed(pool) {
            continue;
        }
        let rate = yearly(t.s, t.w, pool, spec);
        let (loans, free) = t.s.lent_and_free(t.w, pool);
        let added = lend(t, pool, spec, (rate, loans));
        if spec.lends == t.w.numeraire {
            deposits(t, pool, spec, added, loans + free);
        }
        let used = utilisation((loans, free));
        if let Some(p) = t.s.lending.pools.get_mut(&pool.0) {
            p.charged = rate;
            p.rate = moved(spec, p.rate, used, t.w.days);
        }
    }
}

/// A rate that remembers, a tick later.
fn moved(spec: &PoolSpec, rate: f64, used: f64, days: f64) -> f64 {
    let Some(CurveSpec::Doubling { low, high, days: doubling, floor, ceiling, .. }) = spec.rates else { return rate };
    let pull = if used > high {
        (used - high) / (1.0 - high)
    } else if used < low {
        (used - low) / low
    } else {
        0.0
    };
    (rate * libm::exp2(pull * days / doubling)).clamp(floor, ceiling)
}

/// What a quantity earns, with what was left of it before: whole quanta, and what is left now.
fn whole(open: i64, part: f64, fraction: f64) -> (i64, f64) {
    let exact = open as f64 * part + fraction;
    let whole = exact.clamp(0.0, MOST as f64).floor();
    (whole as i64, (exact - whole).clamp(0.0, 1.0))
}

/// Loans grow; returns by how much in all.
fn lend(t: &mut Tick<'_>, pool: ParticipantIx, spec: &PoolSpec, (rate, loans): (f64, i64)) -> i64 {
    let part = rate * t.w.days / 365.0;
    let (mut added, mut base) = (0, 0);
    let loans_at: Vec<usize> = t.s.owed_to(pool).filter(|(_, d)| is_loan(d, spec)).map(|x| x.0).collect();
    for at in loans_at {
        let Some(d) = t.s.debts.get_mut(at).filter(|d| d.open > d.borrowed) else { continue };
        let (more, left) = whole(d.open - d.borrowed, part, d.fraction);
        let more = more.min(MOST - loans - added).max(0);
        base += d.open - d.borrowed;
        d.open += more;
        d.interest = more;
        d.fraction = left;
        added += more;
    }
    if added > 0 {
        let note = Note::new(EntryKind::Interest).who(pool).amount(added).of(base);
        let entry = t.note(if spec.lends == t.w.numeraire { note } else { note.asset(spec.lends) });
        if let Some(p) = t.s.lending.pools.get_mut(&pool.0) {
            p.interest = Some(entry);
        }
    }
    added
}

/// Deposits grow by their part of what borrowers owe more.
fn deposits(t: &mut Tick<'_>, pool: ParticipantIx, spec: &PoolSpec, added: i64, assets: i64) {
    let mine = |d: &crate::state::Debt| d.kind == DebtKind::Deposit && !d.estate && d.open > 0;
    let mine: Vec<usize> = t.s.owed(pool).filter(|(_, d)| mine(d)).map(|x| x.0).collect();
    let all: i64 = mine.iter().filter_map(|&at| t.s.debts.get(at)).map(|d| d.open).sum();
    if all <= 0 || assets <= 0 || added <= 0 {
        return;
    }
    let share = (all as f64 / assets as f64).min(1.0);
    let part = added as f64 * (1.0 - spec.reserve_factor) * share / all as f64;
    let mut given = 0;
    for at in mine {
        let Some(d) = t.s.debts.get_mut(at) else { continue };
        let (more, left) = whole(d.open, part, d.fraction);
        let more = more.min(added - given);
        d.open += more;
        d.interest = more;
        d.fraction = left;
        given += more;
    }
    if given > 0 {
        t.note(Note::new(EntryKind::Interest).who(pool).other(pool).amount(given).of(all));
    }
}
