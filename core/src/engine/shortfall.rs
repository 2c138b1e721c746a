//! Who fell short in a clearing and why: the lines sum to the shortfall.
//!
//! A default of round r names debtors of earlier rounds, with the receipts missing against full payment, and what
//! the participant itself lacked; what is left is its own opening position, or feedback among debtors of its round.

use super::clear::Batch;
use super::context::{Note, Tick};
use crate::journal::{Cause, Entry, EntryKind, largest_first};
use crate::units::{Amount, EntryIx, ParticipantIx, sorted};

/// Writes a line for each debtor of the batch that did not pay in full, wave by wave.
pub(super) fn note(t: &mut Tick<'_>, b: &Batch, base: u32) {
    let round_of = |who: ParticipantIx| b.cleared.default_round.get(who.at()).copied().unwrap_or(0);
    let short: Vec<ParticipantIx> = t.everyone().filter(|&who| round_of(who) > 0).collect();
    let short = sorted(short, |&a, &b| (round_of(a), a).cmp(&(round_of(b), b)));
    let mut entries: Vec<Option<EntryIx>> = vec![None; t.w.participants.len()];
    for &who in &short {
        let (paid, due) = totals(t, b, |d| d.debtor == who);
        if t.s.has_failed(who) {
            // Its creditors miss what the failure took from them; a distribution of nothing is no news.
            let failure = t.s.standing.get(who.at()).and_then(|s| s.failed).map(|f| f.2);
            let said = (paid > 0).then(|| {
                t.note(Note::new(EntryKind::EstatePaid).who(who).amount(paid).of(due).cause(failure, due - paid))
            });
            if let Some(entry) = said.or(failure) {
                set(&mut entries, who, entry);
            }
            continue;
        }
        // Only those of earlier waves have brought it down; whom its own wave names would hang on the order of ids.
        let earlier: Vec<Option<EntryIx>> = (0u32..)
            .map(ParticipantIx)
            .zip(&entries)
            .map(|(x, entry)| entry.filter(|_| t.s.has_failed(x) || round_of(x) < round_of(who)))
            .collect();
        let causes = causes(t, b, who, due - paid, &earlier);
        let note = Note::new(EntryKind::Short).who(who).amount(paid).of(due).round(base + round_of(who)).causes(causes);
        let entry = t.note(if b.asset == t.w.numeraire { note } else { note.asset(b.asset) });
        set(&mut entries, who, entry);
        if let Some(s) = t.s.standing.get_mut(who.at()) {
            s.short.get_or_insert((entry, base + round_of(who)));
        }
    }
    estates_in_full(t, b, &short);
}

fn set(entries: &mut [Option<EntryIx>], who: ParticipantIx, entry: EntryIx) {
    if let Some(slot) = entries.get_mut(who.at()) {
        *slot = Some(entry);
    }
}

fn totals(t: &Tick<'_>, b: &Batch, of: impl Fn(&crate::state::Debt) -> bool) -> (i64, i64) {
    let mine = b.debts.iter().zip(&b.cleared.claim_paid).filter(|((i, _), _)| t.s.debts.get(*i).is_some_and(&of));
    mine.fold((0, 0), |(paid, due), ((_, d), p)| (paid + p, due + d))
}

/// An estate that pays all of what is due says so too.
fn estates_in_full(t: &mut Tick<'_>, b: &Batch, short: &[ParticipantIx]) {
    for who in t.everyone() {
        if !t.s.has_failed(who) || short.contains(&who) {
            continue;
        }
        let (paid, due) = totals(t, b, |d| d.debtor == who);
        if due > 0 {
            let failure = t.s.standing.get(who.at()).and_then(|s| s.failed).map(|f| f.2);
            t.note(Note::new(EntryKind::EstatePaid).who(who).amount(paid).of(due).cause(failure, due));
        }
    }
}

fn causes(t: &Tick<'_>, b: &Batch, who: ParticipantIx, shortfall: i64, entries: &[Option<EntryIx>]) -> Vec<Cause> {
    let mut found: Vec<Cause> = Vec::new();
    for (&(i, due), &paid) in b.debts.iter().zip(&b.cleared.claim_paid) {
        let Some(d) = t.s.debts.get(i).filter(|d| d.creditor == who && paid < due) else { continue };
        if let Some(entry) = entries.get(d.debtor.at()).copied().flatten() {
            found.push(Cause { entry, amount: Amount::new(due - paid) });
        }
    }
    if let Some(s) = t.s.standing.get(who.at()) {
        found.extend(s.lacks.iter().copied());
        found.extend(earlier_losses(t, s, &found));
    }
    let found = largest_first(found);
    let mut left = shortfall;
    let mut kept: Vec<Cause> = Vec::new();
    for c in found {
        let part = c.amount.quanta().min(left);
        if part > 0 {
            kept.push(Cause { entry: c.entry, amount: Amount::new(part) });
            left -= part;
        }
    }
    if left > 0
        && let Some(opening) = t.s.standing.get(who.at()).and_then(|s| s.opening)
    {
        kept.push(Cause { entry: opening, amount: Amount::new(left) });
    }
    kept
}

/// Losses of cash that a shortfall can come from: thefts and debtors that did not pay, not falls in value.
fn earlier_losses(t: &Tick<'_>, s: &crate::state::Standing, found: &[Cause]) -> Vec<Cause> {
    // What is issued on a forged message is owed, not taken.
    let issued = |e: &Entry| {
        let claim = e.asset.and_then(|a| t.w.assets.get(a.at())).and_then(|a| a.claim);
        claim.is_some_and(|claim| Some(claim.issuer) == e.who)
    };
    let cash = |c: &&Cause| {
        t.s.journal.get(c.entry).is_some_and(|e| {
            let theft = matches!(e.kind, EntryKind::Exploit | EntryKind::Corrupted)
                || EntryKind::Forged == e.kind && !issued(e);
            theft
                || matches!(e.kind, EntryKind::Impaired | EntryKind::Burnt | EntryKind::LossCharged)
                || matches!(e.kind, EntryKind::GainsCut | EntryKind::TornUp)
        })
    };
    s.losses.iter().filter(cash).filter(|c| !found.iter().any(|f| f.entry == c.entry)).copied().collect()
}
