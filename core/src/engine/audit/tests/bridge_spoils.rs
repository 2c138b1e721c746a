//! Ways to spoil forged messages, pauses, and what is shown of hidden links.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::spoils::{Spoil, part};
use crate::journal::EntryKind;
use crate::state::Halt;
use crate::units::{Amount, EntryIx};

pub(super) const SPOILS: &[(&str, &str, Spoil)] = &[
    ("forged_needs_keys", "fewer keys than it takes", |e| {
        part(e, EntryKind::Forged)?;
        Some(e.s.attacks.iter_mut().for_each(|a| a.message.keys = 0))
    }),
    ("forged_needs_keys", "a message that nobody heard", |e| {
        part(e, EntryKind::Forged)?;
        Some(e.s.attacks.clear())
    }),
    ("forged_needs_keys", "obeyed by no bridge", |e| {
        part(e, EntryKind::Forged)?;
        Some(e.w.participants.iter_mut().for_each(|p| p.bridge = None))
    }),
    ("mint_within_cap", "more than the cap", |e| {
        let line = part(e, EntryKind::Forged)?;
        Some(line.amount = Amount::new(line.amount.quanta() + 501))
    }),
    ("mint_within_cap", "more than was asked for", |e| Some(e.s.attacks.first_mut()?.left = -1)),
    ("paused_mints_nothing", "obeyed in a pause", |e| {
        let who = part(e, EntryKind::Forged)?.who?;
        e.s.standing[who.at()].halt = Halt { until: u32::MAX, withdrawals_until: 0, entry: Some(EntryIx(0)) };
        Some(())
    }),
    ("paused_mints_nothing", "paid through a shut door", |e| {
        let who = part(e, EntryKind::Withdrawn)?.who?;
        Some(e.s.standing[who.at()].halt.withdrawals_until = u32::MAX)
    }),
    ("hidden_changes_no_books", "more shown than there is", |e| {
        let p = e.frame.participants.first_mut()?;
        Some(p.seen_equity = Amount::new(p.seen_equity.quanta() + 1))
    }),
    ("hidden_changes_no_books", "a debt hidden without a hidden link", |e| {
        let p = e.frame.participants.first_mut()?;
        Some(p.seen_debts = Amount::new(p.seen_debts.quanta() - 1))
    }),
    ("hidden_changes_no_books", "hidden after a disclosure", |e| {
        let lender = e.w.deposits.iter().find(|d| d.hidden)?.creditor;
        let shown = e.frame.participants.get(lender.at()).filter(|p| p.seen_equity > p.equity())?;
        let _ = shown;
        Some(e.s.standing[lender.at()].disclosed = true)
    }),
];
