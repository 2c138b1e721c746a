//! What venues owe, and money that leaves them: makers settle, estates of holders and withdrawals are paid; a failed venue
//! trades no more.

use super::super::context::{Note, Tick};
use super::{Desk, put, take};
use crate::journal::EntryKind;
use crate::state::{DebtKind, Owner, State, Venue};
use crate::units::ParticipantIx;
use crate::world::World;

/// What venues owe at the opening.
pub(in crate::engine) fn open(w: &World, s: &mut State) {
    let venues = std::mem::take(&mut s.exchange.venues);
    venues.iter().for_each(|v| s.owe_accounts(w, v));
    s.debts.iter_mut().filter(|d| d.kind == DebtKind::Account).for_each(|d| d.made = d.open);
    s.exchange.venues = venues;
}

impl Desk<'_, '_> {
    /// Makers settle with the venue at the mark: they always pay, and are paid as far as the venue has cash.
    pub(super) fn settle_makers(&mut self) {
        let makers = self.v.makers();
        let has = self.v.stand(self.spec, makers).equity;
        let cash = self.t.s.cash(self.w, self.v.who);
        let (outside, who, numeraire) = (self.w.outside(), self.v.who, self.w.numeraire);
        if has < 0 {
            self.t.s.pay(numeraire, outside, who, -has);
            self.v.give(makers, -has);
            self.v.did.came -= has;
            self.note(Note::new(EntryKind::MakersPaid).other(outside).amount(-has).of(-has));
        } else {
            let pays = has.min(cash).max(0);
            self.t.s.pay(numeraire, who, outside, pays);
            self.v.give(makers, -pays);
            self.v.did.went += pays;
            if pays > 0 {
                self.note(Note::new(EntryKind::MakersTook).other(outside).amount(pays).of(has));
            }
        }
    }

    /// Accounts of failed holders that have no position any more go to their estates.
    pub(super) fn pay_estates(&mut self) {
        for at in 0..self.v.vault() {
            let Some(Owner::Holder(who)) = self.v.accounts.get(at).map(|a| a.owner) else { continue };
            if !self.t.s.has_failed(who) || self.v.is_open(at) {
                continue;
            }
            let failure = self.t.s.standing.get(who.at()).and_then(|s| s.failed).map(|f| f.2);
            let cash = self.v.accounts.get(at).map_or(0, |a| a.cash).max(0).min(self.t.s.cash(self.w, self.v.who));
            if cash > 0 {
                self.t.s.pay(self.w.numeraire, self.v.who, who, cash);
                self.v.give(at, -cash);
                self.v.did.went += cash;
                self.note(Note::new(EntryKind::AccountPaid).other(who).amount(cash).of(cash).cause(failure, cash));
            }
            let Some(a) = self.v.accounts.get(at).copied().filter(|a| a.cash >= 0) else { continue };
            for slot in a.units.0 as usize..a.units.1 as usize {
                let Some((margin, units)) = self.v.units.get(slot).copied() else { continue };
                let Some(asset) = self.spec.margins.get(margin as usize).map(|m| m.book.asset) else { continue };
                let units = units.min(self.t.s.books.free(self.v.who, asset)).max(0);
                self.t.s.pay(asset, self.v.who, who, units);
                if let Some(u) = self.v.units.get_mut(slot) {
                    u.1 -= units;
                }
            }
        }
        // What has been paid is no loss.
        let had = std::mem::take(&mut self.had);
        let failed = |at: &usize| matches!(self.v.accounts.get(*at).map(|a| a.owner), Some(Owner::Holder(who)) if self.t.s.has_failed(who));
        self.had = had.into_iter().filter(|(at, _)| !failed(at)).collect();
    }
}

/// Takes free margin out of a participant's accounts, as far as it needs cash; what it still needs.
///
/// Free is what an account has in cash and profit, and no more than its equity beyond initial margin.
pub(in crate::engine) fn withdraw(t: &mut Tick<'_>, who: ParticipantIx, mut need: i64) -> i64 {
    for at in 0..t.s.exchange.venues.len() {
        let Some(venue) = t.s.exchange.venues.get(at).map(|v| v.who) else { continue };
        let Some(spec) = t.w.venue(venue) else { continue };
        if need <= 0 || t.s.has_failed(venue) || t.s.is_out(venue) || t.s.is_shut(venue) {
            continue;
        }
        let mut v = take(t, at);
        for account in 0..v.vault() {
            let Some(a) = v.accounts.get(account).copied().filter(|a| a.owner == Owner::Holder(who)) else { continue };
            let stand = v.stand(spec, account);
            let initial: f64 = v
                .legs_of(account)
                .iter()
                .map(|l| v.worth(l.market, l.size).abs())
                .map(|value| value as f64 / spec.tier(value).leverage)
                .sum();
            let profit: i64 = v.legs_of(account).iter().map(|l| v.profit(l)).sum();
            let free = (stand.equity - initial.ceil() as i64).min(a.cash + profit);
            let pays = free.min(need).min(t.s.cash(t.w, venue)).max(0);
            if pays == 0 {
                continue;
            }
            t.s.pay(t.w.numeraire, venue, who, pays);
            v.give(account, -pays);
            v.did.went += pays;
            need -= pays;
            let cause = t.reasons(who, pays);
            t.note(Note::new(EntryKind::AccountPaid).who(venue).other(who).amount(pays).of(free).causes(cause));
            t.s.mark_of(who, |m| m.strained = true);
        }
        t.s.owe_accounts(t.w, &v);
        put(t, at, v);
    }
    need
}

/// A failed venue closes all positions at the mark: what its accounts have are claims on its estate.
pub(in crate::engine) fn closed(t: &mut Tick<'_>, who: ParticipantIx) {
    let Some(at) = t.s.exchange.venues.iter().position(|v| v.who == who) else { return };
    let mut v = take(t, at);
    if v.closed.is_none() {
        v.closed = t.s.standing.get(who.at()).and_then(|s| s.failed).map(|f| f.2);
        close_all(&mut v);
        let makers = v.makers();
        let lacks = -v.accounts.get(makers).map_or(0, |a| a.cash);
        if lacks > 0 {
            t.s.pay(t.w.numeraire, t.w.outside(), who, lacks);
            v.give(makers, lacks);
            v.did.came += lacks;
            let note = Note::new(EntryKind::MakersPaid).who(who).other(t.w.outside()).amount(lacks).of(lacks);
            t.note(note.cause(v.closed, lacks));
        }
        t.s.owe_accounts(t.w, &v);
    }
    put(t, at, v);
}

/// Closes every position at the mark; what rounding leaves of a market is the makers'.
fn close_all(v: &mut Venue) {
    let mut left: Vec<i64> = vec![0; v.marks.len()];
    for account in 0..v.accounts.len() {
        let Some(a) = v.accounts.get(account).copied() else { continue };
        for leg in a.legs.0 as usize..a.legs.1 as usize {
            let Some(l) = v.legs.get(leg).copied().filter(|l| l.size != 0) else { continue };
            let money = v.worth(l.market, l.size);
            v.change(account, leg, -l.size, -money);
            if let Some(sum) = left.get_mut(l.market as usize) {
                *sum += money;
            }
        }
    }
    // Sizes sum to zero, so what all brought in is what rounding made.
    let rest: i64 = left.iter().sum();
    v.give(v.makers(), -rest);
}
