//! Ways to spoil swaps of peg modules and algorithms.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::Ended;
use super::spoils::{Spoil, part};
use crate::journal::{Entry, EntryKind};
use crate::units::{Amount, EntryIx};
use crate::world::{AlgorithmSpec, PegAssetSpec};

pub(super) const SPOILS: &[(&str, &str, Spoil)] = &[
    ("peg_swap_conserves", "a coin out of nothing", |e| {
        let line = caused(e, EntryKind::SwappedIn, EntryKind::Minted)?;
        Some(line.amount = Amount::new(line.amount.quanta() + 1))
    }),
    ("peg_swap_conserves", "more paid out than coins bring", |e| {
        let line = part(e, EntryKind::SwappedOut)?;
        Some(line.amount = Amount::new(line.amount.quanta() + 1))
    }),
    ("peg_swap_conserves", "a fee that is not kept", |e| {
        part(e, EntryKind::SwappedIn)?;
        Some(accepted(e)?.fee_in = 0.5)
    }),
    ("peg_swap_conserves", "a swap without a module", |e| {
        part(e, EntryKind::SwappedIn)?;
        Some(e.w.participants.iter_mut().for_each(|p| p.peg = None))
    }),
    ("peg_swap_within_ceiling", "more than the ceiling", |e| {
        part(e, EntryKind::SwappedIn)?;
        Some(accepted(e)?.ceiling = Some(1))
    }),
    ("peg_swap_within_ceiling", "more than the cap", |e| {
        part(e, EntryKind::SwappedOut)?;
        Some(accepted(e)?.cap = Some(1))
    }),
    ("algorithmic_mint_at_price", "a token out of nothing", |e| {
        let line = caused(e, EntryKind::Contracted, EntryKind::Minted)?;
        Some(line.amount = Amount::new(line.amount.quanta() + 1))
    }),
    ("algorithmic_mint_at_price", "a token burnt too few", |e| {
        let line = caused(e, EntryKind::Expanded, EntryKind::Burned)?;
        Some(line.amount = Amount::new(line.amount.quanta() - 1))
    }),
    ("algorithmic_mint_at_price", "beyond the limit", |e| {
        part(e, EntryKind::Contracted)?;
        Some(algorithm(e)?.limit = 1)
    }),
    ("algorithmic_mint_at_price", "at another price", |e| {
        part(e, EntryKind::Expanded)?;
        Some(algorithm(e)?.par *= 2.0)
    }),
];

/// The first line of one kind that a line of another brought about in the tick.
fn caused(e: &mut Ended, by: EntryKind, kind: EntryKind) -> Option<&mut Entry> {
    let first = e.s.before.entries;
    let line = e.s.journal.entries.iter().skip(first).position(|x| x.kind == by)? + first;
    let mine = |x: &&mut Entry| x.kind == kind && x.causes.iter().any(|c| c.entry == EntryIx(line as u32));
    e.s.journal.entries.iter_mut().skip(first).find(mine)
}

fn accepted(e: &mut Ended) -> Option<&mut PegAssetSpec> {
    e.w.participants.iter_mut().find_map(|p| p.peg.as_mut())?.assets.first_mut()
}

fn algorithm(e: &mut Ended) -> Option<&mut AlgorithmSpec> {
    e.w.participants.iter_mut().find_map(|p| p.algorithm.as_mut())
}
