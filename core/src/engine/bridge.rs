//! Forged messages, guardians, pauses and disclosures: what a bridge moves while nobody has stopped it.

use super::context::{Note, Tick};
use crate::journal::EntryKind;
use crate::state::{Attack, Valuation};
use crate::trace::AttackerInfo;
use crate::units::{Amount, AssetIx, ParticipantIx};
use crate::world::{Message, Shock, World};

/// Forged messages under way are obeyed, each as far as the cap of its bridge leaves room in this tick; then guardians
/// whose time has come stop what would follow.
pub(super) fn forge(t: &mut Tick<'_>) {
    if t.s.attacks.is_empty() {
        return;
    }
    let mut moved: Vec<(ParticipantIx, AssetIx, i64)> = Vec::new();
    for at in 0..t.s.attacks.len() {
        let Some(mut attack) = t.s.attacks.get(at).copied() else { continue };
        obey(t, &mut attack, &mut moved);
        if let Some(slot) = t.s.attacks.get_mut(at) {
            *slot = attack;
        }
    }
    guardians(t);
}

/// Pauses bridges whose guardian has had time since the first message was obeyed.
fn guardians(t: &mut Tick<'_>) {
    for who in t.everyone() {
        let Some(delay) = t.w.bridge(who).and_then(|b| b.guardian_delay) else { continue };
        let first = t.s.attacks.iter().filter(|a| a.message.bridge == who).filter_map(|a| a.first).min();
        let Some((tick, entry)) = first else { continue };
        let due = tick.saturating_add(delay) <= t.s.tick;
        let forever = t.s.standing.get(who.at()).is_some_and(|s| s.halt.until == u32::MAX);
        if due && !forever {
            let at = t.note(Note::new(EntryKind::Paused).who(who).cause(Some(entry), 0));
            if let Some(s) = t.s.standing.get_mut(who.at()) {
                s.halt.until = u32::MAX;
                s.halt.entry = Some(at);
            }
        }
    }
}

fn obey(t: &mut Tick<'_>, a: &mut Attack, moved: &mut Vec<(ParticipantIx, AssetIx, i64)>) {
    let m = a.message;
    let Some(spec) = t.w.bridge(m.bridge).copied() else { return };
    if a.left <= 0 || t.s.is_paused(m.bridge) || t.s.is_out(m.bridge) || t.s.has_failed(m.bridge) {
        return;
    }
    if m.keys < spec.threshold {
        if !a.refused {
            a.refused = true;
            let note = Note::new(EntryKind::Refused).who(m.bridge).other(m.to).asset(m.token);
            t.note(note.amount(i64::from(m.keys)).of(i64::from(spec.threshold)));
        }
        return;
    }
    let decimals = t.w.assets.get(m.token.at()).map_or(0, |x| x.decimals);
    let used: i64 = moved.iter().filter(|x| (x.0, x.1) == (m.bridge, m.token)).map(|x| x.2).sum();
    let room = (spec.cap(decimals) - used).max(0);
    let there = if m.mints { a.left } else { t.s.books.free(m.bridge, m.token).max(0) };
    let units = a.left.min(room).min(there);
    if units == 0 {
        return;
    }
    moved.push((m.bridge, m.token, units));
    let note = Note::new(EntryKind::Forged).who(m.bridge).other(m.to).asset(m.token).amount(units).of(a.left);
    let first = a.first.map(|f| f.1);
    let entry = t.note(note.cause(first, units));
    a.left -= units;
    a.first = a.first.or(Some((t.s.tick, entry)));
    let worth = if m.token == t.w.numeraire { units } else { t.s.at_mark(t.w, m.token, units) };
    if m.mints {
        t.s.mint(t.w, m.token, m.to, units);
        t.note(Note::new(EntryKind::Minted).who(m.to).asset(m.token).amount(units).cause(Some(entry), units));
    } else {
        t.s.pay(m.token, m.bridge, m.to, units);
        t.s.lacks(m.bridge, entry, worth);
    }
    t.s.lost(m.bridge, entry, worth);
    t.s.mark_of(m.bridge, |x| x.shocked = true);
}

