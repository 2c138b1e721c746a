//! How debts that are due settle: in batches, or payment by payment on a chain.

use super::StressBy;
use super::form::form;
use crate::units::{Rate, Tick};

form! {
    /// How due payments are made.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words SettledBy {
        /// In batches: all that is due is cleared together, and who is short pays in part.
        Batch = "batch",
        /// One by one, in full or not at all: the highest fee first among those whose payer has the money.
        OneByOne = "one_by_one",
        /// Together, in full or not at all: as many as can be made at once, netted; each payer's with the highest fee first.
        Together = "together",
    }
}

form! {
    /// How debts that are due settle.
    ///
    /// Estates are distributed in a clearing of their own, whatever is said here, and deposits on demand wait for no batch.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Settlement {
        /// How payments are made.
        pub by: SettledBy = or(Default::default()),
        /// Ticks from one batch to the next: what falls due between two is due at the next. Batches only.
        pub every: Tick = or(1) [between(1, MAX_TICKS)],
        /// Payments that a tick has room for, of all assets; no limit when absent. A trade with delivery against payment is
        /// one. Not for batches.
        pub capacity: Option<u32> = opt [between(0, MAX_CAPACITY)],
        /// Less room in stress.
        pub congestion: Option<Congestion> = opt,
    }
}

form! {
    /// Room for payments that falls in stress.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Congestion {
        /// What is looked at, as of the tick before; a fall is that of all assets with a market.
        pub by: StressBy = or(Default::default()),
        /// There is congestion when it is more than this.
        pub above: Rate = need [between(0, MAX_PARTICIPANTS as f64)],
        /// Payments that a tick has room for then.
        pub capacity: u32 = need [between(0, MAX_CAPACITY)],
    }
}

impl Default for Settlement {
    /// A batch on every tick.
    fn default() -> Self {
        Self { by: SettledBy::Batch, every: 1, capacity: None, congestion: None }
    }
}

impl Settlement {
    /// The tick on which what falls due on another one settles: the next batch.
    pub(crate) fn settles(&self, due: Tick) -> Tick {
        let every = if self.by == SettledBy::Batch { self.every.max(1) } else { 1 };
        due.div_ceil(every).saturating_mul(every)
    }
}
