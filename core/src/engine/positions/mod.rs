//! Positions in contracts: marked every tick, settled in cash (variation margin), secured by initial margin, and closed out.
//!
//! | when | what |
//! |---|---|
//! | mark | contracts are valued anew; what is traded on this tick is booked; funding accrues |
//! | margin | each account's gain or loss becomes a debt due now; initial margin that is missing is called |
//! | raise | whoever is short takes back what it has posted beyond what is asked for |
//! | market | books of failed members are auctioned or sold |
//! | clear | debts of variation margin are cleared with everything else: a house pays winners out of what losers pay |
//! | resolve | calls of initial margin are met out of what is left; who misses one past its deadline fails |
//!
//! A contract's settlement price is a whole number of quanta, so that over the accounts of a house, and between two
//! parties, gains and losses of variation margin sum to nothing exactly. When a member fails its house keeps its book: what
//! the book loses from then on is the estate's debt, secured by its margin and then charged to the waterfall. Between two
//! parties a failure ends what they have with each other, at the mark.

mod call;
mod close;
mod fail;
mod settle;
mod show;
mod used;

pub(super) use call::{call, meet, take_back, unmet};
pub(super) use close::{close_books, push, tear_up};
pub(super) use fail::{closed, finish};
pub(super) use settle::settle;
pub(super) use show::{frame, info};
pub(super) use used::use_margin;

use super::context::{Note, Tick};
use crate::journal::{Cause, EntryKind};
use crate::units::{Amount, AssetIx, EntryIx, ParticipantIx};
use crate::world::{AccountKind, PayoffSpec};

/// Contracts at the marks of this tick; what is traded on it; who has lost by it.
pub(super) fn mark(t: &mut Tick<'_>) {
    if t.w.book.is_empty() {
        return;
    }
    let marks: Vec<f64> = t.s.quotes.iter().map(|q| q.mark).collect();
    let old = t.s.book.marks.clone();
    t.s.book.mark(t.w, t.s.tick, &|asset| marks.get(asset.at()).copied().unwrap_or(0.0));
    lost(t, &old);
    fund(t);
    trade(t);
}

/// The entry that last moved the price of a contract's underlying; the opening of somebody where nothing has.
fn moved(t: &Tick<'_>, contract: usize, who: ParticipantIx) -> Option<EntryIx> {
    let asset = t.w.book.contracts.get(contract).map(|c| c.underlying)?;
    let shock = t.s.quotes.get(asset.at()).and_then(|q| q.moved);
    shock.or_else(|| t.s.standing.get(who.at()).and_then(|s| s.opening))
}

/// Notes what each has lost by the change of marks.
fn lost(t: &mut Tick<'_>, old: &[i64]) {
    for at in 0..t.w.book.accounts.len() {
        let (Some(spec), Some(x)) = (t.w.book.accounts.get(at), t.s.book.accounts.get(at)) else { continue };
        if x.closed || x.taken.is_some() {
            continue;
        }
        let (a, b, cleared, kind) = (spec.a, spec.b, spec.cleared, spec.kind);
        let changes: Vec<(usize, i64)> = x
            .lines
            .iter()
            .zip(&t.s.book.marks)
            .zip(old)
            .map(|((q, now), was)| q * (now - was))
            .enumerate()
            .filter(|c| c.1 != 0)
            .collect();
        for (contract, change) in changes {
            let who = if change < 0 { a } else { b };
            // A house has the opposite with another member, a member with the house what its client has with it.
            let passed = match kind {
                AccountKind::Own => cleared && who == b,
                AccountKind::Carried(_) => who == b,
                AccountKind::Client(_) | AccountKind::Omnibus => true,
            };
            if passed || who == t.w.outside() {
                continue;
            }
            if let Some(entry) = moved(t, contract, who) {
                t.s.lost(who, entry, change.abs());
            }
        }
    }
}

/// Funding of perpetuals: so many quanta a contract, from longs to shorts.
fn fund(t: &mut Tick<'_>) {
    for (at, c) in t.w.book.contracts.iter().enumerate() {
        let PayoffSpec::Perpetual { funding } = c.payoff else { continue };
        let mark = t.s.book.marks.get(at).copied().unwrap_or(0);
        let each = (mark as f64 * funding * t.w.days + 0.5).floor() as i64;
        for x in t.s.book.accounts.iter_mut().filter(|x| !x.closed) {
            let q = x.lines.get(at).copied().unwrap_or(0);
            x.carry -= q * each;
        }
    }
}

