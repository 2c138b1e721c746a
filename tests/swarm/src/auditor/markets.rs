//! Prices and pools, from the shocks of the scenario and the frames.

use super::ledger::scale;
use super::{Held, Seen, ensure};
use interclear_core::journal::EntryKind;
use interclear_core::scenario::EventKind;
use interclear_core::units::AssetIx;
use interclear_core::{Scenario, Trace};

/// Room for the order in which floats are multiplied.
const ROOM: f64 = 1e-9;

/// Prices at the opening, in the order of the trace.
pub(super) fn opening(s: &Scenario, t: &Trace) -> Vec<f64> {
    let price = |id: &str| s.assets.iter().find(|a| a.id == id).map_or(0.0, |a| a.price.get());
    t.assets.iter().map(|a| price(&a.id)).collect()
}

/// Prices that hold in a tick: those of its beginning, and its shocks in order of id.
pub(super) fn marks(s: &Scenario, t: &Trace, tick: u32, prices: &[f64]) -> Vec<f64> {
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

pub(super) fn pool_product_kept(v: &Seen<'_>) -> Held {
    for (asset, (a, mark)) in (0u32..).map(AssetIx).zip(v.frame.assets.iter().zip(&v.marks)) {
        let sold = a.sold.quanta() as f64;
        let sales = v.entries.iter().filter(|e| e.kind == EntryKind::Sold && e.asset == Some(asset));
        let brought: i64 = sales.map(|e| e.amount.quanta()).sum();
        let mut most = sold * mark * scale(v.trace, asset);
        if let Some(depth) = a.depth.map(|d| d.quanta() as f64) {
            let after_sales = depth - a.traded.quanta() as f64;
            let held = after_sales - sold;
            let (was, is) = (mark * held * held, a.price.get() * depth * depth);
            ensure((is - was).abs() <= ROOM * was, || format!("asset {}: product {was}, then {is}", asset.0))?;
            most *= held / after_sales;
        } else {
            let same = (a.price.get() - mark).abs() <= ROOM * mark;
            ensure(same, || format!("asset {}: {mark} moved without a pool to {}", asset.0, a.price.get()))?;
        }
        ensure(brought as f64 <= most * (1.0 + ROOM), || format!("asset {}: {brought} for {most}", asset.0))?;
    }
    Ok(())
}
