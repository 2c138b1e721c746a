//! Entries of default waterfalls, covers and lines in words.

use super::entry::{Entry, EntryKind};
use super::words::{Names, names};
use crate::trace::Trace;

/// The entry as a sentence.
pub(super) fn sentence(t: &Trace, e: &Entry) -> String {
    let Names { who, other, amount, of, .. } = names(t, e);
    match e.kind {
        EntryKind::FundCharged if e.who == e.other => format!("{who} puts in {amount} of its own capital."),
        EntryKind::ClosedOut => format!("Closing out {other} costs {who} {amount}."),
        EntryKind::LossCharged => format!("{who} loses {amount} of {of} on {other}: its layers are charged."),
        EntryKind::EquityCharged => format!("{who} loses {amount} of its remaining equity of {of}."),
        EntryKind::Assessed => format!("{who} calls {amount} from {other} for the loss."),
        EntryKind::HaircutsBegin => {
            format!("{who} has lost {amount} that no layer in cash bears: it cuts what it owes members.")
        }
        EntryKind::GainsCut => format!("{who} cuts {amount} of the {of} that it owes {other} and cannot pay."),
        EntryKind::TornUp => format!("{who} ends contracts of {other}: {amount} of the {of} owed on them is cut."),
        EntryKind::RefillCalled => format!("{who} asks {other} for {amount} to refill its contribution of {of}."),
        EntryKind::GivenBack => format!("{who} owes {other} {amount} back: what it bore has been recovered."),
        EntryKind::Exhausted => {
            format!("{who} fails: its layers are used up, and {amount} of a loss of {of} is uncovered.")
        }
        EntryKind::FundCharged => format!("The default fund of {who} takes {amount} from {other}."),
        EntryKind::Covered => format!("{who} covers {amount} of the {of} that {other} has lost."),
        EntryKind::LineDrawn => format!("{who} draws {amount} on the line of {other}, which can lend {of}."),
        _ => super::book_words::sentence(t, e),
    }
}
