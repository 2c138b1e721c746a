//! Debts that no link of the scenario stands for, from the lines that made them.

use super::{Seen, gains};
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::scenario::{Layer, Mechanism};
use interclear_core::units::ParticipantIx;

/// Who came to owe whom by a line, and when it is due.
fn made(v: &Seen<'_>, e: &Entry) -> Vec<(ParticipantIx, ParticipantIx, u32)> {
    let (Some(who), Some(other)) = (e.who, e.other) else { return Vec::new() };
    let mechanisms = |who: ParticipantIx| {
        let named = v.s.participants.iter().filter(move |p| p.id == v.id(who));
        named.flat_map(|p| &p.mechanisms)
    };
    let after = |ticks: u32| e.tick.saturating_add(ticks);
    match e.kind {
        EntryKind::ClosedOut => vec![(who, v.outside(), after(1)), (other, who, after(1))],
        EntryKind::Variation => vec![(who, other, after(0))],
        EntryKind::BookClosed => vec![(who, v.outside(), after(0)), (other, who, after(0))],
        // What is left of contracts that were ended is due on the next tick.
        EntryKind::GivenBack | EntryKind::Covered | EntryKind::TornUp => vec![(who, other, after(1))],
        EntryKind::Assessed => {
            let deadline = |m: &Mechanism| match m {
                Mechanism::DefaultFund { layers, .. } => layers.iter().find_map(|l| match l {
                    Layer::Assessments { deadline, .. } => Some(*deadline),
                    _ => None,
                }),
                _ => None,
            };
            mechanisms(who).filter_map(deadline).map(|d| (other, who, after(d))).collect()
        }
        EntryKind::RefillCalled => {
            let within = |m: &Mechanism| match m {
                Mechanism::DefaultFund { replenish_within, .. } => *replenish_within,
                _ => None,
            };
            mechanisms(who).filter_map(within).map(|d| (other, who, after(d))).collect()
        }
        EntryKind::LineDrawn => {
            let repaid = |m: &Mechanism| match m {
                Mechanism::MutualBackstop { repay_after, .. } => Some(*repay_after),
                _ => None,
            };
            let all = v.s.participants.iter().flat_map(|p| &p.mechanisms).filter_map(repaid);
            all.map(|d| (who, other, after(d))).collect()
        }
        _ => Vec::new(),
    }
}

fn lines<'a>(v: &'a Seen<'_>) -> impl Iterator<Item = &'a Entry> {
    v.trace.journal.entries.iter().take(v.first + v.entries.len())
}

/// When each of a party's debts of this kind was or will be due: those made by a line, and what a house owes the
/// estates of its members a tick after their first distribution.
pub(super) fn made_due<'a>(v: &'a Seen<'_>, who: ParticipantIx) -> impl Iterator<Item = u32> + 'a {
    let named = v.s.participants.iter().filter(move |p| p.id == v.id(who)).flat_map(|p| &p.mechanisms);
    let members = named.flat_map(|m| match m {
        Mechanism::DefaultFund { contributions, .. } => contributions.keys().filter_map(|id| v.who(id)).collect(),
        _ => Vec::new(),
    });
    let failed = members.filter(|&member| v.failed(member)).map(|member| v.stands(member).failed_tick);
    let returned = failed.map(|tick| tick.saturating_add(v.s.rules.estate_delay + 1));
    lines(v).flat_map(|e| made(v, e)).filter(move |d| d.0 == who).map(|d| d.2).chain(returned)
}

/// Whether a house has called cash that a member may still be to pay, before its due tick or within the grace that the
/// rules give, or may still be cutting gains.
pub(super) fn called_by(v: &Seen<'_>, house: ParticipantIx) -> bool {
    let calls = lines(v).filter(|e| matches!(e.kind, EntryKind::Assessed | EntryKind::RefillCalled));
    let mut owed = calls.flat_map(|e| made(v, e)).filter(|d| d.1 == house && !v.failed(d.0));
    // A call may wait for room as any payment does.
    let waits = v.s.rules.settlement.is_some();
    owed.any(|d| waits || v.tick < d.2.saturating_add(v.s.rules.grace)) || gains::goes_on(v, house)
}
