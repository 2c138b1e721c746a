//! Ways to spoil attacks on services that share their stake.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::spoils::{Spoil, part};
use crate::journal::EntryKind;
use crate::units::{Amount, EntryIx};

pub(super) const SPOILS: &[(&str, &str, Spoil)] = &[
    ("attack_pays", "stakes of as much as there is to gain", |e| {
        let line = part(e, EntryKind::Attacked)?;
        Some(line.of = line.amount)
    }),
    ("attack_pays", "more taken than was said", |e| {
        let line = part(e, EntryKind::Corrupted)?;
        Some(line.amount = Amount::new(line.amount.quanta() + 1))
    }),
    ("attack_pays", "by too few operators", |e| {
        let who = part(e, EntryKind::Corrupted)?.who?;
        Some(e.w.participants[who.at()].secured.as_mut()?.threshold = 1.0)
    }),
    ("attack_pays", "on a service that is not attacked", |e| {
        let who = part(e, EntryKind::Corrupted)?.who?;
        Some(e.w.participants[who.at()].secured.as_mut()?.attacked = false)
    }),
    ("attack_pays", "corrupted once before", |e| {
        part(e, EntryKind::Corrupted)?;
        Some(e.s.restaking.corrupted[0] = Some((0, EntryIx(0))))
    }),
    ("attack_pays", "by an operator that had failed", |e| {
        let who = part(e, EntryKind::Attacked)?.other?;
        Some(e.s.standing[who.at()].failed = Some((1, 1, EntryIx(0))))
    }),
    ("attack_pays", "corrupted by nobody", |e| Some(part(e, EntryKind::Corrupted)?.causes.clear())),
];
