//! Metrics of lending pools.

use super::{MetricDef, Unit, money};
use crate::trace::PoolFrame;

pub(super) const BAD_DEBT: MetricDef = MetricDef {
    id: "bad_debt",
    label: "Bad debt",
    unit: Unit::Money,
    help: "Loans of lending pools without collateral, written off so far, at the marks of when each was.",
    sample: |s| money(s, s.state.lending.pools.values().map(|p| p.bad_debt_value).sum()),
};

pub(super) const UTILISATION: MetricDef = MetricDef {
    id: "utilisation",
    label: "Utilisation",
    unit: Unit::Ratio,
    help: "Loans over loans and liquidity, of the lending pool where it is highest; at 1 its lenders are locked.",
    sample: |s| s.frame.pools.iter().map(PoolFrame::utilisation).fold(0.0, f64::max),
};

pub(super) const LOCKED_TICKS: MetricDef = MetricDef {
    id: "locked_ticks",
    label: "Ticks at full use",
    unit: Unit::Count,
    help: "Ticks so far at the end of which a lending pool had lent out all it has; of the pool with most of them.",
    sample: |s| s.state.lending.pools.values().map(|p| f64::from(p.full)).fold(0.0, f64::max),
};

pub(super) const UNHEALTHY: MetricDef = MetricDef {
    id: "unhealthy",
    label: "Unhealthy debt",
    unit: Unit::Money,
    help: "Debt of positions with lending pools whose health fell below 1 in this tick, before anything was liquidated.",
    sample: |s| money(s, s.of_pools(|p| p.unhealthy.quanta())),
};

pub(super) const UNLIQUIDATED: MetricDef = MetricDef {
    id: "unliquidated",
    label: "Left by keepers",
    unit: Unit::Ratio,
    help: "The part of what could be liquidated in this tick that no keeper took; 0 when there was nothing.",
    sample: |s| {
        let (could, left) = (s.of_pools(|p| p.could.quanta()), s.of_pools(|p| p.left.quanta()));
        if could > 0 { (left as f64 / could as f64).clamp(0.0, 1.0) } else { 0.0 }
    },
};

pub(super) const LOWEST_HEALTH: MetricDef = MetricDef {
    id: "lowest_health",
    label: "Lowest health, up to 1",
    unit: Unit::Ratio,
    help: "The lowest health of a position with a lending pool, and 1 when none is below it.",
    sample: |s| s.frame.positions.iter().map(|p| p.health).fold(1.0, f64::min),
};
