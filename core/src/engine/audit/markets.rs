//! Prices and pools.

use super::{Held, View, ensure};
use crate::journal::EntryKind;
use crate::units::AssetIx;

/// Relative room for the rounding of floats; sales themselves are rounded down.
const ROOM: f64 = 1e-12;

pub(super) fn prices_positive(v: &View<'_>) -> Held {
    for (a, q) in v.w.assets.iter().zip(&v.s.quotes) {
        // A scenario may open with a worthless asset, and that stays worthless; and nothing may stand behind a token.
        let may_be_nothing = a.price <= 0.0 || a.claim.is_some() && a.market.is_none();
        let fine = |price: f64| price.is_finite() && (price > 0.0 || may_be_nothing && price >= 0.0);
        let depth = q.depth.is_none_or(|d| d > 0) && q.sold >= 0;
        ensure(fine(q.spot) && fine(q.mark) && depth, || format!("{}: {q:?}", a.id))?;
    }
    Ok(())
}

pub(super) fn pool_product_kept(v: &View<'_>) -> Held {
    for (at, (a, q)) in
        (0u32..).zip(v.w.assets.iter().zip(&v.s.quotes)).filter(|(_, (_, q))| q.sold > 0 || q.traded != 0)
    {
        let depth = q.depth.unwrap_or(0) as f64;
        if q.depth.is_some() {
            // Nothing but sales and trades on a peg move a price after the mark: what the pool held at the mark.
            let held = depth - (q.sold + q.traded) as f64;
            let (was, is) = (q.mark * held * held, q.spot * depth * depth);
            ensure(is >= was * (1.0 - ROOM), || format!("{}: the product fell from {was} to {is}", a.id))?;
        }
        // Sales come first.
        let after_sales = depth - q.traded as f64;
        let impact = if q.depth.is_some() { (after_sales - q.sold as f64) / after_sales } else { 1.0 };
        let most = q.sold as f64 * q.mark * impact * v.s.scale(v.w, AssetIx(at));
        let sold = |e: &&crate::journal::Entry| e.kind == EntryKind::Sold && e.asset == Some(AssetIx(at));
        let brought: i64 = v.entries.iter().filter(sold).map(|e| e.amount.quanta()).sum();
        ensure(brought as f64 <= most * (1.0 + ROOM) + ROOM, || format!("{}: {brought} out of {most}", a.id))?;
    }
    Ok(())
}
