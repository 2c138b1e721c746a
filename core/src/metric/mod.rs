//! Metrics: one number per tick each, in one registry. Adding one is a function and a line.

mod basic;
mod bridge;
mod chain;
mod collateral;
mod exchange;
mod house;
mod lending;
mod leverage;
mod peg;
mod restaking;
mod settlement;

mod liquidity;

pub(crate) use liquidity::{sellable, tradable};

use crate::state::{State, Valuation};
use crate::trace::Frame;
use crate::units::Amount;
use crate::world::World;

/// What a metric may look at.
pub(crate) struct Sample<'a> {
    pub frame: &'a Frame,
    pub state: &'a State,
    pub world: &'a World,
    pub value: &'a Valuation,
}

impl Sample<'_> {
    /// A sum over lending pools, in quanta of the numeraire at marks.
    fn of_pools(&self, of: impl Fn(&crate::trace::PoolFrame) -> i64) -> i64 {
        let pools = self.frame.pools.iter().zip(self.world.pools());
        pools.map(|(f, (_, p))| crate::units::value_of(of(f), self.state.lent_unit(self.world, p), 1.0)).sum()
    }
}

/// What a metric's number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A count.
    Count,
    /// Units of the numeraire.
    Money,
    /// A ratio; 1 is the whole.
    Ratio,
    /// So many times something else; it may be more than 1.
    Times,
    /// A rate a year, which may be below zero.
    Yearly,
}

/// A metric.
pub struct MetricDef {
    /// Stable name, for expectations and exports.
    pub id: &'static str,
    /// The name shown.
    pub label: &'static str,
    /// What its number is.
    pub unit: Unit,
    /// What it means.
    pub help: &'static str,
    pub(crate) sample: fn(&Sample<'_>) -> f64,
}

/// All metrics, in the order of [`Frame::metrics`].
pub const METRICS: &[MetricDef] = &[
    basic::FAILED,
    basic::RECOVERED,
    basic::DUE,
    basic::PAID,
    basic::UNPAID,
    basic::SETTLED,
    basic::CONFIDENCE,
    basic::LIQUIDITY,
    basic::LOSS,
    basic::BURNT,
    basic::MOVED,
    basic::OUTSIDE_LOSS,
    basic::UNCOVERED,
    bridge::UNBACKED,
    bridge::CONCEALED,
    lending::BAD_DEBT,
    lending::UTILISATION,
    lending::LOCKED_TICKS,
    lending::UNHEALTHY,
    lending::UNLIQUIDATED,
    lending::LOWEST_HEALTH,
    leverage::BELOW_1,
    leverage::BELOW_1_1,
    leverage::BELOW_1_5,
    leverage::LOOPED,
    leverage::CARRY,
    peg::WEAKEST_SHARE,
    peg::DILUTION,
    peg::SHUT,
    MetricDef {
        id: "depth_2",
        label: "Depth at 2 %",
        unit: Unit::Money,
        help: "What can be sold in all pools at an average of two per cent below their prices, fees included.",
        sample: liquidity::depth,
    },
    MetricDef {
        id: "peg_gap",
        label: "Largest peg gap",
        unit: Unit::Ratio,
        help: "The largest distance of a price from what a claim token promises, as a ratio; 0 when all pegs hold.",
        sample: liquidity::peg_gap,
    },
    MetricDef {
        id: "outflow",
        label: "Outflow",
        unit: Unit::Ratio,
        help: "Cash paid to depositors in this tick over the free cash with which those who are asked began it; 1 at most.",
        sample: liquidity::outflow,
    },
    MetricDef {
        id: "queue_ticks",
        label: "Ticks with a queue",
        unit: Unit::Count,
        help: "Ticks so far in which requests of depositors waited, summed over participants.",
        sample: liquidity::locked,
    },
    MetricDef {
        id: "first_gain",
        label: "Gain of the first",
        unit: Unit::Money,
        help: "What depositors who were paid, or asked where all who ask share, have beyond an equal share of what all deposits of a participant have got and can expect.",
        sample: liquidity::first_gain,
    },
    chain::QUEUED,
    chain::WAIT,
    chain::DISCOUNT,
    chain::RUNWAY,
    chain::DEPTH,
    chain::CONCENTRATION,
    collateral::CLAIMED,
    collateral::MULTIPLIER,
    liquidity::AMPLIFICATION,
    restaking::SLACK,
    restaking::LOST,
    house::CALLED,
    house::MET,
    house::LAYER_USE,
    house::MUTUALISED,
    house::OPERATOR_SHARE,
    house::EQUITY_OVER_RESOURCES,
    house::LOSS_MULTIPLE,
    exchange::OPEN_INTEREST,
    exchange::LIQUIDATED,
    exchange::BELOW,
    exchange::ADL,
    exchange::OVERSHOOT,
    settlement::FAIL_RATE,
    settlement::NEEDED,
    settlement::SAVED,
    settlement::EFFICIENCY,
    settlement::WAITING,
    settlement::GRIDLOCK,
];

/// Metrics that only scenarios with secured services have.
pub(crate) const RESTAKING: [&str; 2] = [restaking::SLACK.id, restaking::LOST.id];

/// Metrics that are in no digest: they follow from what is, and scenarios keep theirs.
pub(crate) const UNCOUNTED: [&str; 7] = house::IDS;
/// Metrics that only scenarios with margin exchanges have.
pub(crate) const EXCHANGES: [&str; 5] =
    [exchange::OPEN_INTEREST.id, exchange::LIQUIDATED.id, exchange::BELOW.id, exchange::ADL.id, exchange::OVERSHOOT.id];
/// Metrics that are in the digest only where the scenario says how debts settle.
pub(crate) const SETTLEMENT: [&str; 6] = [
    settlement::FAIL_RATE.id,
    settlement::NEEDED.id,
    settlement::SAVED.id,
    settlement::EFFICIENCY.id,
    settlement::WAITING.id,
    settlement::GRIDLOCK.id,
];

/// A metric's place in [`Frame::metrics`].
#[must_use]
pub fn index_of(id: &str) -> Option<usize> {
    METRICS.iter().position(|m| m.id == id)
}

fn money(s: &Sample<'_>, quanta: i64) -> f64 {
    let decimals = s.world.assets.get(s.world.numeraire.at()).map_or(2, |a| a.decimals);
    Amount::new(quanta).to_f64(decimals)
}
