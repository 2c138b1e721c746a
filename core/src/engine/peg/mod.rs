//! Pegs held by trade: people outside buy the cheap side, swap it at the issuer, sell the dear side, until the fee eats
//! the difference or the issuer's limits are reached. Part of the market phase, after the sales of the tick.
//!
//! Nobody's strategy is modelled: whoever is outside takes every gain there is, at marginal prices after each trade.

mod algorithm;
mod market;
mod module;
mod redeem;
mod show;

pub(super) use show::{marks_used, reserve_frames};

use super::context::{Note, Tick};
use crate::journal::{Cause, EntryKind};
use crate::units::{Amount, AssetIx, EntryIx, ParticipantIx};

/// All modules and algorithms, in order of their participants, then redemptions, in order of their tokens.
pub(super) fn arbitrage(t: &mut Tick<'_>) {
    for who in t.everyone() {
        let Some(p) = t.w.participants.get(who.at()) else { continue };
        let works = !t.s.has_failed(who) && !t.s.is_out(who) && !t.s.is_paused(who);
        if let Some(m) = p.peg.as_ref().filter(|_| works) {
            module::swaps(t, who, m);
        }
        if let Some(a) = p.algorithm.as_ref().filter(|_| works) {
            algorithm::swaps(t, who, a);
        }
    }
    redeem::all(t);
}

/// Why the prices of two assets differ: what last moved them; the issuer's opening when nothing has.
fn why(t: &Tick<'_>, who: ParticipantIx, assets: [AssetIx; 2]) -> Vec<Cause> {
    let moved = assets.into_iter().filter_map(|a| t.s.quotes.get(a.at()).and_then(|q| q.moved));
    let mut causes: Vec<EntryIx> = moved.collect();
    if causes.is_empty() {
        causes.extend(t.s.standing.get(who.at()).and_then(|s| s.opening));
    }
    causes.dedup();
    causes.into_iter().map(|entry| Cause { entry, amount: Amount::ZERO }).collect()
}

/// Issues units to people outside, with their line.
fn mint(t: &mut Tick<'_>, who: ParticipantIx, asset: AssetIx, units: i64, cause: EntryIx) {
    if units > 0 {
        t.s.mint(t.w, asset, t.w.outside(), units);
        let note = Note::new(EntryKind::Minted).who(t.w.outside()).other(who).asset(asset);
        t.note(note.amount(units).cause(Some(cause), units));
    }
}

/// Burns units of people outside, with their line.
fn burn(t: &mut Tick<'_>, who: ParticipantIx, asset: AssetIx, units: i64, cause: EntryIx) {
    if units > 0 {
        t.s.burn(t.w, asset, t.w.outside(), units);
        let note = Note::new(EntryKind::Burned).who(t.w.outside()).other(who).asset(asset);
        t.note(note.amount(units).cause(Some(cause), units));
    }
}

/// The most units for which something that only gets worse still holds; 0 when it holds for none.
fn most(limit: i64, holds: impl Fn(i64) -> bool) -> i64 {
    let (mut low, mut high) = (0, limit.clamp(0, Amount::LIMIT));
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if holds(middle) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

/// Units of an asset that people outside can bring: what they hold of a claim token; anything of others.
fn outside_has(t: &Tick<'_>, asset: AssetIx) -> i64 {
    let claim = t.w.assets.get(asset.at()).is_some_and(|a| a.claim.is_some());
    let held = t.s.books.free(t.w.outside(), asset);
    if claim { held.max(0) } else { (Amount::SUPPLY_LIMIT + held).clamp(0, Amount::SUPPLY_LIMIT) }
}

/// Units of a claim token that may still be issued before a limit on its supply.
fn may_be_issued(t: &Tick<'_>, asset: AssetIx, limit: i64) -> i64 {
    (limit - t.s.supply(t.w, asset)).max(0)
}
