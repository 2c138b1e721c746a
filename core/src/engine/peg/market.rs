//! A market as people outside see it: what its price becomes when they sell into it or buy out of it.

use crate::engine::context::Tick;
use crate::engine::market::moved;
use crate::journal::Cause;
use crate::ledger::SwapKind;
use crate::state::Pool;
use crate::units::{Amount, AssetIx, EntryIx};

/// The market of one asset at one moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Market {
    price: f64,
    pool: Option<Pool>,
    /// Part of a sale's price that is lost.
    discount: f64,
    /// The price above which what people hold would be worth more than numbers can say.
    ceiling: f64,
}

impl Market {
    pub fn of(t: &Tick<'_>, asset: AssetIx) -> Self {
        if asset == t.w.numeraire {
            return Self { price: 1.0, pool: None, discount: 0.0, ceiling: f64::INFINITY };
        }
        let discount = t.w.assets.get(asset.at()).and_then(|a| a.market.as_ref()).map_or(0.0, |m| m.discount);
        let price = t.s.quotes.get(asset.at()).map_or(0.0, |q| q.spot);
        let held: i64 = t.s.owned_by_each(t.w, asset).iter().sum();
        let held = held + t.s.books.free(t.w.outside(), asset).max(0);
        let ceiling = Amount::SUPPLY_LIMIT as f64 / (held.max(1) as f64 * t.s.scale(t.w, asset));
        Self { price, pool: t.s.pool(t.w, asset), discount, ceiling }
    }

    /// What one more unit brings after a sale of so many; nothing where the pool can take no more.
    pub fn sold(&self, units: i64) -> f64 {
        let price = match &self.pool {
            Some(pool) if pool.units + units as f64 > Amount::SUPPLY_LIMIT as f64 => 0.0,
            Some(pool) if units > 0 => pool.sold(units as f64).price * (1.0 - pool.fee),
            Some(pool) => pool.price * (1.0 - pool.fee),
            None => self.price,
        };
        price * (1.0 - self.discount)
    }

    /// What one more unit costs after a purchase of so many; more than anybody pays where there is no more to buy.
    pub fn bought(&self, units: i64) -> f64 {
        let price = match &self.pool {
            Some(pool) if units as f64 >= pool.units => f64::INFINITY,
            Some(pool) if units > 0 => {
                let after = pool.bought(pool.cost(units as f64), units as f64);
                after.price / (1.0 - pool.fee)
            }
            Some(pool) => pool.price / (1.0 - pool.fee),
            None => self.price,
        };
        // Also what is no number.
        if price <= self.ceiling || units == 0 { price } else { f64::INFINITY }
    }
}

/// People outside sell units into a pool, or buy them out of it when the number is below zero: its price moves.
pub(super) fn trade(t: &mut Tick<'_>, asset: AssetIx, units: i64, cause: EntryIx) {
    let Some(pool) = t.s.pool(t.w, asset).filter(|_| units != 0) else { return };
    let scale = t.s.scale(t.w, asset);
    let (swap, after) = if units > 0 {
        let sold = units as f64;
        ((SwapKind::Peg, units, (pool.sale(sold) * scale).floor() as i64), pool.sold(sold))
    } else {
        let paid = (pool.cost(-units as f64) * scale).ceil();
        // A pool that cannot sell so much asks for more than there is.
        if paid.is_nan() || paid > Amount::LIMIT as f64 {
            return;
        }
        ((SwapKind::Peg, paid as i64, -units), pool.bought(paid / scale, -units as f64))
    };
    let by = vec![Cause { entry: cause, amount: Amount::ZERO }];
    moved(t, asset, swap, (&pool, &after, pool.units as i64 + units), by);
}
