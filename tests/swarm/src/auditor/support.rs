//! Covers and lines, from the lines of the journal and what the scenario promises.

use super::ledger::value;
use super::{Held, Seen, ensure};
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::scenario::Mechanism;
use interclear_core::units::{Decimal, ParticipantIx};

fn quanta(v: &Seen<'_>, amount: Decimal) -> i64 {
    amount.quanta(v.trace.decimals()).map_or(0, |a| a.quanta())
}

/// Lines of a kind from the opening to the end of this tick.
fn told<'a>(v: &'a Seen<'_>, kind: EntryKind) -> impl Iterator<Item = &'a Entry> {
    v.trace.journal.entries.iter().take(v.first + v.entries.len()).filter(move |e| e.kind == kind)
}

/// Each cover is used once, for no more than its part of the loss.
pub(super) fn cover_within_limit(v: &Seen<'_>) -> Held {
    for e in v.entries.iter().filter(|e| e.kind == EntryKind::Covered) {
        let (Some(who), Some(other)) = (e.who, e.other) else { return Err(format!("{e:?}")) };
        let named = v.s.participants.iter().filter(|p| p.id == v.id(who)).flat_map(|p| &p.mechanisms);
        let most = |m: &Mechanism| match m {
            Mechanism::InsuranceCover { covers, share, limit, deductible } if covers == v.id(other) => {
                let beyond = (e.of.quanta() - quanta(v, *deductible)).max(0);
                Some(value(beyond.into(), share.get(), 1.0).min(quanta(v, *limit)))
            }
            _ => None,
        };
        let promised: Vec<i64> = named.filter_map(most).collect();
        let used = told(v, EntryKind::Covered).filter(|x| (x.who, x.other) == (e.who, e.other)).count();
        let ok = used <= promised.len() && promised.iter().any(|&most| e.amount.quanta() <= most);
        ensure(ok, || format!("{promised:?} is promised, {used} used: {e:?}"))?;
    }
    Ok(())
}

/// What was drawn and is not due yet is open, but for what a failure has set off.
pub(super) fn line_within_promise(v: &Seen<'_>) -> Held {
    for e in v.entries.iter().filter(|e| e.kind == EntryKind::LineDrawn) {
        let (Some(who), Some(lender)) = (e.who, e.other) else { return Err(format!("{e:?}")) };
        let (mut promised, mut cap, mut within) = (0, Some(0), u32::MAX);
        for m in v.s.participants.iter().flat_map(|p| &p.mechanisms) {
            let Mechanism::MutualBackstop { lines, cap: most, repay_after } = m else { continue };
            if !lines.contains_key(v.id(who)) {
                continue;
            }
            promised += lines.get(v.id(lender)).map_or(0, |a| quanta(v, *a));
            cap = cap.zip(*most).map(|(sum, most)| sum + quanta(v, most));
            within = within.min(*repay_after);
        }
        let open = |x: &&Entry| {
            let sound = [x.who, x.other].into_iter().flatten().all(|p| !v.failed(p));
            x.tick.saturating_add(within) > v.tick && sound
        };
        let sum = |of: &dyn Fn(&Entry) -> Option<ParticipantIx>, whose: ParticipantIx| -> i64 {
            let mine = told(v, EntryKind::LineDrawn).filter(open).filter(|x| of(x) == Some(whose));
            mine.map(|x| x.amount.quanta()).sum()
        };
        // Of several pools with other members, the sum of all that was promised is the limit that is known.
        let others = v.s.participants.iter().flat_map(|p| &p.mechanisms);
        let pools = others.filter(|m| matches!(m, Mechanism::MutualBackstop { .. })).count();
        let lent = if pools == 1 { sum(&|x| x.other, lender) } else { e.amount.quanta() };
        let ok = lent <= promised && cap.is_none_or(|cap| sum(&|x| x.who, who) <= cap);
        ensure(ok, || format!("{lent} lent of {promised}, at most {cap:?} for one: {e:?}"))?;
    }
    Ok(())
}
