//! Collateral in the asset that is owed splits a claim `L` with collateral `c` into `s = min(L, c)` and a residual.
//!
//! The residual `L - s` is cleared with `s` already counted as the creditor's: that stays monotone, so a greatest
//! clearing vector exists. Afterwards the debtor's own cash pays `s` as far as it goes, and collateral only the rest.

use super::clear::{Batch, settle_debt};
use super::context::{Note, Tick};
use crate::journal::{EntryKind, LinkKind, LinkRef};
use crate::ledger::Account;
use crate::units::AssetIx;

/// The part of each due debt that a box of the same asset secures, with the link it is in.
pub(super) fn split(t: &Tick<'_>, asset: AssetIx, debts: &[(usize, i64)]) -> Vec<(i64, u32)> {
    let mut parts = vec![(0, 0); debts.len()];
    for (link, (c, p)) in (0u32..).zip(t.w.collateral.iter().zip(&t.s.pledges)) {
        if c.asset != asset || p.closed || p.seized > 0 || t.s.has_failed(c.pledger) {
            continue;
        }
        let mut left = t.s.books.pledged(link).min(p.posted);
        for (&(i, due), part) in debts.iter().zip(&mut parts) {
            if left > 0 && part.0 == 0 && t.s.debts.get(i).is_some_and(|d| d.is_secured_by(t.w, link)) {
                *part = (due.min(left), link);
                left -= part.0;
            }
        }
    }
    parts
}

/// Pays the secured parts: out of what the debtor has left, then out of the box.
pub(super) fn pay(t: &mut Tick<'_>, b: &Batch) {
    for (&(i, _), &(part, link)) in b.debts.iter().zip(&b.secured) {
        let Some((debtor, creditor)) = t.s.debts.get(i).map(|d| (d.debtor, d.creditor)).filter(|_| part > 0) else {
            continue;
        };
        let own = part.min(t.s.books.free(debtor, b.asset).max(0));
        let used = part - own;
        t.s.pay(b.asset, debtor, creditor, own);
        t.s.books.post(b.asset, Account::Pledged(link), Account::Free(creditor), used);
        if let Some(p) = t.s.pledges.get_mut(link as usize) {
            p.posted -= used;
        }
        settle_debt(t, i, part);
        if used > 0 {
            let at = LinkRef { kind: LinkKind::Collateral, at: link };
            let note =
                Note::new(EntryKind::PaidByCollateral).who(creditor).other(debtor).link(at).amount(used).of(part);
            t.note(if b.asset == t.w.numeraire { note } else { note.asset(b.asset) });
            t.s.mark_of(debtor, |m| m.strained = true);
            super::waterfall::margin_used(t, (creditor, debtor), used);
        }
    }
}
