//! Metrics: one number per tick each, in one registry. Adding one is a function and a line.

mod bridge;
mod chain;
mod collateral;
mod lending;
mod leverage;
mod peg;
mod restaking;

mod liquidity;

pub(crate) use liquidity::{sellable, tradable};

use crate::state::{DebtKind, State, Valuation};
use crate::trace::{Frame, State as Standing};
use crate::units::{Amount, scale};
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
    MetricDef {
        id: "failed",
        label: "Failed",
        unit: Unit::Count,
        help: "Participants that have failed so far, recovered ones among them.",
        sample: failed,
    },
    MetricDef {
        id: "recovered",
        label: "Recovered",
        unit: Unit::Count,
        help: "Participants that failed and have since paid in full.",
        sample: recovered,
    },
    MetricDef {
        id: "due",
        label: "Due",
        unit: Unit::Money,
        help: "What fell due in this tick, with what was late from before.",
        sample: due,
    },
    MetricDef { id: "paid", label: "Paid", unit: Unit::Money, help: "What was paid of it in this tick.", sample: paid },
    MetricDef {
        id: "unpaid",
        label: "Unpaid",
        unit: Unit::Money,
        help: "What has fallen due and is not paid at the end of the tick, claims on estates of debts that were due among them.",
        sample: unpaid,
    },
    MetricDef {
        id: "settled",
        label: "Settlement",
        unit: Unit::Ratio,
        help: "Share of all that has fallen due so far that has been paid; 1 when nothing has.",
        sample: settled,
    },
    MetricDef {
        id: "confidence",
        label: "Confidence",
        unit: Unit::Ratio,
        help: "Share of the opening deposits whose owners have not asked for them; 1 when there are none.",
        sample: confidence,
    },
    MetricDef {
        id: "liquidity",
        label: "Liquidity",
        unit: Unit::Ratio,
        help: "Depth of all pools at present prices over their depth at the opening; 1 when there are none.",
        sample: liquidity,
    },
    MetricDef {
        id: "loss",
        label: "Loss",
        unit: Unit::Money,
        help: "Loss of everybody since the opening: equity down to nothing, and what outside creditors are expected not to get.",
        sample: loss,
    },
    MetricDef {
        id: "burnt",
        label: "Burnt",
        unit: Unit::Money,
        help: "The part of the loss that nobody else has: bankruptcy costs and sale discounts, pending sales of seized collateral among them.",
        sample: burnt,
    },
    MetricDef {
        id: "moved",
        label: "Moved or fallen",
        unit: Unit::Money,
        help: "The rest of the loss: passed to somebody else, or a fall in market value.",
        sample: moved,
    },
    MetricDef {
        id: "outside_loss",
        label: "Lost outside",
        unit: Unit::Money,
        help: "What creditors and depositors outside the network are expected not to get.",
        sample: outside_loss,
    },
    MetricDef {
        id: "uncovered",
        label: "Uncovered",
        unit: Unit::Money,
        help: "What participants that have not failed owe beyond all they have: a loss nobody has taken yet.",
        sample: uncovered,
    },
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
];

/// Metrics that only scenarios with secured services have.
pub(crate) const RESTAKING: [&str; 2] = [restaking::SLACK.id, restaking::LOST.id];

/// A metric's place in [`Frame::metrics`].
#[must_use]
pub fn index_of(id: &str) -> Option<usize> {
    METRICS.iter().position(|m| m.id == id)
}

fn money(s: &Sample<'_>, quanta: i64) -> f64 {
    let decimals = s.world.assets.get(s.world.numeraire.at()).map_or(2, |a| a.decimals);
    Amount::new(quanta).to_f64(decimals)
}

fn count(s: &Sample<'_>, is: impl Fn(Standing) -> bool) -> f64 {
    s.frame.participants.iter().filter(|p| is(p.state)).count() as f64
}

fn failed(s: &Sample<'_>) -> f64 {
    count(s, |x| matches!(x, Standing::Failed | Standing::Recovered))
}

fn recovered(s: &Sample<'_>) -> f64 {
    count(s, |x| x == Standing::Recovered)
}

fn due(s: &Sample<'_>) -> f64 {
    money(s, s.frame.participants.iter().map(|p| p.due.quanta()).sum())
}

fn paid(s: &Sample<'_>) -> f64 {
    money(s, s.frame.participants.iter().map(|p| p.paid.quanta()).sum())
}

/// Paid and open parts of debts that have fallen due by their own date or on demand, not because their debtor failed.
fn fell_due(s: &Sample<'_>) -> (i64, i64) {
    let now = s.frame.tick;
    let mut sums = (0, 0);
    for d in s.state.debts.iter().filter(|d| d.asset == s.world.numeraire) {
        let open = match d.kind {
            _ if d.estate => d.open.min(d.was_due),
            DebtKind::Deposit => d.asked,
            _ if d.due.is_some_and(|due| due <= now) => d.open,
            _ => 0,
        };
        let own = if d.estate { d.was_due > 0 } else { true };
        sums.0 += if own { d.settled } else { 0 };
        sums.1 += open;
    }
    sums
}

fn unpaid(s: &Sample<'_>) -> f64 {
    money(s, fell_due(s).1)
}

fn settled(s: &Sample<'_>) -> f64 {
    let (paid, open) = fell_due(s);
    if paid + open == 0 { 1.0 } else { paid as f64 / (paid + open) as f64 }
}

fn confidence(s: &Sample<'_>) -> f64 {
    if s.state.deposits_open == 0 {
        return 1.0;
    }
    let stayed: i64 =
        s.state.debts.iter().filter(|d| d.kind == DebtKind::Deposit && !d.estate).map(|d| d.open - d.asked).sum();
    // Interest makes deposits larger than they were.
    (stayed as f64 / s.state.deposits_open as f64).min(1.0)
}

fn liquidity(s: &Sample<'_>) -> f64 {
    let (mut now, mut then) = (0.0, 0.0);
    for (a, q) in s.world.assets.iter().zip(&s.state.quotes) {
        let depth = q.depth.unwrap_or(0);
        if q.depth_open > 0 {
            let scale = scale(0, a.decimals);
            now += depth as f64 * q.spot * scale;
            then += q.depth_open as f64 * a.price * scale;
        }
    }
    if then > 0.0 { (now / then).min(1.0) } else { 1.0 }
}

fn loss(s: &Sample<'_>) -> f64 {
    money(s, s.frame.losses.iter().map(|l| l.quanta()).sum())
}

fn burnt(s: &Sample<'_>) -> f64 {
    money(s, s.state.burnt + s.value.pending_burn)
}

fn moved(s: &Sample<'_>) -> f64 {
    (loss(s) - burnt(s)).max(0.0)
}

fn outside_loss(s: &Sample<'_>) -> f64 {
    money(s, s.value.outside_loss)
}

fn uncovered(s: &Sample<'_>) -> f64 {
    let live = s.frame.participants.iter().filter(|p| matches!(p.state, Standing::Solvent | Standing::Late));
    money(s, live.map(|p| (-p.equity().quanta()).max(0)).sum())
}
