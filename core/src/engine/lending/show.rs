//! What the trace and its frames show of lending pools.

use super::super::context::Tick;
use super::super::{OracleFrame, PoolFrame, PoolInfo, PoolMarket, PositionFrame};
use super::interest::yearly;
use crate::units::{Amount, AssetIx, ParticipantIx, Price, Rate};
use crate::world::{AuctionSpec, MarketTerms, PoolSpec, World};

/// What does not change of the pools of a world.
pub(in super::super) fn pools(w: &World) -> Vec<PoolInfo> {
    let market = |m: &MarketTerms| PoolMarket { asset: m.asset, oracle: m.oracle.source.label().into() };
    let info = |(pool, spec): (ParticipantIx, &PoolSpec)| PoolInfo {
        pool,
        lends: spec.lends,
        markets: spec.markets.iter().map(market).collect(),
    };
    w.pools().map(info).collect()
}

/// Each pool as the tick ended.
pub(in super::super) fn pool_frames(t: &Tick<'_>) -> Vec<PoolFrame> {
    let one = |(pool, spec): (ParticipantIx, &PoolSpec)| {
        let (loans, free) = t.s.lent_and_free(t.w, pool);
        let orders = || t.s.lending.orders.iter().filter(|o| o.pool == pool);
        let state = t.s.lending.pools.get(&pool.0);
        let of = |x: Option<i64>| Amount::new(x.unwrap_or(0));
        PoolFrame {
            loans: Amount::new(loans),
            free: Amount::new(free),
            rate: yearly(t.s, t.w, pool, spec),
            bad_debt: of(state.map(|p| p.bad_debt)),
            hole: of(state.map(|p| p.hole)),
            for_nothing: of(state.map(|p| p.for_nothing)),
            unhealthy: Amount::new(orders().map(|o| o.debt).sum()),
            could: Amount::new(orders().map(|o| o.most).sum()),
            left: Amount::new(orders().map(|o| o.room).sum()),
            lossy: Amount::new(orders().filter(|o| o.loss).map(|o| o.room).sum()),
        }
    };
    t.w.pools().map(one).collect()
}

/// Every position that owes something, by pool and borrower.
pub(in super::super) fn position_frames(t: &Tick<'_>) -> Vec<PositionFrame> {
    let mut all = Vec::new();
    for (pool, _) in t.w.pools() {
        for p in t.s.positions(t.w, pool).into_iter().filter(|p| p.debt > 0) {
            // A debt worth next to nothing has a health beyond counting.
            let health = p.health().min(1e9);
            let collateral = Amount::new(p.value().min(9e15) as i64);
            let orders = t.s.lending.orders.iter().filter(|o| (o.pool, o.borrower) == (pool, p.borrower));
            let left = Amount::new(orders.map(|o| o.room).sum());
            let debt = Amount::new(p.debt);
            all.push(PositionFrame { pool, borrower: p.borrower, collateral, debt, health, left });
        }
    }
    all
}

/// The price that each pool read of each collateral in this tick, and how much of it sells at the pool's discount.
pub(in super::super) fn oracle_frames(t: &Tick<'_>) -> Vec<OracleFrame> {
    // Many pools give the same discount on the same asset, and each is a search along a curve.
    let mut known: Vec<((AssetIx, f64), Option<i64>)> = Vec::new();
    let mut sells = |asset: AssetIx, discount: f64| {
        let found = known.iter().find(|(key, _)| *key == (asset, discount)).map(|x| x.1);
        found.unwrap_or_else(|| {
            let new = crate::metric::sellable(t.s, t.w, asset, discount);
            known.push(((asset, discount), new));
            new
        })
    };
    let mut one = |pool: ParticipantIx, spec: &PoolSpec, m: &MarketTerms| {
        let fixed = matches!(spec.auction, AuctionSpec::Fixed);
        let discount = if fixed { m.bonus / (1.0 + m.bonus) } else { 0.0 };
        let sells = if discount > 0.0 { sells(m.asset, discount) } else { None };
        OracleFrame {
            who: pool,
            asset: m.asset,
            price: Price::new(t.s.oracle(t.w, &m.oracle, m.asset)).unwrap_or_default(),
            lag: m.oracle.lag,
            error: Rate::new(m.oracle.error).unwrap_or_default(),
            discount: Rate::new(discount).unwrap_or_default(),
            sells: sells.map(Amount::new),
        }
    };
    let markets = t.w.pools().flat_map(|(pool, spec)| spec.markets.iter().map(move |m| (pool, spec, m)));
    markets.map(|(pool, spec, m)| one(pool, spec, m)).collect()
}

/// Counts the ticks at the end of which a pool has lent out all it has.
pub(in super::super) fn count_full(t: &mut Tick<'_>) {
    if t.s.tick == 0 {
        return;
    }
    let pools: Vec<ParticipantIx> = t.w.pools().map(|p| p.0).collect();
    for pool in pools {
        let (loans, free) = t.s.lent_and_free(t.w, pool);
        if let Some(p) = t.s.lending.pools.get_mut(&pool.0).filter(|_| loans > 0 && free == 0) {
            p.full += 1;
        }
    }
}
