//! Margin in other assets: sold in the venue's own spot book as far as an account owes cash.

use super::super::context::Note;
use super::super::events::millionths;
use super::Desk;
use crate::journal::{Cause, EntryKind};
use crate::state::Curve;
use crate::units::{Amount, EntryIx};
use crate::world::exchange::worth;

impl Desk<'_, '_> {
    /// Accounts that are below and owe cash, profit counted in, sell units for it; one batch for each margin asset.
    pub(super) fn sell_margin(&mut self) {
        for margin in 0..self.spec.margins.len() as u32 {
            let mut orders: Vec<(usize, usize, i64)> = Vec::new();
            for &account in &self.below {
                let Some(a) = self.v.accounts.get(account) else { continue };
                let profit: i64 = self.v.legs_of(account).iter().map(|l| self.v.profit(l)).sum();
                let owes = -(a.cash + profit);
                let found = self.v.units_of(account).iter().position(|u| u.0 == margin && u.1 > 0);
                let Some(at) = found.map(|k| a.units.0 as usize + k).filter(|_| owes > 0) else { continue };
                let units = self.v.units.get(at).map_or(0, |u| u.1);
                orders.push((account, at, units.min(self.units_for(margin, owes))));
            }
            self.sell_units(margin, &orders);
        }
    }

    /// Units that bring an amount at the last price of the spot book.
    fn units_for(&self, margin: u32, amount: i64) -> i64 {
        let get = |all: &[f64]| all.get(margin as usize).copied().unwrap_or(1.0);
        let price = self.v.spots.get(margin as usize).map_or(0.0, |b| b.price) * get(&self.v.margin_scales);
        if price > 0.0 { (amount as f64 / price).ceil().min(4.5e15) as i64 } else { i64::MAX >> 8 }
    }

    /// The vault sells a part of the units that it has taken over.
    pub(super) fn vault_sells_units(&mut self) {
        let vault = self.v.vault();
        let first = self.v.accounts.get(vault).map_or(0, |a| a.units.0 as usize);
        for margin in 0..self.spec.margins.len() as u32 {
            let at = first + margin as usize;
            let units = self.v.units.get(at).map_or(0, |u| u.1);
            let sells = ((units as f64 * self.spec.vault_sells).ceil() as i64).clamp(0, units);
            if sells > 0 {
                self.sell_units(margin, &[(vault, at, sells)]);
            }
        }
    }

    /// Sells units in the spot book to people outside, at the average price of the batch.
    fn sell_units(&mut self, margin: u32, orders: &[(usize, usize, i64)]) {
        let Some(spec) = self.spec.margins.get(margin as usize).map(|m| m.book) else { return };
        let curve = self.v.spot_curve(&spec, margin as usize, self.index(spec.asset));
        let all: i64 = orders.iter().map(|o| o.2).sum();
        let there = self.t.s.books.free(self.v.who, spec.asset);
        let total = all.min(curve.room(true, 0.0)).min(there);
        if total <= 0 {
            return;
        }
        let scale = self.v.margin_scales.get(margin as usize).copied().unwrap_or(1.0);
        let money = worth(total, curve.average(true, total), scale);
        self.t.s.pay(spec.asset, self.v.who, self.w.outside(), total);
        self.t.s.pay(self.w.numeraire, self.w.outside(), self.v.who, money);
        self.v.did.came += money;
        let (mut upto, mut units, mut given) = (0i64, 0i64, 0i64);
        let part = |of: i64, upto: i64| (i128::from(of) * i128::from(upto) / i128::from(all.max(1))) as i64;
        let (mut crowd, mut causes) = ((0i64, 0i64), Vec::new());
        for &(account, at, wants) in orders {
            upto += wants;
            let (sold, brings) = (part(total, upto) - units, part(money, upto) - given);
            (units, given) = (units + sold, given + brings);
            if let Some(slot) = self.v.units.get_mut(at) {
                slot.1 -= sold;
            }
            self.v.give(account, brings);
            if self.is_named(account) {
                let entry = self.margin_line(account, (margin, brings, sold));
                self.took(account, entry, brings);
                causes.push(Cause { entry, amount: Amount::new(sold) });
            } else {
                crowd = (crowd.0 + sold, crowd.1 + brings);
            }
        }
        if let Some(o) = orders.iter().find(|o| crowd.0 > 0 && !self.is_named(o.0)) {
            let entry = self.margin_line(o.0, (margin, crowd.1, crowd.0));
            causes.push(Cause { entry, amount: Amount::new(crowd.0) });
        }
        self.spot_moves(margin, &curve, total, causes);
    }

    fn margin_line(&mut self, account: usize, (margin, brings, units): (u32, i64, i64)) -> EntryIx {
        let asset = self.spec.margins.get(margin as usize).map_or(self.w.numeraire, |m| m.book.asset);
        let why = self.v.legs_of(account).iter().find_map(|l| self.why(account, l.market, l.size > 0));
        let crowd = || self.said_of_crowd.iter().flatten().find_map(|x| *x);
        let why = why.or_else(crowd).or_else(|| self.opening());
        let worth = self.t.s.at_mark(self.w, asset, units);
        let note = Note::new(EntryKind::MarginSold).other(self.holder(account)).asset(asset).amount(brings);
        self.note(note.of(worth).cause(why, brings))
    }

    fn spot_moves(&mut self, margin: u32, curve: &Curve, sold: i64, causes: Vec<Cause>) {
        let after = curve.after(true, sold);
        let asset = self.spec.margins.get(margin as usize).map_or(self.w.numeraire, |m| m.book.asset);
        if after.to_bits() == curve.price.to_bits() || causes.is_empty() {
            return;
        }
        let note = Note::new(EntryKind::BookMoved).asset(asset).amount(millionths(after)).of(millionths(curve.price));
        let entry = self.note(note.causes(causes));
        if let Some(book) = self.v.spots.get_mut(margin as usize) {
            (book.price, book.moved) = (after, Some(entry));
        }
    }
}
