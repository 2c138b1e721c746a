//! The journal: order, causes, parts and wholes.

use super::{Held, View, ensure};
use crate::journal::EntryKind;

pub(super) fn journal_in_order(v: &View<'_>) -> Held {
    let tick = v.entries.iter().find(|e| e.tick != v.s.tick);
    let phase = v.entries.windows(2).find(|pair| pair.first().map(|e| e.phase) > pair.last().map(|e| e.phase));
    ensure(tick.is_none() && phase.is_none(), || format!("{:?}", tick.or(phase.and_then(|pair| pair.last()))))
}

pub(super) fn causes_point_back(v: &View<'_>) -> Held {
    for (at, e) in (v.first..).zip(v.entries) {
        let back = e.causes.iter().all(|c| c.entry.at() < at && c.amount.quanta() >= 0 || is_equity(v, c.entry));
        let largest_first = e.causes.is_sorted_by(|a, b| a.amount >= b.amount);
        ensure(back && largest_first, || format!("entry {at}: {e:?}"))?;
    }
    Ok(())
}

/// An opening stands for the equity it began with, which may be below nothing.
fn is_equity(v: &View<'_>, entry: crate::units::EntryIx) -> bool {
    v.s.journal.get(entry).is_some_and(|e| e.kind == EntryKind::Opening)
}

pub(super) fn causes_sum(v: &View<'_>) -> Held {
    for e in v.entries.iter().filter(|e| e.kind == EntryKind::Short) {
        let sum: i64 = e.causes.iter().map(|c| c.amount.quanta()).sum();
        let lacks = e.of.quanta() - e.amount.quanta();
        ensure(sum == lacks && lacks > 0, || format!("causes of {sum} for a shortfall of {lacks}: {e:?}"))?;
    }
    Ok(())
}

/// A debtor of a wave is brought down by those of earlier waves, not by those of its own.
pub(super) fn causes_from_earlier_waves(v: &View<'_>) -> Held {
    for e in v.entries.iter().filter(|e| e.kind == EntryKind::Short) {
        for x in e.causes.iter().filter_map(|c| v.s.journal.get(c.entry)) {
            let later = x.kind == EntryKind::Short && x.tick == e.tick && x.asset == e.asset && x.round >= e.round;
            ensure(!later, || format!("{e:?} for {x:?}"))?;
        }
    }
    Ok(())
}

/// Whether `amount` is a part of `of` in entries of this kind.
const fn is_part(kind: EntryKind) -> bool {
    matches!(
        kind,
        EntryKind::Exploit
            | EntryKind::Loss
            | EntryKind::Run
            | EntryKind::Withdrawn
            | EntryKind::Locked
            | EntryKind::DepthLeft
            | EntryKind::DepthBack
            | EntryKind::HoldersRun
            | EntryKind::Panic
            | EntryKind::TakenBack
            | EntryKind::Paid
            | EntryKind::Short
            | EntryKind::Late
            | EntryKind::Failed
            | EntryKind::PaidByCollateral
            | EntryKind::Released
            | EntryKind::LossCharged
            | EntryKind::FundCharged
            | EntryKind::EquityCharged
            | EntryKind::Assessed
            | EntryKind::GainsCut
            | EntryKind::TornUp
            | EntryKind::RefillCalled
            | EntryKind::Exhausted
            | EntryKind::Covered
            | EntryKind::LineDrawn
            | EntryKind::Forged
            | EntryKind::Refused
            | EntryKind::EstatePaid
            | EntryKind::Impaired
            | EntryKind::Slashed
            | EntryKind::Corrupted
            | EntryKind::SwappedIn
            | EntryKind::SwappedOut
            | EntryKind::Contracted
            | EntryKind::Expanded
            | EntryKind::IssueStopped
    ) || is_part_of_tokens(kind)
        || is_part_of_venues(kind)
}

/// Of payments in a queue, claim tokens, loans and stakes.
const fn is_part_of_tokens(kind: EntryKind) -> bool {
    matches!(
        kind,
        EntryKind::Stuck
            | EntryKind::Gridlocked
            | EntryKind::RedemptionWave
            | EntryKind::RedemptionAsked
            | EntryKind::Redeemed
            | EntryKind::RedemptionWaits
            | EntryKind::EstateRedeemed
            | EntryKind::Liquidated
            | EntryKind::CollateralTaken
            | EntryKind::NotWorthIt
            | EntryKind::NoKeeper
            | EntryKind::SoldForNothing
            | EntryKind::BadDebt
            | EntryKind::BadDebtBorne
            | EntryKind::Borrowed
            | EntryKind::Subsidy
            | EntryKind::SubsidyEnds
            | EntryKind::ExitAsked
            | EntryKind::Unstaked
    )
}

/// Of margin exchanges.
const fn is_part_of_venues(kind: EntryKind) -> bool {
    matches!(
        kind,
        EntryKind::CrowdBelow
            | EntryKind::VaultSells
            | EntryKind::FundPaid
            | EntryKind::Deleveraged
            | EntryKind::ProfitCut
            | EntryKind::Overshot
            | EntryKind::VenueLoss
            | EntryKind::Socialised
            | EntryKind::MakersPaid
            | EntryKind::MakersTook
            | EntryKind::AccountPaid
            | EntryKind::AccountLoss
    )
}

pub(super) fn part_within_whole(v: &View<'_>) -> Held {
    let over = v.entries.iter().find(|e| is_part(e.kind) && (e.amount > e.of || e.amount.quanta() < 0));
    over.map_or(Ok(()), |e| ensure(false, || format!("{e:?}")))
}
