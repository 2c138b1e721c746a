//! Initial margin: called when it is missing, met out of what is left after the clearing, taken back beyond what is asked.

use super::super::context::{Note, Tick};
use super::{moved, spot};
use crate::journal::{EntryKind, LinkKind, LinkRef};
use crate::ledger::Account;
use crate::units::ParticipantIx;
use crate::world::{BoxSpec, units_for};

fn live(t: &Tick<'_>, at: usize) -> Option<BoxSpec> {
    let b = t.w.book.boxes.get(at)?;
    let member = b.carried.is_some_and(|c| t.s.has_failed(c.member));
    (!member && !t.s.has_failed(b.poster) && !t.s.has_failed(b.holder)).then(|| b.clone())
}

/// What a box lacks, by its terms.
fn missing(t: &Tick<'_>, at: usize) -> i64 {
    let required = t.s.book.margins.get(at).map_or(0, |m| m.required);
    (required - t.s.margin_posted(t.w, at)).max(0)
}

/// Computes initial margin anew where its cycle has come, and calls what is missing.
pub(in crate::engine) fn call(t: &mut Tick<'_>) {
    for at in 0..t.w.book.boxes.len() {
        let Some(b) = live(t, at) else { continue };
        let Some(terms) = t.w.participants.get(b.holder.at()).and_then(|p| p.margin.as_ref()) else { continue };
        if t.s.tick.is_multiple_of(terms.cycle) || terms.intraday.is_some() {
            let required = t.s.book.required(t.w, at, t.s.tick);
            if let Some(m) = t.s.book.margins.get_mut(at) {
                m.required = required;
            }
        }
        let lacks = missing(t, at);
        let Some((before, since, entry)) = t.s.book.margins.get(at).map(|m| (m.called, m.since, m.entry)) else {
            continue;
        };
        let entry = if lacks > before { Some(note(t, at, &b, lacks)) } else { entry };
        let now = t.s.tick;
        if let Some(m) = t.s.book.margins.get_mut(at) {
            m.called = lacks;
            m.called_now = (lacks - before).max(0);
            m.since = if lacks > 0 { since.or(Some(now)) } else { None };
            m.entry = entry.filter(|_| lacks > 0);
        }
        if let Some(entry) = entry.filter(|_| lacks > 0) {
            t.s.lacks(b.poster, entry, lacks);
        }
    }
}

/// The line of a call: why is the move of the underlying behind it, or the trade that made it.
fn note(t: &mut Tick<'_>, at: usize, b: &BoxSpec, lacks: i64) -> crate::units::EntryIx {
    let required = t.s.book.margins.get(at).map_or(0, |m| m.required);
    let held = |c: usize| {
        let lines = b.accounts.iter().filter_map(|&a| t.s.book.accounts.get(a as usize)).filter_map(|x| x.lines.get(c));
        lines.map(|q| q.abs()).sum::<i64>() * t.s.book.marks.get(c).copied().unwrap_or(0)
    };
    let largest = (0..t.w.book.contracts.len()).map(|c| (held(c), std::cmp::Reverse(c))).max();
    let cause = largest.and_then(|(_, std::cmp::Reverse(c))| moved(t, c, b.poster));
    let link = LinkRef { kind: LinkKind::Collateral, at: b.link };
    let note = Note::new(EntryKind::Called).who(b.holder).other(b.poster).link(link).amount(lacks).of(required);
    t.note(note.cause(cause, lacks))
}

/// Meets calls out of what their posters have left, in the asset of the margin first, then in cash.
pub(in crate::engine) fn meet(t: &mut Tick<'_>) {
    for at in 0..t.w.book.boxes.len() {
        let Some(b) = live(t, at).filter(|b| !t.s.is_out(b.poster)) else { continue };
        // What was used in the clearing of this tick is called on the next one.
        let lacks = missing(t, at).min(t.s.book.margins.get(at).map_or(0, |m| m.called));
        if lacks == 0 {
            continue;
        }
        let (asset, haircut) = terms(t, &b);
        if asset != t.w.numeraire
            && let Some(units) = units_for(lacks, spot(t, asset), t.s.scale(t.w, asset), haircut)
        {
            post(t, at, &b, b.link, units);
        }
        let cash = missing(t, at).min(lacks);
        post(t, at, &b, b.cash, cash);
        let left = missing(t, at).min(lacks);
        if let Some(m) = t.s.book.margins.get_mut(at) {
            m.met_now += lacks - left;
            m.called = left;
            if left == 0 {
                m.since = None;
                m.entry = None;
            }
        }
    }
}

