//! Collateral of a failed participant: what is not in a box, what is seized or goes back, and what does not come back.

use super::failure;
use crate::engine::context::{Note, Tick};
use crate::journal::{EntryKind, LinkKind, LinkRef};
use crate::state::{Debt, DebtKind, Pledge};
use crate::units::ParticipantIx;
use crate::world::CollateralSpec;

/// Collateral that one of its two sides is closed out of: what is in a box stays the pledger's; for the rest the pledger
/// has a claim at the mark, on the holder's estate when it is the holder that has failed.
pub(super) fn not_in_a_box(t: &mut Tick<'_>, who: ParticipantIx, holder_failed: bool) {
    let side = |c: &CollateralSpec| if holder_failed { c.holder } else { c.pledger };
    for link in 0..t.w.collateral.len() as u32 {
        let Some(c) = t.w.collateral.get(link as usize).filter(|c| side(c) == who && !c.margin) else {
            continue;
        };
        // A pledger's collateral that has been seized pays its debt already.
        let open = |p: &&Pledge| !p.closed && (holder_failed || p.seized == 0);
        let Some(p) = t.s.pledges.get(link as usize).filter(open) else { continue };
        let here = if c.transfer { 0 } else { t.s.books.pledged(link) };
        let gone = p.posted - here;
        if gone > 0 {
            let at = LinkRef { kind: LinkKind::Collateral, at: link };
            let value = t.s.at_mark(t.w, c.asset, gone);
            let mut d = Debt::new(DebtKind::Return(link), at, c.holder, c.pledger, t.w.numeraire, value);
            if holder_failed {
                d.due = Some(t.s.tick + t.w.rules.estate_delay);
                d.estate = true;
            } else {
                d.due = Some(t.s.tick + 1);
                d.grace = t.w.rules.grace;
            }
            t.s.owe(d);
        }
        if let Some(p) = t.s.pledges.get_mut(link as usize) {
            p.posted = here;
            p.converted |= gone > 0;
            p.closed = here == 0;
        }
    }
}

/// Boxes of its links: the holder of its collateral seizes what secures an open debt; everything else goes back.
pub(super) fn seize_or_release(t: &mut Tick<'_>, who: ParticipantIx) {
    for link in 0..t.w.collateral.len() as u32 {
        let Some(c) = t.w.collateral.get(link as usize).filter(|c| !c.margin && (c.pledger == who || c.holder == who))
        else {
            continue;
        };
        let here = t.s.books.pledged(link);
        let open = t.s.pledges.get(link as usize).is_some_and(|p| !p.closed && p.seized == 0);
        if !open || here == 0 {
            continue;
        }
        let claim = t.s.secured(t.w, link);
        let cause = failure(t, who);
        if claim > 0 && c.pledger == who {
            let worth = t.s.at_mark(t.w, c.asset, here);
            let at = LinkRef { kind: LinkKind::Collateral, at: link };
            let entry = t.note(
                Note::new(EntryKind::Seized)
                    .who(c.holder)
                    .other(c.pledger)
                    .link(at)
                    .amount(worth)
                    .of(claim)
                    .cause(cause, worth),
            );
            if let Some(p) = t.s.pledges.get_mut(link as usize) {
                p.seized = here;
                p.seized_at = t.s.tick;
                p.entry = Some(entry);
            }
        } else if claim == 0
            && let Some(p) = t.s.pledges.get_mut(link as usize)
        {
            // Goes back in `resolve`: spendable from the next tick on.
            p.secured_before = true;
        }
    }
}

/// Pledgers whose units do not come back have a reason for what they lack.
pub(super) fn not_returned(t: &mut Tick<'_>, who: ParticipantIx) {
    let claims: Vec<(ParticipantIx, LinkRef, i64)> =
        t.s.debts
            .iter()
            .filter(|d| d.debtor == who && d.open > 0 && matches!(d.kind, DebtKind::Return(_)))
            .map(|d| (d.creditor, d.link, d.open))
            .collect();
    for (pledger, link, open) in claims {
        let cause = failure(t, who);
        let whole = t.w.collateral.get(link.at as usize).map_or(open, |c| t.s.at_mark(t.w, c.asset, c.units));
        let entry = t.note(
            Note::new(EntryKind::NotReturned)
                .who(pledger)
                .other(who)
                .link(link)
                .amount(open)
                .of(whole)
                .cause(cause, open),
        );
        t.s.lacks(pledger, entry, open);
    }
}
