//! What nothing has covered: borne by the venue, or by everybody.

use super::super::context::Note;
use super::Desk;
use super::deleverage::Victim;
use crate::journal::EntryKind;
use crate::scenario::Uncovered;
use crate::units::EntryIx;

impl Desk<'_, '_> {
    /// What nothing has covered: the venue's own loss, or everybody's.
    pub(super) fn nobody_covers(&mut self, victims: &[Victim]) {
        let mut open = 0i64;
        let lacking: Vec<(usize, i64)> = victims.iter().map(|v| (v.account, v.lacks)).filter(|v| v.1 > 0).collect();
        for &(account, lacks) in &lacking {
            self.v.give(account, lacks);
            open += lacks;
        }
        if open <= 0 {
            return;
        }
        self.v.did.uncovered = open;
        let whys: Vec<EntryIx> =
            self.said.iter().map(|x| x.1).chain(self.said_of_crowd.iter().flatten().flatten().copied()).collect();
        // Margin that was sold for less than it stood for leaves an account with less than nothing without a line of its own.
        let opening = self.t.s.standing.get(self.v.who.at()).and_then(|s| s.opening);
        let whys = if whys.is_empty() { opening.into_iter().collect() } else { whys };
        let because = |note: Note| whys.iter().fold(note, |note, e| note.cause(Some(*e), 0));
        let mut own = open;
        if self.spec.uncovered == Uncovered::Socialised {
            let shared = self.socialise(open);
            own -= shared;
            if shared > 0 {
                let entry = self.note(because(Note::new(EntryKind::Socialised).amount(shared).of(open)));
                for at in 0..self.v.vault() {
                    self.took(at, entry, 0);
                }
            }
        }
        self.v.did.own += own;
        if own > 0 {
            let entry = self.note(because(Note::new(EntryKind::VenueLoss).amount(own).of(open)));
            self.t.s.lost(self.v.who, entry, own);
        }
    }

    /// All accounts of customers with an equity bear a loss pro rata to it; how much of it they can.
    fn socialise(&mut self, loss: i64) -> i64 {
        let equities: Vec<i64> = (0..self.v.vault()).map(|at| self.v.stand(self.spec, at).equity.max(0)).collect();
        let parts = crate::clearing::waterfall::pro_rata(loss, &equities);
        for (at, part) in parts.iter().enumerate().filter(|p| *p.1 > 0) {
            self.v.give(at, -part);
        }
        let shared = parts.iter().sum();
        self.v.did.socialised += shared;
        shared
    }
}
