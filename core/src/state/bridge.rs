//! Forged messages under way, who is halted, and what can be seen.

use super::{State, Valuation};
use crate::units::{AssetIx, EntryIx, LinkKind, LinkRef, ParticipantIx, Tick, value_of};
use crate::world::{Message, World};
use std::collections::BTreeSet;

/// A forged message that a bridge has heard.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attack {
    pub message: Message,
    /// Quanta still to move.
    pub left: i64,
    /// When the bridge first obeyed, and the line.
    pub first: Option<(Tick, EntryIx)>,
    /// It has been told off.
    pub refused: bool,
}

/// What somebody is kept from doing, while a tick is before these.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Halt {
    /// It mints, releases and lends nothing new.
    pub until: Tick,
    /// Depositors cannot withdraw.
    pub withdrawals_until: Tick,
    pub entry: Option<EntryIx>,
}

impl State {
    /// Whether a participant is paused in this tick: it mints, releases and lends nothing new.
    pub fn is_paused(&self, who: ParticipantIx) -> bool {
        self.standing.get(who.at()).is_some_and(|s| s.halt.until > self.tick)
    }

    /// Whether depositors with it cannot withdraw in this tick.
    pub fn is_shut(&self, who: ParticipantIx) -> bool {
        self.standing.get(who.at()).is_some_and(|s| s.halt.withdrawals_until > self.tick)
    }

    /// Whether everybody sees a participant's books: it has disclosed them, or it has failed.
    pub fn is_open(&self, who: ParticipantIx) -> bool {
        self.has_failed(who) || self.standing.get(who.at()).is_some_and(|s| s.disclosed)
    }

    /// Whether a link is hidden still: neither end has disclosed its books, and the lender has not failed.
    pub fn is_hidden(&self, hidden: bool, debtor: ParticipantIx, creditor: ParticipantIx) -> bool {
        let disclosed = |who: ParticipantIx| self.standing.get(who.at()).is_some_and(|s| s.disclosed);
        hidden && !disclosed(debtor) && !self.is_open(creditor)
    }

    /// Attacks, halts and disclosures as bytes, for the digest; none where there are none.
    pub fn hash_halts(&self, out: &mut Vec<u8>) {
        for a in &self.attacks {
            out.extend_from_slice(&a.left.to_le_bytes());
            out.push(u8::from(a.refused));
        }
        for (who, s) in (0u32..).zip(&self.standing) {
            if s.halt.until > 0 || s.halt.withdrawals_until > 0 || s.disclosed {
                out.extend_from_slice(&who.to_le_bytes());
                out.extend_from_slice(&s.halt.until.to_le_bytes());
                out.extend_from_slice(&s.halt.withdrawals_until.to_le_bytes());
                out.push(u8::from(s.disclosed));
            }
        }
    }
}

/// What others see of a participant beside what it has, in quanta of the numeraire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// What is seen beyond its assets: losses on hidden loans, and marks of its own above the market's.
    pub assets: i64,
    /// Debts that are not seen.
    pub debts: i64,
}

impl Valuation {
    /// What others see of a participant's equity.
    pub fn seen_equity(&self, who: ParticipantIx) -> i64 {
        let shown = self.shown.get(who.at()).copied().unwrap_or_default();
        self.equity(who) + shown.assets + shown.debts
    }

    /// What others see of its debts.
    pub fn seen_debts(&self, who: ParticipantIx) -> i64 {
        let shown = self.shown.get(who.at()).copied().unwrap_or_default();
        self.debts.get(who.at()).copied().unwrap_or(0) - shown.debts
    }

    /// Assets over debts as others see them; `None` where no debt is seen.
    pub fn coverage(&self, who: ParticipantIx) -> Option<f64> {
        let debts = self.seen_debts(who);
        (debts > 0).then(|| (self.seen_equity(who) + debts) as f64 / debts as f64)
    }

    /// Sets what is hidden and what is shown at marks of one's own apart from what there is.
    pub(super) fn show(&mut self, s: &State, w: &World) {
        self.shown = vec![Shown::default(); w.participants.len()];
        let all = w.obligations.iter().chain(&w.deposits);
        let hidden: BTreeSet<LinkRef> =
            all.filter(|d| s.is_hidden(d.hidden, d.debtor, d.creditor)).map(|d| d.link).collect();
        if !hidden.is_empty() {
            self.hide_debts(s, w, &hidden);
        }
        for (who, p) in (0u32..).map(ParticipantIx).zip(&w.participants) {
            let Some(c) = p.custodian.as_ref().filter(|_| !s.is_open(who)) else { continue };
            let more: i64 = c.marks.iter().map(|&(asset, price)| self.own_mark(s, w, (who, asset), price)).sum();
            if let Some(slot) = self.shown.get_mut(who.at()) {
                slot.assets += more;
            }
        }
    }

    /// What a mark of one's own shows beyond the market's.
    fn own_mark(&self, s: &State, w: &World, (who, asset): (ParticipantIx, AssetIx), price: f64) -> i64 {
        let units = s.owned(w, who, asset);
        value_of(units, price, s.scale(w, asset)) - s.at_mark(w, asset, units)
    }

    fn hide_debts(&mut self, s: &State, w: &World, hidden: &BTreeSet<LinkRef>) {
        for (at, d) in s.debts.iter().enumerate().filter(|(_, d)| d.open > 0 && !d.is_unvalued()) {
            if d.link.at == u32::MAX || !hidden.contains(&d.link) || d.link.kind == LinkKind::Trade {
                continue;
            }
            let lost = self.expected_loss(s, w, at, d);
            if let Some(slot) = self.shown.get_mut(d.creditor.at()) {
                slot.assets += lost;
            }
            if let Some(slot) = self.shown.get_mut(d.debtor.at()) {
                slot.debts += s.debt_value(w, d);
            }
        }
    }
}
