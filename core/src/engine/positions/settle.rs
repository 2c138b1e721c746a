//! Variation margin: what each account has gained or lost since it was last settled becomes a debt due now.

use super::super::context::{Note, Tick};
use super::causes;
use crate::journal::{EntryKind, Phase};
use crate::state::{Debt, DebtKind};
use crate::units::{EntryIx, ParticipantIx};
use crate::world::AccountKind;

/// Settles accounts whose cycle has come, or that have lost so much that they are called intraday; ends what expires.
pub(in crate::engine) fn settle(t: &mut Tick<'_>) {
    for at in 0..t.w.book.accounts.len() {
        if is_due(t, at) {
            vary(t, at);
        }
    }
    expire(t);
    // What the books of failed members have lost is paid out of their margin before anybody else is asked.
    super::use_margin(t);
}

fn is_due(t: &Tick<'_>, at: usize) -> bool {
    let (Some(spec), Some(x)) = (t.w.book.accounts.get(at), t.s.book.accounts.get(at)) else { return false };
    let terms = |who: ParticipantIx| t.w.participants.get(who.at()).and_then(|p| p.margin.as_ref());
    // What a client has with its member is settled when the house settles.
    let first = if let AccountKind::Carried(house) = spec.kind { house } else { spec.b };
    let Some(m) = terms(first).or_else(|| terms(spec.a)) else { return !x.closed };
    if x.closed || t.s.tick.is_multiple_of(m.cycle) || t.s.tick == t.w.ticks || x.taken.is_some() {
        return !x.closed;
    }
    let Some(share) = m.intraday else { return false };
    let gain = t.s.book.unsettled(at);
    let loser = if gain < 0 { spec.a } else { spec.b };
    let posted: i64 = (0..t.w.book.boxes.len())
        .filter(|&b| t.w.book.boxes.get(b).is_some_and(|b| b.poster == loser && b.accounts.contains(&(at as u32))))
        .map(|b| t.s.margin_posted(t.w, b))
        .sum();
    // A house is not called by its members.
    let called = !(spec.cleared || matches!(spec.kind, AccountKind::Carried(_))) || loser == spec.a;
    called && gain != 0 && gain.abs() as f64 > share * posted as f64
}

/// Settles one account at the marks.
pub(super) fn vary(t: &mut Tick<'_>, at: usize) {
    let gain = t.s.book.unsettled(at);
    let Some((a, b)) = t.w.book.accounts.get(at).map(|x| (x.a, x.b)) else { return };
    let marks = t.s.book.marks.clone();
    let Some(x) = t.s.book.accounts.get_mut(at) else { return };
    // What each contract cost the side that pays.
    let side = if gain < 0 { -1 } else { 1 };
    let moves = x.lines.iter().zip(&x.settled).zip(&marks).map(|((q, was), now)| side * q * (now - was));
    let losses: Vec<(usize, i64)> = moves.enumerate().collect();
    x.settled = marks;
    x.carry = 0;
    x.gained += gain;
    x.gained_now += gain;
    if gain == 0 {
        return;
    }
    let (payer, payee) = if gain < 0 { (a, b) } else { (b, a) };
    let amount = gain.abs();
    let why = causes(t, payer, &losses, amount);
    let note = Note::new(EntryKind::Variation).who(payer).other(payee).amount(amount).causes(why);
    let entry = t.note(note);
    if payer == t.w.outside() {
        t.s.pay(t.w.numeraire, payer, payee, amount);
    } else {
        owe(t, at, payer == a, amount, entry);
    }
}

/// Adds to what one party owes the other in variation margin, after what the other still owes it.
fn owe(t: &mut Tick<'_>, at: usize, by_first: bool, amount: i64, entry: EntryIx) {
    let Some((a, b)) = t.w.book.accounts.get(at).map(|x| (x.a, x.b)) else { return };
    let (payer, payee) = if by_first { (a, b) } else { (b, a) };
    let Some([first, second]) = t.s.book.accounts.get(at).map(|x| x.debts) else { return };
    let (own, other) = if by_first { (first, second) } else { (second, first) };
    let mut left = amount;
    if let Some(d) = other.and_then(|i| t.s.debts.get_mut(i as usize)) {
        let part = left.min(d.open);
        d.lower(part);
        left -= part;
    }
    if left == 0 {
        return;
    }
    // What a failure settles after the clearing of a tick is due in the next one.
    let now = t.s.tick + u32::from(t.phase > Phase::Clear);
    let failed = t.s.standing.get(payer.at()).and_then(|s| s.failed);
    let due = failed.map_or(now, |(tick, ..)| now.max(tick + t.w.rules.estate_delay));
    if let Some(d) = own.and_then(|i| t.s.debts.get_mut(i as usize)) {
        if d.open == 0 {
            d.due = Some(due);
            d.late_since = None;
        }
        d.open += left;
        d.made += left;
        d.borrowed += left;
        d.estate = failed.is_some();
        d.entry = Some(entry);
        return;
    }
    let mut d = Debt::made(DebtKind::Variation(at as u32), (payer, payee), t.w.numeraire, (left, due), entry);
    d.grace = t.w.rules.grace;
    d.estate = failed.is_some();
    let place = t.s.debts.len() as u32;
    t.s.owe(d);
    if let Some(slot) = t.s.book.accounts.get_mut(at).and_then(|x| x.debts.get_mut(usize::from(!by_first))) {
        *slot = Some(place);
    }
}

/// Contracts at their last tick: settled at their last mark, and gone.
fn expire(t: &mut Tick<'_>) {
    let now = t.s.tick;
    for contract in 0..t.w.book.contracts.len() {
        if t.w.book.contracts.get(contract).and_then(|c| c.expires).is_none_or(|end| end > now) {
            continue;
        }
        for at in 0..t.w.book.accounts.len() {
            let held =
                |t: &Tick<'_>| t.s.book.accounts.get(at).and_then(|x| x.lines.get(contract)).is_some_and(|&q| q != 0);
            if held(t) {
                vary(t, at);
                if let Some(q) = t.s.book.accounts.get_mut(at).and_then(|x| x.lines.get_mut(contract)) {
                    *q = 0;
                }
            }
        }
    }
}
