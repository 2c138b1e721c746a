//! Failure: all the debtor's debts become one estate, due after the estate's delay; set-off, seizure, return of collateral.

mod collateral;

use super::context::{Note, Tick};
use super::{redemption, waterfall};
use crate::journal::{EntryKind, LinkRef};
use crate::state::{Debt, DebtKind, Valuation};
use crate::units::{EntryIx, ParticipantIx, sorted};

/// Closes out everybody of a wave, takes stock of what their creditors lose, and charges clearing houses; houses whose
/// last layer that uses up are a wave of their own.
pub(super) fn all(t: &mut Tick<'_>, wave: &[ParticipantIx]) {
    if wave.is_empty() {
        return;
    }
    close_out(t, wave);
    waterfall::charge(t);
}

/// Closes out one wave.
pub(super) fn close_out(t: &mut Tick<'_>, wave: &[ParticipantIx]) {
    for &who in wave {
        super::exchange::closed(t, who);
        waterfall::positions_closed(t, who);
        super::positions::closed(t, who);
        redemption::dissolve(t, who);
        estate(t, who);
        [true, false].into_iter().for_each(|holder_failed| collateral::not_in_a_box(t, who, holder_failed));
        if t.w.rules.close_out_netting {
            set_off(t, who);
        }
    }
    for &who in wave {
        collateral::seize_or_release(t, who);
        collateral::not_returned(t, who);
    }
    super::positions::use_margin(t);
    waterfall::defaulters_fund(t);
    impaired(t, wave);
}

pub(super) fn failure(t: &Tick<'_>, who: ParticipantIx) -> Option<EntryIx> {
    t.s.standing.get(who.at()).and_then(|s| s.failed).map(|f| f.2)
}

/// All its debts fall due together; debts in kind are owed at the mark in the numeraire; trades are cancelled.
fn estate(t: &mut Tick<'_>, who: ParticipantIx) {
    let due = t.s.tick + t.w.rules.estate_delay;
    let cancelled: Vec<u32> =
        t.s.debts
            .iter()
            .filter(|d| d.debtor == who || d.creditor == who)
            .filter_map(|d| match d.kind {
                DebtKind::Leg { trade, .. }
                    if d.open > 0
                        && t.w.trades.get(trade as usize).is_some_and(|x| x.dvp || t.s.trade_untouched(trade)) =>
                {
                    Some(trade)
                }
                _ => None,
            })
            .collect();
    for i in 0..t.s.debts.len() {
        let Some(value) = t.s.debts.get(i).map(|d| t.s.debt_value(t.w, d)) else { continue };
        let (numeraire, now) = (t.w.numeraire, t.s.tick);
        let Some(d) = t.s.debts.get_mut(i) else { continue };
        if matches!(d.kind, DebtKind::Leg { trade, .. } if cancelled.contains(&trade))
            || (d.debtor == who && matches!(d.kind, DebtKind::Call(_)))
            || ((d.debtor == who || d.creditor == who) && d.kind == DebtKind::Refill)
        {
            d.open = 0;
            continue;
        }
        if d.debtor != who || d.open == 0 {
            continue;
        }
        d.was_due =
            if d.kind == DebtKind::Deposit { d.asked } else { d.due.filter(|&due| due <= now).map_or(0, |_| value) };
        d.open = value;
        d.asset = numeraire;
        d.due = Some(due);
        d.estate = true;
        d.late_since = None;
        (d.asked, d.let_out) = (0, 0);
    }
}

/// Sets off what it and each other participant owe each other, oldest links first.
fn set_off(t: &mut Tick<'_>, who: ParticipantIx) {
    let others = t.s.owed(who).filter(|(_, d)| d.open > 0).map(|(_, d)| d.creditor).collect();
    let mut others: Vec<ParticipantIx> = sorted(others, Ord::cmp);
    others.dedup();
    for other in others.into_iter().filter(|&o| o != who && o != t.w.outside()) {
        let cash = t.w.numeraire;
        let counts = |d: &Debt, from, to| {
            d.debtor == from
                && d.creditor == to
                && d.asset == cash
                && d.open > 0
                && !matches!(
                    d.kind,
                    DebtKind::Call(_) | DebtKind::Leg { .. } | DebtKind::Contribution | DebtKind::Refill
                )
        };
        let sum = |t: &Tick<'_>, from, to| -> i64 {
            t.s.owed(from).filter(|(_, d)| counts(d, from, to)).map(|(_, d)| d.open).sum()
        };
        let amount = sum(t, who, other).min(sum(t, other, who));
        if amount == 0 {
            continue;
        }
        for (from, to) in [(who, other), (other, who)] {
            let mut left = amount;
            for k in 0..t.s.owes(from) {
                let at = t.s.owed_at(from, k);
                let Some(d) = t.s.debts.get_mut(at).filter(|d| counts(d, from, to)) else { continue };
                let part = left.min(d.open);
                d.lower(part);
                left -= part;
            }
        }
        let cause = failure(t, who);
        t.note(Note::new(EntryKind::SetOff).who(who).other(other).amount(amount).cause(cause, amount));
    }
}

/// What each creditor is expected to lose, at the moment of failure.
fn impaired(t: &mut Tick<'_>, wave: &[ParticipantIx]) {
    let v = Valuation::of(t.s, t.w);
    let mut lines: Vec<(ParticipantIx, ParticipantIx, LinkRef, i64, i64)> = Vec::new();
    for (at, d) in t.s.debts.iter().enumerate() {
        // What a house loses is charged to its layers, and told there.
        if d.open == 0 || d.is_unvalued() || !wave.contains(&d.debtor) || t.w.fund(d.creditor).is_some() {
            continue;
        }
        let ratio = v.ratio.get(d.debtor.at()).copied().unwrap_or(1.0);
        let safe = v.secured_part(at, d);
        let loss = (d.open - safe) - crate::units::value_of(d.open - safe, ratio, 1.0);
        if ratio < 1.0 && loss > 0 {
            lines.push((d.creditor, d.debtor, d.link, loss, d.open));
        }
    }
    for (creditor, debtor, link, loss, face) in lines {
        let cause = failure(t, debtor);
        let entry = t.note(
            Note::new(EntryKind::Impaired)
                .who(creditor)
                .other(debtor)
                .link(link)
                .amount(loss)
                .of(face)
                .cause(cause, loss),
        );
        t.s.lost(creditor, entry, loss);
        if let Some(s) = t.s.standing.get_mut(creditor.at()) {
            s.impaired = true;
        }
    }
}
