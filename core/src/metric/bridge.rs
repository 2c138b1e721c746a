//! What nothing stands behind, and what is not seen.

use super::{MetricDef, Sample, Unit, money};
use crate::state::State;
use crate::units::value_of;

pub(super) const UNBACKED: MetricDef = MetricDef {
    id: "unbacked",
    label: "Unbacked",
    unit: Unit::Ratio,
    help: "Share of all that claim tokens at par promise that nothing stands behind: units forged, lost or lent out above reserves.",
    sample: unbacked,
};

pub(super) const CONCEALED: MetricDef = MetricDef {
    id: "concealed",
    label: "Concealed",
    unit: Unit::Money,
    help: "What participants show of equity beyond what they have: losses on hidden loans, hidden debts, marks of their own.",
    sample: concealed,
};

fn unbacked(s: &Sample<'_>) -> f64 {
    let (mut promised, mut backed) = (0.0, 0.0);
    for (asset, claim) in State::tokens(s.world) {
        let Some(face) = s.state.promised(s.world, asset, &claim).filter(|&face| face > 0) else { continue };
        let fair = s.state.quotes.get(asset.at()).map_or(0.0, |q| q.fair);
        let worth = value_of(s.state.supply(s.world, asset), fair, s.state.scale(s.world, asset));
        promised += face as f64;
        backed += worth.min(face) as f64;
    }
    if promised > 0.0 { (1.0 - backed / promised).clamp(0.0, 1.0) } else { 0.0 }
}

fn concealed(s: &Sample<'_>) -> f64 {
    let beyond = s.frame.participants.iter().map(|p| (p.seen_equity.quanta() - p.equity().quanta()).max(0));
    money(s, beyond.fold(0, i64::saturating_add))
}
