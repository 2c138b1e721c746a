//! Phase 2: due shocks strike. Their entries have no cause: they are roots.

use super::context::{Note, Tick};
use super::lending::{Borrowing, borrow};
use crate::journal::EntryKind;
use crate::state::{Attack, DebtKind, Order};
use crate::units::{AssetIx, EntryIx, ParticipantIx};
use crate::world::Shock;

pub(super) fn phase(t: &mut Tick<'_>) {
    let now = t.s.tick;
    let due: Vec<Shock> = t.w.events.iter().filter(|(tick, _)| *tick == now).map(|(_, e)| e.clone()).collect();
    for shock in due {
        match shock {
            Shock::Price { asset, change } => price(t, asset, change),
            Shock::Volatility { asset, change } => super::positions::shock(t, asset, change),
            Shock::Suspension { asset, ticks } => super::positions::suspend(t, asset, ticks),
            Shock::Default { who } => declared(t, who),
            Shock::Exploit { who, asset, amount } => exploit(t, who, asset, amount),
            Shock::Outage { who, ticks } => {
                let until = now.saturating_add(ticks);
                if let Some(s) = t.s.standing.get_mut(who.at()) {
                    s.out_until = s.out_until.max(until);
                    s.marks.shocked = true;
                }
                let at = t.note(Note::new(EntryKind::Outage).who(who).amount(i64::from(until)));
                if let Some(s) = t.s.standing.get_mut(who.at()) {
                    s.outage = Some(at);
                }
            }
            Shock::Wave { who, share } => wave(t, who, share),
            Shock::Slashing { who, share } => {
                super::staking::slash(t, who, share, Vec::new());
            }
            Shock::Redemptions { asset, share } => super::redemption::wave(t, asset, share),
            Shock::Announced { version, old, new, who, leaves } => announced(t, (version, old, new), who, leaves),
            Shock::Upgrade { version, old, new } => {
                let known = |e: &&crate::journal::Entry| e.kind == EntryKind::Announced && e.round == version;
                let known = t.s.journal.entries.iter().position(|e| known(&e)).map(|at| EntryIx(at as u32));
                t.note(Note::new(EntryKind::Upgraded).amount(new).of(old).round(version).cause(known, 0));
            }
            Shock::Forged(message) => {
                t.s.attacks.push(Attack { message, left: message.amount, first: None, refused: false });
            }
            Shock::Pause { who, ticks, withdrawals } => super::bridge::paused(t, who, ticks, withdrawals),
            Shock::Issue { who, token, amount } => super::bridge::issue(t, who, token, amount),
            Shock::Disclosure { who } => super::bridge::disclosed(t, who),
            Shock::Borrow { who, pool, asset, posts, borrows, loan, pledge } => {
                borrow(t, &Borrowing { who, pool, asset, posts, borrows, loan, pledge });
            }
            Shock::Order(order) => place(t, &order),
            Shock::Recovery { who, amount } => {
                t.s.pay(t.w.numeraire, t.w.outside(), who, amount);
                t.note(Note::new(EntryKind::Rescue).who(who).amount(amount));
            }
        }
    }
    super::draws::phase(t);
    super::bridge::forge(t);
    for who in t.everyone() {
        let out = t.s.is_out(who);
        t.s.mark_of(who, |m| m.out = out);
        if let Some(entry) = t.s.standing.get(who.at()).and_then(|s| s.outage).filter(|_| out) {
            t.s.lacks(who, entry, t.s.cash(t.w, who));
        }
    }
}

/// A price in millionths, as the journal keeps it.
pub(super) fn millionths(price: f64) -> i64 {
    (price * 1e6).round().min(9e15) as i64
}

fn price(t: &mut Tick<'_>, asset: AssetIx, change: f64) {
    let Some(old) = t.s.quotes.get(asset.at()).map(|q| q.spot) else { return };
    let new = old * (1.0 + change);
    let at = t.note(Note::new(EntryKind::PriceShock).asset(asset).amount(millionths(new)).of(millionths(old)));
    t.s.note_outer(asset, 1.0 + change);
    super::market::shock(t, asset, new);
    if let Some(q) = t.s.quotes.get_mut(asset.at()) {
        q.moved = Some(at);
    }
    for who in t.everyone() {
        if t.s.books.free(who, asset) > 0 {
            t.s.mark_of(who, |m| m.shocked = true);
        }
    }
}

/// An order for the market of this tick.
fn place(t: &mut Tick<'_>, o: &crate::world::Order) {
    let note = Note::new(EntryKind::Ordered).who(o.who).amount(o.amount);
    let entry = t.note(if o.sells { note.asset(o.asset) } else { note });
    let make = if o.sells { Order::sell } else { Order::buy };
    let order = make(o.who, o.asset, o.amount).because(entry);
    t.s.orders.push(o.limit.map_or(order, |limit| order.limit(limit)));
    t.s.mark_of(o.who, |m| m.shocked = true);
}

fn declared(t: &mut Tick<'_>, who: ParticipantIx) {
    if t.s.has_failed(who) {
        return;
    }
    let round = 1;
    t.s.rounds = t.s.rounds.max(round);
    let at = t.note(Note::new(EntryKind::DefaultDeclared).who(who).round(round));
    if let Some(s) = t.s.standing.get_mut(who.at()) {
        s.failed = Some((t.s.tick, round, at));
        s.marks.shocked = true;
    }
}

fn exploit(t: &mut Tick<'_>, who: ParticipantIx, asset: AssetIx, amount: i64) {
    let taken = amount.min(t.s.books.free(who, asset)).max(0);
    if taken == 0 {
        return;
    }
    t.s.pay(asset, who, t.w.outside(), taken);
    let at = t.note(Note::new(EntryKind::Exploit).who(who).asset(asset).amount(taken).of(amount));
    let value = if asset == t.w.numeraire { taken } else { t.s.at_mark(t.w, asset, taken) };
    t.s.lost(who, at, value);
    t.s.lacks(who, at, value);
    t.s.mark_of(who, |m| m.shocked = true);
}

/// A change becomes known, and with it some of the depositors it concerns leave before it holds.
fn announced(t: &mut Tick<'_>, (version, old, new): (u32, i64, i64), who: Option<ParticipantIx>, leaves: f64) {
    let note = Note::new(EntryKind::Announced).amount(new).of(old).round(version);
    let at = t.note(if let Some(who) = who { note.who(who) } else { note });
    let Some(who) = who.filter(|&who| leaves > 0.0 && !t.s.has_failed(who)) else { return };
    let asked = ask(t, who, leaves);
    if asked > 0 {
        let run = t.note(Note::new(EntryKind::WithdrawalWave).who(who).amount(asked).cause(Some(at), asked));
        t.s.lacks(who, run, asked);
    }
}

/// Depositors ask for a share of what they have; how much.
fn ask(t: &mut Tick<'_>, who: ParticipantIx, share: f64) -> i64 {
    let mut asked = 0;
    for d in t.s.debts.iter_mut().filter(|d| d.kind == DebtKind::Deposit && d.debtor == who && !d.estate) {
        let part = crate::units::value_of(d.open, share, 1.0).min(d.open - d.asked);
        d.asked += part.max(0);
        asked += part.max(0);
    }
    asked
}

fn wave(t: &mut Tick<'_>, who: ParticipantIx, share: f64) {
    let asked = ask(t, who, share);
    let at = t.note(Note::new(EntryKind::WithdrawalWave).who(who).amount(asked));
    t.s.lacks(who, at, asked);
    t.s.mark_of(who, |m| m.shocked = true);
}
