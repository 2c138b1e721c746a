//! Who has how much of an asset, in whatever account it is.

use super::State;
use crate::units::{AssetIx, ParticipantIx};
use crate::world::{ClaimSpec, World};

impl State {
    /// Units of an asset that are a participant's own: free, waiting to be redeemed, and posted where they are
    /// still its own.
    pub fn owned(&self, w: &World, who: ParticipantIx, asset: AssetIx) -> i64 {
        let links = w.collateral.iter().zip(&self.pledges).enumerate();
        let posted = links.filter(|(i, (c, p))| c.pledger == who && c.asset == asset && !p.closed && self.owns(w, *i));
        self.books.free(who, asset)
            + self.set_aside(who, asset)
            + posted.map(|(_, (_, p))| p.posted.max(p.seized)).sum::<i64>()
    }

    /// The same of every participant, in one pass.
    pub fn owned_by_each(&self, w: &World, asset: AssetIx) -> Vec<i64> {
        let who = (0..w.participants.len() as u32).map(ParticipantIx);
        let mut all: Vec<i64> = who.map(|who| self.books.free(who, asset) + self.staked_of(who, asset)).collect();
        all.iter_mut().zip(self.waiting_of_each(w, asset)).for_each(|(slot, waits)| *slot += waits);
        for (at, (c, p)) in w.collateral.iter().zip(&self.pledges).enumerate() {
            let own = c.asset == asset && !p.closed && self.owns(w, at);
            if let Some(slot) = all.get_mut(c.pledger.at()).filter(|_| own) {
                *slot += p.posted.max(p.seized);
            }
        }
        all
    }

    /// Units of each token by who has them: free, staked, waiting to be redeemed, and in boxes down the chains of what it
    /// has pledged. What is in no box is in other hands, and a claim on them.
    pub fn hands(&self, w: &World, tokens: &[(AssetIx, ClaimSpec)]) -> Vec<Vec<i64>> {
        let who = || (0..w.participants.len() as u32).map(ParticipantIx);
        let out = |a: AssetIx| who().map(|i| self.books.free(i, a) + self.staked_of(i, a)).collect();
        let mut all: Vec<Vec<i64>> = tokens.iter().map(|t| out(t.0)).collect();
        let mut add = |asset: AssetIx, who: ParticipantIx, units: i64| {
            let at = tokens.iter().position(|t| t.0 == asset);
            if let Some(slot) = at.and_then(|at| all.get_mut(at)).and_then(|t| t.get_mut(who.at())) {
                *slot += units;
            }
        };
        for r in self.requests.iter().filter(|r| r.debt.is_none()) {
            add(r.asset, r.who, r.left);
        }
        for (at, c) in w.collateral.iter().enumerate() {
            let (here, mut top) = (self.books.pledged(at as u32), at);
            // A chain is no longer than a scenario may have it.
            while here > 0 && !self.owns(w, top) {
                top = w.collateral.get(top).and_then(|c| c.reuses).map_or(top, |up| up as usize);
            }
            if let Some(owner) = w.collateral.get(top).filter(|_| here > 0) {
                add(c.asset, owner.pledger, here);
            }
        }
        all
    }
}
