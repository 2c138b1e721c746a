//! What a venue owes holders of accounts: their equity with units at the marks that everybody's books use. Never due.

use super::{Exchanges, Owner, Venue};
use crate::state::{Debt, DebtKind, State};
use crate::units::{LinkKind, LinkRef, ParticipantIx};
use crate::world::World;

impl Venue {
    /// What an account has at the marks of everybody's books.
    pub fn claim(&self, s: &State, w: &World, account: usize) -> i64 {
        let spec = w.venue(self.who);
        let mut sum = self.accounts.get(account).map_or(0, |a| a.cash);
        for leg in self.legs_of(account).iter().filter(|l| l.size != 0) {
            sum += self.profit(leg);
        }
        for &(margin, units) in self.units_of(account).iter().filter(|u| u.1 != 0) {
            let asset = spec.and_then(|x| x.margins.get(margin as usize)).map(|m| m.book.asset);
            sum += asset.map_or(0, |a| s.at_mark(w, a, units));
        }
        sum
    }

    /// Whether what an account has is a claim of a participant, or of people outside, or of nobody.
    fn creditor(&self, w: &World, account: usize) -> Option<ParticipantIx> {
        match self.accounts.get(account)?.owner {
            Owner::Holder(who) => Some(who),
            Owner::Vault => w.venue(self.who).and_then(|x| x.vault_owner),
            _ => None,
        }
    }
}

impl Exchanges {
    /// Debts of all venues as they open; notes where each will be, from a place on.
    pub fn debts(&mut self, w: &World, mut first: usize) -> Vec<Debt> {
        let mut all = Vec::new();
        for v in &mut self.venues {
            let link = LinkRef { kind: LinkKind::Deposit, at: u32::MAX };
            let debt = |to| Debt::new(DebtKind::Account, link, v.who, to, w.numeraire, 0);
            for at in 0..v.accounts.len() {
                if let Some(to) = v.creditor(w, at) {
                    v.claims.push((at as u32, first));
                    all.push(debt(to));
                    first += 1;
                }
            }
            v.outside_claim = first;
            all.push(debt(w.outside()));
            first += 1;
        }
        all
    }
}

impl State {
    /// Sets what a venue owes to what its accounts have now; what makers lack is no claim of the venue's.
    pub fn owe_accounts(&mut self, w: &World, v: &Venue) {
        let mut named = v.claims.iter().peekable();
        let mut outside = 0i64;
        for at in 0..v.accounts.len() {
            let has = v.claim(self, w, at).max(0);
            match named.next_if(|(account, _)| *account as usize == at) {
                Some(&(_, debt)) => self.set_account(debt, has),
                None => outside = outside.saturating_add(has),
            }
        }
        self.set_account(v.outside_claim, outside);
    }

    fn set_account(&mut self, debt: usize, open: i64) {
        if let Some(d) = self.debts.get_mut(debt).filter(|d| !d.estate) {
            d.open = open;
        }
    }
}
