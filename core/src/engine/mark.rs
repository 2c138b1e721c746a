//! Phase 3: prices of the last market hold, equity is taken, firms under an insolvency rule are closed.

use super::close_out;
use super::context::{Note, Tick};
use crate::journal::{Cause, EntryKind};
use crate::state::Valuation;
use crate::units::{Amount, AssetIx, ParticipantIx};

pub(super) fn phase(t: &mut Tick<'_>) {
    super::lending::accrue(t);
    revalue(t);
    super::staking::accrue(t);
    super::market::narrow(t);
    revalue(t);
    // A coin of a pool may be pegged to the coin of another one: as many rounds as there are assets.
    for _ in 0..t.w.assets.len() {
        if !super::market::follow_pegs(t, false) {
            break;
        }
        revalue(t);
    }
    // Chains of tokens are valued from what is not a token; then those who hold them see the new price.
    let valued = super::claims::value(t);
    if super::market::follow_pegs(t, true) || valued {
        revalue(t);
    }
    super::positions::mark(t);
    t.s.remember();
    super::restaking::attack(t);
    super::exchange::phase(t);
    // Those an event declared failed are closed out first, all of one wave together.
    let declared: Vec<ParticipantIx> = t.everyone().filter(|&who| failed_now(t, who)).collect();
    close_out::all(t, &declared);
    let v = close_insolvent(t);
    note_insolvent(t, &v);
    t.s.marked = v;
}

fn failed_now(t: &Tick<'_>, who: ParticipantIx) -> bool {
    t.s.standing.get(who.at()).and_then(|s| s.failed).is_some_and(|(tick, _, _)| tick == t.s.tick)
}

/// New marks; everyone who holds what fell has a loss with its cause.
fn revalue(t: &mut Tick<'_>) {
    for a in 0..t.w.assets.len() {
        let asset = AssetIx(a as u32);
        let Some((old, new, moved)) = t.s.quotes.get(a).map(|q| (q.mark, q.spot, q.moved)) else { continue };
        if old.to_bits() == new.to_bits() {
            continue;
        }
        let (posted, waiting) = (posted(t, asset), t.s.waiting_of_each(t.w, asset));
        for who in t.everyone() {
            let of = |all: &[i64]| all.get(who.at()).copied().unwrap_or(0);
            let own = t.s.books.free(who, asset) + t.s.staked_of(who, asset) + of(&waiting) + of(&posted);
            let before = t.s.at_mark(t.w, asset, own);
            let after = crate::units::value_of(own, new, t.s.scale(t.w, asset));
            if after < before {
                let note = Note::new(EntryKind::Loss).who(who).asset(asset).amount(before - after).of(before);
                // What moves a price without a line is as old as the opening.
                let since = moved.or_else(|| t.s.standing.get(who.at()).and_then(|s| s.opening));
                let at = t.note(note.cause(since, before - after));
                t.s.lost(who, at, before - after);
            }
        }
        let token = t.w.assets.get(a).is_some_and(|x| x.claim.is_some());
        if let Some(q) = t.s.quotes.get_mut(a) {
            q.mark = new;
            q.fair = if token { q.fair } else { new };
        }
    }
}

/// What each participant has posted that is still its own.
fn posted(t: &Tick<'_>, asset: AssetIx) -> Vec<i64> {
    let mut all = vec![0; t.w.participants.len()];
    for (at, (c, p)) in t.w.collateral.iter().zip(&t.s.pledges).enumerate() {
        let own = c.asset == asset && !p.closed && t.s.owns(t.w, at);
        if let Some(slot) = all.get_mut(c.pledger.at()).filter(|_| own) {
            *slot += p.posted;
        }
    }
    all
}

/// Closes whoever is below its floor, wave by wave: a closure lowers its creditors' equity, which may close them.
/// Returns everybody's value afterwards.
fn close_insolvent(t: &mut Tick<'_>) -> Valuation {
    loop {
        let v = Valuation::of(t.s, t.w);
        // What a house waits to charge to others is not its own loss.
        let waits =
            |who: ParticipantIx| t.s.standing.get(who.at()).and_then(|s| s.fund.as_ref()).map_or(0, |f| f.waits);
        let below = |who: ParticipantIx| {
            let floor = t.w.participants.get(who.at()).and_then(|p| p.floor);
            floor.is_some_and(|floor| v.equity(who) + waits(who) < floor)
        };
        let wave: Vec<ParticipantIx> = t.everyone().filter(|&who| below(who) && !t.s.has_failed(who)).collect();
        if wave.is_empty() {
            return v;
        }
        t.s.rounds += 1;
        for &who in &wave {
            let note =
                Note::new(EntryKind::Closed).who(who).amount(v.equity(who)).round(t.s.rounds).causes(why_below(t, who));
            let at = t.note(note);
            let (tick, round) = (t.s.tick, t.s.rounds);
            if let Some(s) = t.s.standing.get_mut(who.at()) {
                s.failed = Some((tick, round, at));
            }
        }
        close_out::all(t, &wave);
    }
}

/// What brought the equity of a participant to where it is: its losses, and the opening they ate up.
pub(super) fn why_below(t: &Tick<'_>, who: ParticipantIx) -> Vec<Cause> {
    let Some(s) = t.s.standing.get(who.at()) else { return Vec::new() };
    let mut causes = s.losses.clone();
    if causes.is_empty()
        && let Some(opening) = s.opening
    {
        causes.push(Cause { entry: opening, amount: Amount::new(s.opening_equity) });
    }
    causes
}

/// Marks negative equity, once in the journal and in every frame it holds.
fn note_insolvent(t: &mut Tick<'_>, v: &Valuation) {
    for who in t.everyone() {
        let equity = v.equity(who);
        if equity >= 0 {
            continue;
        }
        t.s.mark_of(who, |m| m.insolvent = true);
        let fresh = t.s.standing.get(who.at()).is_some_and(|s| !s.noted && s.failed.is_none());
        if fresh {
            t.note(Note::new(EntryKind::Insolvent).who(who).amount(equity).causes(why_below(t, who)));
            if let Some(s) = t.s.standing.get_mut(who.at()) {
                s.noted = true;
            }
        }
    }
}
