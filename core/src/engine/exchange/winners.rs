//! Winners: who has a profit on the other side, the queue, and the line of a cut.

use super::super::context::Note;
use super::Desk;
use super::deleverage::Victim;
use crate::clearing::adl::{Cut, Deleveraged, Winner, index, profit_leverage};
use crate::journal::EntryKind;
use crate::scenario::AdlRule;
use crate::state::{Cutback, Queued};
use crate::units::EntryIx;

/// The most of a queue that is shown.
const SHOWN: usize = 12;

/// A winner in a market: its account, and the place of its leg.
pub(super) struct Place {
    pub account: usize,
    pub leg: usize,
}

impl Desk<'_, '_> {
    /// All accounts on a side that have a profit and are not below maintenance.
    pub(super) fn winners(&self, market: u32, long: bool) -> (Vec<Place>, Vec<Winner>) {
        let get = |all: &[f64]| all.get(market as usize).copied().unwrap_or(0.0);
        let (mark, scale) = (get(&self.v.marks), get(&self.v.scales));
        let (mut places, mut all) = (Vec::new(), Vec::new());
        for (account, a) in self.v.accounts.iter().enumerate().take(self.v.vault()) {
            if self.is_below.get(account) == Some(&true) {
                continue;
            }
            for (k, l) in self.v.legs_of(account).iter().enumerate() {
                if l.market != market || l.size == 0 || (l.size > 0) != long {
                    continue;
                }
                let profit = self.v.profit(l);
                if profit <= 0 {
                    continue;
                }
                let equity = self.v.stand(self.spec, account).equity as f64;
                let value = self.v.worth(market, l.size) as f64;
                let entry = l.cost as f64 / (l.size as f64 * scale);
                let score = match self.spec.adl {
                    AdlRule::QueueByIndex => index(long, mark, entry, value.abs(), equity),
                    _ => profit_leverage(value, l.cost as f64, value - equity),
                };
                places.push(Place { account, leg: a.legs.0 as usize + k });
                all.push(Winner { size: l.size.abs(), profit, score });
            }
        }
        (places, all)
    }

    /// The line of what is bankrupt.
    pub(super) fn bankrupt(
        &mut self,
        market: u32,
        long: bool,
        (size, deficit): (i64, i64),
        first: Option<&Victim>,
    ) -> EntryIx {
        let mut whys: Vec<EntryIx> = Vec::new();
        whys.extend(self.said_of_crowd.get(market as usize).and_then(|m| m.get(usize::from(long)).copied()).flatten());
        let held = self.said.iter().filter(|x| self.v.legs_of(x.0).iter().any(|l| l.market == market));
        whys.extend(held.map(|x| x.1));
        whys.extend(first.and_then(|v| self.why(v.account, market, long)).filter(|e| !whys.contains(e)));
        let mut note = Note::new(EntryKind::Bankrupt).asset(self.asset(market)).amount(size).of(deficit);
        for entry in whys {
            note = note.cause(Some(entry), 0);
        }
        self.note(note)
    }

    /// The first in the queue, for the frame.
    pub(super) fn queue(&mut self, market: u32, places: &[Place], winners: &[Winner], done: &Deleveraged) {
        for &at in done.order.iter().take(SHOWN) {
            let (Some(p), Some(w)) = (places.get(at), winners.get(at)) else { continue };
            let account = p.account as u32;
            self.v.did.queue.push(Queued { account, market, size: w.size, profit: w.profit, score: w.score });
        }
    }

    /// A winner is cut back: its line, and whether it has lost a hedge.
    pub(super) fn cut_line(&mut self, market: u32, place: &Place, (winner, cut): (&Winner, Cut), why: EntryIx) {
        let mut naked = None;
        if self.is_named(place.account) {
            let who = self.holder(place.account);
            let note = Note::new(EntryKind::Deleveraged).other(who).asset(self.asset(market));
            let entry = self.note(note.amount(cut.size).of(winner.size).cause(Some(why), cut.size));
            let note = Note::new(EntryKind::ProfitCut).other(who).amount(cut.profit).of(winner.profit);
            let taken = self.note(note.cause(Some(entry), cut.profit));
            self.took(place.account, taken, cut.profit);
            naked = self.hedge_lost(market, who, cut.size, entry);
        }
        self.v.did.cuts.push(Cutback {
            account: place.account as u32,
            market,
            size: cut.size,
            of: winner.size,
            profit: cut.profit,
            gains: winner.profit,
            naked,
        });
    }
}
