//! Metrics of every scenario: failures, payments, confidence, liquidity and losses.

use super::{MetricDef, Sample, Unit, money};
use crate::state::DebtKind;
use crate::trace::State as Standing;
use crate::units::scale;

pub(super) const FAILED: MetricDef = MetricDef {
    id: "failed",
    label: "Failed",
    unit: Unit::Count,
    help: "Participants that have failed so far, recovered ones among them.",
    sample: failed,
};

pub(super) const RECOVERED: MetricDef = MetricDef {
    id: "recovered",
    label: "Recovered",
    unit: Unit::Count,
    help: "Participants that failed and have since paid in full.",
    sample: recovered,
};

pub(super) const DUE: MetricDef = MetricDef {
    id: "due",
    label: "Due",
    unit: Unit::Money,
    help: "What fell due in this tick, with what was late from before.",
    sample: due,
};

pub(super) const PAID: MetricDef =
    MetricDef { id: "paid", label: "Paid", unit: Unit::Money, help: "What was paid of it in this tick.", sample: paid };

pub(super) const UNPAID: MetricDef = MetricDef {
    id: "unpaid",
    label: "Unpaid",
    unit: Unit::Money,
    help: "What has fallen due and is not paid at the end of the tick, claims on estates of debts that were due among them.",
    sample: unpaid,
};

pub(super) const SETTLED: MetricDef = MetricDef {
    id: "settled",
    label: "Settlement",
    unit: Unit::Ratio,
    help: "Share of all that has fallen due so far that has been paid; 1 when nothing has.",
    sample: settled,
};

pub(super) const CONFIDENCE: MetricDef = MetricDef {
    id: "confidence",
    label: "Confidence",
    unit: Unit::Ratio,
    help: "Share of the opening deposits whose owners have not asked for them; 1 when there are none.",
    sample: confidence,
};

pub(super) const LIQUIDITY: MetricDef = MetricDef {
    id: "liquidity",
    label: "Liquidity",
    unit: Unit::Ratio,
    help: "Depth of all pools at present prices over their depth at the opening; 1 when there are none.",
    sample: liquidity,
};

pub(super) const LOSS: MetricDef = MetricDef {
    id: "loss",
    label: "Loss",
    unit: Unit::Money,
    help: "Loss of everybody since the opening: equity down to nothing, and what outside creditors are expected not to get.",
    sample: loss,
};

pub(super) const BURNT: MetricDef = MetricDef {
    id: "burnt",
    label: "Burnt",
    unit: Unit::Money,
    help: "The part of the loss that nobody else has: bankruptcy costs and sale discounts, pending sales of seized collateral among them.",
    sample: burnt,
};

pub(super) const MOVED: MetricDef = MetricDef {
    id: "moved",
    label: "Moved or fallen",
    unit: Unit::Money,
    help: "The rest of the loss: passed to somebody else, or a fall in market value.",
    sample: moved,
};

pub(super) const OUTSIDE_LOSS: MetricDef = MetricDef {
    id: "outside_loss",
    label: "Lost outside",
    unit: Unit::Money,
    help: "What creditors and depositors outside the network are expected not to get.",
    sample: outside_loss,
};

pub(super) const UNCOVERED: MetricDef = MetricDef {
    id: "uncovered",
    label: "Uncovered",
    unit: Unit::Money,
    help: "What participants that have not failed owe beyond all they have: a loss nobody has taken yet.",
    sample: uncovered,
};

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
