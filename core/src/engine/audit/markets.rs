//! Prices and pools.

use super::{Held, View, ensure};
use crate::journal::EntryKind;
use crate::ledger::{Sides, Swap, SwapKind};
use crate::state::Pool;
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

/// The pool that a swap says was there, with the curve and the fee that hold in this tick.
fn pool(v: &View<'_>, swap: &Swap, sides: &Sides) -> Option<Pool> {
    let market = v.w.assets.get(swap.asset.at())?.market.as_ref()?;
    let mut pool = match market.amplification {
        None => Pool::product(sides.units, sides.price, market.fee),
        Some(a) => Pool::stable(a, (sides.units, sides.coins), sides.peg, market.fee),
    };
    pool.coins = sides.coins;
    Some(pool)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

pub(super) fn swap_invariant_kept(v: &View<'_>) -> Held {
    for (at, swap) in v.s.swaps.iter().enumerate() {
        let (before, after) = (pool(v, swap, &swap.before), pool(v, swap, &swap.after));
        let invariant = |p: &Option<Pool>| p.map_or(0.0, |p| p.invariant());
        let (was, is) = (invariant(&before), invariant(&after));
        ensure(is >= was * (1.0 - ROOM), || format!("the invariant fell from {was} to {is}: {swap:?}"))?;
        let shown = after.is_some_and(|p| close(p.price, swap.after.price) && close(p.coins, swap.after.coins));
        ensure(shown, || format!("balances and price do not agree: {swap:?}"))?;
        // Nothing but swaps moves a pool after the first of them.
        let later = v.s.swaps.iter().skip(at + 1).find(|s| s.asset == swap.asset && s.kind != SwapKind::Arbitrage);
        let next = match (later, v.s.quotes.get(swap.asset.at())) {
            (Some(next), _) => (next.before.units, next.before.price),
            (None, Some(q)) => (q.depth.unwrap_or(0) as f64, q.spot),
            (None, None) => (0.0, 0.0),
        };
        let kept =
            swap.kind == SwapKind::Arbitrage || close(swap.after.units, next.0) && close(swap.after.price, next.1);
        ensure(kept, || format!("{next:?} after {swap:?}"))?;
    }
    brought_within_pool(v)
}

/// What sellers got in all is no more than pools gave, or than units are worth where there is no pool.
fn brought_within_pool(v: &View<'_>) -> Held {
    for (at, (a, q)) in (0u32..).map(AssetIx).zip(v.w.assets.iter().zip(&v.s.quotes)) {
        let sum = |kind: EntryKind| -> i64 {
            let of = |e: &&crate::journal::Entry| e.kind == kind && e.asset == Some(at);
            v.entries.iter().filter(of).map(|e| e.amount.quanta()).sum()
        };
        let swapped = |kind: SwapKind| v.s.swaps.iter().filter(move |s| s.asset == at && s.kind == kind);
        let (sold, paid) = (sum(EntryKind::Sold), sum(EntryKind::Bought));
        if q.depth.is_some() {
            let out: i64 = swapped(SwapKind::Sale).map(|s| s.taken_out).sum();
            let into: i64 = swapped(SwapKind::Purchase).map(|s| s.paid_in).sum();
            ensure(sold <= out && paid >= into, || format!("{}: {sold} of {out}, {paid} of {into}", a.id))?;
            let units: i64 = swapped(SwapKind::Sale).map(|s| s.paid_in).sum();
            ensure(units == q.sold, || format!("{}: {units} of {} sold", a.id, q.sold))?;
        } else {
            let unit = q.mark * v.s.scale(v.w, at);
            let fair = sold as f64 <= q.sold as f64 * unit * (1.0 + ROOM) + ROOM
                && paid as f64 >= q.bought as f64 * unit * (1.0 - 1e-9) - 1.0;
            ensure(fair, || format!("{}: {sold} for {}, {paid} for {}", a.id, q.sold, q.bought))?;
        }
    }
    Ok(())
}

pub(super) fn fee_kept(v: &View<'_>) -> Held {
    for swap in &v.s.swaps {
        let Some(before) = pool(v, swap, &swap.before) else { continue };
        let scale = v.s.scale(v.w, swap.asset);
        let into_units = swap.after.units > swap.before.units;
        let (units, out, most) = if into_units {
            (swap.paid_in, swap.taken_out as f64 / scale, before.sale(swap.paid_in as f64))
        } else {
            (-swap.taken_out, swap.taken_out as f64, before.purchase(swap.paid_in as f64 / scale))
        };
        // What is paid in stays whole, and buys what is left after the fee buys.
        let whole = swap.after.units.to_bits() == (swap.before.units + units as f64).to_bits();
        let room = ROOM * if into_units { before.coins * before.peg } else { before.units };
        ensure(whole && out <= most + room + ROOM, || format!("{out} of {most}: {swap:?}"))?;
    }
    Ok(())
}
