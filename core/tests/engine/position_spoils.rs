//! Damage to what a run publishes of positions in contracts.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::auditors::{Run, Spoil};
use interclear_core::engine::{AccountFrame, BookFrame, MarginFrame, State};
use interclear_core::journal::EntryKind;
use interclear_core::units::Amount;

pub(super) const POSITION_SPOILS: &[(&str, Spoil)] = &[
    ("long_equals_short", |r| cleared(r, |x| x.lines.iter().any(|&q| q != 0)).map(|x| x.lines[0] += 1)),
    ("long_equals_short", |r| {
        let c = books(r).flat_map(|b| &mut b.contracts).next()?;
        Some(c.open_interest = 1 << 40)
    }),
    ("variation_sums_to_nothing", |r| cleared(r, |x| x.gained.quanta() != 0).map(|x| add(&mut x.gained, 1))),
    ("variation_sums_to_nothing", |r| {
        let line = r.trace.journal.entries.iter_mut().find(|e| e.kind == EntryKind::Variation)?;
        Some(line.amount = Amount::new(line.amount.quanta() + 1))
    }),
    ("variation_sums_to_nothing", |r| {
        let line = r.trace.journal.entries.iter_mut().find(|e| e.kind == EntryKind::Variation)?;
        Some(std::mem::swap(&mut line.who, &mut line.other))
    }),
    ("contracts_at_mark", |r| {
        let c = books(r).flat_map(|b| &mut b.contracts).find(|c| (10..1_000_000).contains(&c.price.quanta()))?;
        Some(add(&mut c.price, 2))
    }),
    ("margin_called", |r| live(r, |m| m.posted > m.required).map(|m| m.missing = Amount::new(1))),
    ("margin_called", |r| live(r, |m| m.required.quanta() > 0).map(|m| m.missing = Amount::new(-1))),
];

fn add(amount: &mut Amount, more: i64) {
    *amount = Amount::new(amount.quanta() + more);
}

fn books(r: &mut Run) -> impl Iterator<Item = &mut BookFrame> {
    r.trace.frames.iter_mut().skip(1).filter_map(|f| f.book.as_mut())
}

/// An account with a clearing house.
fn cleared(r: &mut Run, is: impl Fn(&AccountFrame) -> bool) -> Option<&mut AccountFrame> {
    let houses: Vec<bool> = r.trace.book.as_ref()?.accounts.iter().map(|a| a.cleared).collect();
    let all = books(r).flat_map(|b| &mut b.accounts).zip(houses.into_iter().cycle());
    all.filter(|(_, cleared)| *cleared).map(|(x, _)| x).find(|x| is(x))
}

/// Margin between two that never fail.
fn live(r: &mut Run, is: impl Fn(&MarginFrame) -> bool) -> Option<&mut MarginFrame> {
    let last = r.trace.frames.last()?.participants.clone();
    let sound = |who: interclear_core::units::ParticipantIx| {
        last.get(who.at()).is_some_and(|p| matches!(p.state, State::Solvent | State::Late))
    };
    let info = r.trace.book.as_ref()?;
    let pairs: Vec<bool> = info.margins.iter().map(|m| sound(m.poster) && sound(m.holder)).collect();
    let all = books(r).flat_map(|b| &mut b.margins).zip(pairs.into_iter().cycle());
    all.filter(|(_, sound)| *sound).map(|(m, _)| m).find(|m| is(m))
}
