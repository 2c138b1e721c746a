//! The journal, and what it explains.

use super::{Held, Seen, ensure};
use interclear_core::journal::{EntryKind, Phase};
use interclear_core::units::EntryIx;
use interclear_core::{Trace, explain};

/// The phases in the order of the documents.
const ORDER: [Phase; 10] = [
    Phase::Rules,
    Phase::Events,
    Phase::Mark,
    Phase::Margin,
    Phase::Runs,
    Phase::Raise,
    Phase::Market,
    Phase::Clear,
    Phase::Resolve,
    Phase::Record,
];

pub(super) fn journal_in_order(v: &Seen<'_>) -> Held {
    let mut at = 0;
    for e in v.entries {
        let place = ORDER.iter().position(|p| *p == e.phase).unwrap_or(0);
        ensure(e.tick == v.tick && place >= at, || format!("{e:?}"))?;
        at = place;
    }
    Ok(())
}

pub(super) fn causes_point_back(v: &Seen<'_>) -> Held {
    for (at, e) in (v.first..).zip(v.entries) {
        let opening = |at: EntryIx| v.trace.journal.get(at).is_some_and(|x| x.kind == EntryKind::Opening);
        let back = e.causes.iter().all(|c| c.entry.at() < at && (c.amount.quanta() >= 0 || opening(c.entry)));
        let sorted = e.causes.windows(2).all(|w| w[0].amount >= w[1].amount);
        ensure(back && sorted, || format!("entry {at}: {e:?}"))?;
    }
    Ok(())
}

pub(super) fn causes_sum(v: &Seen<'_>) -> Held {
    for e in v.entries.iter().filter(|e| e.kind == EntryKind::Short) {
        let sum: i64 = e.causes.iter().map(|c| c.amount.quanta()).sum();
        ensure(e.amount.quanta() + sum == e.of.quanta(), || format!("{e:?}"))?;
    }
    Ok(())
}

pub(super) fn causes_from_earlier_waves(v: &Seen<'_>) -> Held {
    let short = |e: &&interclear_core::journal::Entry| e.kind == EntryKind::Short;
    for e in v.entries.iter().filter(short) {
        let named = e.causes.iter().filter_map(|c| v.trace.journal.get(c.entry)).filter(short);
        let mut own = named.filter(|x| (x.tick, x.asset) == (e.tick, e.asset) && x.round >= e.round);
        ensure(own.next().is_none(), || format!("{e:?}"))?;
    }
    Ok(())
}

pub(super) fn part_within_whole(v: &Seen<'_>) -> Held {
    use EntryKind as K;
    let parts = [K::Exploit, K::Loss, K::Run, K::Withdrawn, K::Locked, K::DepthLeft, K::TakenBack, K::Paid, K::Short];
    let more = [K::Late, K::Failed, K::PaidByCollateral, K::Released, K::FundCharged, K::EstatePaid, K::Impaired];
    let calls = [
        K::LossCharged,
        K::EquityCharged,
        K::Assessed,
        K::GainsCut,
        K::TornUp,
        K::RefillCalled,
        K::Exhausted,
        K::Covered,
        K::LineDrawn,
        K::Slashed,
        K::Corrupted,
        K::RedemptionWave,
        K::RedemptionAsked,
        K::Redeemed,
        K::RedemptionWaits,
        K::EstateRedeemed,
        K::Subsidy,
        K::SubsidyEnds,
        K::ExitAsked,
        K::Unstaked,
    ];
    let pools = [
        K::Liquidated,
        K::CollateralTaken,
        K::NotWorthIt,
        K::NoKeeper,
        K::SoldForNothing,
        K::BadDebt,
        K::BadDebtBorne,
        K::Borrowed,
    ];
    let pegs = [K::SwappedIn, K::SwappedOut, K::Contracted, K::Expanded, K::IssueStopped, K::Stuck, K::Gridlocked];
    let part = |kind: K| [&parts[..], &more, &calls, &pools, &pegs].iter().any(|list| list.contains(&kind));
    let over = v.entries.iter().find(|e| part(e.kind) && !(0..=e.of.quanta()).contains(&e.amount.quanta()));
    let known = |e: &interclear_core::journal::Entry| e.link.is_none_or(|link| v.place(link).is_some());
    let over = over.or_else(|| {
        v.entries.iter().find(|e| e.kind == K::Paid && !known(e) && e.link.is_some_and(|l| l.at != u32::MAX))
    });
    over.map_or(Ok(()), |e| Err(format!("{e:?}")))
}

/// What a way up the first causes may end at.
fn is_root(kind: EntryKind) -> bool {
    use EntryKind as K;
    matches!(
        kind,
        K::Opening
            | K::PriceShock
            | K::Drawn
            | K::Blended
            | K::Congested
            | K::FeePaid
            | K::Exploit
            | K::Outage
            | K::DefaultDeclared
            | K::WithdrawalWave
            | K::Rescue
            | K::Ordered
            | K::NotReturned
            | K::Arbitraged
            | K::Slashed
            | K::Subsidy
            | K::RedemptionWave
            | K::Forged
            | K::Minted
            | K::Announced
            | K::Upgraded
            | K::Paused
            | K::Interest
            | K::Borrowed
    )
}

/// Every entry can be explained, its lines sum, and every failure leads up to a root.
pub(super) fn explained(trace: &Trace) -> Held {
    for (i, e) in trace.journal.entries.iter().enumerate() {
        let at = EntryIx(i as u32);
        let told = explain(trace, at).ok_or_else(|| format!("entry {i} has no explanation"))?;
        if let Some((total, parts)) = told.lines.split_last() {
            let sum: i64 = parts.iter().map(|l| l.amount.quanta()).sum();
            ensure(sum == total.amount.quanta(), || format!("entry {i}: {sum}, not {:?}", told.lines))?;
        }
        if !Trace::is_failure(e.kind) {
            continue;
        }
        ensure(!told.sentence.is_empty() && !told.chain.is_empty(), || format!("entry {i} is not told"))?;
        let (mut up, mut here) = (e, i);
        // Only backwards: a spoilt journal may go round.
        while let Some(c) = up.causes.first().filter(|c| c.entry.at() < here) {
            let Some(next) = trace.journal.get(c.entry) else { break };
            (up, here) = (next, c.entry.at());
        }
        ensure(is_root(up.kind), || format!("failure {i} ends at {:?}: {e:?}", up.kind))?;
    }
    let ends: Vec<u32> = trace.frames.iter().map(|f| f.entries).collect();
    let whole = ends.is_sorted() && ends.last().copied() == Some(trace.journal.entries.len() as u32);
    ensure(whole, || "the journal does not end with the run".into())
}
