//! Restaking: how far from an attack, and how much stake is lost.

use super::{MetricDef, Sample, Unit};

pub(super) const SLACK: MetricDef = MetricDef {
    id: "restaking_slack",
    label: "Slack of restaking, up to 1",
    unit: Unit::Ratio,
    help: "By how much the stake that the cheapest attack on secured services costs is more than its gain, as a ratio of the gain: 0 when an attack pays, and 1 when it is that or more, or there is nothing to gain.",
    sample: |s| s.frame.restaking.as_ref().and_then(|r| r.slack).map_or(1.0, |x| x.clamp(0.0, 1.0)),
};

pub(super) const LOST: MetricDef = MetricDef {
    id: "restaked_lost",
    label: "Restaked stake lost",
    unit: Unit::Ratio,
    help: "Share of the stake behind secured services that shocks and attacks have burnt, of what it was before the first loss; 0 when there is none.",
    sample: |s: &Sample<'_>| s.frame.restaking.as_ref().map_or(0.0, |r| r.lost),
};
