//! Pledges, title transfers, loans against collateral, and re-use down a chain.

use super::{CASH, Draft, hundredths, rate};
use interclear_core::scenario::{Collateral, Funding, Obligation, Title};
use interclear_core::units::Rate;

impl Draft {
    fn link(&mut self, pledger: &str, holder: &str) -> Collateral {
        let transfer = self.rng.chance(20);
        let mut c = Collateral {
            id: self.next("c"),
            pledger: pledger.to_owned(),
            holder: holder.to_owned(),
            asset: None,
            amount: None,
            reuses: None,
            reuse_cap: if self.rng.chance(70) { rate(self.rng.share()) } else { Rate::ZERO },
            title: if transfer { Title::Transfer } else { Title::Pledge },
            haircut: Rate::ZERO,
            required_cover: None,
            secures: None,
            calls: self.rng.chance(80),
            seizure_discount: Rate::ZERO,
            funding: None,
            hidden: false,
        };
        if self.rng.chance(50) {
            c.haircut = rate(self.rng.share() * 0.5);
        }
        if self.rng.chance(40) {
            c.required_cover = Some(rate(0.5 + self.rng.share()));
        }
        if self.rng.chance(40) {
            c.seizure_discount = rate(self.rng.share() * 0.3);
        }
        if self.rng.chance(35) {
            let buys = (self.rng.chance(40) && !self.tokens.is_empty()).then(|| self.rng.pick(&self.tokens));
            let due = self.rng.chance(40).then(|| self.tick());
            c.funding = Some(Funding { buys, due });
        }
        c
    }

    /// Posts some of what a participant has; `None` when it has nothing.
    fn pledge(&mut self, pledger: &str, holder: &str) -> Option<Collateral> {
        let mine: Vec<String> = self.tokens.iter().filter(|t| self.free(pledger, t) > 0).cloned().collect();
        let cash = mine.is_empty() || self.rng.chance(15);
        let asset = if cash { CASH.to_owned() } else { self.rng.pick(&mine) };
        let amount = self.take(pledger, &asset);
        if amount == 0 {
            return None;
        }
        let mut c = self.link(pledger, holder);
        c.asset = Some(asset);
        c.amount = Some(hundredths(amount));
        Some(c)
    }

    pub(super) fn pledges(&mut self) {
        for _ in 0..self.rng.between(1, 4) {
            let (pledger, holder) = self.pair();
            let Some(mut c) = self.pledge(&pledger, &holder) else { continue };
            if self.rng.chance(60) {
                let id = self.next("o");
                let due = self.rng.chance(50).then(|| self.tick());
                if self.rng.chance(40) {
                    c.secures = Some(id.clone());
                }
                let amount = self.amount(10_000);
                let o = Obligation {
                    id,
                    debtor: pledger,
                    creditor: holder,
                    amount,
                    due,
                    seniority: 1,
                    ..Obligation::default()
                };
                self.s.obligations.push(o);
            }
            self.s.collateral.push(c);
        }
    }

    /// A pledge that is pledged on, and on, with debts or loans along the way.
    pub(super) fn chains(&mut self) {
        for _ in 0..self.rng.between(1, 2) {
            let (pledger, holder) = self.pair();
            let Some(mut c) = self.pledge(&pledger, &holder) else { continue };
            (c.title, c.reuse_cap) = (Title::Pledge, rate(0.3 + 0.7 * self.rng.share()));
            let (mut up, mut from) = (c.id.clone(), holder);
            self.s.collateral.push(c);
            for _ in 0..self.rng.between(1, 4) {
                let others: Vec<String> = self.ids.iter().filter(|x| **x != from).cloned().collect();
                let to = self.rng.pick(&others);
                let mut c = self.link(&from, &to);
                c.reuses = Some(up.clone());
                if self.rng.chance(50) {
                    let (id, amount) = (self.next("o"), self.amount(10_000));
                    let due = self.rng.chance(50).then(|| self.tick());
                    let (debtor, creditor) = (from.clone(), to.clone());
                    let o = Obligation { id, debtor, creditor, amount, due, seniority: 1, ..Obligation::default() };
                    self.s.obligations.push(o);
                }
                let ends = c.title == Title::Transfer;
                (up, from) = (c.id.clone(), to);
                self.s.collateral.push(c);
                if ends {
                    break;
                }
            }
        }
    }
}
