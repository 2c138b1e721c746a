//! Pools from their swaps: curves written down once more, with other ways to their numbers than the engine's.

use super::ledger::scale;
use super::{Held, Seen, ensure};
use interclear_core::engine::{Sides, Swap, SwapKind};
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::scenario::{EventKind, Market};
use interclear_core::units::AssetIx;

/// Room for the order in which floats are multiplied.
const ROOM: f64 = 1e-9;

/// The market of an asset as the scenario has it; none where an upgrade may have changed it since.
fn market<'a>(v: &Seen<'a>, asset: AssetIx) -> Option<&'a Market> {
    let info = v.trace.assets.get(asset.at())?;
    let upgraded = v.s.events.iter().any(
        |e| matches!(&e.what, EventKind::Upgrade { target, .. } if target.starts_with(&format!("assets/{}/", info.id))),
    );
    v.s.assets.iter().find(|a| a.id == info.id && !upgraded)?.market.as_ref()
}

/// What the StableSwap paper's formula for two coins leaves over at a guess of D: above nothing as long as D is too small.
fn left_over(a: f64, x: f64, y: f64, d: f64) -> f64 {
    4.0 * a * (x + y - d) + d - d / (2.0 * x) * (d / (2.0 * y)) * d
}

/// Whether D of the second pair of balances is no less than that of the first: where the formula is at the first's D, found by
/// halving.
fn stable_kept(a: f64, (x, y): (f64, f64), after: (f64, f64)) -> bool {
    let (mut low, mut high) = (0.0, x + y);
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if left_over(a, x, y, middle) > 0.0 { low = middle } else { high = middle }
    }
    left_over(a, after.0, after.1, low * (1.0 - ROOM)) > 0.0
}

fn kept(market: &Market, before: (f64, f64), after: (f64, f64)) -> bool {
    match market.amplification {
        None => after.0 * after.1 >= before.0 * before.1 * (1.0 - ROOM),
        Some(a) => stable_kept(a.get(), before, after),
    }
}

const fn balances(s: &Sides) -> (f64, f64) {
    (s.units, s.coins)
}

pub(super) fn swap_invariant_kept(v: &Seen<'_>) -> Held {
    for swap in &v.did.swaps {
        let Some(market) = market(v, swap.asset) else { continue };
        let ok = kept(market, balances(&swap.before), balances(&swap.after));
        ensure(ok, || format!("a lower invariant: {swap:?}"))?;
    }
    for (asset, (a, mark)) in (0u32..).map(AssetIx).zip(v.frame.assets.iter().zip(&v.marks)) {
        one_price(v, asset, *mark)?;
        let sum = |kind: EntryKind| -> i64 {
            let of = |e: &&Entry| e.kind == kind && e.asset == Some(asset);
            v.entries.iter().filter(of).map(|e| e.amount.quanta()).sum()
        };
        let (brought, spent) = (sum(EntryKind::Sold), sum(EntryKind::Bought));
        let unit = mark * scale(v.trace, asset);
        let (out, into): (i64, i64) = if a.depth.is_some() {
            let of = |kind: SwapKind| v.did.swaps.iter().filter(move |s| s.asset == asset && s.kind == kind);
            (of(SwapKind::Sale).map(|s| s.taken_out).sum(), of(SwapKind::Purchase).map(|s| s.paid_in).sum())
        } else {
            let (sold, bought) = (a.sold.quanta() as f64 * unit, a.bought.quanta() as f64 * unit);
            ((sold * (1.0 + ROOM)) as i64, (bought * (1.0 - ROOM)) as i64)
        };
        ensure(brought <= out && spent >= into, || {
            format!("asset {}: {brought} of {out}, {spent} of {into}", asset.0)
        })?;
    }
    Ok(())
}

/// After the mark nothing but swaps moves a price: they begin with it, follow on each other, and end with what is shown.
fn one_price(v: &Seen<'_>, asset: AssetIx, mark: f64) -> Held {
    let Some(now) = v.frame.assets.get(asset.at()) else { return Ok(()) };
    let near = |a: f64, b: f64| (a - b).abs() <= ROOM * a.abs().max(b.abs());
    let (mut price, mut units) = (mark, None);
    for s in v.did.swaps.iter().filter(|s| s.asset == asset && s.kind != SwapKind::Arbitrage) {
        let follows = near(s.before.price, price) && units.is_none_or(|u| near(u, s.before.units));
        ensure(follows, || format!("{price} and {units:?} before {s:?}"))?;
        (price, units) = (s.after.price, Some(s.after.units));
    }
    // A book that is sold in the market moves the price of what has no pool; its line has millionths.
    let pushed = |e: &&Entry| {
        let why = e.causes.first().and_then(|c| v.trace.journal.entries.get(c.entry.at()));
        e.kind == EntryKind::PriceMoved
            && e.asset == Some(asset)
            && why.is_some_and(|w| w.kind == EntryKind::BookClosed)
    };
    let millionth = |a: f64, b: f64| (a - b).abs() <= 1.1e-6;
    for e in v.entries.iter().filter(pushed) {
        ensure(millionth(price, e.of.quanta() as f64 / 1e6) && now.depth.is_none(), || {
            format!("{price} before {e:?}")
        })?;
        price = e.amount.quanta() as f64 / 1e6;
    }
    let near = |a: f64, b: f64| near(a, b) || (millionth(a, b) && v.entries.iter().any(|e| pushed(&e)));
    let depth = now.depth.map(|d| d.quanta() as f64);
    let ends = near(price, now.price.get()) && units.is_none_or(|u| depth.is_some_and(|d| near(u, d)));
    ensure(ends, || format!("asset {}: {price} and {units:?}, then {now:?}", asset.0))
}

pub(super) fn fee_kept(v: &Seen<'_>) -> Held {
    v.did.swaps.iter().try_for_each(|swap| {
        let Some(market) = market(v, swap.asset) else { return Ok(()) };
        ensure(paid_for(market, swap, scale(v.trace, swap.asset)), || format!("{swap:?}"))
    })
}

/// All that was paid in is in the pool, and without its fee it would still have kept the invariant.
fn paid_for(market: &Market, s: &Swap, scale: f64) -> bool {
    let fee = market.fee.get();
    let (paid, out) = (s.paid_in as f64, s.taken_out as f64);
    let near = |a: f64, b: f64| (a - b).abs() <= ROOM * a.abs().max(b.abs()) + ROOM;
    let (before, after) = (balances(&s.before), balances(&s.after));
    if after.0 > before.0 {
        let without = (after.0 - fee * paid, before.1 - out / (scale * s.before.peg));
        // The pool gives up no more than it says, rounded against the trader.
        // Of a pool that is bought empty no digit of what is left is exact.
        let empty = after.1 < before.1 * 1e-12;
        near(after.0, before.0 + paid)
            && (empty || without.1 >= after.1 * (1.0 - ROOM) - 1.0 && kept(market, before, without))
    } else {
        let coins = paid / (scale * s.before.peg);
        let whole = s.kind == SwapKind::Arbitrage || near(after.1, before.1 + coins);
        let without = (after.0, before.1 + coins * (1.0 - fee));
        near(after.0, before.0 - out) && whole && kept(market, before, without)
    }
}
