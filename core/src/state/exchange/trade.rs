//! Trades at a venue: sizes and money that pass from one account to another.

use super::{Leg, Venue};
use crate::world::exchange::{BAND, BookSpec};

/// A part of an amount, rounded towards zero.
fn part(amount: i64, part: i64, whole: i64) -> i64 {
    if whole == 0 { 0 } else { (i128::from(amount) * i128::from(part) / i128::from(whole)) as i64 }
}

impl Leg {
    /// Changes the size by as much for so much money, which is below zero when it is received. Returns what the account's cash
    /// gains: what is closed is settled, what is opened is cost.
    fn change(&mut self, by: i64, money: i64) -> i64 {
        let closes = if self.size.signum() * by.signum() < 0 { by.abs().min(self.size.abs()) } else { 0 };
        let (cost, received) = (part(self.cost, closes, self.size.abs()), part(money, closes, by.abs()));
        self.cost += (money - received) - cost;
        self.size += by;
        -received - cost
    }
}

impl Venue {
    /// Changes one side: the place of a leg of an account. The other side must get the opposite.
    pub fn change(&mut self, account: usize, leg: usize, by: i64, money: i64) {
        let gained = self.legs.get_mut(leg).map_or(0, |l| l.change(by, money));
        if let Some(a) = self.accounts.get_mut(account) {
            a.cash += gained;
        }
    }

    /// The place of an account's leg in a market; of the vault's and the makers', which have all.
    pub fn leg_in(&self, account: usize, market: u32) -> usize {
        self.accounts.get(account).map_or(usize::MAX, |a| a.legs.0 as usize + market as usize)
    }

    /// An account trades with the makers of a market.
    pub fn with_makers(&mut self, account: usize, leg: usize, by: i64, money: i64) {
        let Some(market) = self.legs.get(leg).map(|l| l.market) else { return };
        self.change(account, leg, by, money);
        let makers = self.makers();
        self.change(makers, self.leg_in(makers, market), -by, -money);
    }

    /// Pays an account out of the cash of another, or takes it with an amount below zero.
    pub fn give(&mut self, account: usize, amount: i64) {
        if let Some(a) = self.accounts.get_mut(account) {
            a.cash += amount;
        }
    }
}

/// A book in numbers: what an order does to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Curve {
    pub price: f64,
    pub depth: Option<f64>,
    /// No order trades below or above.
    low: f64,
    high: f64,
}

impl Curve {
    /// The book of a market at its price; `index` is what its band is around.
    pub fn new(spec: &BookSpec, price: f64, index: f64) -> Self {
        Self { price, depth: spec.depth, low: index / BAND, high: index * BAND }
    }

    /// Quanta that can be sold, or bought, before the price passes a limit.
    pub fn room(&self, sells: bool, limit: f64) -> i64 {
        let limit = if sells { limit.max(self.low) } else { limit.min(self.high) };
        let (better, worse) = if sells { (self.price, limit) } else { (limit, self.price) };
        let open = better > worse || (better - worse).abs() <= better.abs() * 1e-12;
        match self.depth {
            _ if !open || !better.is_finite() || worse <= 0.0 => 0,
            // No limit can be passed by an order without impact.
            None => i64::MAX >> 8,
            Some(depth) => (depth * ((better / worse).sqrt() - 1.0)).clamp(0.0, 4.5e15) as i64,
        }
    }

    /// The average price of an order.
    pub fn average(&self, sells: bool, quanta: i64) -> f64 {
        let Some(depth) = self.depth.filter(|d| *d > 0.0) else { return self.price };
        let ratio = depth / (depth + quanta as f64);
        if sells { self.price * ratio } else { self.price / ratio }
    }

    /// The price after it.
    pub fn after(&self, sells: bool, quanta: i64) -> f64 {
        let Some(depth) = self.depth.filter(|d| *d > 0.0) else { return self.price };
        let ratio = depth / (depth + quanta as f64);
        if sells { self.price * ratio * ratio } else { self.price / (ratio * ratio) }
    }
}

impl Venue {
    /// The own book of a market.
    pub fn curve(&self, spec: &BookSpec, market: usize, index: f64) -> Curve {
        Curve::new(spec, self.books.get(market).map_or(0.0, |b| b.price), index)
    }

    /// The spot book of a margin asset.
    pub fn spot_curve(&self, spec: &BookSpec, margin: usize, index: f64) -> Curve {
        Curve::new(spec, self.spots.get(margin).map_or(0.0, |b| b.price), index)
    }
}

#[cfg(test)]
mod tests {
    use super::{Curve, Leg, part};

    /// Long 10 for 1,000: 4 are sold at 90 each, a loss of 10 each; then 10 more, which leaves a short of 4 for 360.
    #[test]
    fn what_is_closed_is_settled_and_what_is_opened_is_cost() {
        let mut leg = Leg { market: 0, size: 10, cost: 1_000 };
        assert_eq!(leg.change(-4, -360), -40);
        assert_eq!((leg.size, leg.cost), (6, 600));
        assert_eq!(leg.change(-10, -900), -60);
        assert_eq!((leg.size, leg.cost), (-4, -360));
        // Bought back at 80: a gain of 40.
        assert_eq!(leg.change(4, 320), 40);
        assert_eq!((leg.size, leg.cost), (0, 0));
        assert_eq!(leg.change(0, 0), 0);
    }

    #[test]
    fn cash_less_cost_falls_by_what_is_paid() {
        for (size, cost, by, money) in [(7, 100, -3, -50), (-7, -100, 9, 130), (5, 33, 5, 40), (0, 0, -3, -7)] {
            let mut leg = Leg { market: 0, size, cost };
            let gained = leg.change(by, money);
            assert_eq!(gained - leg.cost, -cost - money, "{size} {by}");
            assert_eq!(leg.size, size + by);
        }
        assert_eq!((part(7, 1, 2), part(-7, 1, 2), part(7, 1, 0)), (3, -3, 0));
    }

    /// Depth 900: selling 100 at a price of 100 brings 90 each and leaves a price of 81; buying does the reverse.
    #[test]
    fn a_book_gives_way_as_a_pool_does() {
        let book = Curve { price: 100.0, depth: Some(900.0), low: 10.0, high: 1_000.0 };
        assert!((book.average(true, 100) - 90.0).abs() < 1e-9 && (book.after(true, 100) - 81.0).abs() < 1e-9);
        let low = Curve { price: 81.0, ..book };
        assert!((low.average(false, 100) - 90.0).abs() < 1e-9 && (low.after(false, 100) - 100.0).abs() < 1e-9);
        assert_eq!((book.room(true, 81.0), low.room(false, 100.0)), (100, 100));
        assert_eq!(book.room(true, 101.0), 0, "no buyer at that price");
        assert_eq!(book.room(true, 0.0), book.room(true, 10.0), "not beyond the band");
        let empty = Curve { depth: Some(0.0), ..book };
        assert_eq!((empty.room(true, 1.0), empty.room(false, 900.0)), (0, 0));
        let flat = Curve { depth: None, ..book };
        assert!(flat.room(true, 100.0) > 1 << 50 && flat.room(true, 100.1) == 0);
        assert!((flat.after(true, 1 << 40) - 100.0).abs() < 1e-12);
    }
}
