//! Damage to what a run publishes of collateral: boxes, chains of re-use, and what is seized.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::auditors::{LARGE, Spoil};
use interclear_core::engine::{Account, LinkState, Posting};
use interclear_core::journal::{EntryKind, LinkKind};
use interclear_core::units::{Amount, LinkIx};

pub(super) const COLLATERAL_SPOILS: &[(&str, Spoil)] = &[
    ("one_unit_one_box", |r| {
        let own = |id: &str| r.s.collateral.iter().any(|c| c.id == id);
        let info = r.trace.links.iter().find(|l| l.link.kind == LinkKind::Collateral && own(&l.id))?;
        let to = Account::Pledged(info.link.at);
        let p = Posting { asset: info.asset, ..r.cash(r.outside(), to, LARGE) };
        Some(r.ticks[0].postings.push(p))
    }),
    ("reuse_within_cap", |r| {
        let (_, below) =
            r.find_link(|_, l| r.trace.links[l].reuses.is_some() && r.trace.frames[0].links[l].open.quanta() > 0)?;
        let up = r.trace.links[below].reuses?;
        let id = &r.trace.links[up.at()].id;
        Some(r.s.collateral.iter_mut().find(|c| &c.id == id)?.reuse_cap = Default::default())
    }),
    ("reuse_acyclic", |r| {
        let at = r.trace.links.iter().position(|l| l.link.kind == LinkKind::Collateral)?;
        Some(r.trace.links[at].reuses = Some(LinkIx(at as u32)))
    }),
    ("pledged_n_times_owed_n_times", |r| {
        let (_, below) =
            r.find_link(|_, l| r.trace.links[l].reuses.is_some() && r.trace.frames[0].links[l].open.quanta() > 0)?;
        // What the holder of the link above owes back is a unit less than what it has passed on.
        let open = &mut r.trace.frames[0].links[r.trace.links[below].reuses?.at()].open;
        Some(*open = Amount::new(open.quanta() - 1))
    }),
    ("pledged_n_times_owed_n_times", |r| {
        // Units of a box in the middle of a chain are gone, and the claim of the link above with them.
        let (t, l) = r.find_link(|t, l| {
            let info = &r.trace.links[l];
            let now = r.trace.frames[t].links[l];
            let owes = r.trace.frames[t].participants.get(info.to.at()).map_or(0, |p| p.debts.quanta());
            info.link.kind == LinkKind::Collateral
                && now.reused.quanta() > 0
                && owes == 0
                && now.state == LinkState::Posted
        })?;
        let link = &mut r.trace.frames[t].links[l];
        Some(link.open = Amount::new(link.open.quanta() - link.reused.quanta()))
    }),
    ("seized_within_secured", |r| {
        let e = r.entry(EntryKind::PaidByCollateral)?;
        Some(e.amount = Amount::new(e.of.quanta() + 1))
    }),
    ("seized_within_secured", |r| {
        let (t, l) = r.find_link(|_, l| {
            r.trace.links[l].link.kind == LinkKind::Collateral && r.never_failed(r.trace.links[l].from)
        })?;
        Some(r.trace.frames[t].links[l].state = LinkState::Seized)
    }),
];
