//! A failure: what it ends between two parties, the book that a house keeps, and the margin that pays for it.

use super::super::context::{Note, Tick};
use super::super::{close_out, resolve, waterfall};
use super::settle::vary;
use crate::journal::{EntryKind, LinkKind, LinkRef};
use crate::ledger::Account;
use crate::units::ParticipantIx;

/// Settles all accounts of somebody who has failed at the marks of now. A house keeps a failed member's book; everything
/// else between the failed and others ends.
pub(in crate::engine) fn closed(t: &mut Tick<'_>, who: ParticipantIx) {
    for at in 0..t.w.book.accounts.len() {
        let (Some(spec), Some(x)) = (t.w.book.accounts.get(at), t.s.book.accounts.get(at)) else { continue };
        if x.closed || (spec.a != who && spec.b != who) {
            continue;
        }
        let (a, b, cleared) = (spec.a, spec.b, spec.cleared);
        let held = x.lines.iter().any(|&q| q != 0);
        vary(t, at);
        let kept = cleared && who == a && !t.s.has_failed(b);
        let now = t.s.tick;
        if let Some(x) = t.s.book.accounts.get_mut(at) {
            if kept {
                x.taken = Some(now);
                x.closed = !held;
            } else {
                x.lines.iter_mut().for_each(|q| *q = 0);
                x.closed = true;
            }
        }
        if held {
            let other = if who == a { b } else { a };
            let kind = if kept { EntryKind::BookTaken } else { EntryKind::Terminated };
            let cause = close_out::failure(t, who);
            t.note(Note::new(kind).who(other).other(who).cause(cause, 0));
        }
    }
    for (b, m) in t.w.book.boxes.iter().zip(&mut t.s.book.margins) {
        if b.poster == who || b.holder == who {
            m.missed += m.called;
            (m.required, m.called) = (0, 0);
        }
    }
}

/// Pays what failed posters owe out of their margin: cash at once, other assets when they have been sold.
pub(in crate::engine) fn use_margin(t: &mut Tick<'_>) {
    for at in 0..t.w.book.boxes.len() {
        let Some(b) = t.w.book.boxes.get(at).filter(|b| t.s.has_failed(b.poster)).cloned() else { continue };
        pay(t, b.cash);
        if b.cash == b.link || t.s.secured(t.w, b.link) == 0 {
            continue;
        }
        let here = t.s.books.pledged(b.link);
        if here == 0 || t.s.pledges.get(b.link as usize).is_none_or(|p| p.closed || p.seized > 0) {
            continue;
        }
        let Some(asset) = t.w.collateral.get(b.link as usize).map(|c| c.asset) else { continue };
        let (worth, claim) = (t.s.at_mark(t.w, asset, here), t.s.secured(t.w, b.link));
        let link = LinkRef { kind: LinkKind::Collateral, at: b.link };
        let cause = close_out::failure(t, b.poster);
        let note = Note::new(EntryKind::Seized).who(b.holder).other(b.poster).link(link).amount(worth).of(claim);
        let entry = t.note(note.cause(cause, worth));
        let now = t.s.tick;
        if let Some(p) = t.s.pledges.get_mut(b.link as usize) {
            (p.seized, p.seized_at, p.entry) = (here, now, Some(entry));
        }
    }
}

/// Pays the debt behind a box of cash out of it.
fn pay(t: &mut Tick<'_>, link: u32) {
    let Some((pledger, holder)) = t.w.collateral.get(link as usize).map(|c| (c.pledger, c.holder)) else { return };
    let claim = t.s.secured(t.w, link);
    let part = claim.min(t.s.books.pledged(link));
    if part <= 0 {
        return;
    }
    t.s.books.post(t.w.numeraire, Account::Pledged(link), Account::Free(holder), part);
    if let Some(p) = t.s.pledges.get_mut(link as usize) {
        p.posted -= part;
    }
    let mut left = part;
    for i in t.s.secured_at(t.w, link) {
        let Some(d) = t.s.debts.get_mut(i) else { continue };
        let one = left.min(d.open);
        d.lower(one);
        d.settled += one;
        left -= one;
    }
    let cause = close_out::failure(t, pledger);
    let place = LinkRef { kind: LinkKind::Collateral, at: link };
    let note = Note::new(EntryKind::PaidByCollateral).who(holder).other(pledger).link(place).amount(part).of(claim);
    t.note(note.cause(cause, part));
    if let Some(s) = t.s.standing.get_mut(holder.at()) {
        s.by_collateral += part;
    }
    waterfall::margin_used(t, (holder, pledger), part);
}

/// Gives margin back where nothing is left that it stands for.
pub(in crate::engine) fn finish(t: &mut Tick<'_>) {
    use_margin(t);
    for at in 0..t.w.book.boxes.len() {
        let Some(b) = t.w.book.boxes.get(at) else { continue };
        let open = |&a: &u32| {
            t.s.book
                .accounts
                .get(a as usize)
                .is_some_and(|x| !x.closed && (x.taken.is_none() || x.lines.iter().any(|&q| q != 0)))
        };
        // A live account may be traded in again; its margin is taken back when it is needed.
        if b.accounts.iter().any(open) {
            continue;
        }
        for link in if b.cash == b.link { vec![b.link] } else { vec![b.cash, b.link] } {
            let free = t.s.pledges.get(link as usize).is_some_and(|p| !p.closed && p.seized == 0 && p.posted > 0);
            let owed = t.s.secured(t.w, link) > 0
                && t.s.has_failed(t.w.book.boxes.get(at).map_or(t.w.outside(), |b| b.poster));
            if free && !owed {
                resolve::release(t, link);
            }
        }
    }
}