/// A participant is paused by an event.
pub(super) fn paused(t: &mut Tick<'_>, who: ParticipantIx, ticks: u32, withdrawals: bool) {
    let until = t.s.tick.saturating_add(ticks);
    let at = t.note(Note::new(EntryKind::Paused).who(who).amount(i64::from(until)));
    if let Some(s) = t.s.standing.get_mut(who.at()) {
        s.halt.until = s.halt.until.max(until);
        if withdrawals {
            s.halt.withdrawals_until = s.halt.withdrawals_until.max(until);
        }
        s.halt.entry = Some(at);
        s.marks.shocked = true;
    }
}

/// An issuer that is not paused and has not failed issues units with nothing new behind them.
pub(super) fn issue(t: &mut Tick<'_>, who: ParticipantIx, token: AssetIx, amount: i64) {
    let Some(claim) = t.w.assets.get(token.at()).and_then(|a| a.claim) else { return };
    if amount == 0 || t.s.is_paused(claim.issuer) || t.s.has_failed(claim.issuer) {
        return;
    }
    t.s.mint(t.w, token, who, amount);
    let note = Note::new(EntryKind::Minted).who(who).other(claim.issuer).asset(token).amount(amount);
    let entry = t.note(note);
    let worth = t.s.at_mark(t.w, token, amount);
    t.s.lost(claim.issuer, entry, worth);
}

/// The books of a participant are opened.
pub(super) fn disclosed(t: &mut Tick<'_>, who: ParticipantIx) {
    let v = Valuation::of(t.s, t.w);
    let (seen, has) = (v.seen_equity(who), v.equity(who));
    t.note(Note::new(EntryKind::Disclosed).who(who).amount(has).of(seen));
    if let Some(s) = t.s.standing.get_mut(who.at()) {
        s.disclosed = true;
        s.marks.shocked = true;
    }
}

fn messages(w: &World) -> impl Iterator<Item = Message> + '_ {
    w.events.iter().filter_map(|(_, e)| match e {
        Shock::Forged(m) => Some(*m),
        _ => None,
    })
}

/// Whom forged messages are to make rich, and what their keys cost.
pub(super) fn attackers(w: &World) -> Vec<AttackerInfo> {
    let mut all: Vec<AttackerInfo> = Vec::new();
    for who in (0..w.participants.len() as u32).map(ParticipantIx) {
        let cost = |m: Message| {
            let key = w.bridge(m.bridge).map_or(0, |b| b.key_cost);
            (i128::from(key) * i128::from(m.keys)).min(i128::from(Amount::LIMIT)) as i64
        };
        let costs: Vec<i64> = messages(w).filter(|m| m.to == who).map(cost).collect();
        if !costs.is_empty() {
            let cost = costs.into_iter().fold(0i64, i64::saturating_add).min(Amount::LIMIT);
            all.push(AttackerInfo { who, cost: Amount::new(cost) });
        }
    }
    all
}

/// What each of them has got out: money, and what it has free of assets that were not moved on a forged message, at marks.
pub(super) fn loot(t: &Tick<'_>) -> Vec<Amount> {
    let one = |a: &AttackerInfo| {
        let forged =
            |asset: AssetIx| asset != t.w.numeraire && messages(t.w).any(|m| m.to == a.who && m.token == asset);
        let assets = (0..t.w.assets.len() as u32).map(AssetIx).filter(|&asset| !forged(asset));
        let worth = assets.map(|asset| {
            let units = t.s.books.free(a.who, asset);
            if asset == t.w.numeraire { units } else { t.s.at_mark(t.w, asset, units) }
        });
        Amount::new(worth.sum())
    };
    t.trace.attackers.iter().map(one).collect()
}
