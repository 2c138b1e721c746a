//! The queue of a token: who is paid how much in a tick.

use crate::clearing::waterfall::pro_rata;
use crate::engine::clear::settle_debt;
use crate::engine::context::{Note, Tick};
use crate::journal::EntryKind;
use crate::ledger::Account;
use crate::scenario::ServiceOrder;
use crate::state::{Request, State};
use crate::units::{AssetIx, value_of};
use crate::world::{RedemptionSpec, World};

/// Most units that are redeemed in any one tick.
pub(super) fn pace(s: &State, w: &World, asset: AssetIx) -> i64 {
    let Some((_, spec)) = State::redemption(w, asset) else { return 0 };
    // Of the supply as the tick began: what has been burnt at the request since is part of it.
    let supply = -s.books.before().get(Account::Free(w.unissued()), asset);
    let gate = if spec.gate < 1.0 { value_of(supply.max(0), spec.gate, 1.0) } else { i64::MAX };
    spec.per_tick.unwrap_or(i64::MAX).min(gate)
}

/// What of that is left in this tick.
pub(in crate::engine) fn room(s: &State, w: &World, asset: AssetIx) -> i64 {
    let served: i64 = s.requests.iter().filter(|r| r.asset == asset).map(|r| r.served).sum();
    (pace(s, w, asset) - served).max(0)
}

/// What can be paid on a request now: quanta of the asset paid for all that is left of it; nothing when it is worth nothing.
fn worth(t: &Tick<'_>, spec: &RedemptionSpec, r: &Request) -> Option<i64> {
    match r.debt {
        Some(at) => Some(t.s.debts.get(at as usize).map_or(0, |d| d.open)),
        None => {
            let rate = (t.s.redeems_now(t.w, r.asset)? * (1.0 - spec.fee)).min(r.rate);
            Some(State::paid_for(t.w, (r.asset, spec.pays), r.left, rate))
        }
    }
}

/// Pays ripe requests for a token as far as the counter, the caps and what its issuer has free allow.
pub(in crate::engine) fn serve(t: &mut Tick<'_>, asset: AssetIx) {
    let Some((claim, spec)) = State::redemption(t.w, asset) else { return };
    if !t.s.requests.iter().any(|r| r.asset == asset && r.left > 0) || t.s.has_failed(claim.issuer) {
        return;
    }
    let now = t.s.tick;
    let (mut room, mut till) = (room(t.s, t.w, asset), t.s.books.free(claim.issuer, spec.pays).max(0));
    if t.s.is_out(claim.issuer) || t.s.is_shut(claim.issuer) || !spec.is_open(now) {
        (room, till) = (0, 0);
    }
    let ripe: Vec<(usize, i64, i64)> = (0..)
        .zip(&t.s.requests)
        .filter(|(_, r)| r.asset == asset && r.is_ripe(&spec, now))
        .filter_map(|(at, r)| Some((at, r.left, worth(t, &spec, r)?)))
        .collect();
    let taken: Vec<i64> = match spec.order {
        ServiceOrder::FirstCome => {
            let mut one = |&(_, left, worth): &(usize, i64, i64)| {
                let units = payable(left.min(room), (left, worth), till);
                // Whoever is not paid in full holds up those behind.
                room = if units < left { 0 } else { room - units };
                till -= part(worth, units, left);
                units
            };
            ripe.iter().map(&mut one).collect()
        }
        ServiceOrder::ProRata => {
            let wanted: Vec<i64> = ripe.iter().map(|x| x.1).collect();
            let all = wanted.iter().fold(0i64, |sum, x| sum.saturating_add(*x));
            let cost = ripe.iter().fold(0i64, |sum, x| sum.saturating_add(x.2));
            let units = payable(all.min(room), (all, cost), till);
            pro_rata(units, &wanted)
        }
    };
    for (&(at, left, worth), &units) in ripe.iter().zip(&taken).filter(|(_, units)| **units > 0) {
        // Shares of units and of what they bring are rounded apart: never more than there is.
        let amount = part(worth, units, left).min(t.s.books.free(claim.issuer, spec.pays).max(0));
        if amount > 0 || worth == 0 {
            pay(t, at, units, amount);
        }
    }
    waits(t, asset);
}

/// Units out of `whole`, worth `worth`, that a till can pay for.
fn payable(units: i64, (whole, worth): (i64, i64), till: i64) -> i64 {
    if whole <= 0 || units <= 0 || till <= 0 {
        return 0;
    }
    if part(worth, units, whole) <= till {
        return units;
    }
    let most = i128::from(till) * i128::from(whole) / i128::from(worth.max(1));
    let units = i64::try_from(most).unwrap_or(i64::MAX).clamp(0, units);
    // Nothing is handed over for nothing.
    if part(worth, units, whole) > 0 { units } else { 0 }
}

fn part(worth: i64, units: i64, whole: i64) -> i64 {
    (i128::from(worth) * i128::from(units) / i128::from(whole.max(1))) as i64
}

/// Pays for units of a request.
fn pay(t: &mut Tick<'_>, at: usize, units: i64, amount: i64) {
    let Some(r) = t.s.requests.get_mut(at) else { return };
    let left = r.left;
    r.left -= units;
    r.served += units;
    let r = r.clone();
    let Some((claim, spec)) = State::redemption(t.w, r.asset) else { return };
    t.s.pay(spec.pays, claim.issuer, r.who, amount);
    match r.debt {
        Some(debt) => {
            if let Some(d) = t.s.debts.get_mut(debt as usize) {
                d.let_out += amount;
                d.due_now += amount;
            }
            settle_debt(t, debt as usize, amount);
        }
        None => {
            let waiting = t.w.waiting();
            t.s.burn(t.w, r.asset, waiting, units);
            let note = Note::new(EntryKind::Burned).who(r.who).asset(r.asset).amount(units).of(left);
            t.note(note.cause(Some(r.entry), units));
        }
    }
    let note = Note::new(EntryKind::Redeemed).who(r.who).other(claim.issuer).asset(r.asset);
    t.note(note.amount(units).of(left).cause(Some(r.entry), units));
}

/// Says what waits, when that is not what waited as the tick began.
fn waits(t: &mut Tick<'_>, asset: AssetIx) {
    let Some((claim, _)) = State::redemption(t.w, asset) else { return };
    let mine = |r: &&Request| r.asset == asset && r.left > 0;
    let fresh = t.s.requests.iter().filter(mine).any(|r| r.since == t.s.tick || r.served > 0);
    let waiting = t.s.waiting(asset);
    if !fresh || waiting == 0 {
        return;
    }
    let asked: i64 = t.s.requests.iter().filter(mine).map(|r| r.asked).sum();
    let first = t.s.requests.iter().find(mine).map(|r| r.entry);
    let note = Note::new(EntryKind::RedemptionWaits).who(claim.issuer).asset(asset).amount(waiting).of(asked);
    t.note(note.cause(first, waiting));
}
