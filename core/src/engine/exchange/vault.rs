//! The backstop vault: takes over what is far below maintenance, with its margin, while it has room; sells it by and by.

use super::super::context::Note;
use super::Desk;
use super::book::Fill;
use crate::journal::{Cause, EntryKind};
use crate::units::Amount;

impl Desk<'_, '_> {
    /// Accounts whose equity is below a part of their maintenance go to the vault.
    pub(super) fn pass_to_vault(&mut self) {
        if self.spec.vault.is_none() {
            return;
        }
        let vault = self.v.vault();
        let mut crowds: Vec<[i64; 2]> = vec![[0; 2]; self.spec.markets.len()];
        for account in self.below.clone() {
            if account == vault || !self.v.is_open(account) {
                continue;
            }
            let s = self.v.stand(self.spec, account);
            if s.equity as f64 >= self.spec.backstop_at * s.maintenance as f64 {
                continue;
            }
            if !self.room(account, s.equity) {
                self.v.did.vault_full = true;
                continue;
            }
            self.hand_over(account, &mut crowds);
        }
        for (market, both) in (0u32..).zip(crowds) {
            for (side, quanta) in both.into_iter().enumerate().filter(|x| x.1 > 0) {
                let why = self.said_of_crowd.get(market as usize).and_then(|m| m.get(side).copied()).flatten();
                let note = Note::new(EntryKind::VaultTook).other(self.w.outside()).asset(self.asset(market));
                let entry = self.note(note.amount(quanta).cause(why, quanta));
                self.v.vault_took = Some(entry);
            }
        }
    }

    /// Whether the vault would keep its own maintenance margin with all of an account.
    fn room(&self, account: usize, equity: i64) -> bool {
        let vault = self.v.vault();
        let own = self.v.stand(self.spec, vault);
        let mut maintenance = 0i64;
        for mine in self.v.legs_of(vault) {
            let takes = self.v.legs_of(account).iter().filter(|l| l.market == mine.market);
            let size: i64 = mine.size + takes.map(|l| l.size).sum::<i64>();
            maintenance += self.spec.maintenance(self.v.worth(mine.market, size).abs());
        }
        own.equity + equity >= maintenance.max(0)
    }

    /// Moves everything of an account to the vault at the marks.
    fn hand_over(&mut self, account: usize, crowds: &mut [[i64; 2]]) {
        let vault = self.v.vault();
        let Some(a) = self.v.accounts.get(account).copied() else { return };
        for leg in a.legs.0 as usize..a.legs.1 as usize {
            let Some(l) = self.v.legs.get(leg).copied().filter(|l| l.size != 0) else { continue };
            let money = self.v.worth(l.market, l.size);
            self.v.change(account, leg, -l.size, -money);
            self.v.change(vault, self.v.leg_in(vault, l.market), l.size, money);
            if let Some(m) = self.v.did.markets.get_mut(l.market as usize) {
                m.vault += l.size.abs();
                m.liquidated = m.liquidated.saturating_add(money.abs());
            }
            let side = usize::from(l.size > 0);
            if self.is_named(account) {
                let why = self.why(account, l.market, l.size > 0);
                let note = Note::new(EntryKind::VaultTook).other(self.holder(account)).asset(self.asset(l.market));
                let entry = self.note(note.amount(l.size.abs()).cause(why, l.size.abs()));
                self.v.vault_took = Some(entry);
                self.took(account, entry, 0);
            } else if let Some(sum) = crowds.get_mut(l.market as usize).and_then(|m| m.get_mut(side)) {
                *sum += l.size.abs();
            }
        }
        let cash = self.v.accounts.get(account).map_or(0, |a| a.cash);
        self.v.give(account, -cash);
        self.v.give(vault, cash);
        let first = self.v.accounts.get(vault).map_or(0, |a| a.units.0 as usize);
        for at in a.units.0 as usize..a.units.1 as usize {
            let Some((margin, units)) = self.v.units.get_mut(at).map(|u| (u.0, std::mem::take(&mut u.1))) else {
                continue;
            };
            if let Some(slot) = self.v.units.get_mut(first + margin as usize) {
                slot.1 += units;
            }
        }
    }

    /// The vault sells a part of what it has taken over.
    pub(super) fn vault_sells(&mut self) {
        let vault = self.v.vault();
        let part = |size: i64| ((size.abs() as f64 * self.spec.vault_sells).ceil() as i64).clamp(0, size.abs());
        if self.spec.vault_sells <= 0.0 {
            return;
        }
        for market in 0..self.spec.markets.len() as u32 {
            let leg = self.v.leg_in(vault, market);
            let size = self.v.legs.get(leg).map_or(0, |l| l.size);
            let (long, wants) = (size > 0, part(size));
            let Some(spec) = self.spec.markets.get(market as usize).filter(|_| wants > 0) else { continue };
            let curve = self.v.curve(spec, market as usize, self.index(spec.asset));
            let quanta = wants.min(curve.room(long, if long { 0.0 } else { f64::MAX }));
            let Some((money, _)) = self.quote(market, long, quanta).filter(|_| quanta > 0) else { continue };
            self.fill(&Fill { account: vault, leg, quanta, money }, long);
            self.book_moves(market, curve.after(long, quanta), quanta);
            let note = Note::new(EntryKind::VaultSells).asset(self.asset(market)).amount(quanta).of(size.abs());
            let entry = self.note(note.cause(self.v.vault_took, quanta));
            self.price_line(market, self.asset(market), vec![Cause { entry, amount: Amount::new(quanta) }]);
        }
        self.vault_sells_units();
    }
}
