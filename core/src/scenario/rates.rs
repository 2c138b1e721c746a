//! The rate that a lending pool asks for, and how it sells collateral.

use super::form::form;
use crate::units::{Rate, Tick};

form! {
    /// The yearly rate that borrowers pay. Interest is added at the mark of each tick, by the days a tick lasts.
    #[derive(Clone, Debug, PartialEq)]
    pub enum RateCurve {
        /// Straight up to the optimal utilisation, steep from there on.
        Kinked = "kinked" {
            /// The rate at utilisation 0, a year.
            base: Rate = or(Rate::ZERO) [between(0.0, MAX_YEARLY_RATE)],
            /// The utilisation at the kink.
            optimal: Rate = or(kink()) [between(0.01, 0.99)],
            /// What the rate has gained at the kink, a year.
            slope_below: Rate = or(gentle()) [between(0.0, MAX_YEARLY_RATE)],
            /// What it gains from the kink to utilisation 1, a year.
            slope_above: Rate = or(steep()) [between(0.0, MAX_YEARLY_RATE)],
        },
        /// A rate that grows for as long as utilisation is above a range, doubling in so many days at utilisation 1, and
        /// falls below the range, halving in as many at utilisation 0.
        Doubling = "doubling" {
            /// The rate at the opening, a year.
            start: Rate = or(gentle()) [between(0.0, MAX_YEARLY_RATE)],
            /// Below this utilisation the rate falls.
            low: Rate = or(target_low()) [between(0.01, 0.99)],
            /// Above this utilisation it grows.
            high: Rate = or(target_high()) [between(0.01, 0.99)],
            /// Days in which it doubles at utilisation 1.
            days: Rate = or(half()) [above_to(0.0, MAX_TICK_DAYS)],
            /// It falls no lower, a year.
            floor: Rate = or(low_rate()) [between(0.0, MAX_YEARLY_RATE)],
            /// It grows no higher, a year: 100 is 10,000 per cent.
            ceiling: Rate = or(high_rate()) [between(0.0, MAX_YEARLY_RATE)],
        },
    }
}

form! {
    /// How a pool sells the collateral of a position that may be liquidated.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Auction {
        /// At the oracle's price less a fixed discount: the bonus of the market.
        Fixed = "fixed" {},
        /// Dutch: the price starts above the oracle's and is cut at each step until somebody takes the lot; the bonus of the
        /// market plays no part.
        Dutch = "dutch" {
            /// The price at the start, as a multiple of the oracle's.
            start: Rate = or(first_price()) [between(0.01, MAX_COVER)],
            /// The multiple to which each step cuts the price.
            cut: Rate = or(each_cut()) [between(0.01, 1.0)],
            /// Steps in one tick.
            steps: Tick = or(1) [between(1, 10_000)],
            /// The auction starts anew, at the oracle's price of then, when its price has fallen below this multiple of where it
            /// started.
            cusp: Rate = or(low_cusp()) [share()],
            /// The auction starts anew after so many ticks.
            tail: Tick = or(100) [between(1, MAX_TICKS)],
        },
        /// English, for one tick, at the oracle's price less the bonus: a lot that no keeper can bid for goes to somebody
        /// outside for nothing.
        English = "english" {},
    }
}

impl Default for Auction {
    /// At a fixed discount.
    fn default() -> Self {
        Self::Fixed {}
    }
}

fn rate(x: f64) -> Rate {
    Rate::new(x).unwrap_or_default()
}

fn half() -> Rate {
    rate(0.5)
}

fn kink() -> Rate {
    rate(0.9)
}

fn gentle() -> Rate {
    rate(0.027)
}

fn steep() -> Rate {
    rate(0.8)
}

fn target_low() -> Rate {
    rate(0.75)
}

fn target_high() -> Rate {
    rate(0.85)
}

fn low_rate() -> Rate {
    rate(0.005)
}

fn high_rate() -> Rate {
    rate(100.0)
}

fn first_price() -> Rate {
    rate(1.3)
}

fn each_cut() -> Rate {
    rate(0.99)
}

fn low_cusp() -> Rate {
    rate(0.4)
}
