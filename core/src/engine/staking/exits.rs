//! The exit queue: units asked back, let out first come within the churn of the network.

use crate::engine::context::{Note, Tick};
use crate::journal::{Cause, EntryKind};
use crate::state::{Exit, State, stake_of};
use crate::units::{AssetIx, EntryIx, ParticipantIx, Tick as When, value_of};
use crate::world::World;

/// Most units of an asset that leave in one tick: the least that anybody who stakes it says.
pub(in crate::engine) fn churn(w: &World, asset: AssetIx) -> i64 {
    let of = w.participants.iter().filter_map(|p| p.staking.as_ref()).filter(|s| s.asset == asset);
    of.filter_map(|s| s.exits_per_tick).min().unwrap_or(i64::MAX)
}

/// Asks units back, at most what is staked and not yet asked for; returns the line when there are any.
pub(super) fn ask_back(t: &mut Tick<'_>, who: ParticipantIx, units: i64, causes: Vec<Cause>) -> Option<EntryIx> {
    let asset = stake_of(t.w, who)?.asset;
    let staked = t.s.staked_of(who, asset);
    let units = units.min(staked - t.s.exiting(who));
    if units <= 0 {
        return None;
    }
    let note = Note::new(EntryKind::ExitAsked).who(who).asset(asset).amount(units).of(staked);
    let entry = t.note(note.causes(causes));
    let since = t.s.tick;
    t.s.exits.push(Exit { who, asset, asked: units, left: units, since, served: 0, slashed: 0, entry });
    Some(entry)
}

/// Issuers ask back what redemptions need, and the queue of each asset moves.
pub(in crate::engine) fn phase(t: &mut Tick<'_>) {
    if t.s.stakes.is_empty() {
        return;
    }
    for at in 0..t.s.stakes.len() {
        let Some(who) = t.s.stakes.get(at).map(|s| s.who) else { continue };
        if t.s.has_failed(who) {
            // Its estate sells all it has.
            let failure = crate::engine::close_out::failure(t, who);
            let all = i64::MAX;
            let cause = failure.map(|entry| Cause { entry, amount: crate::units::Amount::ZERO });
            ask_back(t, who, all, cause.into_iter().collect());
        } else {
            for_redemptions(t, who);
        }
    }
    for asset in (0..t.w.assets.len() as u32).map(AssetIx) {
        serve(t, asset);
    }
}

/// What waits to be redeemed in the staked asset, beyond what is free and on its way out, is asked back.
fn for_redemptions(t: &mut Tick<'_>, who: ParticipantIx) {
    let Some(asset) = stake_of(t.w, who).map(|s| s.asset) else { return };
    let mut wanted = 0i64;
    let mut causes = Vec::new();
    for r in t.s.requests.iter().filter(|r| r.left > 0) {
        let Some((claim, spec)) = State::redemption(t.w, r.asset) else { continue };
        if claim.issuer != who || spec.pays != asset {
            continue;
        }
        let worth = match r.debt {
            Some(at) => t.s.debts.get(at as usize).map_or(0, |d| d.open),
            None => State::paid_for(t.w, (r.asset, asset), r.left, r.rate),
        };
        wanted = wanted.saturating_add(worth);
        causes.push(Cause { entry: r.entry, amount: crate::units::Amount::new(worth) });
    }
    let lacks = wanted - t.s.books.free(who, asset).max(0) - t.s.exiting(who);
    if lacks > 0 {
        ask_back(t, who, lacks, causes);
    }
}

/// Lets out of the queue of an asset what its time and the churn allow.
fn serve(t: &mut Tick<'_>, asset: AssetIx) {
    let mut room = churn(t.w, asset);
    for at in 0..t.s.exits.len() {
        let Some(x) = t.s.exits.get(at).filter(|x| x.asset == asset && x.left > 0).cloned() else { continue };
        let delay = stake_of(t.w, x.who).map_or(0, |s| s.exit_delay);
        if x.since.saturating_add(delay) > t.s.tick {
            continue;
        }
        let units = x.left.min(room);
        if units == 0 {
            break;
        }
        room -= units;
        t.s.unstake(x.who, asset, units);
        if let Some(x) = t.s.exits.get_mut(at) {
            x.left -= units;
            x.served += units;
        }
        let note = Note::new(EntryKind::Unstaked).who(x.who).asset(asset).amount(units).of(x.left);
        let entry = t.note(note.cause(Some(x.entry), units));
        let value = t.s.at_mark(t.w, asset, units);
        t.s.restaking.shrank(x.who, entry, value);
    }
}

/// A slashing takes its share of units on their way out, which are no more than what is still staked.
pub(super) fn slashed(t: &mut Tick<'_>, who: ParticipantIx, share: f64, staked: i64) {
    let mut room = staked;
    for x in t.s.exits.iter_mut().filter(|x| x.who == who) {
        let kept = (x.left - value_of(x.left, share, 1.0).clamp(0, x.left)).min(room);
        x.slashed += x.left - kept;
        x.left = kept;
        room -= kept;
    }
}

/// Ticks until units asked back now are free, all of them, by what waits before them.
pub(in crate::engine) fn wait(s: &State, w: &World, who: ParticipantIx, units: i64) -> Option<When> {
    let spec = stake_of(w, who)?;
    let ahead: i64 = s.exits.iter().filter(|x| x.asset == spec.asset).map(|x| x.left).sum();
    let churn = churn(w, spec.asset);
    if churn <= 0 {
        return None;
    }
    let ticks = (i128::from(ahead) + i128::from(units) - 1).max(0) / i128::from(churn);
    // What is asked for after the queue has moved in this tick begins with the next.
    Some(spec.exit_delay.max(1).max(When::try_from(ticks).unwrap_or(When::MAX).saturating_add(1)))
}

/// Whoever is short asks back what it has staked, where that is cash or can be sold, and comes within the grace of debts.
pub(in crate::engine) fn raise(t: &mut Tick<'_>, who: ParticipantIx, need: i64) {
    let Some(asset) = stake_of(t.w, who).map(|s| s.asset).filter(|_| need > 0) else { return };
    let sellable = asset == t.w.numeraire || t.w.assets.get(asset.at()).is_some_and(|a| a.market.is_some());
    let price = if asset == t.w.numeraire { 1.0 } else { t.s.quotes.get(asset.at()).map_or(0.0, |q| q.mark) };
    let unit = price * t.s.scale(t.w, asset);
    if !sellable || unit <= 0.0 {
        return;
    }
    let units = (need as f64 / unit).ceil().min(9e15) as i64 - t.s.exiting(who);
    if wait(t.s, t.w, who, units).is_some_and(|ticks| ticks <= t.w.rules.grace) {
        let causes = t.reasons(who, need);
        ask_back(t, who, units, causes);
    }
}
