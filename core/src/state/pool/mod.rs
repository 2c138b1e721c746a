//! Pools: what a market without an order book gives for what is brought to it.
//!
//! A pool has units of its asset on one side and coins on the other. Units are quanta of the asset; coins, and all values
//! here, are price times quanta of the asset, so that a price is their ratio and no scale comes in. Whoever wants quanta of
//! the numeraire multiplies by [`State::scale`]. A fee is a share of what is paid in: it buys nothing and stays in the
//! pool. A swap never lowers the invariant.

mod cost;
mod product;
mod stable;
#[cfg(test)]
mod tests;

use super::{Quote, State};
use crate::units::AssetIx;
use crate::world::{MarketSpec, World};

/// How the price follows from the two sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Curve {
    /// Constant product.
    Product,
    /// Stable-swap around a peg, with an amplification.
    Stable { amplification: f64 },
}

/// A pool at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pool {
    pub curve: Curve,
    /// The share of what is paid in that buys nothing.
    pub fee: f64,
    /// Quanta of the asset.
    pub units: f64,
    /// The other side: value at the peg for a stable-swap, value for a constant product.
    pub coins: f64,
    /// What a coin of a stable-swap is worth; 1 for a constant product.
    pub peg: f64,
    /// The price of one more unit.
    pub price: f64,
}

impl Pool {
    /// A constant product at a price.
    pub fn product(units: f64, price: f64, fee: f64) -> Self {
        Self { curve: Curve::Product, fee, units, coins: units * price, peg: 1.0, price }
    }

    /// A stable-swap with its balances.
    pub fn stable(amplification: f64, (units, coins): (f64, f64), peg: f64, fee: f64) -> Self {
        let d = stable::invariant(amplification, units, coins);
        let price = peg * stable::price(amplification, d, units, coins);
        Self { curve: Curve::Stable { amplification }, fee, units, coins, peg, price }
    }

    /// A stable-swap with so many units at a price: the balance on the other side is found.
    pub fn stable_at(amplification: f64, units: f64, price: f64, peg: f64, fee: f64) -> Self {
        // Price depends on the ratio of the two sides only: that of a pool with D = 1, enlarged.
        let small = stable::units_at(amplification, 1.0, price / peg);
        let coins = units * (stable::other(amplification, 1.0, small) / small);
        Self { price, ..Self::stable(amplification, (units, coins), peg, fee) }
    }

    /// The invariant: what no swap lowers.
    pub fn invariant(&self) -> f64 {
        match self.curve {
            Curve::Product => self.units * (self.units * self.price),
            Curve::Stable { amplification } => stable::invariant(amplification, self.units, self.coins),
        }
    }

    /// What selling so many units brings, in all.
    pub fn sale(&self, units: f64) -> f64 {
        let effective = units * (1.0 - self.fee);
        match self.curve {
            Curve::Product => product::sale(self.units, self.price, effective),
            Curve::Stable { .. } => self.peg * (self.coins - self.coins_with(self.units + effective)).max(0.0),
        }
    }

    /// The average price of a sale over the price before it; 1 for no sale.
    pub fn impact(&self, units: f64) -> f64 {
        match self.curve {
            Curve::Product => {
                let left = 1.0 - self.fee;
                left * (self.units / (self.units + units * left))
            }
            Curve::Stable { .. } if units > 0.0 => self.sale(units) / (units * self.price),
            Curve::Stable { .. } => 1.0 - self.fee,
        }
    }

    /// Units whose sale brings so much; more than there can be where none does.
    pub fn raising(&self, value: f64) -> f64 {
        let effective = match self.curve {
            Curve::Product if value < self.units * self.price => value * self.units / (self.units * self.price - value),
            Curve::Stable { amplification } if value < self.coins * self.peg => {
                let d = stable::invariant(amplification, self.units, self.coins);
                stable::other(amplification, d, self.coins - value / self.peg) - self.units
            }
            _ => f64::INFINITY,
        };
        effective / (1.0 - self.fee)
    }

    /// The pool after a sale into it.
    pub fn sold(&self, units: f64) -> Self {
        let effective = units * (1.0 - self.fee);
        match self.curve {
            Curve::Product => {
                let price = product::price_after_sale(self.units, self.price, effective, units);
                Self::product(self.units + units, price, self.fee)
            }
            Curve::Stable { amplification } => {
                let coins = self.coins_with(self.units + effective);
                Self::stable(amplification, (self.units + units, coins), self.peg, self.fee)
            }
        }
    }

    /// Units that so much value buys.
    pub fn purchase(&self, value: f64) -> f64 {
        let effective = value * (1.0 - self.fee);
        match self.curve {
            Curve::Product => product::purchase(self.units, self.price, effective),
            Curve::Stable { amplification } => {
                // The two sides of the curve are alike.
                let d = stable::invariant(amplification, self.units, self.coins);
                (self.units - stable::other(amplification, d, self.coins + effective / self.peg)).max(0.0)
            }
        }
    }

