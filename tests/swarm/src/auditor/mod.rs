//! The auditor: every invariant again, from outside and by the same name.
//!
//! It knows the scenario, what a run publishes, and the postings and clearings of each tick; nothing of the engine's
//! state. Balances are a map from account and asset to a number, opened from the scenario as its documents say.

mod backing;
mod bridge;
mod calls;
mod clearing;
mod collateral;
mod debts;
mod draws;
mod exchange;
mod failures;
mod gains;
mod journal;
mod ledger;
mod lending;
mod list;
mod loans;
mod markets;
mod money;
mod pegs;
mod pools;
mod positions;
mod redemption;
mod restaking;
mod runs;
mod seen;
mod settlement;
mod staking;
mod support;
mod waterfall;

pub use list::AUDITORS;

use interclear_core::engine::{Backed, Cleared, Digest, Engine, Posting, State, Swap};
use interclear_core::{Scenario, Trace, World};
use ledger::Ledger;
use seen::Seen;
use std::fmt;

/// What a tick did beside what its frame says.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// Changes of balances, in order.
    pub postings: Vec<Posting>,
    /// Clearings, in order.
    pub cleared: Vec<Cleared>,
    /// What moved the pools, in order.
    pub swaps: Vec<Swap>,
    /// What stood behind claim tokens at the mark.
    pub backed: Backed,
    /// The digest as the engine gave it.
    pub digest: Digest,
}

/// Runs a world and keeps what each tick did, the opening first.
#[must_use]
pub fn observe(world: &World) -> (Trace, Vec<Observed>) {
    let mut engine = Engine::new(world);
    let now = |e: &Engine<'_>| Observed {
        postings: e.postings().to_vec(),
        cleared: e.cleared().to_vec(),
        swaps: e.swaps().to_vec(),
        backed: e.backed().clone(),
        digest: e.digest(),
    };
    let mut ticks = vec![now(&engine)];
    while !engine.done() {
        engine.step();
        ticks.push(now(&engine));
    }
    (engine.finish(), ticks)
}

/// A broken invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its id; `valid`, `no_panic`, `stopped` or `explained` for what is no invariant of a tick.
    pub id: String,
    /// The tick it was found in.
    pub tick: u32,
    /// What was found.
    pub detail: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at tick {}: {}", self.id, self.tick, self.detail)
    }
}

/// Whether something holds, or what was found instead.
type Held = Result<(), String>;

fn ensure(ok: bool, found: impl FnOnce() -> String) -> Held {
    if ok { Ok(()) } else { Err(found()) }
}

/// How one invariant is asserted from outside.
pub struct Auditor(fn(&Seen<'_>) -> Held);

/// Asserts every invariant on every tick of a run, and that every failure is explained.
///
/// # Errors
/// The first that does not hold.
pub fn audit(s: &Scenario, trace: &Trace, ticks: &[Observed]) -> Result<(), Broken> {
    look(s, trace, ticks, &mut |broken| Err(broken))
}

/// All that does not hold, in order of tick.
#[must_use]
pub fn findings(s: &Scenario, trace: &Trace, ticks: &[Observed]) -> Vec<Broken> {
    let mut all = Vec::new();
    let mut keep = |broken| {
        all.push(broken);
        Ok(())
    };
    if let Err(last) = look(s, trace, ticks, &mut keep) {
        all.push(last);
    }
    all
}

/// Goes over a run as long as `found` says so.
fn look(
    s: &Scenario,
    trace: &Trace,
    ticks: &[Observed],
    found: &mut dyn FnMut(Broken) -> Result<(), Broken>,
) -> Result<(), Broken> {
    let broken = |id: &str, tick: u32, detail: String| Broken { id: id.to_owned(), tick, detail };
    if let Some(stopped) = &trace.stopped {
        return Err(broken("stopped", stopped.tick, stopped.to_string()));
    }
    if trace.frames.len() != s.clock.ticks as usize + 1 || ticks.len() != trace.frames.len() {
        return Err(broken("stopped", 0, format!("{} frames, {} ticks", trace.frames.len(), ticks.len())));
    }
    let mut books = ledger::open(s, trace);
    let mut prices = markets::opening(s, trace);
    let mut draws = draws::Drawn::default();
    for (tick, (frame, did)) in (0u32..).zip(trace.frames.iter().zip(ticks)) {
        let before = books.clone();
        did.postings.iter().for_each(|p| ledger::apply(&mut books, p));
        let range = trace.entries_of(tick);
        let drawn = draws.tick(s, trace, tick);
        let seen = Seen {
            s,
            terms: bridge::terms(s, tick),
            trace,
            tick,
            did,
            frame,
            last: tick.checked_sub(1).and_then(|t| trace.frames.get(t as usize)),
            entries: trace.journal.entries.get(range.clone()).unwrap_or_default(),
            first: range.start,
            before,
            after: books.clone(),
            marks: markets::marks(s, trace, tick, (&prices, &did.swaps), &drawn),
            drawn,
        };
        for (id, auditor) in AUDITORS {
            (auditor.0)(&seen).or_else(|detail| found(broken(id, tick, detail)))?;
        }
        prices = frame.assets.iter().map(|a| a.price.get()).collect();
    }
    journal::explained(trace).or_else(|detail| found(broken("explained", 0, detail)))
}

fn has_failed(state: State) -> bool {
    matches!(state, State::Failed | State::Recovered)
}