/// Books what is traded on this tick, at its mark, between parties that have not failed.
fn trade(t: &mut Tick<'_>) {
    let now = t.s.tick;
    for at in 0..t.w.book.positions.len() {
        let Some(p) = t.w.book.positions.get(at).filter(|p| p.traded == Some(now)) else { continue };
        let gone = |account: u32| t.s.book.accounts.get(account as usize).is_none_or(|x| x.closed || x.taken.is_some());
        let asset = t.w.book.contracts.get(p.contract as usize).map(|c| c.underlying);
        let void = [p.long, p.short].into_iter().any(|who| t.s.has_failed(who))
            || asset.is_some_and(|asset| t.s.book.is_suspended(asset, now));
        if void || p.booked.iter().any(|&(account, _)| gone(account)) {
            continue;
        }
        let (contract, booked) = (p.contract as usize, p.booked.clone());
        let note = Note::new(EntryKind::Traded).who(p.long).other(p.short).amount(p.quantity).round(p.contract);
        t.note(note);
        for (account, many) in booked {
            add(t, account as usize, contract, many);
        }
    }
}

/// Adds contracts to an account at the mark: what it has gained so far is carried.
pub(super) fn add(t: &mut Tick<'_>, account: usize, contract: usize, many: i64) {
    let mark = t.s.book.marks.get(contract).copied().unwrap_or(0);
    let Some(x) = t.s.book.accounts.get_mut(account) else { return };
    let (Some(q), Some(was)) = (x.lines.get_mut(contract), x.settled.get_mut(contract)) else { return };
    x.carry += *q * (mark - *was);
    *was = mark;
    *q += many;
}

/// Causes of a loss by contracts, largest first, that sum to it as far as they go.
fn causes(t: &Tick<'_>, who: ParticipantIx, losses: &[(usize, i64)], all: i64) -> Vec<Cause> {
    let found = losses.iter().filter(|l| l.1 > 0);
    let found = found.filter_map(|&(c, loss)| Some(Cause { entry: moved(t, c, who)?, amount: Amount::new(loss) }));
    let mut left = all;
    let mut kept: Vec<Cause> = Vec::new();
    for cause in crate::journal::largest_first(found.collect()) {
        let part = cause.amount.quanta().min(left);
        if part <= 0 {
            break;
        }
        match kept.iter_mut().find(|k| k.entry == cause.entry) {
            Some(k) => k.amount = Amount::new(k.amount.quanta() + part),
            None => kept.push(Cause { amount: Amount::new(part), ..cause }),
        }
        left -= part;
    }
    // Funding, and the time that an option loses, are as old as the opening.
    let opening = t.s.standing.get(who.at()).and_then(|s| s.opening).filter(|_| kept.is_empty());
    kept.extend(opening.map(|entry| Cause { entry, amount: Amount::new(all) }));
    kept
}

/// Trading in contracts on an asset is suspended for so many ticks.
pub(super) fn suspend(t: &mut Tick<'_>, asset: AssetIx, ticks: crate::units::Tick) {
    let until = t.s.tick.saturating_add(ticks);
    if let Some(slot) = t.s.book.suspended.get_mut(asset.at()).filter(|_| ticks > 0) {
        *slot = until.max(*slot);
        t.note(Note::new(EntryKind::Suspended).asset(asset).amount(i64::from(until)));
    }
}

/// The volatility of an asset changes.
pub(super) fn shock(t: &mut Tick<'_>, asset: AssetIx, change: f64) {
    let Some(old) = t.s.book.shocked.get(asset.at()).copied() else { return };
    let new = (old * (1.0 + change)).clamp(1e-3, 1e3);
    if let Some(slot) = t.s.book.shocked.get_mut(asset.at()) {
        *slot = new;
    }
    let note = Note::new(EntryKind::VolatilityShock).asset(asset);
    t.note(note.amount(super::events::millionths(new)).of(super::events::millionths(old)));
}

/// The price of an asset at the last mark.
fn spot(t: &Tick<'_>, asset: AssetIx) -> f64 {
    t.s.quotes.get(asset.at()).map_or(0.0, |q| q.mark)
}
