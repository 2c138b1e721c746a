//! Liquidation in the own book: no further than the price at which nothing of the account is left.

use super::super::context::Note;
use super::super::events::millionths;
use super::Desk;
use crate::journal::{Cause, EntryKind};
use crate::state::Curve;
use crate::units::{Amount, EntryIx, sorted};
use crate::world::exchange::worth;

/// An order: an account, the place of its leg, how much it wants and at which price it stops.
struct Order {
    account: usize,
    leg: usize,
    wants: i64,
    limit: f64,
}

/// A fill of one account.
pub(super) struct Fill {
    pub account: usize,
    pub leg: usize,
    /// Quanta, and money received for them or paid.
    pub quanta: i64,
    pub money: i64,
}

impl Desk<'_, '_> {
    /// All accounts that are below, market by market, longs before shorts; each side is one batch at its average price.
    pub(super) fn close_in_book(&mut self) {
        for market in 0..self.spec.markets.len() as u32 {
            for long in [true, false] {
                let orders = self.orders(market, long);
                if orders.is_empty() {
                    continue;
                }
                let fills = self.batch(market, long, orders);
                self.told(market, long, &fills, EntryKind::SoldInBook);
            }
        }
    }

    fn orders(&self, market: u32, long: bool) -> Vec<Order> {
        let mark = self.v.marks.get(market as usize).copied().unwrap_or(0.0);
        let scale = self.v.scales.get(market as usize).copied().unwrap_or(1.0);
        let mut all = Vec::new();
        for &account in self.below.iter().filter(|&&a| a != self.v.vault()) {
            let first = self.v.accounts.get(account).map_or(0, |a| a.legs.0 as usize);
            for (k, leg) in self.v.legs_of(account).iter().enumerate() {
                if leg.market != market || leg.size == 0 || (leg.size > 0) != long {
                    continue;
                }
                let s = self.v.stand(self.spec, account);
                let value = worth(leg.size.abs(), mark, scale);
                // What of the equity stands behind this position: all positions of an account share it by their value.
                let equity = if s.value > 0 { s.equity as f64 * (value as f64 / s.value as f64) } else { 0.0 };
                let per_unit = equity / (leg.size.abs() as f64 * scale);
                let limit = if long { mark - per_unit } else { mark + per_unit };
                let wants = if s.equity > 0 { self.wants(account, leg.size.abs(), value) } else { leg.size.abs() };
                all.push(Order { account, leg: first + k, wants, limit });
            }
        }
        // Whoever can go furthest comes first, so that each trades as far as the price after all does not pass its limit.
        let by = |a: &Order, b: &Order| {
            if long { a.limit.total_cmp(&b.limit) } else { b.limit.total_cmp(&a.limit) }
        };
        sorted(all, by)
    }

    /// How much of a position is closed in this tick.
    fn wants(&self, account: usize, size: i64, value: i64) -> i64 {
        let in_parts = self.spec.partial_above.is_some_and(|most| value > most);
        let forced = self.t.s.has_failed(self.holder(account));
        if in_parts && !forced { ((size as f64 * self.spec.close_fraction).ceil() as i64).clamp(0, size) } else { size }
    }

    /// Fills a batch at its average price, and moves the book.
    fn batch(&mut self, market: u32, long: bool, orders: Vec<Order>) -> Vec<Fill> {
        let Some(spec) = self.spec.markets.get(market as usize) else { return Vec::new() };
        let curve = self.v.curve(spec, market as usize, self.index(spec.asset));
        let mut total = 0i64;
        let mut list: Vec<Fill> = Vec::new();
        for o in orders {
            let quanta = o.wants.min(curve.room(long, o.limit) - total).max(0);
            if quanta > 0 {
                total += quanta;
                list.push(Fill { account: o.account, leg: o.leg, quanta, money: 0 });
            }
        }
        let scale = self.v.scales.get(market as usize).copied().unwrap_or(1.0);
        let money = worth(total, curve.average(long, total), scale);
        let (mut upto, mut given) = (0i64, 0i64);
        for f in &mut list {
            upto += f.quanta;
            let sum = (i128::from(money) * i128::from(upto) / i128::from(total.max(1))) as i64;
            f.money = sum - given;
            given = sum;
            self.fill(f, long);
            self.fee(f);
        }
        self.book_moves(market, curve.after(long, total), total);
        list
    }

