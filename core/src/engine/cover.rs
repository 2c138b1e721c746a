//! Insurance: what a covered participant has lost makes its insurer owe it a part, once, due on the next tick.
//!
//! The insurer may be unable to pay: the debt clears with everything else, and after a failure goes to the estate.

use super::calls::owe;
use super::context::{Note, Tick};
use super::mark::why_below;
use crate::journal::EntryKind;
use crate::state::{DebtKind, Valuation};
use crate::units::{ParticipantIx, value_of};

/// Covers not yet used whose loss has passed the deductible.
pub(super) fn losses(t: &mut Tick<'_>) {
    let unused = |t: &Tick<'_>, who: ParticipantIx| {
        !t.s.has_failed(who) && t.s.standing.get(who.at()).is_some_and(|s| s.covered.iter().any(|used| !used))
    };
    let insurers: Vec<ParticipantIx> = t.everyone().filter(|&who| unused(t, who)).collect();
    if insurers.is_empty() {
        return;
    }
    // All losses are taken before anybody is covered.
    let v = Valuation::of(t.s, t.w);
    for insurer in insurers {
        let covers = t.w.participants.get(insurer.at()).map(|p| p.covers.clone()).unwrap_or_default();
        for (at, c) in covers.into_iter().enumerate() {
            let used = t.s.standing.get(insurer.at()).and_then(|s| s.covered.get(at)).copied().unwrap_or(true);
            let loss = t.s.standing.get(c.covers.at()).map_or(0, |s| s.opening_equity) - v.equity(c.covers);
            let amount = value_of((loss - c.deductible).max(0), c.share, 1.0).min(c.limit);
            if used || amount == 0 {
                continue;
            }
            if let Some(used) = t.s.standing.get_mut(insurer.at()).and_then(|s| s.covered.get_mut(at)) {
                *used = true;
            }
            let note = Note::new(EntryKind::Covered).who(insurer).other(c.covers).amount(amount).of(loss);
            let entry = t.note(note.causes(why_below(t, c.covers)));
            owe(t, DebtKind::Cover, (insurer, c.covers), (amount, t.s.tick + 1), entry);
            t.s.lost(insurer, entry, amount);
        }
    }
}
