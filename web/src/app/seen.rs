//! What others see of a network where some of it is hidden, and whether that differs from what there is.

use interclear_core::engine::{Frame, ParticipantFrame, Trace};

/// Whether others see something else of a participant than there is.
#[must_use]
pub fn differs(p: &ParticipantFrame) -> bool {
    p.seen_equity != p.equity() || p.seen_debts != p.debts
}

/// Whether a run hides anything from anybody, at any time: a link, a debt, a loss, or behind a mark of one's own.
#[must_use]
pub fn hides(trace: &Trace) -> bool {
    let in_frame = |f: &Frame| f.links.iter().any(|l| l.hidden) || f.participants.iter().any(differs);
    trace.links.iter().any(|l| l.hidden) || trace.frames.iter().any(in_frame)
}

/// Assets over debts as per cent is what depositors look at; without debts there is nothing to cover.
#[must_use]
pub fn coverage(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "\u{2013}".to_owned(), |r| super::words::percent((r * 1000.0).round() / 1000.0))
}
