//! Orders for the market of a tick.
//!
//! Whoever wants to trade places an order before the market phase, in any phase of the same tick:
//!
//! ```text
//! t.s.orders.push(Order::sell(who, asset, units).because(entry));
//! t.s.orders.push(Order::buy(who, asset, cash).limit(0.99));
//! ```
//!
//! `who` may be everybody outside, whose balances no order changes. Orders without a limit are served first: all sales of
//! an asset in one batch at their average price, then all purchases in one; then those with a limit, in the same way. A
//! sale is done as far as the seller still has the units free, a purchase as far as the buyer has the cash. The journal
//! has a line of each. To ask beforehand what a trade would bring, take [`State::pool`](super::State::pool).

use crate::units::{AssetIx, EntryIx, ParticipantIx};

/// Which way, and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// So many units are sold, for what they bring.
    Sell(i64),
    /// So many quanta of the numeraire are spent, for what they buy.
    Buy(i64),
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Order {
    pub who: ParticipantIx,
    pub asset: AssetIx,
    pub side: Side,
    /// The price that it does not move the market beyond: down to it in a sale, up to it in a purchase.
    pub limit: Option<f64>,
    /// Why it was placed.
    pub cause: Option<EntryIx>,
}

impl Order {
    fn new(who: ParticipantIx, asset: AssetIx, side: Side) -> Self {
        Self { who, asset, side, limit: None, cause: None }
    }

    /// Sells units at what they bring.
    pub fn sell(who: ParticipantIx, asset: AssetIx, units: i64) -> Self {
        Self::new(who, asset, Side::Sell(units.max(0)))
    }

    /// Spends cash on units.
    pub fn buy(who: ParticipantIx, asset: AssetIx, cash: i64) -> Self {
        Self::new(who, asset, Side::Buy(cash.max(0)))
    }

    /// Only as far as the price does not pass a limit.
    pub fn limit(mut self, price: f64) -> Self {
        self.limit = Some(price);
        self
    }

    /// The entry that brought it about.
    pub fn because(mut self, entry: EntryIx) -> Self {
        self.cause = Some(entry);
        self
    }
}
