//! The journal: lines in order.

use super::entry::{Cause, Entry, Party};
use crate::trace::Trace;
use crate::units::{EntryIx, sorted};
use serde::{Deserialize, Serialize};

/// All entries of a run, in order; causes point backwards only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// The lines.
    pub entries: Vec<Entry>,
}

/// Causes with the largest first.
pub(crate) fn largest_first(causes: Vec<Cause>) -> Vec<Cause> {
    sorted(causes, |a, b| b.amount.cmp(&a.amount).then(a.entry.cmp(&b.entry)))
}

impl Journal {
    /// Adds a line and says where it stands. Causes are put largest first; those that do not point backwards are dropped.
    pub fn add(&mut self, mut entry: Entry) -> EntryIx {
        let here = EntryIx(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        entry.causes.retain(|c| c.entry < here);
        entry.causes = largest_first(entry.causes);
        self.entries.push(entry);
        here
    }

    /// The line at a place.
    #[must_use]
    pub fn get(&self, at: EntryIx) -> Option<&Entry> {
        self.entries.get(at.at())
    }

    /// The entry by which a participant failed (an event, a closure or a missed payment), if it did.
    #[must_use]
    pub fn failure_of(&self, who: Party) -> Option<EntryIx> {
        let is_failure = |e: &Entry| e.who == Some(who) && Trace::is_failure(e.kind);
        self.entries.iter().position(is_failure).and_then(|i| u32::try_from(i).ok()).map(EntryIx)
    }
}
