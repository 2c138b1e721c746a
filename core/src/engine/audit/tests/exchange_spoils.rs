//! Ways to spoil what margin exchanges did.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::Ended;
use super::spoils::Spoil;
use crate::journal::EntryKind;
use crate::state::{Cutback, Venue};
use crate::units::Amount;

fn venue(e: &mut Ended) -> Option<&mut Venue> {
    e.s.exchange.venues.first_mut()
}

/// What a venue did in a tick in which winners were cut.
fn did(e: &mut Ended) -> Option<&mut crate::state::VenueDid> {
    venue(e).map(|v| &mut v.did).filter(|d| !d.cuts.is_empty())
}

fn cut(e: &mut Ended) -> Option<&mut Cutback> {
    did(e)?.cuts.iter_mut().find(|c| c.profit > 0)
}

pub(super) const SPOILS: &[(&str, &str, Spoil)] = &[
    ("longs_equal_shorts", "a contract without another side", |e| {
        Some(venue(e)?.legs.iter_mut().find(|l| l.size != 0)?.size += 1)
    }),
    ("longs_equal_shorts", "more shown than there is", |e| {
        let m = e.frame.venues.first_mut()?.markets.first_mut()?;
        Some(m.long = Amount::new(m.long.quanta() + 1))
    }),
    ("margin_in_equals_margin_out", "money out of nothing", |e| Some(venue(e)?.accounts.first_mut()?.cash += 1)),
    ("margin_in_equals_margin_out", "a contract for nothing", |e| {
        Some(venue(e)?.legs.iter_mut().find(|l| l.size != 0)?.cost -= 1)
    }),
    ("margin_in_equals_margin_out", "money that no posting brought", |e| {
        let v = venue(e)?;
        v.did.came += 1 << 45;
        Some(v.accounts.first_mut()?.cash += 1 << 45)
    }),
    ("margin_in_equals_margin_out", "a fund below nothing", |e| {
        let v = venue(e)?;
        v.accounts.first_mut()?.cash += v.fund + 1;
        Some(v.fund = -1)
    }),
    ("margin_in_equals_margin_out", "margin that went nowhere", |e| {
        let unit = venue(e)?.units.iter_mut().find(|u| u.1 > 0)?;
        Some(unit.1 = 0)
    }),
    ("adl_cuts_winners_only", "more than its profit", |e| {
        let c = cut(e)?;
        c.profit = c.gains + 1;
        let taken = did(e)?.cuts.iter().map(|c| c.profit).sum();
        let d = did(e)?;
        (d.overshoot, d.taken) = (d.overshoot + taken - d.taken, taken);
        Some(())
    }),
    ("adl_cuts_winners_only", "a profit that is none", |e| Some(cut(e)?.gains += 1)),
    ("adl_cuts_winners_only", "more than is lacking", |e| {
        let d = did(e).filter(|d| d.taken > d.overshoot)?;
        Some(d.deficit = d.taken - d.overshoot - 1)
    }),
    ("adl_cuts_winners_only", "a part of a position that was not closed", |e| Some(cut(e)?.size -= 1)),
    ("liquidation_path_in_order", "with money in the fund", |e| Some(did(e)?.fund_left = 1)),
    ("liquidation_path_in_order", "with room in the vault", |e| Some(did(e)?.vault_full = false)),
    ("liquidation_path_in_order", "winners before it is known who is below", |e| {
        let all = &mut e.s.journal.entries;
        let from = e.s.before.entries;
        let of = |all: &[crate::journal::Entry], kind| (from..all.len()).find(|&i| all[i].kind == kind);
        let (below, bankrupt) = (of(all, EntryKind::CrowdBelow)?, of(all, EntryKind::Bankrupt)?);
        Some(all.swap(below, bankrupt))
    }),
];
