//! How much can be sold, how far pegs are off, and how fast depositors leave.

use super::{MetricDef, Sample, Unit, money};
use crate::units::AssetIx;

pub(super) const AMPLIFICATION: MetricDef = MetricDef {
    id: "amplification",
    label: "Amplification",
    unit: Unit::Times,
    help: "How far a price has moved since the opening over how far its shocks alone would have moved it; of the asset with a shock where it is most. 1 before any shock, 0 at least: then a price is back.",
    sample: amplification,
};

fn amplification(s: &Sample<'_>) -> f64 {
    let of = |(a, q): (&crate::world::AssetSpec, &crate::state::Quote)| {
        let shocked = q.anchor / a.price - 1.0;
        let fits = a.market.is_some() && a.price > 0.0 && shocked.abs() > 1e-9;
        fits.then(|| ((q.spot / a.price - 1.0) / shocked).max(0.0))
    };
    s.world.assets.iter().zip(&s.state.quotes).filter_map(of).reduce(f64::max).unwrap_or(1.0)
}

/// What all pools take at an average of two per cent below the price.
pub(super) fn depth(s: &Sample<'_>) -> f64 {
    money(s, s.frame.assets.iter().filter_map(|a| a.depth2).map(|d| d.quanta()).sum())
}

/// The largest distance of a price from what a claim token promises; tokens that promise nothing have no part.
pub(super) fn peg_gap(s: &Sample<'_>) -> f64 {
    let par = |at: usize| s.world.assets.get(at).and_then(|a| a.claim).is_some_and(|c| c.par.is_some());
    let gaps = s.frame.assets.iter().enumerate().filter(|(at, _)| par(*at)).filter_map(|(_, a)| a.peg);
    gaps.map(|peg| (peg.get() - 1.0).abs().min(1.0)).fold(0.0, f64::max)
}

/// Cash that went to depositors over the free cash of those who take deposits.
pub(super) fn outflow(s: &Sample<'_>) -> f64 {
    let (mut out, mut had) = (0i64, 0i64);
    for p in s.frame.participants.iter().filter(|p| p.withdrawn.quanta() > 0 || p.queued.quanta() > 0) {
        out += p.withdrawn.quanta();
        had += p.reserve.quanta();
    }
    if out == 0 { 0.0 } else { (out as f64 / had.max(1) as f64).min(1.0) }
}

pub(super) fn locked(s: &Sample<'_>) -> f64 {
    s.state.standing.iter().map(|x| f64::from(x.locked_ticks)).sum()
}

pub(super) fn first_gain(s: &Sample<'_>) -> f64 {
    money(s, s.frame.participants.iter().map(|p| p.first_gain.quanta()).sum())
}

/// What a pool takes at an average of two per cent below its price, in quanta of the numeraire; nothing without a pool.
pub(crate) fn tradable(state: &crate::state::State, w: &crate::world::World, asset: AssetIx) -> Option<i64> {
    sellable(state, w, asset, SLIPPAGE)
}

/// What a pool takes at an average of so much below its price, in quanta of the numeraire; nothing without a pool.
pub(crate) fn sellable(
    state: &crate::state::State,
    w: &crate::world::World,
    asset: AssetIx,
    slippage: f64,
) -> Option<i64> {
    let pool = state.pool(w, asset)?;
    let value = pool.tradable(slippage) * pool.price * state.scale(w, asset);
    Some(value.clamp(0.0, crate::units::Amount::LIMIT as f64) as i64)
}

/// Two per cent: what traders usually name the depth of a market by.
const SLIPPAGE: f64 = 0.02;
