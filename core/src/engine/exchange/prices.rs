//! Prices of a tick: own books follow the index as far as arbitrage goes, marks are taken, and accounts looked at.

use super::super::context::Note;
use super::Desk;
use crate::journal::EntryKind;
use crate::scenario::MarginPrice;
use crate::state::{OwnBook, Owner};
use crate::units::{EntryIx, ParticipantIx};
use crate::world::exchange::BAND;

/// A book after arbitrage has closed a part of its gap to the index, and keeps within its band.
fn follow(book: &mut OwnBook, arbitrage: f64, index: f64, moved: Option<EntryIx>) {
    let price = (book.price + arbitrage * (index - book.price)).clamp(index / BAND, index * BAND);
    if price.to_bits() != book.price.to_bits() && price.is_finite() && price > 0.0 {
        book.price = price;
        // The later of what moved the index and what moved the book.
        book.moved = book.moved.max(moved);
    }
}

impl Desk<'_, '_> {
    pub(super) fn prices(&mut self) {
        for (at, m) in self.spec.markets.iter().enumerate() {
            let index = self.index(m.asset);
            let moved = self.t.s.quotes.get(m.asset.at()).and_then(|q| q.moved);
            if let Some(book) = self.v.books.get_mut(at) {
                follow(book, m.arbitrage, index, moved);
            }
        }
        for (at, m) in self.spec.margins.iter().enumerate() {
            let index = self.index(m.book.asset);
            let moved = self.t.s.quotes.get(m.book.asset.at()).and_then(|q| q.moved);
            if let Some(book) = self.v.spots.get_mut(at) {
                follow(book, m.book.arbitrage, index, moved);
            }
        }
        self.v.past.push(self.v.books.iter().map(|b| b.price).collect());
        let most = self.spec.average_over as usize;
        let over = self.v.past.len().saturating_sub(most);
        self.v.past.drain(..over);
        let marks: Vec<f64> =
            (0..self.spec.markets.len()).map(|m| self.t.s.venue_mark(self.w, self.spec, &self.v, m)).collect();
        self.v.before = std::mem::replace(&mut self.v.marks, marks);
        self.v.margin_marks =
            (0..self.spec.margins.len()).map(|m| self.t.s.margin_mark(self.w, self.spec, &self.v, m)).collect();
    }

    /// Accounts below maintenance, those of failed holders, and a vault of which nothing is left.
    pub(super) fn find_below(&mut self) {
        let failed: Vec<bool> =
            (0..self.w.participants.len() as u32).map(|i| self.t.s.has_failed(ParticipantIx(i))).collect();
        for at in 0..self.v.makers() {
            let Some(a) = self.v.accounts.get(at) else { continue };
            let open = self.v.is_open(at);
            let forced = matches!(a.owner, Owner::Holder(who) if failed.get(who.at()) == Some(&true));
            if !open && a.cash >= 0 && (!forced || self.v.units_of(at).is_empty()) {
                continue;
            }
            let s = self.v.stand(self.spec, at);
            let vault = a.owner == Owner::Vault;
            let low = if vault { s.equity < 0 } else { s.equity < s.maintenance || !open };
            if !(low || forced && open) {
                continue;
            }
            self.v.did.below += u32::from(low && !vault);
            self.below.push(at);
            if let Some(slot) = self.is_below.get_mut(at) {
                *slot = true;
            }
        }
        self.say_below();
    }

    /// One line for each account of a participant, and one for each side of a market for the crowds.
    fn say_below(&mut self) {
        let markets = self.spec.markets.len();
        let mut crowds: Vec<[(i64, i64); 2]> = vec![[(0, 0); 2]; markets];
        for &at in &self.below.clone() {
            let s = self.v.stand(self.spec, at);
            if self.is_named(at) {
                let entry = self.say(at, s.equity.min(s.maintenance), s.maintenance);
                self.said.push((at, entry));
                continue;
            }
            for leg in self.v.legs_of(at).iter().filter(|l| l.size != 0) {
                let side = crowds.get_mut(leg.market as usize).and_then(|m| m.get_mut(usize::from(leg.size > 0)));
                if let Some((equity, size)) = side {
                    (*equity, *size) = (*equity + s.equity, *size + leg.size.abs());
                }
            }
        }
        let interest = self.v.interest();
        for (market, both) in (0u32..).zip(crowds) {
            for (side, (_, size)) in both.into_iter().enumerate().filter(|(_, x)| x.1 > 0) {
                let all = interest.get(market as usize).map_or(size, |i| if side == 1 { i.0 } else { i.1 });
                let note = Note::new(EntryKind::CrowdBelow).other(self.w.outside()).asset(self.asset(market));
                let moved = self.moved(market).or_else(|| self.opening());
                let entry = self.note(note.amount(size).of(all).cause(moved, size));
                if let Some(slot) = self.said_of_crowd.get_mut(market as usize).and_then(|m| m.get_mut(side)) {
                    *slot = Some(entry);
                }
            }
        }
    }

    fn say(&mut self, at: usize, equity: i64, maintenance: i64) -> EntryIx {
        let who = self.holder(at);
        let mut causes: Vec<Option<EntryIx>> = self.v.legs_of(at).iter().map(|l| self.moved(l.market)).collect();
        for &(margin, units) in self.v.units_of(at).iter().filter(|u| u.1 > 0) {
            let Some(m) = self.spec.margins.get(margin as usize) else { continue };
            let spot = self.v.spots.get(margin as usize).and_then(|b| b.moved);
            let index = self.t.s.quotes.get(m.book.asset.at()).and_then(|q| q.moved);
            let moved = if m.price == MarginPrice::OwnBook { spot.or(index) } else { index };
            causes.push(moved.filter(|_| units > 0));
        }
        let failure = self.t.s.standing.get(who.at()).and_then(|s| s.failed).map(|f| f.2);
        causes.push(failure);
        if causes.iter().all(Option::is_none) {
            causes.push(self.opening());
        }
        let mut note = Note::new(EntryKind::MarginBelow).other(who).amount(equity).of(maintenance);
        let mut known: Vec<EntryIx> = Vec::new();
        for cause in causes.into_iter().flatten() {
            if !known.contains(&cause) {
                known.push(cause);
                note = note.cause(Some(cause), (maintenance - equity).max(0));
            }
        }
        self.note(note)
    }
}
