//! Where a mechanism takes a price from.

use super::form::form;
use crate::units::{Price, Rate, Tick};

form! {
    /// Where a price is taken from, how late it comes and how far off it is.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Oracle {
        /// The source.
        pub source: OracleSource = or(Default::default()),
        /// For `averaged`: the ticks over which the market's price is averaged.
        pub over: Tick = or(1) [between(1, MAX_TICKS)],
        /// For `hard_coded`: the price, in the numeraire; the opening price of the asset when absent.
        pub price: Option<Price> = opt [between(0.0, MAX_PRICE)],
        /// For `own_book`: the asset whose market is the venue's own order book for this one.
        pub book: Option<String> = opt [ASSET],
        /// Ticks by which the price is late.
        pub lag: Tick = or(0) [between(0, MAX_TICKS)],
        /// Error: the price read is the true one times one plus this.
        pub error: Rate = or(Rate::ZERO) [between(-MAX_DISCOUNT, MAX_SHOCK_FACTOR)],
    }
}

impl Default for Oracle {
    /// The market's price of now.
    fn default() -> Self {
        Self { source: OracleSource::Market, over: 1, price: None, book: None, lag: 0, error: Rate::ZERO }
    }
}

form! {
    /// The source of a price.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words OracleSource {
        /// The price of the asset's market.
        Market = "market",
        /// The average of the market's prices.
        Averaged = "averaged",
        /// The redemption value: what stands behind a unit of a claim token.
        Redemption = "redemption",
        /// A fixed price, whatever happens.
        HardCoded = "hard_coded",
        /// The price in the venue's own order book, a market of its own that need not follow the others.
        OwnBook = "own_book",
    }
}

impl OracleSource {
    /// The name in a sentence: "its market oracle".
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Market => "market",
            Self::Averaged => "averaged",
            Self::Redemption => "redemption-value",
            Self::HardCoded => "hard-coded",
            Self::OwnBook => "own-book",
        }
    }
}
