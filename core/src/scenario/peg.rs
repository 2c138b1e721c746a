//! How the issuer of a coin holds it at its peg: a module that swaps it for other assets, and an algorithm that swaps it
//! for a token of its own.

use super::form::form;
use crate::units::{Decimal, Rate};

form! {
    /// A peg module: the issuer swaps accepted assets for its own coin, and back.
    ///
    /// People outside use it whenever an accepted asset and the coin differ by more than the fee: they buy the cheap side
    /// in its market, swap, and sell the other. So the coin goes to the price of the weakest asset that is still taken,
    /// and that asset fills the reserves.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct PegModule {
        /// The coin: a claim token that the participant has issued and that has a market.
        pub coin: String = need [ASSET],
        /// What a coin stands for where an asset is swapped at its market price, in the numeraire.
        pub par: Decimal = or(par()) [positive()],
        /// What is accepted.
        pub assets: Vec<PegAsset> = need [at_most(MAX_ASSETS)],
    }
}

form! {
    /// An asset that a peg module accepts.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct PegAsset {
        /// The asset; the numeraire stands for money at par.
        pub asset: String = need [ASSET],
        /// Part of a swap of the asset for coins that the issuer keeps.
        pub fee_in: Rate = or(Rate::ZERO) [between(0.0, MAX_DISCOUNT)],
        /// Part of a swap of coins for the asset that the issuer keeps.
        pub fee_out: Rate = or(Rate::ZERO) [between(0.0, MAX_DISCOUNT)],
        /// Most that the issuer may hold of the asset after a swap, in units of it (the debt ceiling); no ceiling when
        /// absent. More may come to it in other ways.
        pub ceiling: Option<Decimal> = opt [AMOUNT],
        /// Most coins that are issued for the asset in a tick, and most that are taken back for it, in units of the coin; 0
        /// shuts the module for this asset, no cap when absent.
        pub cap: Option<Decimal> = opt [AMOUNT],
        /// Whether a coin is swapped for `par` worth of the asset at its last mark, as reserves in another currency are;
        /// otherwise it is swapped unit for unit.
        pub at_market: bool = or(false),
    }
}

form! {
    /// An algorithm that holds a coin at par by issuing and burning a token without par (a seigniorage share).
    ///
    /// Below par, people outside burn a coin for `par` worth of new tokens at the token's last mark and sell them at once
    /// in its market; above par they burn tokens for new coins. When the token falls faster than coins are burnt, its
    /// supply explodes.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Algorithmic {
        /// The coin: a claim token that the participant has issued and that has a market.
        pub coin: String = need [ASSET],
        /// The token that is issued for it: a claim token of the same issuer without a par, with a market.
        pub token: String = need [ASSET],
        /// What a coin is swapped for, in the numeraire.
        pub par: Decimal = or(par()) [positive()],
        /// Part of a swap that is not paid out (the spread).
        pub fee: Rate = or(Rate::ZERO) [between(0.0, MAX_DISCOUNT)],
        /// Most coins burnt in a tick, and most issued, in units of the coin; no cap when absent.
        pub cap: Option<Decimal> = opt [AMOUNT],
        /// Supply of the token beyond which none is issued, in units of it; 2^52 quanta when absent.
        pub supply_limit: Option<Decimal> = opt [AMOUNT],
    }
}

fn par() -> Decimal {
    Decimal::from_quanta(crate::units::Amount::new(1), 0)
}
