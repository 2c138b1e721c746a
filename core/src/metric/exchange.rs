//! Margin exchanges: open interest, what is liquidated, and what winners are asked for.

use super::{MetricDef, Sample, Unit, money};
use crate::trace::VenueFrame;
use crate::units::value_of;

pub(super) const OPEN_INTEREST: MetricDef = MetricDef {
    id: "open_interest",
    label: "Open interest",
    unit: Unit::Money,
    help: "What all contracts that are open at margin exchanges are worth at their marks, one side counted.",
    sample: |s| money(s, open_interest(s)),
};

pub(super) const LIQUIDATED: MetricDef = MetricDef {
    id: "liquidated",
    label: "Liquidated at margin exchanges",
    unit: Unit::Money,
    help: "The value, at the marks of then, of positions that margin exchanges have closed for their holders so far.",
    sample: |s| of_venues(s, |v| v.liquidated_so_far.quanta()),
};

pub(super) const BELOW: MetricDef = MetricDef {
    id: "below_maintenance",
    label: "Accounts below maintenance",
    unit: Unit::Count,
    help: "Accounts with margin exchanges that were below their maintenance margin at the mark of this tick.",
    sample: |s| s.frame.venues.iter().map(|v| f64::from(v.below)).sum(),
};

pub(super) const ADL: MetricDef = MetricDef {
    id: "adl_over_interest",
    label: "ADL over open interest",
    unit: Unit::Ratio,
    help: "The value of winners' positions that auto-deleveraging has closed so far, over what was open at the opening; 1 at most, and 0 without a margin exchange.",
    sample: |s| {
        let opened: f64 = s.state.exchange.venues.iter().map(|v| v.opened as f64).sum();
        let closed: f64 = s.frame.venues.iter().map(|v| v.adl_so_far.quanta() as f64).sum();
        if opened > 0.0 { (closed / opened).clamp(0.0, 1.0) } else { 0.0 }
    },
};

pub(super) const OVERSHOOT: MetricDef = MetricDef {
    id: "adl_overshoot",
    label: "Overshoot of ADL",
    unit: Unit::Money,
    help: "What auto-deleveraging has taken from winners so far beyond what bankrupt accounts lacked.",
    sample: |s| of_venues(s, |v| v.overshoot_so_far.quanta()),
};

fn of_venues(s: &Sample<'_>, of: fn(&VenueFrame) -> i64) -> f64 {
    money(s, s.frame.venues.iter().map(of).fold(0, i64::saturating_add))
}

fn open_interest(s: &Sample<'_>) -> i64 {
    let mut all = 0i64;
    for (v, f) in s.state.exchange.venues.iter().zip(&s.frame.venues) {
        for (m, &scale) in f.markets.iter().zip(&v.scales) {
            all = all.saturating_add(value_of(m.long.quanta(), m.mark, scale));
        }
    }
    all
}