    /// The pool after a purchase of so many units for so much value.
    pub fn bought(&self, value: f64, units: f64) -> Self {
        let left = (self.units - units).max(1.0);
        match self.curve {
            Curve::Product => Self::product(left, (self.units * self.price + value) / left, self.fee),
            Curve::Stable { amplification } => {
                Self::stable(amplification, (left, self.coins + value / self.peg), self.peg, self.fee)
            }
        }
    }

    /// Units that the pool holds once trades without a fee have brought it to a price.
    pub fn units_at(&self, price: f64) -> f64 {
        match self.curve {
            Curve::Product => product::units_at(self.units, self.price, price),
            Curve::Stable { amplification } => stable::units_at(amplification, self.invariant(), price / self.peg),
        }
    }

    /// The pool once trades without a fee have brought it to hold so many units.
    pub fn moved_to(&self, units: f64) -> Self {
        let units = units.max(1.0);
        match self.curve {
            Curve::Product => {
                let part = self.units / units;
                Self::product(units, self.price * part * part, self.fee)
            }
            Curve::Stable { amplification } => {
                Self::stable(amplification, (units, self.coins_with(units)), self.peg, self.fee)
            }
        }
    }

    /// Most units that can be sold with the price not falling below a limit.
    pub fn sale_down_to(&self, limit: f64) -> f64 {
        if limit >= self.price {
            return 0.0;
        }
        most(|units| self.sold(units).price >= limit, self.units)
    }

    /// The most value that can be spent with the price not rising above a limit.
    pub fn purchase_up_to(&self, limit: f64) -> f64 {
        if limit <= self.price {
            return 0.0;
        }
        most(|value| self.bought(value, self.purchase(value)).price <= limit, self.units * self.price)
    }

    /// Most units that can be sold at an average of the price less a slippage, fee included.
    pub fn tradable(&self, slippage: f64) -> f64 {
        let kept = 1.0 - slippage;
        match self.curve {
            Curve::Product => product::tradable(self.units, 1.0 - self.fee, kept),
            Curve::Stable { .. } => most(|units| self.impact(units) >= kept, self.units),
        }
    }

    /// The pool with a share of both sides added or, below 1, taken away; the price stays.
    pub fn scaled(&self, by: f64) -> Self {
        Self { units: self.units * by, coins: self.coins * by, ..*self }
    }

    /// Coins of a stable-swap with as many units as given.
    fn coins_with(&self, units: f64) -> f64 {
        match self.curve {
            Curve::Product => self.coins * (self.units / units),
            Curve::Stable { amplification } => stable::other(amplification, self.invariant(), units),
        }
    }
}

/// The largest amount for which something holds that holds for little and not for much: by doubling, then by halving.
fn most(holds: impl Fn(f64) -> bool, about: f64) -> f64 {
    let (mut low, mut high) = (0.0, about.max(1.0));
    for _ in 0..64 {
        if !holds(high) {
            break;
        }
        (low, high) = (high, high * 2.0);
    }
    for _ in 0..64 {
        let middle = (low + high) / 2.0;
        if holds(middle) { low = middle } else { high = middle }
    }
    low
}

impl State {
    /// What a coin of an asset's stable-swap is worth now: what a claim token promises, or what stands behind a share;
    /// the opening price of what nobody owes. Nothing is no peg.
    pub fn peg(&self, w: &World, asset: AssetIx) -> Option<f64> {
        let spec = w.assets.get(asset.at())?;
        let peg = match spec.claim {
            None => spec.price,
            Some(claim) => {
                self.par_price(w, &claim).unwrap_or_else(|| self.quotes.get(asset.at()).map_or(0.0, |q| q.fair))
            }
        };
        (peg > 0.0 && peg.is_finite()).then_some(peg)
    }

    /// The pool of an asset, if it is sold in one.
    pub fn pool(&self, w: &World, asset: AssetIx) -> Option<Pool> {
        let market = w.assets.get(asset.at())?.market.as_ref()?;
        self.quotes.get(asset.at())?.pool(market)
    }
}

impl Quote {
    /// The pool behind a quote.
    pub fn pool(&self, market: &MarketSpec) -> Option<Pool> {
        let units = self.depth? as f64;
        Some(match market.amplification {
            None => Pool::product(units, self.spot, market.fee),
            Some(a) if self.coins > 0.0 => Pool::stable(a, (units, self.coins), self.peg, market.fee),
            // At the opening, and where an upgrade has made it one.
            Some(a) => Pool::stable_at(a, units, self.spot, self.peg, market.fee),
        })
    }

    /// Puts a pool behind a quote, with a whole number of units.
    pub fn put(&mut self, pool: &Pool, units: i64) {
        self.depth = Some(units);
        self.spot = pool.price;
        self.coins = if let Curve::Stable { .. } = pool.curve { pool.coins } else { 0.0 };
    }
}
