//! Assets, and the markets in which they are sold.

use super::form::form;
use super::{ClaimToken, DepositorGroup};
use crate::units::{Decimal, Price, Rate};

form! {
    /// Cash, a token or a position.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Asset {
        /// Its id among the assets.
        pub id: String = need [ID],
        /// The name shown.
        pub label: String = need [LABEL],
        /// Decimals: an amount of this asset is a whole number of quanta of 10^-decimals units.
        pub decimals: u8 = or(two()) [between(0, MAX_DECIMALS)],
        /// Opening price of one unit, in the numeraire; 1 for the numeraire itself.
        pub price: Price = or(unit_price()) [between(0.0, MAX_PRICE)],
        /// Where it is sold; it cannot be sold when absent.
        pub market: Option<Market> = opt,
        /// Who issued it and what stands behind it; absent for cash and for tokens that nobody owes.
        pub claim: Option<ClaimToken> = opt,
    }
}

form! {
    /// A pool in which an asset is sold and bought for the numeraire.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Market {
        /// Units of the asset in the pool at the opening; sales move no price when absent.
        pub depth: Option<Decimal> = opt [positive()],
        /// Amplification of a stable-swap of two coins around a peg; a constant product when absent. It is the A of the
        /// StableSwap paper; contracts that store A n^(n-1) show twice as much. The peg is what a claim token promises, or
        /// what stands behind a share; for other tokens the opening price.
        pub amplification: Option<Rate> = opt [between(1.0, MAX_AMPLIFICATION)],
        /// Share of what is paid in that buys nothing and stays in the pool, with its providers: 0.003 is 30 basis points.
        pub fee: Rate = opt [between(0.0, MAX_DISCOUNT)],
        /// Share of the gap between the price and what a unit is worth that people outside close in a tick by trading
        /// along the curve: 0 is nobody, 1 all of it. A token that nobody owes is worth its opening price, moved by
        /// price shocks; a claim token what stands behind it, while it can be redeemed.
        pub resilience: Rate = opt [share()],
        /// Share of the depth taken away by a group of providers that comes back in a tick once the group sees enough.
        pub recovery: Rate = opt [share()],
        /// Discount to the price at which a sale is done (of a loan sold early, say); marks do not move by it.
        pub discount: Rate = or(no_rate()) [between(0.0, MAX_DISCOUNT)],
        /// Who provides the depth and when they leave; nobody leaves when absent.
        pub providers: Option<Providers> = opt,
    }
}

form! {
    /// Liquidity providers of a market that leave when they lose confidence in a participant.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Providers {
        /// The participant whose coverage or liquidity they watch; not needed where all watch a peg.
        pub watch: String = opt [PARTICIPANT],
        /// Parts of the depth, and the ratio below which each leaves.
        pub groups: Vec<DepositorGroup> = need [at_most(MAX_GROUPS)],
    }
}

fn two() -> u8 {
    2
}

fn unit_price() -> Price {
    Price::ONE
}

fn no_rate() -> Rate {
    Rate::ZERO
}
