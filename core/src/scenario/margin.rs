//! Margin: what a clearing house, or a dealer, asks of those who have positions with it.

use super::form::form;
use crate::units::{Rate, Tick};

form! {
    /// Margin terms. Initial margin covers the loss of an account over the close-out period at the confidence chosen; the
    /// loss is the worst of the underlying's move up and down, with every contract on it valued anew, summed over
    /// underlyings without offset.
    ///
    /// Usual choices are 99.5 per cent and five days for over-the-counter contracts, 99 per cent and two days for others:
    /// Commission Delegated Regulation (EU) No 153/2013, articles 24 and 26.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Margin {
        /// The share of outcomes that initial margin covers.
        pub confidence: Rate = or(rate(0.995)) [between(0.5, 0.9999)],
        /// The close-out period in days.
        pub period: Rate = or(rate(2.0)) [above_to(0.0, 60.0)],
        /// Degrees of freedom of a Student t distribution of the moves, scaled to the same volatility; normal when absent.
        pub freedom: Option<Rate> = opt [above_to(2.0, 1000.0)],
        /// How much of yesterday's estimate of volatility a day keeps; the rest is the square of the day's move
        /// (exponentially weighted). 1 keeps volatility as the contract has it; at 0.94 margin rises in a storm
        /// (procyclical).
        pub memory: Rate = or(Rate::ONE) [between(0.5, 1.0)],
        /// The least volatility that margin is computed with, as a share of the contract's own: a floor against
        /// procyclicality.
        pub floor: Rate = or(Rate::ZERO) [share()],
        /// The asset in which initial margin is posted at the opening; the numeraire when absent. Calls are met in it
        /// first, then in cash.
        pub asset: Option<String> = opt [ASSET],
        /// The share of that asset's market value that does not count.
        pub haircut: Rate = opt [between(0.0, MAX_DISCOUNT)],
        /// Ticks for which a call of initial margin may be unmet before the member fails.
        pub deadline: Tick = or(0) [between(0, MAX_TICKS)],
        /// Ticks from one settlement of variation margin to the next.
        pub cycle: Tick = or(1) [between(1, MAX_TICKS)],
        /// Intraday calls: between two settlements an account is settled at once, where it has lost more than this share
        /// of its initial margin. None when absent.
        pub intraday: Option<Rate> = opt [share()],
        /// Ticks from a member's failure until its book is closed out.
        pub close_out_after: Tick = or(1) [between(0, MAX_TICKS)],
        /// How a failed member's book is closed out.
        pub close_out: CloseOut = or(CloseOut::Auction),
        /// Selling in the market: the share of what is left of the book that is sold in a tick.
        pub pace: Rate = or(Rate::ONE) [above_to(0.0, 1.0)],
    }
}

impl Default for Margin {
    fn default() -> Self {
        Self {
            confidence: rate(0.995),
            period: rate(2.0),
            freedom: None,
            memory: Rate::ONE,
            floor: Rate::ZERO,
            asset: None,
            haircut: Rate::ZERO,
            deadline: 0,
            cycle: 1,
            intraday: None,
            close_out_after: 1,
            close_out: CloseOut::Auction,
            pace: Rate::ONE,
        }
    }
}

form! {
    /// How a failed member's book is closed out.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words CloseOut {
        /// It is auctioned to the members that have not failed, pro rata to their contributions to the default fund; to
        /// people outside where there are none. They bid below the mark by what selling it would cost.
        Auction = "auction",
        /// It is sold in the market to people outside, which moves the price.
        Market = "market",
    }
}

fn rate(x: f64) -> Rate {
    Rate::new(x).unwrap_or_default()
}
