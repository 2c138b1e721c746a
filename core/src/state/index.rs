//! Where debts and collateral links of a participant are, so that nobody looks through all of them.

use super::{Debt, State};
use crate::units::ParticipantIx;
use crate::world::World;

/// Places by participant, in order. Debtors, creditors and holders of links never change.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    owed_by: Vec<Vec<u32>>,
    owed_to: Vec<Vec<u32>>,
    held_by: Vec<Vec<u32>>,
}

impl Index {
    pub fn of(w: &World) -> Self {
        let none = vec![Vec::new(); w.participants.len()];
        let mut held_by = none.clone();
        for (at, c) in (0u32..).zip(&w.collateral) {
            add(&mut held_by, c.holder, at);
        }
        Self { owed_by: none.clone(), owed_to: none, held_by }
    }
}

fn add(all: &mut [Vec<u32>], who: ParticipantIx, at: u32) {
    if let Some(list) = all.get_mut(who.at()) {
        list.push(at);
    }
}

fn of(all: &[Vec<u32>], who: ParticipantIx) -> &[u32] {
    all.get(who.at()).map_or(&[][..], Vec::as_slice)
}

impl State {
    /// Adds a debt.
    pub fn owe(&mut self, mut debt: Debt) {
        if let Some(x) = &self.settling.rule {
            debt.due = debt.due.map(|due| x.settles(due));
        }
        let at = self.debts.len() as u32;
        add(&mut self.index.owed_by, debt.debtor, at);
        add(&mut self.index.owed_to, debt.creditor, at);
        self.debts.push(debt);
    }

    /// How many debts a participant has or had.
    pub fn owes(&self, who: ParticipantIx) -> usize {
        of(&self.index.owed_by, who).len()
    }

    /// The place of one of them.
    pub fn owed_at(&self, who: ParticipantIx, k: usize) -> usize {
        of(&self.index.owed_by, who).get(k).map_or(usize::MAX, |&at| at as usize)
    }

    /// Debts of a participant with their places, in order.
    pub fn owed(&self, who: ParticipantIx) -> impl Iterator<Item = (usize, &Debt)> {
        self.placed(of(&self.index.owed_by, who))
    }

    /// Debts to a participant with their places, in order.
    pub fn owed_to(&self, who: ParticipantIx) -> impl Iterator<Item = (usize, &Debt)> {
        self.placed(of(&self.index.owed_to, who))
    }

    /// Collateral links that a participant holds, in order.
    pub fn held_by(&self, who: ParticipantIx) -> &[u32] {
        of(&self.index.held_by, who)
    }

    fn placed<'s>(&'s self, list: &'s [u32]) -> impl Iterator<Item = (usize, &'s Debt)> {
        list.iter().filter_map(|&at| Some((at as usize, self.debts.get(at as usize)?)))
    }
}
