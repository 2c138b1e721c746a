//! The tick: one ordered table of phases over the state, recomputed whole on every edit.
//!
//! | phase | what it does |
//! |---|---|
//! | rules | clears what holds for one tick only |
//! | events | due shocks strike: entries without a cause |
//! | mark | prices of the last market hold; equity; firms under an insolvency rule are closed, in waves |
//! | margin | collateral below what is required is called |
//! | runs | depositors and liquidity providers leave when the coverage they see is too low |
//! | raise | whoever is short takes back collateral, withdraws deposits, orders sales |
//! | market | all orders of the tick in one batch per pool, at the average price |
//! | clear | due debts are cleared, asset by asset: the greatest clearing vector, or the least |
//! | resolve | late, failed, close-out, seizure, release |
//! | record | metrics, audit, digest |
//!
//! Sales and clearing take turns, one pass a tick: what a sale does to a price is a loss at the next mark. That is a path,
//! and not the joint equilibrium of payments and prices of Cifuentes, Ferrucci and Shin (2005), which would close in one
//! tick whom the path closes in several. Debts in kind of who fails are owed in money at the mark of the failure, and
//! nothing that depends on a failure is received in its tick, so that payments never rise with what is not paid.

pub mod audit;
mod backstop;
mod balance_sheet;
mod bridge;
mod calls;
mod cash_collateral;
mod claims;
mod clear;
mod close_out;
mod context;
mod cover;
mod draws;
mod events;
mod exchange;
mod give_back;
mod holders;
mod houses;
mod lending;
mod look_through;
mod margin;
mod mark;
mod market;
#[cfg(test)]
mod order_tests;
mod peg;
mod positions;
mod providers;
mod raise;
mod record;
mod redemption;
mod resolve;
mod restaking;
mod runs;
mod settlement;
mod shortfall;
mod sight;
mod staking;
mod stress;
mod tear_up;
mod waterfall;
mod wholesale;

pub use crate::ledger::{Account, Backed, BackedClaim, Cleared, Payment, Posting, Sides, Swap, SwapKind};
pub use crate::trace::{
    AccountFrame, AccountInfo, BookFrame, BookInfo, ContractFrame, ContractInfo, MarginFrame, MarginInfo,
};
pub use crate::trace::{
    AssetFrame, AssetInfo, AttackerInfo, Borne, Digest, ExitFrame, Frame, HouseInfo, LayerInfo, LayerKind, LinkFrame,
    LinkInfo, LinkState, Marks, OracleFrame, ParticipantFrame, ParticipantInfo, PoolFrame, PoolInfo, PoolMarket,
    PositionFrame, RequestFrame, ReserveFrame, RestakingFrame, ServiceFrame, ServiceInfo, SettlingFrame, StakeFrame,
    State, Stopped, Trace,
};
pub use crate::trace::{BalanceSheet, SheetLine, SheetWhat};
pub use crate::trace::{
    BaseExposure, ClaimBy, CollateralCount, DirectClaim, Exposure, KindExposure, LienStack, LookThrough,
};
pub use crate::trace::{
    CutFrame, LIQUIDATION_BINS, LegFrame, OwnBookFrame, QueueFrame, SpotFrame, VenueFrame, VenueInfo,
};

use crate::journal::Phase;
use crate::state::State as Moving;
use crate::world::World;
use context::Tick;

/// What a phase does.
type Work = fn(&mut Tick<'_>);

/// The order of the phases of a tick, as data.
pub(crate) const PHASES: [(Phase, Work); 10] = [
    (Phase::Rules, context::rules),
    (Phase::Events, events::phase),
    (Phase::Mark, mark::phase),
    (Phase::Margin, margin::phase),
    (Phase::Runs, runs::phase),
    (Phase::Raise, raise::phase),
    (Phase::Market, market::phase),
    (Phase::Clear, clear::phase),
    (Phase::Resolve, resolve::phase),
    (Phase::Record, record::phase),
];

/// A run under way.
#[derive(Debug)]
pub struct Engine<'w> {
    world: &'w World,
    state: Moving,
    trace: Trace,
}

impl<'w> Engine<'w> {
    /// A run at its opening: tick 0 is recorded.
    #[must_use]
    pub fn new(world: &'w World) -> Self {
        let mut state = Moving::new(world);
        let trace = record::open(world, &mut state);
        Self { world, state, trace }
    }

    /// One tick. Total: it always ends, and says whether there is another.
    pub fn step(&mut self) -> bool {
        if self.done() {
            return false;
        }
        self.run_through(&PHASES);
        !self.done()
    }

    fn run_through(&mut self, phases: &[(Phase, Work)]) {
        self.state.tick += 1;
        for &(phase, work) in phases {
            let mut tick =
                Tick { w: self.world.at(self.state.tick), s: &mut self.state, phase, trace: &mut self.trace };
            work(&mut tick);
        }
    }

    /// Whether the run is over: at its last tick, or stopped by a broken invariant.
    #[must_use]
    pub fn done(&self) -> bool {
        self.state.tick >= self.world.ticks || self.trace.stopped.is_some()
    }

    /// The tick reached.
    #[must_use]
    pub fn tick(&self) -> crate::units::Tick {
        self.state.tick
    }

    /// The digest so far, chained per tick.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.state.digest
    }

    /// The changes of balances of the tick reached, in order; kept until the next step.
    #[must_use]
    pub fn postings(&self) -> &[Posting] {
        self.state.books.postings()
    }

    /// The clearings of the tick reached, in order; kept until the next step.
    #[must_use]
    pub fn cleared(&self) -> &[Cleared] {
        &self.state.cleared
    }

    /// What stood behind claim tokens at the mark of the tick reached; kept until the next step.
    #[must_use]
    pub fn backed(&self) -> &Backed {
        &self.state.backed
    }

    /// What moved the pools in the tick reached, in order; kept until the next step.
    #[must_use]
    pub fn swaps(&self) -> &[Swap] {
        &self.state.swaps
    }

    /// The trace, with its journal. A tick that broke an invariant leaves nothing in it.
    #[must_use]
    pub fn finish(mut self) -> Trace {
        self.trace.journal = std::mem::take(&mut self.state.journal);
        let sound = self.trace.frames.last().map_or(0, |f| f.entries as usize);
        self.trace.journal.entries.truncate(sound);
        self.trace
    }
}

/// Runs a world from its opening to its end.
#[must_use]
pub fn run(world: &World) -> Trace {
    let mut engine = Engine::new(world);
    while engine.step() {}
    engine.finish()
}
