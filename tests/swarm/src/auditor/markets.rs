//! Prices and pools, from the shocks of the scenario and the frames.

use super::{Held, Seen, ensure};
use interclear_core::engine::{Swap, SwapKind};
use interclear_core::scenario::EventKind;
use interclear_core::{Scenario, Trace};
use std::collections::BTreeMap;

/// Prices at the opening, in the order of the trace.
pub(super) fn opening(s: &Scenario, t: &Trace) -> Vec<f64> {
    let price = |id: &str| s.assets.iter().find(|a| a.id == id).map_or(0.0, |a| a.price.get());
    t.assets.iter().map(|a| price(&a.id)).collect()
}

/// Prices that hold in a tick: those of its beginning, and its shocks in order of id.
pub(super) fn marks(
    s: &Scenario,
    t: &Trace,
    tick: u32,
    (prices, swaps): (&[f64], &[Swap]),
    drawn: &BTreeMap<String, f64>,
) -> Vec<f64> {
    let mut events: Vec<_> = s.events.iter().filter(|e| e.tick == tick).collect();
    events.sort_by(|a, b| a.id.cmp(&b.id));
    let mut marks = prices.to_vec();
    for e in events {
        let EventKind::PriceShock { asset, change } = &e.what else { continue };
        let at = t.assets.iter().position(|a| &a.id == asset);
        if let Some(slot) = at.and_then(|at| marks.get_mut(at)) {
            *slot *= 1.0 + change.get();
        }
    }
    for (slot, info) in marks.iter_mut().zip(&t.assets) {
        *slot *= drawn.get(&info.id).copied().unwrap_or(1.0);
    }
    // Arbitrage comes before the mark. A stable-swap of a claim token follows its peg: its price at the mark is the one that trades begin
    // with, or end with when there are none.
    for (at, info) in t.assets.iter().enumerate() {
        let of = |kind: SwapKind| swaps.iter().filter(move |x| x.asset.at() == at && x.kind == kind);
        let Some(slot) = marks.get_mut(at) else { continue };
        if let Some(last) = of(SwapKind::Arbitrage).next_back() {
            *slot = last.after.price;
        }
        let asset = s.assets.iter().find(|a| a.id == info.id).filter(|a| a.claim.is_some());
        if asset.and_then(|a| a.market.as_ref()).is_some_and(|m| m.amplification.is_some()) {
            let first = swaps.iter().find(|x| x.asset.at() == at && x.kind != SwapKind::Arbitrage);
            let last = t.frames.get(tick as usize).and_then(|f| f.assets.get(at)).map(|a| a.price.get());
            *slot = first.map(|x| x.before.price).or(last).unwrap_or(*slot);
        }
    }
    // A claim token that is sold nowhere is marked at what stands behind it.
    for a in s.assets.iter().filter(|a| a.claim.is_some() && a.market.is_none()) {
        let at = t.assets.iter().position(|x| x.id == a.id).unwrap_or(usize::MAX);
        if let Some((slot, now)) = marks.get_mut(at).zip(t.frames.get(tick as usize).and_then(|f| f.assets.get(at))) {
            *slot = now.fair.get();
        }
    }
    marks
}

pub(super) fn prices_positive(v: &Seen<'_>) -> Held {
    for (a, info) in v.frame.assets.iter().zip(&v.trace.assets) {
        let opened = v.s.assets.iter().find(|x| x.id == info.id);
        let price = a.price.get();
        // Nothing may stand behind a token, and a worthless asset stays worthless.
        let may_be_nothing = opened.is_none_or(|x| x.price.get() <= 0.0 || x.claim.is_some() && x.market.is_none());
        let fine = price.is_finite() && (price > 0.0 || may_be_nothing && price >= 0.0);
        let depth = a.depth.is_none_or(|d| d.quanta() > 0) && a.sold.quanta() >= 0;
        ensure(fine && depth, || format!("{}: {a:?}", info.id))?;
    }
    Ok(())
}
