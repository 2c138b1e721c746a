//! What accounts at margin exchanges open with, and what custodians have lent on.

use super::{Opening, value};
use interclear_core::scenario::Mechanism;

impl Opening<'_> {
    /// Margin of participants and a vault that one of them owns go to the venue; what people outside brought is there.
    pub(super) fn venues(&mut self) {
        for p in &self.s.participants {
            for m in &p.mechanisms {
                let Mechanism::MarginExchange { exchange: x } = m else { continue };
                for a in &x.accounts {
                    for (asset, amount) in &a.margin {
                        let units = self.quanta(asset, *amount);
                        self.add(&a.holder, asset, -units);
                        self.add(&p.id, asset, units);
                    }
                }
                if let (Some(owner), Some(vault)) = (&x.vault_owner, x.vault) {
                    let cash = self.quanta(&self.s.numeraire, vault);
                    self.add(owner, &self.s.numeraire, -cash);
                    self.add(&p.id, &self.s.numeraire, cash);
                }
                let Some(info) =
                    self.t.venues.iter().find(|i| self.t.participants.get(i.who.at()).is_some_and(|w| w.id == p.id))
                else {
                    continue;
                };
                self.add(&p.id, &self.s.numeraire, info.brought.quanta().into());
                for (asset, units) in info.margins.iter().zip(&info.brought_units) {
                    if let Some(a) = self.t.assets.get(asset.at()) {
                        self.add(&p.id, &a.id, units.quanta().into());
                    }
                }
            }
        }
    }

    /// What custodians have lent on out of the deposits with them.
    pub(super) fn lend_on(&mut self) {
        for p in &self.s.participants {
            for m in &p.mechanisms {
                let Mechanism::Custodian { custodian: c } = m else { continue };
                let Some(to) = &c.to else { continue };
                let taken = self.s.deposits.iter().filter(|d| d.taker == p.id);
                let taken: i128 = taken.map(|d| self.quanta(&self.s.numeraire, d.amount)).sum();
                let lent = i128::from(value(taken, c.relends.get(), 1.0));
                self.add(&p.id, &self.s.numeraire, -lent);
                self.add(to, &self.s.numeraire, lent);
            }
        }
    }
}
