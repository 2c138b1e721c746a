//! Staking: yields by source, the exit queue with the churn of the network, slashing.
//!
//! * At the mark, every stake earns for the days of the tick: real yield comes from outside in the asset staked, emissions
//!   are issued, a subsidy is paid in cash by its reserve as far as that goes. Parts of a quantum are kept for later ticks.
//!   Yield is free when it comes and is not staked again.
//! * Units are asked back and stay staked, at risk, until the queue lets them out: first come, at most the
//!   churn of the network in one tick for all who stake the asset.
//! * An issuer whose tokens are redeemed in the asset it stakes asks back what its free units lack.
//! * A slashing burns a share of what is staked, of units on their way out too.

mod exits;
mod show;
mod yields;

pub(super) use exits::{churn, phase, raise};
pub(super) use show::{exit, stake};
pub(super) use yields::accrue;

use super::context::{Note, Tick};
use crate::journal::{Cause, EntryKind};
use crate::ledger::Account;
use crate::units::{EntryIx, ParticipantIx, value_of};

/// Burns a share of what a participant has staked; returns the line when there was something.
pub(super) fn slash(t: &mut Tick<'_>, who: ParticipantIx, share: f64, causes: Vec<Cause>) -> Option<EntryIx> {
    let asset = crate::state::stake_of(t.w, who)?.asset;
    let staked = t.s.staked_of(who, asset);
    let gone = value_of(staked, share, 1.0).clamp(0, staked);
    if gone == 0 {
        return None;
    }
    t.s.books.post(asset, Account::Staked(who), Account::Free(t.w.unissued()), gone);
    let note = Note::new(EntryKind::Slashed).who(who).asset(asset).amount(gone).of(staked);
    let entry = t.note(note.causes(causes));
    if let Some(s) = t.s.stakes.iter_mut().find(|s| s.who == who) {
        s.slashed += gone;
        s.slashed_all += gone;
    }
    exits::slashed(t, who, share, staked - gone);
    let value = if asset == t.w.numeraire { gone } else { t.s.at_mark(t.w, asset, gone) };
    t.s.restaking.shrank(who, entry, value);
    t.s.lost(who, entry, value);
    t.s.lacks(who, entry, value);
    t.s.mark_of(who, |m| m.shocked = true);
    Some(entry)
}
