//! Price moves that the seed draws: roots of the journal, like shocks.
//!
//! Every number is a function of the seed, the tick and the asset's id, so that another asset, or another length of the run,
//! changes no number of the others; what their correlations make of the numbers is in `pricing::correlate`.

use super::context::{Note, Tick};
use super::events::millionths;
use super::stress;
use crate::journal::{Cause, EntryKind};
use crate::pricing::correlate::with_tails;
use crate::pricing::draw::{Stream, growth};
use crate::units::{Amount, AssetIx};
use crate::world::DrawSpec;

/// What the numbers are for; part of their key.
const MOVE: &str = "price move";
const SHARED: &str = "price moves of all";

pub(super) fn phase(t: &mut Tick<'_>) {
    let Some(d) = &t.w.draws else { return };
    let now = t.s.tick;
    if now < d.from || now > d.to {
        t.s.outer.blend = None;
        return;
    }
    let theta = blend(t, d);
    let moves = numbers(t, d, theta);
    let years = t.w.days / 365.0;
    for ((&asset, &volatility), z) in d.assets.iter().zip(&d.volatility).zip(moves) {
        let s = volatility * libm::sqrt(years);
        let factor = t.s.bound_draw(asset, growth(s, z));
        go(t, asset, factor);
    }
}

/// A standard normal number for each asset, with their correlations.
fn numbers(t: &Tick<'_>, d: &DrawSpec, theta: f64) -> Vec<f64> {
    let (seed, tick) = (t.w.seed, t.s.tick);
    let id = |asset: AssetIx| t.w.assets.get(asset.at()).map_or("", |a| a.id.as_str());
    let own: Vec<f64> = d.assets.iter().map(|&a| Stream::new(seed, MOVE, tick, id(a)).normal()).collect();
    let shared = |what: &str| Stream::new(seed, SHARED, tick, what).normal();
    let all = d.factor.apply(theta, (shared("blend"), shared("correlation")), &own);
    match d.freedom {
        None => all,
        Some(v) => with_tails(&all, v, Stream::new(seed, SHARED, tick, "tails").chi_squared(v)),
    }
}

/// A price moves.
fn go(t: &mut Tick<'_>, asset: AssetIx, factor: f64) {
    let Some(old) = t.s.quotes.get(asset.at()).map(|q| q.spot) else { return };
    let new = old * factor;
    if !(new > 0.0 && new.is_finite()) {
        return;
    }
    let at = t.note(Note::new(EntryKind::Drawn).asset(asset).amount(millionths(new)).of(millionths(old)));
    t.s.note_outer(asset, factor);
    super::market::shock(t, asset, new);
    if let Some(q) = t.s.quotes.get_mut(asset.at()) {
        q.moved = Some(at);
    }
}

/// How far correlations are blended towards one in this tick; a change of it by stress has a line.
fn blend(t: &mut Tick<'_>, d: &DrawSpec) -> f64 {
    let stressed = d.stress.filter(|x| stress::measure(t, x.by, &d.assets) > x.above);
    let theta = stressed.map_or(d.blend, |x| x.blend);
    let before = t.s.outer.blend.replace(theta).unwrap_or(d.blend);
    if before.to_bits() != theta.to_bits() {
        let cause = d.stress.and_then(|x| stress::why(t, x.by, &d.assets));
        let note = Note::new(EntryKind::Blended).amount(millionths(theta)).of(millionths(before));
        t.note(note.causes(cause.map(|entry| Cause { entry, amount: Amount::ZERO })));
    }
    theta
}
