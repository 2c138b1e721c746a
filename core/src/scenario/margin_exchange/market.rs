//! Markets, tiers and margin of a margin exchange.

use super::super::form::form;
use super::{MarginPrice, one, rate};
use crate::units::{Decimal, Rate};

form! {
    /// A market of perpetual contracts on one asset, with the venue's own book. Its index is the price of the asset.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct PerpMarket {
        /// The asset; not the numeraire.
        pub asset: String = need [ASSET],
        /// Depth of the own book, in units: selling a tenth of it lowers the price by about 17 per cent, as in a pool of
        /// constant product. With 0 nothing is traded there; without price impact when absent.
        pub depth: Option<Decimal> = opt [AMOUNT],
        /// The part of the gap between the own book and the index that arbitrage closes in one tick.
        pub arbitrage: Rate = or(one()) [share()],
        /// Most units that may be long, and short; crowds are cut to it at the opening. No cap when absent.
        pub open_interest_cap: Option<Decimal> = opt [AMOUNT],
    }
}

form! {
    /// What positions from a size on may be levered.
    #[derive(Clone, Debug, PartialEq)]
    pub struct LeverageTier {
        /// The value of a position from which on it holds, in the numeraire.
        pub from: Decimal = or(Decimal::ZERO) [AMOUNT],
        /// The highest leverage: initial margin is the value over this.
        pub max_leverage: Rate = need [between(1.0, MAX_LEVERAGE)],
        /// Maintenance margin as a part of the value; half of the initial margin when absent.
        pub maintenance: Option<Rate> = opt [share()],
    }
}

impl Default for LeverageTier {
    /// Twenty times, from nothing on.
    fn default() -> Self {
        Self { from: Decimal::ZERO, max_leverage: rate(20.0), maintenance: None }
    }
}

form! {
    /// An asset that counts as margin, and the venue's own spot book for it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct MarginAsset {
        /// The asset; not the numeraire.
        pub asset: String = need [ASSET],
        /// Which price counts.
        pub price: MarginPrice = or(MarginPrice::Index),
        /// What is taken off it.
        pub haircut: Rate = or(Rate::ZERO) [between(0.0, MAX_DISCOUNT)],
        /// Depth of the own spot book, in units: it takes units of liquidated accounts. Without price impact when absent.
        pub depth: Option<Decimal> = opt [positive()],
        /// The part of the gap between this book and the asset's price that arbitrage closes in one tick.
        pub arbitrage: Rate = or(one()) [share()],
    }
}

impl Default for MarginAsset {
    /// At the index, without a haircut.
    fn default() -> Self {
        Self { asset: String::new(), price: MarginPrice::Index, haircut: Rate::ZERO, depth: None, arbitrage: one() }
    }
}
