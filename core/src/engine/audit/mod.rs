//! The audit of every tick: what must hold whatever the scenario, by name, in every build.
//!
//! Each invariant looks at the state before the tick, its postings and clearings, the state after it, its lines of the
//! journal and its frame. The first that does not hold ends the run: no number of that tick is shown.

mod backing;
mod books;
mod bridge;
mod clearing;
mod collateral;
mod debts;
mod draws;
mod exchange;
mod failures;
mod frames;
mod greatest;
mod journal;
mod lending;
mod list;
mod markets;
mod pegs;
mod positions;
mod redemption;
mod restaking;
mod runs;
mod settlement;
mod staking;
mod support;
#[cfg(test)]
mod tests;
mod waterfall;

pub use list::{INVARIANTS, MEANINGS};

use super::context::Tick;
use super::{Frame, Stopped};
use crate::journal::{Entry, Phase};
use crate::ledger::Balances;
use crate::state::{Before, State};
use crate::units::EntryIx;
use crate::world::World;

/// Whether an invariant holds, or what was found instead.
type Held = Result<(), String>;

/// What must hold at the end of every tick.
pub struct Invariant {
    /// Stable name, in errors and tests.
    pub id: &'static str,
    holds: fn(&View<'_>) -> Held,
}

/// What the checks look at.
pub(crate) struct View<'a> {
    w: &'a World,
    /// The state after the tick.
    s: &'a State,
    before: &'a Before,
    frame: &'a Frame,
    /// The frame of the tick before, which the opening has not.
    last: Option<&'a Frame>,
    /// Lines of the tick, and the place of the first in the journal.
    entries: &'a [Entry],
    first: usize,
    replay: Replay,
}

/// The postings of the tick made again on the balances it began with.
struct Replay {
    end: Balances,
    /// For each clearing, the sums by participant.
    clearings: Vec<clearing::Sums>,
}

impl<'a> View<'a> {
    fn new(w: &'a World, s: &'a State, frame: &'a Frame, last: Option<&'a Frame>) -> Self {
        let mut end = s.books.before().clone();
        let mut clearings = Vec::with_capacity(s.cleared.len());
        let mut next = s.cleared.iter().peekable();
        for (at, posting) in (0u32..).zip(s.books.postings()) {
            while let Some(c) = next.next_if(|c| c.first <= at) {
                clearings.push(clearing::Sums::new(w, s, c, &end));
            }
            end.apply(posting);
        }
        for c in next {
            clearings.push(clearing::Sums::new(w, s, c, &end));
        }
        let first = s.before.entries;
        let entries = s.journal.entries.get(first..).unwrap_or_default();
        Self { w, s, before: &s.before, frame, last, entries, first, replay: Replay { end, clearings } }
    }
}

impl View<'_> {
    /// The phase of a line of the tick.
    fn phase_of(&self, entry: EntryIx) -> Option<Phase> {
        let at = entry.at().checked_sub(self.first)?;
        self.entries.get(at).map(|e| e.phase)
    }

    /// Whether the units of a link were its pledger's own as the tick began.
    fn owned_before(&self, link: u32) -> bool {
        let up = self.w.collateral.get(link as usize).and_then(|c| c.reuses);
        up.is_none_or(|up| self.before.let_go.get(up as usize).copied().unwrap_or(false))
    }
}

/// The first invariant that does not hold at the end of a tick.
pub(super) fn broken(t: &Tick<'_>, frame: &Frame) -> Option<Stopped> {
    let view = View::new(t.w, t.s, frame, t.trace.frames.last());
    let found = INVARIANTS.iter().find_map(|i| (i.holds)(&view).err().map(|detail| (i.id, detail)));
    found.map(|(id, detail)| Stopped { name: id.to_owned(), seed: t.w.seed, tick: t.s.tick, detail })
}

/// Fails with what was found; the words are made only then, and not in a page, whose program they would make a
/// twentieth longer: the same run made natively has them.
fn ensure(ok: bool, found: impl FnOnce() -> String) -> Held {
    match ok {
        true => Ok(()),
        false if cfg!(target_arch = "wasm32") => {
            Err("the same run made with the simulate example says more".to_owned())
        }
        false => Err(found()),
    }
}
