//! The clock and the rules of settlement that hold for everybody.

use super::Novation;
use super::Settlement;
use super::form::form;
use crate::units::{Rate, Tick};

form! {
    /// How long a run is and what a tick is called.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Clock {
        /// Settlement cycles after the opening: the run shows ticks 0 (the opening) to this one.
        pub ticks: Tick = or(Clock::default().ticks) [between(1, MAX_TICKS)],
        /// The word for a tick: day, block, hour.
        pub unit: String = or(Clock::default().unit) [LABEL],
        /// How many days a tick lasts, for interest by the year of 365 days: 1 when absent, 0.0417 for an hour.
        pub days: Option<Rate> = opt [above_to(0.0, MAX_TICK_DAYS)],
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self { ticks: 5, unit: "day".into(), days: None }
    }
}

form! {
    /// Which clearing vector is taken where there are several.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words Equilibrium {
        /// The greatest: as many payments as can be made together.
        Greatest = "greatest",
        /// The least ("panic"): nobody pays until paid.
        Least = "least",
    }
}

form! {
    /// Rules of settlement and of failure that hold for everybody.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Rules {
        /// Ticks that a due debt may stay unpaid before its debtor fails, unless the link says otherwise. Deposits are
        /// payable on demand: what is let out has no grace.
        pub grace: Tick = or(Rules::default().grace) [between(0, MAX_TICKS)],
        /// Ticks from a failure to the first distribution of the estate.
        pub estate_delay: Tick = or(Rules::default().estate_delay) [between(1, MAX_TICKS)],
        /// Close-out netting: whether mutual claims are set off when one side fails.
        pub close_out_netting: bool = or(Rules::default().close_out_netting),
        /// The share of a defaulter's own cash that reaches its creditors (alpha of Rogers and Veraart 2013); the rest is
        /// the cost of bankruptcy.
        pub recovery_assets: Rate = or(Rules::default().recovery_assets) [share()],
        /// The share of what a defaulter receives from others that reaches its creditors (beta of Rogers and Veraart 2013).
        pub recovery_interbank: Rate = or(Rules::default().recovery_interbank) [share()],
        /// Which clearing vector is taken where there are several.
        pub equilibrium: Equilibrium = or(Rules::default().equilibrium),
        /// The share of expected receipts that a participant counts on before it sells assets: 0 sells early, 1 trusts.
        pub counts_on_receipts: Rate = or(Rules::default().counts_on_receipts) [share()],
        /// With whom positions are settled; between those who traded, netted by pair, when absent.
        pub novation: Option<Novation> = opt,
        /// The clearing house where one clears all; when absent the first by id that has the mechanism `margin` and a
        /// default fund.
        pub house: Option<String> = opt [PARTICIPANT],
        /// How debts that are due settle; in a batch on every tick when absent.
        pub settlement: Option<Settlement> = opt,
    }
}

impl Rules {
    /// With whom positions are settled.
    #[must_use]
    pub fn settles(&self) -> Novation {
        self.novation.unwrap_or(Novation::BilateralNet)
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            grace: 0,
            estate_delay: 1,
            close_out_netting: true,
            recovery_assets: Rate::ONE,
            recovery_interbank: Rate::ONE,
            equilibrium: Equilibrium::Greatest,
            counts_on_receipts: Rate::ONE,
            novation: None,
            house: None,
            settlement: None,
        }
    }
}
