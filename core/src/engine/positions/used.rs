//! Margin that pays: for what a failed member owes its house, for what a failed client owes its member, and a client's for
//! what its failed member owes for it, or for fellow customers.

use super::super::context::{Note, Tick};
use super::super::{close_out, waterfall};
use crate::clearing::waterfall::pro_rata;
use crate::journal::{EntryKind, LinkKind, LinkRef};
use crate::ledger::Account;
use crate::state::{Debt, DebtKind};
use crate::units::ParticipantIx;
use crate::world::{AccountKind, BoxSpec, Carried};

/// Pays what failed posters owe out of their margin: cash at once, other assets when they have been sold.
pub(in crate::engine) fn use_margin(t: &mut Tick<'_>) {
    // What a member has for its clients is paid out of the clients' margin before its own.
    let order = |own: bool| move |b: &&BoxSpec| b.carried.is_none() == own;
    let boxes: Vec<BoxSpec> =
        t.w.book.boxes.iter().filter(order(false)).chain(t.w.book.boxes.iter().filter(order(true))).cloned().collect();
    for b in boxes {
        match b.carried {
            Some(c) => client(t, &b, c),
            None if t.s.has_failed(b.poster) => {
                let claim = t.s.secured(t.w, b.cash);
                pay(t, &b, (b.poster, b.holder), &t.s.secured_at(t.w, b.cash), claim);
                if b.cash != b.link && t.s.secured(t.w, b.link) > 0 {
                    seize(t, &b, b.poster, t.s.secured(t.w, b.link));
                }
            }
            None => {}
        }
    }
}

/// A client's margin: for its own debt to its member when it has failed; when the member has, for what the member owes for
/// it, pro rata with fellow customers where their account is one.
fn client(t: &mut Tick<'_>, b: &BoxSpec, c: Carried) {
    let own = b.accounts.first().copied().unwrap_or_default();
    if t.s.has_failed(b.poster) && !t.s.has_failed(c.member) {
        let (at, claim) = owed(t, own, b.poster);
        pay(t, b, (b.poster, c.member), &at, claim);
        if b.cash != b.link && claim > 0 {
            seize(t, b, b.poster, claim);
        }
        return;
    }
    if !t.s.has_failed(c.member) || t.s.has_failed(b.holder) {
        return;
    }
    let (at, claim) = owed(t, c.account, c.member);
    let group: Vec<BoxSpec> =
        t.w.book.boxes.iter().filter(|x| x.carried.is_some_and(|x| x.account == c.account)).cloned().collect();
    // No client pays for what others have paid in time and the member has kept: what clients owe the member themselves, and
    // what closing out their positions has cost since.
    let unpaid: i64 = group.iter().map(|x| owed(t, x.accounts.first().copied().unwrap_or_default(), x.poster).1).sum();
    let since = t.s.book.accounts.get(c.account as usize).map_or(0, |x| (x.gained_taken - x.gained).max(0));
    let claim = claim.min(unpaid + since);
    // The first of them pays for all.
    if claim == 0 || group.first().is_some_and(|first| first.link != b.link) {
        return;
    }
    let there: Vec<i64> = group.iter().map(|x| t.s.books.pledged(x.cash)).collect();
    let parts = pro_rata(claim, &there);
    for (x, part) in group.iter().zip(parts) {
        pay(t, x, (c.member, x.holder), &at, part);
        lost_to_fellows(t, x, c, part);
        if x.cash != x.link {
            seize(t, x, c.member, claim);
        }
    }
}

/// Debts of variation margin of one party of an account, with their sum.
fn owed(t: &Tick<'_>, account: u32, debtor: ParticipantIx) -> (Vec<usize>, i64) {
    let mine = |(_, d): &(usize, &Debt)| d.kind == DebtKind::Variation(account) && d.open > 0;
    let all: Vec<(usize, i64)> = t.s.owed(debtor).filter(mine).map(|(at, d)| (at, d.open)).collect();
    (all.iter().map(|x| x.0).collect(), all.iter().map(|x| x.1).sum())
}

/// Pays debts out of the cash of a box, as far as both go.
fn pay(t: &mut Tick<'_>, b: &BoxSpec, (debtor, creditor): (ParticipantIx, ParticipantIx), debts: &[usize], claim: i64) {
    let part = claim.min(t.s.books.pledged(b.cash));
    if part <= 0 {
        return;
    }
    t.s.books.post(t.w.numeraire, Account::Pledged(b.cash), Account::Free(creditor), part);
    if let Some(p) = t.s.pledges.get_mut(b.cash as usize) {
        p.posted -= part;
    }
    let mut left = part;
    for &i in debts {
        let Some(d) = t.s.debts.get_mut(i) else { continue };
        let one = left.min(d.open);
        d.lower(one);
        d.settled += one;
        left -= one;
    }
    let cause = close_out::failure(t, debtor);
    let place = LinkRef { kind: LinkKind::Collateral, at: b.cash };
    let note = Note::new(EntryKind::PaidByCollateral).who(creditor).other(debtor).link(place).amount(part).of(claim);
    t.note(note.cause(cause, part));
    if let Some(s) = t.s.standing.get_mut(creditor.at()) {
        s.by_collateral += part;
    }
    waterfall::margin_used(t, (creditor, debtor), part);
}

/// What a client's margin has paid for its member is set against what it owes the member; the rest the member's estate
/// owes it.
fn lost_to_fellows(t: &mut Tick<'_>, b: &BoxSpec, c: Carried, part: i64) {
    let own = b.accounts.first().copied().unwrap_or_default();
    let (at, _) = owed(t, own, b.poster);
    let mut left = part;
    for i in at {
        let Some(d) = t.s.debts.get_mut(i) else { continue };
        let one = left.min(d.open);
        d.lower(one);
        d.settled += one;
        left -= one;
    }
    // Alone in its account, the rest is what closing out its own positions cost.
    let alone = t.w.book.clients.iter().any(|k| k.client == b.poster && k.kind() != AccountKind::Omnibus);
    if left <= 0 || alone {
        return;
    }
    let cause = close_out::failure(t, c.member);
    let note = Note::new(EntryKind::FellowLoss).who(b.poster).other(c.member).amount(left).of(part);
    let entry = t.note(note.cause(cause, left));
    let due = t.s.tick.saturating_add(t.w.rules.estate_delay);
    let kind = DebtKind::Fellow(b.link);
    let mut d = Debt::made(kind, (c.member, b.poster), t.w.numeraire, (left, due), entry);
    d.estate = true;
    t.s.owe(d);
    t.s.lost(b.poster, entry, left);
}

/// Seizes what is in a box beside cash, to be sold in the next market.
fn seize(t: &mut Tick<'_>, b: &BoxSpec, debtor: ParticipantIx, claim: i64) {
    let here = t.s.books.pledged(b.link);
    if here == 0 || t.s.pledges.get(b.link as usize).is_none_or(|p| p.closed || p.seized > 0) {
        return;
    }
    let Some(asset) = t.w.collateral.get(b.link as usize).map(|c| c.asset) else { return };
    let worth = t.s.at_mark(t.w, asset, here);
    let link = LinkRef { kind: LinkKind::Collateral, at: b.link };
    let cause = close_out::failure(t, debtor);
    let note = Note::new(EntryKind::Seized).who(b.holder).other(debtor).link(link).amount(worth).of(claim);
    let entry = t.note(note.cause(cause, worth));
    let now = t.s.tick;
    if let Some(p) = t.s.pledges.get_mut(b.link as usize) {
        (p.seized, p.seized_at, p.entry) = (here, now, Some(entry));
    }
}
