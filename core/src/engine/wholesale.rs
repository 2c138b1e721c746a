//! Lenders who roll over or do not, and those who keep their cash.
//!
//! A loan that rolls over has its next date moved by its period while its lender sees enough of the debtor. When it does
//! not, or hoards, or has failed, the loan falls due like any other (Gorton and Metrick 2012 on lenders who do not roll
//! over repurchase agreements).

use super::context::{Note, Tick};
use super::events::millionths;
use super::sight::{self, View, below};
use crate::journal::{Cause, EntryKind};
use crate::state::DebtKind;
use crate::units::{Amount, ParticipantIx};

/// Who hoards in this tick; they ask for all their deposits.
pub(super) fn hoard(t: &mut Tick<'_>, view: &View) {
    for who in t.everyone() {
        let Some(h) = t.w.participants.get(who.at()).and_then(|p| p.hoards) else { continue };
        if t.s.has_failed(who) || t.s.is_out(who) {
            continue;
        }
        let seen = match h.watch {
            Some(other) if t.s.has_failed(other) => 0.0,
            Some(other) => view.v.coverage(other).unwrap_or(f64::INFINITY),
            None => view.average(),
        };
        if !below(seen, h.below) {
            continue;
        }
        let watched = h.watch.unwrap_or(who);
        let failed = t.s.standing.get(watched.at()).and_then(|s| s.failed);
        let causes = match failed {
            Some((_, _, entry)) => vec![Cause { entry, amount: Amount::ZERO }],
            None => super::mark::why_below(t, watched),
        };
        let note = Note::new(EntryKind::Hoards).who(who).amount(millionths(seen)).of(millionths(h.below));
        let note = if let Some(other) = h.watch { note.other(other) } else { note };
        let entry = t.note(note.causes(causes));
        if let Some(s) = t.s.standing.get_mut(who.at()) {
            s.hoards = Some(entry);
        }
        ask_back(t, who, entry);
    }
}

fn ask_back(t: &mut Tick<'_>, who: ParticipantIx, why: crate::units::EntryIx) {
    for at in 0..t.s.debts.len() {
        let Some(d) = t.s.debts.get_mut(at) else { continue };
        let part = d.open - d.asked;
        if d.kind != DebtKind::Deposit || d.creditor != who || d.estate || part <= 0 {
            continue;
        }
        d.asked += part;
        let (taker, link) = (d.debtor, d.link);
        let note = Note::new(EntryKind::AskedBack).who(who).other(taker).link(link).amount(part);
        let entry = t.note(note.cause(Some(why), part));
        t.s.lacks(taker, entry, part);
    }
}

/// Loans whose date is today are rolled over, or are due.
pub(super) fn roll(t: &mut Tick<'_>, view: &View) {
    for at in 0..t.w.obligations.len() {
        let Some(spec) = t.w.obligations.get(at).and_then(|o| o.rolls) else { continue };
        let now = t.s.tick;
        let Some(d) = t.s.debts.get(at).filter(|d| d.due == Some(now) && d.open > 0 && !d.estate) else { continue };
        let (debtor, creditor, link, open) = (d.debtor, d.creditor, d.link, d.open);
        if t.s.has_failed(debtor) {
            continue;
        }
        let seen = view.of(t, debtor, &spec.watches, 0.0);
        let low = seen.filter(|&seen| below(seen, spec.while_above));
        let standing = t.s.standing.get(creditor.at());
        let own = standing.and_then(|s| s.hoards.or(s.failed.map(|f| f.2)));
        if low.is_none() && own.is_none() {
            if let Some(d) = t.s.debts.get_mut(at) {
                d.due = Some(now.saturating_add(spec.every));
            }
            continue;
        }
        let why = match low {
            Some(seen) => {
                let why = view.why(t, debtor, &spec.watches, 0.0);
                Some(sight::note(t, debtor, &spec.watches, (seen, spec.while_above), why))
            }
            None => own,
        };
        let note = Note::new(EntryKind::NotRolled).who(debtor).other(creditor).link(link).amount(open);
        let entry = t.note(note.cause(why, open));
        t.s.lacks(debtor, entry, open);
    }
}
