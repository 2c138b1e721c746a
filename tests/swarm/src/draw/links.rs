//! Obligations, near-closed rings, deposits, trades.

use super::{CASH, Draft, hundredths};
use interclear_core::scenario::{Deposit, OUTSIDE, Obligation, Trade, TradeLeg};

impl Draft {
    pub(super) fn obligations(&mut self) {
        for _ in 0..self.rng.between(1, 2 * self.ids.len() as u64) {
            let (debtor, creditor) = self.pair();
            let creditor = if self.rng.chance(20) { OUTSIDE.to_owned() } else { creditor };
            let id = self.next("o");
            let amount = self.amount(15_000);
            let due = self.rng.chance(75).then(|| self.tick());
            let grace = self.rng.chance(20).then(|| self.rng.below(3) as u32);
            let seniority = if self.rng.chance(30) { self.rng.below(3) as u8 } else { 1 };
            let asset = (self.rng.chance(15) && !self.tokens.is_empty()).then(|| self.rng.pick(&self.tokens));
            self.s.obligations.push(Obligation {
                id,
                debtor,
                creditor,
                asset,
                amount,
                due,
                grace,
                rolls: None,
                seniority,
                hidden: false,
                fee: None,
            });
        }
    }

    /// Everybody owes the next almost what the last owes it: the case in which iterations stop too early, and with
    /// equal amounts the case in which there are several clearing vectors.
    pub(super) fn ring(&mut self) {
        let length = self.rng.between(2, self.ids.len() as u64) as usize;
        let first = self.rng.below(self.ids.len() as u64) as usize;
        let (due, amount) = (self.tick(), self.rng.between(1_000, 30_000));
        let leak = self.rng.pick(&[0, 0, 0, 1, 50]);
        for k in 0..length {
            let at = |k: usize| (first + k % length) % self.ids.len();
            let (debtor, creditor) = (self.ids[at(k)].clone(), self.ids[at(k + 1)].clone());
            let amount = hundredths(amount + self.rng.below(leak + 1));
            let id = self.next("o");
            let o = Obligation { id, debtor, creditor, amount, due: Some(due), seniority: 1, ..Obligation::default() };
            self.s.obligations.push(o);
        }
        if self.rng.chance(40) {
            let debtor = self.ids[first].clone();
            let (id, amount) = (self.next("o"), self.amount(5_000));
            let creditor = OUTSIDE.to_owned();
            let o = Obligation { id, debtor, creditor, amount, due: Some(due), seniority: 1, ..Obligation::default() };
            self.s.obligations.push(o);
        }
    }

    pub(super) fn deposits(&mut self) {
        for _ in 0..self.rng.between(1, 6) {
            let (holder, taker) = self.pair();
            let holder = if self.rng.chance(50) { OUTSIDE.to_owned() } else { holder };
            let (id, amount) = (self.next("d"), self.amount(20_000));
            let seniority = if self.rng.chance(30) { self.rng.below(3) as u8 } else { 1 };
            self.s.deposits.push(Deposit { id, holder, taker, amount, seniority, hidden: false });
        }
    }

    pub(super) fn trades(&mut self) {
        let Some(first) = self.tokens.first().cloned() else { return };
        for _ in 0..self.rng.between(1, 5) {
            let (seller, buyer) = self.pair();
            let token = if self.rng.chance(50) { first.clone() } else { self.rng.pick(&self.tokens) };
            let deliver = TradeLeg { asset: Some(token), amount: self.amount(6_000) };
            let pay = TradeLeg { asset: self.rng.chance(20).then(|| CASH.to_owned()), amount: self.amount(10_000) };
            let (deliver, pay) = if self.rng.chance(10) { (pay, deliver) } else { (deliver, pay) };
            let (id, due) = (self.next("t"), self.tick());
            let grace = self.rng.chance(30).then(|| self.rng.below(3) as u32);
            let delivery_against_payment = self.rng.chance(50);
            self.s.trades.push(Trade {
                id,
                seller,
                buyer,
                deliver,
                pay,
                due,
                grace,
                fee: None,
                delivery_against_payment,
            });
        }
    }
}
