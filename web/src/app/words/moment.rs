//! What has come to pass at the playhead, and the words for it.

use super::number::capital;
use crate::app::Playhead;
use interclear_core::engine::{LinkFrame, LinkInfo, LinkState, ParticipantFrame, State, Trace};
use interclear_core::journal::{Entry, LinkKind, Phase};
use interclear_core::units::{ParticipantIx, Tick};

/// The frame of the tick at the playhead, or the last one.
#[must_use]
pub fn frame_at(trace: &Trace, playhead: Playhead) -> Option<&interclear_core::engine::Frame> {
    trace.frames.get(playhead.tick as usize).or(trace.frames.last())
}

/// Whether a journal line has come to pass at the playhead.
#[must_use]
pub fn reached(trace: &Trace, entry: &Entry, playhead: Playhead) -> bool {
    if entry.tick != playhead.tick {
        return entry.tick < playhead.tick;
    }
    let rounds = trace.frames.get(entry.tick as usize).map_or(0, |f| f.rounds);
    if playhead.round >= rounds {
        return true;
    }
    match round_of(trace, entry, 16) {
        0 => entry.phase < Phase::Clear,
        round => round <= playhead.round,
    }
}

/// The round of its tick by which a line had come to pass: its own, or the latest of what caused it.
fn round_of(trace: &Trace, entry: &Entry, depth: u32) -> u32 {
    if entry.round > 0 || depth == 0 {
        return entry.round;
    }
    let causes = entry.causes.iter().filter_map(|c| trace.journal.get(c.entry)).filter(|c| c.tick == entry.tick);
    causes.map(|c| round_of(trace, c, depth - 1)).max().unwrap_or(0)
}

/// Whether a participant has failed at the playhead (a failure of the tick counts from its round on).
#[must_use]
pub fn has_failed(frame: &ParticipantFrame, playhead: Playhead) -> bool {
    matches!(frame.state, State::Failed | State::Recovered)
        && (frame.failed_tick, frame.failed_round) <= (playhead.tick, playhead.round)
}

/// `day 2`.
#[must_use]
pub fn day(trace: &Trace, tick: Tick) -> String {
    format!("{} {tick}", trace.unit)
}

/// `Day 2`.
#[must_use]
pub fn capital_day(trace: &Trace, tick: Tick) -> String {
    capital(&day(trace, tick))
}

/// How a participant stands at the playhead: a mark, a word and a class for its colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The sign that goes with the word, so that colour is never alone.
    pub mark: &'static str,
    /// The words: `failed on day 2, round 2`.
    pub words: String,
    /// A class: `ok`, `strain`, `fail`, `gone`.
    pub class: &'static str,
}

/// How a participant stands at the playhead.
#[must_use]
pub fn standing(trace: &Trace, p: &ParticipantFrame, playhead: Playhead) -> Standing {
    let say = |mark, words: &str, class| Standing { mark, words: words.to_owned(), class };
    if has_failed(p, playhead) {
        let mut when = day(trace, p.failed_tick);
        if p.failed_round > 0 {
            when = format!("{when}, round {}", p.failed_round);
        }
        return match p.state {
            State::Recovered => say("\u{21ba}", &format!("recovered, failed on {when}"), "ok"),
            _ => say("\u{2715}", &format!("FAILED on {when}"), "fail"),
        };
    }
    match p.state {
        State::Late => say("\u{25d4}", "late, within grace", "strain"),
        _ if p.marks.out => say("\u{23f8}", "out, cannot pay", "strain"),
        _ if p.marks.locked => say("\u{23f8}", "requests wait in its queue", "strain"),
        _ if p.marks.insolvent => say("\u{25bd}", "owes more than it has", "strain"),
        _ if p.marks.strained => say("\u{25b3}", "pays thanks to collateral", "strain"),
        _ => say("\u{2713}", "pays what is due", "ok"),
    }
}

/// Whether a failed participant was short of cash only or of everything.
#[must_use]
pub fn kind_of_failure(trace: &Trace, who: ParticipantIx, p: &ParticipantFrame) -> &'static str {
    // The marks of the tick it failed in: later ones tell of its estate.
    let then = trace.frames.get(p.failed_tick as usize).and_then(|f| f.participants.get(who.at())).unwrap_or(p);
    if then.marks.insolvent {
        "owes more than it has"
    } else if then.marks.illiquid {
        "solvent, but cannot pay today"
    } else {
        "declared failed"
    }
}

/// The place of a participant by its id.
#[must_use]
pub fn participant(trace: &Trace, id: &str) -> Option<ParticipantIx> {
    let at = trace.participants.iter().position(|p| p.id == id)?;
    u32::try_from(at).ok().map(ParticipantIx)
}

/// A link in words: `owes, broken`.
#[must_use]
pub fn link_state(info: &LinkInfo, link: &LinkFrame) -> String {
    let kind = match info.link.kind {
        LinkKind::Obligation => "owes",
        LinkKind::Trade => "trade",
        LinkKind::Deposit => "deposit",
        LinkKind::Collateral => "collateral",
        LinkKind::Position => "position",
    };
    let state = match link.state {
        LinkState::Open => return info.due.map_or_else(|| kind.to_owned(), |due| format!("{kind}, due {due}")),
        LinkState::Posted => return kind.to_owned(),
        LinkState::Paid => "paid",
        LinkState::Late => "late",
        LinkState::Broken => "unpaid",
        LinkState::Locked => "locked",
        LinkState::Seized => "seized",
        LinkState::Closed => "closed",
    };
    format!("{kind}, {state}")
}
