//! Damage to what a run publishes of margin exchanges.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::auditors::{LARGE, Run, Spoil};
use interclear_core::engine::{CutFrame, VenueFrame};
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::units::Amount;

pub(super) const EXCHANGE_SPOILS: &[(&str, Spoil)] = &[
    ("longs_equal_shorts", |r| {
        let m = frames(r).flat_map(|f| &mut f.markets).find(|m| m.long.quanta() > 0)?;
        Some(m.short = more(m.short))
    }),
    ("longs_equal_shorts", |r| Some(frames(r).flat_map(|f| &mut f.markets).next()?.makers = Amount::new(LARGE))),
    ("margin_in_equals_margin_out", |r| {
        let f = frames(r).last()?;
        Some(f.money = more(f.money))
    }),
    ("margin_in_equals_margin_out", |r| {
        let line = line(r, EntryKind::MakersPaid)?;
        Some(line.amount = more(line.amount))
    }),
    ("margin_in_equals_margin_out", |r| {
        let info = r.trace.venues.first_mut()?;
        Some(info.brought = more(info.brought))
    }),
    ("adl_cuts_winners_only", |r| {
        let c = cut(r)?;
        Some(c.gains = Amount::new(c.profit.quanta() - 1))
    }),
    ("adl_cuts_winners_only", |r| {
        let line = line(r, EntryKind::ProfitCut)?;
        Some(line.amount = more(line.amount))
    }),
    ("adl_cuts_winners_only", |r| {
        let f = frames(r).find(|f| f.taken > f.overshoot)?;
        Some(f.deficit = Amount::new(f.taken.quanta() - f.overshoot.quanta() - 1))
    }),
    ("liquidation_path_in_order", |r| Some(frames(r).find(|f| f.taken.quanta() > 0)?.fund_left = Amount::new(1))),
    ("liquidation_path_in_order", |r| {
        r.trace.venues.iter().find(|i| i.has_vault)?;
        let vaults: Vec<bool> = r.trace.venues.iter().map(|i| i.has_vault).collect();
        let mut all = r.trace.frames.iter_mut().flat_map(|f| f.venues.iter_mut().zip(&vaults));
        Some(all.find(|(f, vault)| **vault && f.taken.quanta() > 0)?.0.vault_full = false)
    }),
    ("liquidation_path_in_order", |r| {
        // Behind a stage of its own tick and venue.
        let stages = [EntryKind::SoldInBook, EntryKind::VaultTook, EntryKind::FundPaid];
        let all = &r.trace.journal.entries;
        let earlier = |at: usize, e: &Entry| {
            all.iter().take(at).any(|x| x.tick == e.tick && x.who == e.who && stages.contains(&x.kind))
        };
        let at = (0..all.len()).find(|&at| all[at].kind == EntryKind::Bankrupt && earlier(at, &all[at]))?;
        Some(r.trace.journal.entries[at].kind = EntryKind::MarginBelow)
    }),
];

fn frames(r: &mut Run) -> impl Iterator<Item = &mut VenueFrame> {
    r.trace.frames.iter_mut().flat_map(|f| &mut f.venues)
}

fn cut(r: &mut Run) -> Option<&mut CutFrame> {
    frames(r).flat_map(|f| &mut f.cuts).find(|c| c.profit.quanta() > 0)
}

fn line(r: &mut Run, kind: EntryKind) -> Option<&mut Entry> {
    r.trace.journal.entries.iter_mut().find(|e| e.kind == kind)
}

fn more(amount: Amount) -> Amount {
    Amount::new(amount.quanta() + 1)
}
