//! Between two markets: pegs are followed, price shocks move pools along their curves, and people outside close a part of
//! the gap to what a unit is worth elsewhere.

use super::super::context::Tick;
use super::super::redemption;
use super::moved;
use crate::journal::Cause;
use crate::ledger::SwapKind;
use crate::state::{Pool, State};
use crate::units::{Amount, AssetIx};
use crate::world::World;

/// As many units as a pool is let grow to.
const MOST: f64 = (1u64 << 52) as f64;

/// The other side of each stable-swap at the opening: what goes with its depth and its price.
pub(in crate::engine) fn open(w: &World, s: &mut State) {
    for (a, spec) in (0u32..).map(AssetIx).zip(&w.assets) {
        let Some(market) = spec.market.as_ref().filter(|m| m.amplification.is_some()) else { continue };
        let peg = s.peg(w, a).unwrap_or(spec.price);
        if let Some(q) = s.quotes.get_mut(a.at()) {
            q.peg = peg;
            q.coins = q.pool(market).map_or(0.0, |p| p.coins);
        }
    }
}

/// Prices of stable-swaps follow what their coins are worth; whether one moved. A share is pegged to what stands behind it.
pub(in crate::engine) fn follow_pegs(t: &mut Tick<'_>, shares: bool) -> bool {
    let mut any = false;
    for (asset, spec) in (0u32..).map(AssetIx).zip(&t.w.assets) {
        let Some(market) = spec.market.as_ref() else { continue };
        let share = spec.claim.is_some_and(|c| c.par.is_none());
        if share != shares {
            continue;
        }
        let by = spec.claim.and_then(|c| c.par).and_then(|(of, _)| t.s.quotes.get(of.at())).and_then(|q| q.moved);
        let peg = t.s.peg(t.w, asset);
        let Some(q) = t.s.quotes.get_mut(asset.at()) else { continue };
        if market.amplification.is_none() {
            q.coins = 0.0;
            continue;
        }
        q.peg = peg.unwrap_or(q.peg);
        let Some(pool) = q.pool(market) else { continue };
        q.coins = pool.coins;
        // The balances and the price are two roundings of one thing.
        if (pool.price - q.spot).abs() > 1e-9 * q.spot {
            q.spot = pool.price;
            q.moved = by.or(q.moved);
            any = true;
        }
    }
    any
}

/// A shock to the price of a pool's asset: as if people outside had traded a stable-swap along its curve; a constant
/// product keeps its units.
pub(in crate::engine) fn shock(t: &mut Tick<'_>, asset: AssetIx, new: f64) {
    let pool = t.s.pool(t.w, asset);
    let stable = t.w.assets.get(asset.at()).and_then(|a| a.market.as_ref()).and_then(|m| m.amplification);
    let Some(q) = t.s.quotes.get_mut(asset.at()) else { return };
    if q.spot > 0.0 {
        q.anchor *= new / q.spot;
    }
    if let (Some(pool), Some(a)) = (pool, stable) {
        let units = pool.units_at(new).round();
        let there = if (1.0..=MOST).contains(&units) {
            pool.moved_to(units)
        } else {
            Pool::stable_at(a, pool.units, new, pool.peg, pool.fee)
        };
        // Whole units do not meet a price exactly: the coins do.
        let exact = Pool::stable_at(a, there.units, new, pool.peg, pool.fee);
        q.put(&exact, exact.units as i64);
    }
    q.spot = new;
}

/// People outside trade each pool nearer to what a unit is worth elsewhere, as far as it pays them more than the fee.
pub(in crate::engine) fn narrow(t: &mut Tick<'_>) {
    for (asset, spec) in (0u32..).map(AssetIx).zip(&t.w.assets) {
        let Some(market) = spec.market.as_ref().filter(|m| m.resilience > 0.0) else { continue };
        let Some((pool, worth)) = t.s.pool(t.w, asset).zip(worth_elsewhere(t.s, t.w, asset)) else { continue };
        let aim = pool.price + market.resilience * (worth - pool.price);
        let scale = t.s.scale(t.w, asset);
        let by: Vec<Cause> = t.s.quotes.get(asset.at()).and_then(|q| q.moved).map(because).into_iter().collect();
        if worth * (1.0 - market.fee) > pool.price {
            let value = pool.purchase_up_to(aim.min(worth * (1.0 - market.fee)));
            let units = pool.purchase(value).floor().min(pool.units - 1.0);
            if units >= 1.0 {
                let swap = (SwapKind::Arbitrage, (value * scale).ceil() as i64, units as i64);
                let after = pool.bought(value, units);
                moved(t, asset, swap, (&pool, &after, (pool.units - units) as i64), by);
            }
        } else if worth < pool.price * (1.0 - market.fee) && worth > 0.0 {
            let units = pool.sale_down_to(aim.max(worth / (1.0 - market.fee))).floor();
            if units >= 1.0 && pool.units + units <= MOST {
                let swap = (SwapKind::Arbitrage, units as i64, (pool.sale(units) * scale).floor() as i64);
                let after = pool.sold(units);
                moved(t, asset, swap, (&pool, &after, (pool.units + units) as i64), by);
            }
        }
    }
}

/// What a unit is worth elsewhere: what an issuer that redeems pays for a claim token; for a token that nobody owes its
/// opening price and the shocks since.
fn worth_elsewhere(s: &State, w: &World, asset: AssetIx) -> Option<f64> {
    let q = s.quotes.get(asset.at())?;
    match w.assets.get(asset.at())?.claim {
        None => Some(q.anchor),
        Some(_) => {
            redemption::redeemable(s, w, asset)?;
            Some(redemption::net_rate(s, w, asset)?.min(q.fair))
        }
    }
}

fn because(entry: crate::units::EntryIx) -> Cause {
    Cause { entry, amount: Amount::ZERO }
}
