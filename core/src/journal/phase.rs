//! The phases of a tick.

use serde::{Deserialize, Serialize};

/// The ten phases of a tick, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Phase {
    /// Rules of the tick from the scenario.
    Rules,
    /// Due shocks.
    Events,
    /// Prices and equity; firms under an insolvency rule are closed.
    Mark,
    /// Collateral calls.
    Margin,
    /// Depositors and liquidity providers decide.
    Runs,
    /// Whoever is short takes back collateral, withdraws deposits, orders sales.
    Raise,
    /// All orders of the tick in one batch per pool.
    Market,
    /// Due debts are cleared.
    Clear,
    /// Late, failed, close-out, seizure.
    Resolve,
    /// Metrics, audit, digest.
    Record,
}

impl Phase {
    /// The word shown.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Events => "events",
            Self::Mark => "mark",
            Self::Margin => "margin",
            Self::Runs => "runs",
            Self::Raise => "raise",
            Self::Market => "market",
            Self::Clear => "clear",
            Self::Resolve => "resolve",
            Self::Record => "record",
        }
    }
}
