//! What participants lose at a venue in a tick, with its causes.

use super::super::context::Note;
use super::Desk;
use crate::journal::{Cause, EntryKind};
use crate::state::Owner;
use crate::units::{Amount, EntryIx};

impl Desk<'_, '_> {
    /// Something was taken from a participant by this line.
    pub(super) fn took(&mut self, account: usize, entry: EntryIx, amount: i64) {
        if matches!(self.v.accounts.get(account).map(|a| a.owner), Some(Owner::Holder(_))) {
            self.took.push((account, entry, amount));
        }
    }

    /// What participants have lost at this venue in the tick, with its causes.
    pub(super) fn tell_losses(&mut self) {
        for (account, had) in std::mem::take(&mut self.had) {
            let has = self.v.claim(self.t.s, self.w, account).max(0);
            let lost = had - has;
            let who = self.holder(account);
            if lost <= 0 || who == self.w.outside() {
                continue;
            }
            let mut causes: Vec<Cause> = Vec::new();
            let mut add = |entry: EntryIx, amount: i64| {
                if !causes.iter().any(|c| c.entry == entry) {
                    causes.push(Cause { entry, amount: Amount::new(amount.max(0)) });
                }
            };
            for &(_, entry, amount) in self.took.iter().filter(|x| x.0 == account) {
                add(entry, amount);
            }
            for leg in self.v.legs_of(account) {
                if let Some(entry) = self.moved(leg.market).filter(|_| leg.size != 0) {
                    add(entry, 0);
                }
            }
            for &(margin, units) in self.v.units_of(account) {
                let asset = self.spec.margins.get(margin as usize).map(|m| m.book.asset);
                let moved = asset.and_then(|a| self.t.s.quotes.get(a.at())).and_then(|q| q.moved);
                if let Some(entry) = moved.filter(|_| units != 0) {
                    add(entry, 0);
                }
            }
            if let Some(entry) = self.opening().filter(|_| causes.is_empty()) {
                causes.push(Cause { entry, amount: Amount::new(lost) });
            }
            let note = Note::new(EntryKind::AccountLoss).who(who).other(self.v.who).amount(lost).of(had);
            let entry = self.t.note(note.causes(causes));
            self.t.s.lost(who, entry, lost);
        }
    }
}
