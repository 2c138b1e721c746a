//! What a run looks like at a moment: each participant and each link after a round of a tick.
//!
//! Frames hold whole ticks; within a tick, whoever falls in a later round still looks as before.

mod account;
mod link;
mod node;
mod tone;
mod words;

pub use link::{LinkLook, Padlock, Wear};
pub use node::{Failure, NodeLook, Shape, Veil};
pub use tone::Tone;
pub use words::{describe_link, describe_node, short_amount};

use super::Playhead;
use interclear_core::engine::{Frame, State, Trace};
use interclear_core::units::{LinkIx, ParticipantIx};

/// A run at a moment.
#[derive(Debug)]
pub struct Moment<'a> {
    trace: &'a Trace,
    frame: &'a Frame,
    before: Option<&'a Frame>,
    playhead: Playhead,
    /// Whether it is shown as others see it.
    seen: bool,
    /// The first round of the tick in which each participant fell short; 0 for never.
    fell: Vec<u32>,
}

impl<'a> Moment<'a> {
    /// The moment, if the run reaches it.
    #[must_use]
    pub fn at(trace: &'a Trace, playhead: Playhead) -> Option<Self> {
        let frame = trace.frames.get(playhead.tick as usize)?;
        let before = playhead.tick.checked_sub(1).and_then(|t| trace.frames.get(t as usize));
        let mut fell = vec![0u32; trace.participants.len()];
        for (info, link) in trace.links.iter().zip(&frame.links).filter(|(_, l)| l.round > 0) {
            if let Some(first) = fell.get_mut(info.from.at()) {
                *first = if *first == 0 { link.round } else { (*first).min(link.round) };
            }
        }
        for (first, p) in fell.iter_mut().zip(&frame.participants) {
            let failed_now = matches!(p.state, State::Failed | State::Recovered) && p.failed_tick == frame.tick;
            if failed_now && (*first == 0 || p.failed_round < *first) {
                *first = p.failed_round;
            }
        }
        Some(Self { trace, frame, before, playhead, seen: false, fell })
    }

    /// The same as others see it: hidden links in fog, and the equity that is shown to them.
    #[must_use]
    pub fn as_seen(self, seen: bool) -> Self {
        Self { seen, ..self }
    }

    /// Whether all rounds of the tick are shown.
    #[must_use]
    pub fn settled(&self) -> bool {
        self.playhead.round >= self.frame.rounds
    }

    /// The participant at this moment.
    #[must_use]
    pub fn node(&self, who: ParticipantIx) -> NodeLook {
        node::look(self, who)
    }

    /// The account of a place at this moment.
    #[must_use]
    pub fn account(&self, at: usize) -> LinkLook {
        account::look(self, at)
    }

    /// The link at this moment.
    #[must_use]
    pub fn link(&self, link: LinkIx) -> LinkLook {
        link::look(self, link)
    }
}

/// The participant at a moment of a run; plain when the run does not reach it.
#[must_use]
pub fn node_at(trace: &Trace, who: ParticipantIx, playhead: Playhead) -> NodeLook {
    Moment::at(trace, playhead).map(|m| m.node(who)).unwrap_or_default()
}

/// The link at a moment of a run; plain when the run does not reach it.
#[must_use]
pub fn link_at(trace: &Trace, link: LinkIx, playhead: Playhead) -> LinkLook {
    Moment::at(trace, playhead).map(|m| m.link(link)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
