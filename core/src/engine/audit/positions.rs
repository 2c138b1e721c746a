//! Positions in contracts: both sides of each, what is settled on them, and the margin behind them.

use super::{Held, View, ensure};
use crate::state::AccountState;
use crate::units::ParticipantIx;
use crate::world::AccountSpec;

/// An account by its place.
type Placed<'a> = (usize, &'a AccountSpec, &'a AccountState);

/// The accounts of each clearing house.
fn houses<'a>(v: &'a View<'_>) -> Vec<(ParticipantIx, Vec<Placed<'a>>)> {
    let mut all: Vec<(ParticipantIx, Vec<Placed<'a>>)> = Vec::new();
    for (at, (spec, x)) in v.w.book.accounts.iter().zip(&v.s.book.accounts).enumerate() {
        if !spec.cleared {
            continue;
        }
        match all.iter_mut().find(|h| h.0 == spec.b) {
            Some(house) => house.1.push((at, spec, x)),
            None => all.push((spec.b, vec![(at, spec, x)])),
        }
    }
    all
}

pub(super) fn long_equals_short(v: &View<'_>) -> Held {
    for (house, accounts) in houses(v) {
        for contract in 0..v.w.book.contracts.len() {
            let sum: i64 = accounts.iter().filter_map(|(_, _, x)| x.lines.get(contract)).sum();
            ensure(sum == 0, || format!("house {}: {sum} of contract {contract} too many", house.0))?;
        }
    }
    let whole = v.s.book.accounts.iter().all(|x| !x.closed || x.lines.iter().all(|&q| q == 0));
    ensure(whole, || "an account that is closed has contracts".into())
}

pub(super) fn variation_sums_to_nothing(v: &View<'_>) -> Held {
    for (house, accounts) in houses(v) {
        let sum: i64 = accounts.iter().map(|(at, _, x)| x.gained + v.s.book.unsettled(*at)).sum();
        ensure(sum == 0, || format!("house {}: {sum} more gained than lost", house.0))?;
    }
    for (at, x) in v.s.book.accounts.iter().enumerate() {
        let told: i64 = told(v, at);
        ensure(told == x.gained_now, || format!("account {at}: {told} told of {} settled", x.gained_now))?;
    }
    Ok(())
}

/// What lines of variation margin say that the first side of an account gained, where no other account has its two sides.
fn told(v: &View<'_>, at: usize) -> i64 {
    let Some(spec) = v.w.book.accounts.get(at) else { return 0 };
    let pair = |x: &AccountSpec| (x.a, x.b) == (spec.a, spec.b) || (x.a, x.b) == (spec.b, spec.a);
    let now = |k: usize| v.s.book.accounts.get(k).map_or(0, |x| x.gained_now);
    let twins = v.w.book.accounts.iter().enumerate().filter(|(k, x)| *k != at && pair(x));
    let others: i64 = twins.map(|(k, x)| if x.a == spec.a { now(k) } else { -now(k) }).sum();
    let lines = v.entries.iter().filter(|e| e.kind == crate::journal::EntryKind::Variation);
    let side = |e: &crate::journal::Entry| match (e.who, e.other) {
        (Some(payer), Some(payee)) if (payer, payee) == (spec.a, spec.b) => -e.amount.quanta(),
        (Some(payer), Some(payee)) if (payer, payee) == (spec.b, spec.a) => e.amount.quanta(),
        _ => 0,
    };
    lines.map(side).sum::<i64>() - others
}

pub(super) fn contracts_at_mark(v: &View<'_>) -> Held {
    for (at, (c, &mark)) in v.w.at(v.s.tick).book.contracts.iter().zip(&v.s.book.marks).enumerate() {
        let suspended = v.s.book.is_suspended(c.underlying, v.s.tick);
        let market = v.s.quotes.get(c.underlying.at()).map_or(0.0, |q| q.mark);
        let spot = if suspended { v.s.book.spot(c.underlying) } else { market };
        let factor = v.s.book.shocked.get(c.underlying.at()).copied().unwrap_or(1.0);
        let worth = c.price(spot, c.volatility * factor, c.days_left(v.s.tick, v.w.at(v.s.tick).days));
        let shown = v.frame.book.as_ref().and_then(|b| b.contracts.get(at)).map(|c| c.price.quanta());
        ensure(mark == worth && shown == Some(mark), || format!("{}: {mark}, shown {shown:?}, worth {worth}", c.id))?;
    }
    Ok(())
}

pub(super) fn margin_called(v: &View<'_>) -> Held {
    for (at, (b, m)) in v.w.book.boxes.iter().zip(&v.s.book.margins).enumerate() {
        let carried = b.carried.is_some_and(|c| v.s.has_failed(c.member));
        if carried || v.s.has_failed(b.poster) || v.s.has_failed(b.holder) || v.s.tick == 0 {
            continue;
        }
        let posted = v.s.margin_posted(v.w, at);
        let name = v.w.collateral.get(b.link as usize).map_or("", |c| c.id.as_str());
        // What is out posts nothing, and what was used in the clearing is called on the next tick.
        let missing = (m.required - posted).max(0);
        let seen =
            m.called <= missing && m.called >= 0 && m.met_now <= m.called_now + m.called.max(missing).max(m.met_now);
        ensure(seen, || format!("{name}: {missing} missing, {} called", m.called))?;
        let deadline =
            v.w.at(v.s.tick).participants.get(b.holder.at()).and_then(|p| p.margin.as_ref()).map_or(0, |x| x.deadline);
        let over = m.called > 0 && m.since.is_some_and(|since| v.s.tick >= since.saturating_add(deadline));
        // A house that has called its own members waits for them.
        let over = over && !crate::engine::calls::waits(v.s, v.w, b.poster);
        ensure(!over, || format!("{name}: {} is missing past the deadline", m.called))?;
    }
    Ok(())
}