    /// One account trades with the makers.
    pub(super) fn fill(&mut self, f: &Fill, sells: bool) {
        let (by, money) = if sells { (-f.quanta, -f.money) } else { (f.quanta, f.money) };
        self.v.with_makers(f.account, f.leg, by, money);
    }

    /// The fee of a liquidation, out of what is left.
    fn fee(&mut self, f: &Fill) {
        let left = self.v.stand(self.spec, f.account).equity.max(0);
        let fee = worth(f.money, self.spec.fee, 1.0).min(left);
        self.v.give(f.account, -fee);
        self.v.fund += fee;
    }

    /// A trade leaves the book at a price.
    pub(super) fn book_moves(&mut self, market: u32, price: f64, quanta: i64) {
        if let Some(book) = self.v.books.get_mut(market as usize).filter(|_| quanta > 0 && price > 0.0) {
            book.price = price;
        }
    }

    /// Lines: one for each participant, one for the crowds; and one of the price that moved.
    pub(super) fn told(&mut self, market: u32, long: bool, fills: &[Fill], kind: EntryKind) {
        let asset = self.asset(market);
        let (mut crowd, mut sold) = (0i64, Vec::new());
        let mut value = 0i64;
        for f in fills {
            value += self.v.worth(market, f.quanta);
            if !self.is_named(f.account) {
                crowd += f.quanta;
                continue;
            }
            let entry = self.line(kind, (f.account, market, long), f.quanta);
            self.took(f.account, entry, f.money);
            sold.push(Cause { entry, amount: Amount::new(f.quanta) });
        }
        if let Some(f) = fills.iter().find(|f| crowd > 0 && !self.is_named(f.account)) {
            let entry = self.line(kind, (f.account, market, long), crowd);
            sold.push(Cause { entry, amount: Amount::new(crowd) });
        }
        let total: i64 = fills.iter().map(|f| f.quanta).sum();
        if let Some(m) = self.v.did.markets.get_mut(market as usize) {
            match kind {
                EntryKind::FundCloses => m.fund += total,
                _ => m.book += total,
            }
            m.liquidated = m.liquidated.saturating_add(value);
        }
        self.price_line(market, asset, sold);
    }

    fn line(&mut self, kind: EntryKind, (account, market, long): (usize, u32, bool), quanta: i64) -> EntryIx {
        let why = self.why(account, market, long);
        let note = Note::new(kind).other(self.holder(account)).asset(self.asset(market)).amount(quanta);
        self.note(note.cause(why, quanta))
    }

    /// The own book has a new price, by these trades.
    pub(super) fn price_line(&mut self, market: u32, asset: crate::units::AssetIx, causes: Vec<Cause>) {
        let Some(price) = self.v.books.get(market as usize).map(|b| b.price) else { return };
        let Some(slot) = self.told_price.get_mut(market as usize) else { return };
        let was = std::mem::replace(slot, price);
        if causes.is_empty() || price.to_bits() == was.to_bits() {
            return;
        }
        let note = Note::new(EntryKind::BookMoved).asset(asset).amount(millionths(price)).of(millionths(was));
        let entry = self.note(note.causes(causes));
        if let Some(book) = self.v.books.get_mut(market as usize) {
            book.moved = Some(entry);
        }
    }

    /// What a sale or purchase of all of a size would bring or cost, where the book takes it.
    pub(super) fn quote(&self, market: u32, long: bool, size: i64) -> Option<(i64, Curve)> {
        let spec = self.spec.markets.get(market as usize)?;
        let curve = self.v.curve(spec, market as usize, self.index(spec.asset));
        let any = if long { 0.0 } else { f64::MAX };
        if curve.room(long, any) < size {
            return None;
        }
        let scale = self.v.scales.get(market as usize).copied().unwrap_or(1.0);
        Some((worth(size, curve.average(long, size), scale), curve))
    }
}
