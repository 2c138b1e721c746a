//! Phase 6: whoever is short on what it projects takes back excess collateral, withdraws deposits, hands in claim
//! tokens, orders sales, and draws lines for what those cannot bring.

use super::context::{Note, Tick};
use super::margin::required_and_value;
use super::{backstop, redemption, staking};
use crate::journal::{EntryKind, LinkKind, LinkRef};
use crate::ledger::Account;
use crate::state::DebtKind;
use crate::units::{ParticipantIx, value_of};

pub(super) fn phase(t: &mut Tick<'_>) {
    t.s.needs = vec![0; t.w.participants.len()];
    let (due, expected) = projections(t);
    for who in t.everyone() {
        if t.s.has_failed(who) || t.s.is_out(who) {
            continue;
        }
        let get = |v: &[i64]| v.get(who.at()).copied().unwrap_or(0);
        let counted = value_of(get(&expected), t.w.rules.counts_on_receipts.get(), 1.0);
        let short = get(&due) - t.s.cash(t.w, who) - counted;
        let need = short + buffer(t, who);
        if need <= 0 {
            continue;
        }
        take_back(t, who, need);
        super::positions::take_back(t, who, need);
        let left = withdraw(t, who, need);
        let left = super::exchange::withdraw(t, who, left);
        let left = redemption::raise(t, who, left);
        staking::raise(t, who, left);
        let left = backstop::draw(t, who, left, &due);
        // A buffer is made of what one has: no line is drawn for it.
        let left = left - short.max(0).min(left) + backstop::draw(t, who, short.max(0).min(left), &due);
        if let Some(slot) = t.s.needs.get_mut(who.at()) {
            *slot = left;
        }
    }
}

/// Cash that somebody who hoards wants to have beyond what it must pay.
fn buffer(t: &Tick<'_>, who: ParticipantIx) -> i64 {
    let hoards = t.s.standing.get(who.at()).is_some_and(|s| s.hoards.is_some());
    t.w.participants.get(who.at()).and_then(|p| p.hoards).filter(|_| hoards).map_or(0, |h| h.buffer)
}

/// What each must pay now, and what others that can pay owe it now.
fn projections(t: &Tick<'_>) -> (Vec<i64>, Vec<i64>) {
    let mut due = vec![0i64; t.w.participants.len() + 1];
    let mut expected = due.clone();
    for d in t.s.debts.iter().filter(|d| d.asset == t.w.numeraire) {
        let amount = d.due_at(t.s.tick);
        if let Some(slot) = due.get_mut(d.debtor.at()) {
            *slot += amount;
        }
        if !t.s.has_failed(d.debtor)
            && !t.s.is_out(d.debtor)
            && let Some(slot) = expected.get_mut(d.creditor.at())
        {
            *slot += amount;
        }
    }
    // Initial margin that is called is due too.
    for (b, m) in t.w.book.boxes.iter().zip(&t.s.book.margins) {
        if let Some(slot) = due.get_mut(b.poster.at()) {
            *slot += m.called;
        }
    }
    (due, expected)
}

/// Takes back collateral beyond what is required, as far as the holder still has it, to sell it.
fn take_back(t: &mut Tick<'_>, who: ParticipantIx, mut need: i64) {
    for link in 0..t.w.collateral.len() as u32 {
        let (Some(c), Some(p)) = (t.w.collateral.get(link as usize), t.s.pledges.get(link as usize)) else {
            continue;
        };
        let sellable = c.asset == t.w.numeraire || t.w.assets.get(c.asset.at()).is_some_and(|a| a.market.is_some());
        if need <= 0 || c.margin || c.pledger != who || p.closed || !t.s.owns(t.w, link as usize) || !sellable {
            continue;
        }
        let stuck = t.s.has_failed(c.holder) || t.s.is_out(c.holder);
        let posted = p.posted;
        let (required, value) = required_and_value(t, link);
        let unit = t.s.quotes.get(c.asset.at()).map_or(0.0, |q| q.mark) * t.s.scale(t.w, c.asset);
        if value <= required || unit <= 0.0 {
            continue;
        }
        let excess = (((value - required) as f64 / unit).floor() as i64).min(posted);
        let wanted = super::market::units_for(t, c.asset, need).min(excess);
        let there = if stuck {
            0
        } else if c.transfer {
            t.s.books.free(c.holder, c.asset)
        } else {
            t.s.books.pledged(link)
        };
        let units = wanted.min(there).max(0);
        let from = if c.transfer { Account::Free(c.holder) } else { Account::Pledged(link) };
        let at = LinkRef { kind: LinkKind::Collateral, at: link };
        t.s.books.post(c.asset, from, Account::Free(who), units);
        if let Some(p) = t.s.pledges.get_mut(link as usize) {
            p.posted -= units;
        }
        let worth = t.s.at_mark(t.w, c.asset, units);
        if units > 0 {
            t.note(
                Note::new(EntryKind::TakenBack)
                    .who(who)
                    .other(c.holder)
                    .link(at)
                    .asset(c.asset)
                    .amount(units)
                    .of(excess),
            );
            t.s.mark_of(who, |m| m.strained = true);
        }
        if wanted > units {
            let missing = t.s.at_mark(t.w, c.asset, wanted - units);
            let note = Note::new(EntryKind::NotReturned).who(who).other(c.holder).link(at);
            let cause =
                t.s.standing
                    .get(c.holder.at())
                    .and_then(|x| x.failed.map(|f| f.2).or(x.lacks.first().map(|l| l.entry)));
            let entry = t.note(note.amount(missing).of(missing + worth).cause(cause.filter(|_| stuck), missing));
            t.s.lacks(who, entry, missing);
        }
        need -= worth;
    }
}

/// Asks for its own deposits back; what is let out joins this tick's clearing.
fn withdraw(t: &mut Tick<'_>, who: ParticipantIx, mut need: i64) -> i64 {
    let mut asked = Vec::new();
    for i in 0..t.s.debts.len() {
        let Some(d) = t.s.debts.get(i) else { continue };
        let taker = d.debtor;
        let open = d.kind == DebtKind::Deposit && d.creditor == who && !d.estate && d.open > d.asked;
        if need <= 0 || !open || t.s.has_failed(taker) {
            continue;
        }
        let gated = t.w.pool(taker).is_some()
            || t.w.participants.get(taker.at()).and_then(|p| p.depositors.as_ref()).is_some_and(|x| x.gate < 1.0);
        if let Some(d) = t.s.debts.get_mut(i) {
            let part = need.min(d.open - d.asked);
            d.asked += part;
            if !gated {
                d.let_out += part;
                need -= part;
            }
            asked.push((taker, d.link, part));
        }
    }
    for (taker, link, part) in asked {
        let note = Note::new(EntryKind::AskedBack).who(who).other(taker).link(link).amount(part);
        let entry = t.note(note.causes(t.reasons(who, part)));
        t.s.lacks(taker, entry, part);
    }
    need
}
