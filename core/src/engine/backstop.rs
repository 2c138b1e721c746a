//! Mutual backstops: a member short of cash draws on the lines that the others have promised.
//!
//! It draws for what its own assets cannot bring at known discounts, never to repay what it drew, and at most what the
//! pool's cap leaves it. The others lend pro rata to what each can: its line less what is drawn on it, and no more than its cash beyond what it
//! must pay itself in this tick. The cash is there for this tick's clearing; what is drawn is due some ticks later, so a
//! loss of the borrower reaches the lenders then.

use super::calls::owe;
use super::context::{Note, Tick};
use crate::clearing::waterfall::pro_rata;
use crate::journal::EntryKind;
use crate::state::DebtKind;
use crate::units::{AssetIx, ParticipantIx, value_of};

/// Draws on every pool that `who` is a member of, in order of the pools; returns what of the need is left. `due` is what
/// each participant must pay in this tick.
pub(super) fn draw(t: &mut Tick<'_>, who: ParticipantIx, need: i64, due: &[i64]) -> i64 {
    if need <= 0 || t.w.participants.iter().all(|p| p.backstop.is_none()) {
        return need;
    }
    let drawn = t.s.owed(who).filter(|(_, d)| matches!(d.kind, DebtKind::Line { .. }));
    let repaying: i64 = drawn.map(|(_, d)| d.due_at(t.s.tick)).sum();
    let mut wanted = (need - repaying - sellable(t, who)).max(0);
    let mut left = need;
    for pool in t.everyone() {
        let drawn = from_pool(t, who, pool, wanted, due);
        wanted -= drawn;
        left -= drawn;
    }
    left
}

/// What its own assets would bring, sold at the known discounts without price impact.
fn sellable(t: &Tick<'_>, who: ParticipantIx) -> i64 {
    let brings = |(a, spec): (u32, &crate::world::AssetSpec)| {
        let (asset, market) = (AssetIx(a), spec.market.as_ref()?);
        let worth = t.s.at_mark(t.w, asset, t.s.books.free(who, asset));
        (asset != t.w.numeraire).then(|| value_of(worth, 1.0 - market.discount, 1.0))
    };
    (0..).zip(&t.w.assets).filter_map(brings).sum()
}

fn from_pool(t: &mut Tick<'_>, who: ParticipantIx, pool: ParticipantIx, wanted: i64, due: &[i64]) -> i64 {
    let Some(spec) = t.w.participants.get(pool.at()).and_then(|p| p.backstop.clone()) else { return 0 };
    if wanted == 0 || !spec.lines.iter().any(|l| l.0 == who) {
        return 0;
    }
    let kind = DebtKind::Line { pool };
    let open = |by: &dyn Fn(&crate::state::Debt) -> bool| -> i64 {
        t.s.debts.iter().filter(|d| d.kind == kind && by(d)).map(|d| d.open).sum()
    };
    let room = |&(lender, line): &(ParticipantIx, i64)| {
        let hoards = t.s.standing.get(lender.at()).is_some_and(|s| s.hoards.is_some());
        if hoards || lender == who || t.s.has_failed(lender) || t.s.is_out(lender) {
            return 0;
        }
        let spare = t.s.cash(t.w, lender) - due.get(lender.at()).copied().unwrap_or(0);
        (line - open(&|d| d.creditor == lender)).min(spare).max(0)
    };
    let rooms: Vec<i64> = spec.lines.iter().map(room).collect();
    let may = spec.cap.map_or(wanted, |cap| (cap - open(&|d| d.debtor == who)).clamp(0, wanted));
    let parts = pro_rata(may, &rooms);
    for ((&(lender, _), &part), &room) in spec.lines.iter().zip(&parts).zip(&rooms).filter(|((_, part), _)| **part > 0)
    {
        t.s.pay(t.w.numeraire, lender, who, part);
        let note = Note::new(EntryKind::LineDrawn).who(who).other(lender).amount(part).of(room);
        let entry = t.note(note.causes(t.reasons(who, part)));
        owe(t, kind, (who, lender), (part, t.s.tick.saturating_add(spec.repay_after)), entry);
        t.s.lacks(lender, entry, part);
    }
    parts.iter().sum()
}
