//! A failure: what it ends between two parties, the book that a house keeps, and clients whose positions are ported.

use super::super::context::{Note, Tick};
use super::super::{close_out, resolve};
use super::settle::vary;
use super::{add, use_margin};
use crate::journal::EntryKind;
use crate::ledger::Account;
use crate::units::ParticipantIx;
use crate::world::{AccountKind, BoxSpec};

/// Settles all accounts of somebody who has failed at the marks of now. A house keeps a failed member's book, but for
/// clients who are ported; a member keeps that of a failed client; everything else between the failed and others ends.
pub(in crate::engine) fn closed(t: &mut Tick<'_>, who: ParticipantIx) {
    port(t, who);
    for at in 0..t.w.book.accounts.len() {
        let (Some(spec), Some(x)) = (t.w.book.accounts.get(at), t.s.book.accounts.get(at)) else { continue };
        let with_house = spec.kind == AccountKind::Carried(who);
        if x.closed || (spec.a != who && spec.b != who && !with_house) {
            continue;
        }
        let (a, b, cleared) = (spec.a, spec.b, spec.cleared);
        let held = x.lines.iter().any(|&q| q != 0);
        vary(t, at);
        if let AccountKind::Carried(house) = spec.kind
            && who == a
        {
            stays_with_member(t, at, b, house);
        }
        let kept = cleared && who == a && !t.s.has_failed(b);
        let now = t.s.tick;
        if let Some(x) = t.s.book.accounts.get_mut(at) {
            if kept {
                x.taken = Some(now);
                x.gained_taken = x.gained;
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
            t.note(Note::new(kind).who(other).other(if with_house { b } else { who }).cause(cause, 0));
        }
    }
    for (b, m) in t.w.book.boxes.iter().zip(&mut t.s.book.margins) {
        if b.poster == who || b.holder == who || b.carried.is_some_and(|c| c.member == who) {
            m.missed += m.called;
            (m.required, m.called) = (0, 0);
        }
    }
}

/// What a failed client had goes on with its member, who has the other side with the house.
fn stays_with_member(t: &mut Tick<'_>, at: usize, member: ParticipantIx, house: ParticipantIx) {
    if t.s.has_failed(member) || t.s.has_failed(house) {
        return;
    }
    let client = t.w.book.accounts.get(at).map_or(member, |x| x.a);
    let Some(kind) = t.w.book.clients.iter().find(|c| c.client == client).map(|c| c.kind()) else { return };
    let (Some(theirs), Some(own)) = (place(t, member, house, kind), place(t, member, house, AccountKind::Own)) else {
        return;
    };
    let lines = t.s.book.accounts.get(at).map(|x| x.lines.clone()).unwrap_or_default();
    for (contract, &many) in lines.iter().enumerate().filter(|(_, q)| **q != 0) {
        add(t, theirs, contract, -many);
        add(t, own, contract, many);
    }
}

/// The place of an account with a house that is open.
fn place(t: &Tick<'_>, member: ParticipantIx, house: ParticipantIx, kind: AccountKind) -> Option<usize> {
    let same = |x: &crate::world::AccountSpec| x.cleared && (x.a, x.b, x.kind) == (member, house, kind);
    let at = t.w.book.accounts.iter().position(same)?;
    t.s.book.accounts.get(at).filter(|x| !x.closed && x.taken.is_none()).map(|_| at)
}

/// Segregated clients of a failed member go on with the member they are ported to: positions at the mark, and margin.
fn port(t: &mut Tick<'_>, member: ParticipantIx) {
    for k in 0..t.w.book.clients.len() {
        let Some(c) = t.w.book.clients.get(k).copied().filter(|c| c.member == member) else { continue };
        let Some(to) = c.ports_to.filter(|&to| !t.s.has_failed(to) && !t.s.has_failed(c.client)) else { continue };
        let with = |member: ParticipantIx| -> Vec<BoxSpec> {
            let of = |b: &&BoxSpec| b.poster == c.client && b.carried.is_some_and(|x| x.member == member);
            t.w.book.boxes.iter().filter(of).cloned().collect()
        };
        for (old, new) in with(member).into_iter().zip(with(to)) {
            let house = old.holder;
            let carried = AccountKind::Carried(house);
            let find = |a, b, kind| t.w.book.accounts.iter().position(|x| (x.a, x.b, x.kind) == (a, b, kind));
            let accounts = [
                find(c.client, member, carried),
                find(c.client, to, carried),
                find(member, house, c.kind()),
                find(to, house, c.kind()),
            ];
            let [Some(from), Some(into), Some(theirs), Some(others)] = accounts else { continue };
            if t.s.has_failed(house) || [from, into, theirs, others].iter().any(|&at| closed_now(t, at)) {
                continue;
            }
            for at in [from, into, theirs, others] {
                vary(t, at);
            }
            let lines = t.s.book.accounts.get(from).map(|x| x.lines.clone()).unwrap_or_default();
            for (contract, &many) in lines.iter().enumerate().filter(|(_, q)| **q != 0) {
                for (at, many) in [(from, -many), (into, many), (theirs, -many), (others, many)] {
                    add(t, at, contract, many);
                }
            }
            carry_margin(t, &old, &new);
            let cause = close_out::failure(t, member);
            t.note(Note::new(EntryKind::Ported).who(c.client).other(to).cause(cause, 0));
        }
    }
}

fn closed_now(t: &Tick<'_>, at: usize) -> bool {
    t.s.book.accounts.get(at).is_none_or(|x| x.closed || x.taken.is_some())
}

/// What a client has posted goes from one box to another.
fn carry_margin(t: &mut Tick<'_>, old: &BoxSpec, new: &BoxSpec) {
    let mut links = vec![(old.link, new.link), (old.cash, new.cash)];
    links.dedup();
    for (from, to) in links {
        let units = t.s.books.pledged(from);
        let Some(asset) = t.w.collateral.get(from as usize).map(|c| c.asset) else { continue };
        t.s.books.post(asset, Account::Pledged(from), Account::Pledged(to), units);
        for (link, more) in [(from, -units), (to, units)] {
            if let Some(p) = t.s.pledges.get_mut(link as usize) {
                p.posted += more;
            }
        }
    }
}

/// Gives margin back where nothing is left that it stands for.
pub(in crate::engine) fn finish(t: &mut Tick<'_>) {
    use_margin(t);
    for at in 0..t.w.book.boxes.len() {
        let Some(b) = t.w.book.boxes.get(at).cloned() else { continue };
        let open = |a: u32| {
            let x = t.s.book.accounts.get(a as usize);
            x.is_some_and(|x| !x.closed && (x.taken.is_none() || x.lines.iter().any(|&q| q != 0)))
        };
        // A live account may be traded in again; its margin is taken back when it is needed. What a failed member had for
        // clients is closed out first.
        let carried = b.carried.is_some_and(|c| t.s.has_failed(c.member) && open(c.account));
        if b.accounts.iter().any(|&a| open(a)) || carried {
            continue;
        }
        for link in if b.cash == b.link { vec![b.link] } else { vec![b.cash, b.link] } {
            let free = t.s.pledges.get(link as usize).is_some_and(|p| !p.closed && p.seized == 0 && p.posted > 0);
            let owed = t.s.secured(t.w, link) > 0 && t.s.has_failed(b.poster);
            if free && !owed {
                resolve::release(t, link);
            }
        }
    }
}
