//! The clock and the rules of settlement that hold for everybody.

use super::form::form;
use crate::units::{Rate, Tick};

/// How long a run is and what a tick is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// Settlement cycles after the opening; the run shows ticks 0 to `ticks`.
    pub ticks: Tick,
    /// The word for a tick: day, block, hour.
    pub unit: String,
}

form!(struct Clock {
    ticks: or(Clock::default().ticks), unit: or(Clock::default().unit),
});

impl Default for Clock {
    fn default() -> Self {
        Self { ticks: 5, unit: "day".into() }
    }
}

/// Which clearing vector is taken where there are several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Equilibrium {
    /// The greatest: as many payments as can be made together.
    #[default]
    Greatest,
    /// The least ("panic"): nobody pays until paid.
    Least,
}

form!(words Equilibrium { Greatest = "greatest", Least = "least" });

/// Rules of settlement and of failure.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Ticks that a due debt may stay unpaid before its debtor fails, unless the link says otherwise. Deposits are
    /// payable on demand: what is let out has no grace.
    pub grace: Tick,
    /// Ticks from a failure to the first distribution of the estate; at least 1.
    pub estate_delay: Tick,
    /// Whether mutual claims are set off when one side fails.
    pub close_out_netting: bool,
    /// Share of a defaulter's own cash that reaches its creditors (alpha of Rogers and Veraart 2013); the rest is burnt.
    pub recovery_assets: Rate,
    /// Share of a defaulter's receipts that reaches its creditors (beta of Rogers and Veraart 2013).
    pub recovery_interbank: Rate,
    /// Which equilibrium clears.
    pub equilibrium: Equilibrium,
    /// Share of expected receipts a participant counts on before it sells assets; 0 sells early, 1 trusts.
    pub counts_on_receipts: Rate,
}

form!(struct Rules {
    grace: or(Rules::default().grace), estate_delay: or(Rules::default().estate_delay), close_out_netting: or(Rules::default().close_out_netting), recovery_assets: or(Rules::default().recovery_assets), recovery_interbank: or(Rules::default().recovery_interbank), equilibrium: or(Rules::default().equilibrium), counts_on_receipts: or(Rules::default().counts_on_receipts),
});

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
        }
    }
}