fn terms(t: &Tick<'_>, b: &BoxSpec) -> (crate::units::AssetIx, f64) {
    let terms = t.w.participants.get(b.holder.at()).and_then(|p| p.margin.as_ref());
    terms.map_or((t.w.numeraire, 0.0), |m| (m.asset, m.haircut))
}

/// Posts units into a link of a box, as far as they are there.
fn post(t: &mut Tick<'_>, at: usize, b: &BoxSpec, link: u32, units: i64) {
    let Some(asset) = t.w.collateral.get(link as usize).map(|c| c.asset) else { return };
    let units = units.min(t.s.books.free(b.poster, asset)).max(0);
    if units == 0 {
        return;
    }
    t.s.books.post(asset, Account::Free(b.poster), Account::Pledged(link), units);
    if let Some(p) = t.s.pledges.get_mut(link as usize) {
        p.posted += units;
    }
    let worth = t.s.at_mark(t.w, asset, units);
    let called = t.s.book.margins.get(at).and_then(|m| m.entry);
    let of = t.s.book.margins.get(at).map_or(worth, |m| m.called);
    let link = LinkRef { kind: LinkKind::Collateral, at: link };
    let note = Note::new(EntryKind::ToppedUp).who(b.poster).other(b.holder).link(link).amount(worth).of(of);
    t.note(note.cause(called, worth));
}

/// What somebody has not posted of what was called from it, and whether a deadline is past.
pub(in crate::engine) fn unmet(t: &Tick<'_>, who: ParticipantIx) -> (i64, bool) {
    let mut all = (0, false);
    for (at, m) in t.s.book.margins.iter().enumerate().filter(|(_, m)| m.called > 0) {
        let Some(b) = live(t, at).filter(|b| b.poster == who) else { continue };
        let deadline = t.w.participants.get(b.holder.at()).and_then(|p| p.margin.as_ref()).map_or(0, |m| m.deadline);
        all.0 += m.called;
        all.1 |= m.since.is_some_and(|since| t.s.tick >= since.saturating_add(deadline));
    }
    all
}

/// Takes back what somebody has posted beyond what is asked for, cash first, for what it needs; returns what it still does.
pub(in crate::engine) fn take_back(t: &mut Tick<'_>, who: ParticipantIx, need: i64) -> i64 {
    let mut need = need;
    for at in 0..t.w.book.boxes.len() {
        let Some(b) = live(t, at).filter(|b| b.poster == who && need > 0 && !t.s.is_out(b.holder)) else { continue };
        for link in if b.cash == b.link { vec![b.link] } else { vec![b.cash, b.link] } {
            let required = t.s.book.margins.get(at).map_or(0, |m| m.required);
            let excess = (t.s.margin_posted(t.w, at) - required).max(0);
            let (asset, haircut) = terms(t, &b);
            let Some(kept) = t.w.collateral.get(link as usize).map(|c| c.asset) else { continue };
            let (price, haircut) = if kept == asset { (spot(t, kept), haircut) } else { (1.0, 0.0) };
            let unit = price * t.s.scale(t.w, kept) * (1.0 - haircut);
            let most = if unit > 0.0 { (excess as f64 / unit).floor() as i64 } else { 0 };
            let wanted = if kept == t.w.numeraire { need } else { super::super::market::units_for(t, kept, need) };
            let units = wanted.min(most).min(t.s.books.pledged(link)).max(0);
            if units == 0 {
                continue;
            }
            t.s.books.post(kept, Account::Pledged(link), Account::Free(who), units);
            if let Some(p) = t.s.pledges.get_mut(link as usize) {
                p.posted -= units;
            }
            let place = LinkRef { kind: LinkKind::Collateral, at: link };
            let note = Note::new(EntryKind::TakenBack).who(who).other(b.holder).link(place);
            t.note(note.asset(kept).amount(units).of(most));
            need -= t.s.at_mark(t.w, kept, units);
        }
    }
    need
}
