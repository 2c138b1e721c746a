//! What a clearing house's waterfall makes due: the cost of closing positions out, assessments, refills, refunds.

use super::context::{Note, Tick};
use super::waterfall::Stand;
use super::{close_out, tear_up};
use crate::journal::EntryKind;
use crate::scenario::MAX_SENIORITY;
use crate::state::{Debt, DebtKind, State};
use crate::units::{EntryIx, ParticipantIx, Tick as When, value_of};
use crate::world::{LayerSpec, World};

/// Adds a debt in the numeraire that no link stands for.
pub(super) fn owe(
    t: &mut Tick<'_>,
    kind: DebtKind,
    between: (ParticipantIx, ParticipantIx),
    how: (i64, When),
    why: EntryIx,
) {
    let mut d = Debt::made(kind, between, t.w.numeraire, how, why);
    d.grace = t.w.rules.grace;
    if kind == DebtKind::GivenBack {
        d.class = MAX_SENIORITY;
    }
    t.s.owe(d);
}

/// A member has failed: each house closes its positions out, pays the market on the next tick, and has a claim for it.
pub(super) fn positions_closed(t: &mut Tick<'_>, member: ParticipantIx) {
    for house in t.everyone() {
        let cost = t.w.fund(house).and_then(|f| f.close_out.iter().find(|c| c.0 == member)).map_or(0, |c| c.1);
        if cost == 0 || t.s.has_failed(house) {
            continue;
        }
        let failure = close_out::failure(t, member);
        let note = Note::new(EntryKind::ClosedOut).who(house).other(member).amount(cost);
        let entry = t.note(note.cause(failure, cost));
        let (outside, next) = (t.w.outside(), t.s.tick + 1);
        owe(t, DebtKind::CloseOut, (house, outside), (cost, next), entry);
        owe(t, DebtKind::CloseOut, (member, house), (cost, next), entry);
    }
}

/// What may be called from members that have not failed in a layer of assessments: their caps, less what was called.
pub(super) fn may_call(t: &Tick<'_>, house: ParticipantIx, layer: usize, cap: f64) -> Vec<Stand> {
    let (Some(spec), Some(fund)) = (t.w.fund(house), t.s.standing.get(house.at()).and_then(|s| s.fund.as_ref())) else {
        return Vec::new();
    };
    let live = spec.contributions.iter().filter(|(member, _)| !t.s.has_failed(*member));
    let one = |&(who, paid): &(ParticipantIx, i64)| {
        let of = value_of(paid, cap, 1.0);
        Stand { who, room: (of - fund.of(layer, who)).max(0), of }
    };
    live.map(one).collect()
}

/// A member is called for cash: it owes it at the deadline.
pub(super) fn assess(
    t: &mut Tick<'_>,
    between: (ParticipantIx, ParticipantIx),
    amount: i64,
    within: When,
    why: EntryIx,
) {
    owe(t, DebtKind::Assessment, between, (amount, t.s.tick.saturating_add(within.max(1))), why);
}

/// Asks members that have not failed to refill what was used of their contributions and is not yet asked for.
pub(super) fn refill(t: &mut Tick<'_>, house: ParticipantIx) {
    let Some((within, members)) =
        t.w.fund(house)
            .and_then(|f| Some((f.replenish_within?, f.contributions.clone())))
            .filter(|_| !t.s.has_failed(house))
    else {
        return;
    };
    for (member, opening) in members {
        let open = |kind: DebtKind, from, to| -> i64 {
            let debts = t.s.owed(from).filter(|(_, d)| d.kind == kind && d.creditor == to);
            debts.map(|(_, d)| d.open).sum()
        };
        let there = open(DebtKind::Contribution, house, member);
        let missing = opening - there - open(DebtKind::Refill, member, house);
        if missing <= 0 || t.s.has_failed(member) {
            continue;
        }
        // The charge that made the hole.
        let fund = t.s.standing.get(house.at()).and_then(|s| s.fund.as_ref());
        let why = fund
            .and_then(|f| f.charges.iter().rfind(|c| c.bearer == member && c.defaulter != member))
            .and_then(|c| c.entry);
        let note = Note::new(EntryKind::RefillCalled).who(house).other(member).amount(missing).of(opening);
        let entry = t.note(note.cause(why, missing));
        let due = t.s.tick.saturating_add(within.max(1));
        owe(t, DebtKind::Refill, (member, house), (missing, due), entry);
    }
}

/// A refill was paid: the member's contribution is that much larger.
pub(super) fn refilled(t: &mut Tick<'_>, house: ParticipantIx, member: ParticipantIx, paid: i64) {
    let own = |d: &&mut Debt| d.kind == DebtKind::Contribution && d.debtor == house && d.creditor == member;
    if let Some(d) = t.s.debts.iter_mut().find(own) {
        d.open += paid;
    }
}

/// What a member bore and the house has recovered: first off what is called from it and not yet paid, then owed back.
pub(super) fn owe_back(
    t: &mut Tick<'_>,
    house: ParticipantIx,
    member: ParticipantIx,
    amount: i64,
    why: Option<EntryIx>,
) {
    let mut left = amount;
    let called =
        |d: &&mut Debt| d.kind == DebtKind::Assessment && d.debtor == member && d.creditor == house && !d.estate;
    for d in t.s.debts.iter_mut().filter(called) {
        let part = left.min(d.open);
        d.lower(part);
        left -= part;
    }
    let entry = t.note(Note::new(EntryKind::GivenBack).who(house).other(member).amount(amount).cause(why, amount));
    if left > 0 {
        owe(t, DebtKind::GivenBack, (house, member), (left, t.s.tick + 1), entry);
    }
}

/// What was called and falls due now is why its debtor may be short.
pub(super) fn due_calls(t: &mut Tick<'_>) {
    let now = t.s.tick;
    let due = |d: &Debt| Some((d.debtor, d.entry?, d.due_at(now))).filter(|x| x.2 > 0);
    let all: Vec<(ParticipantIx, EntryIx, i64)> = t.s.debts.iter().filter_map(due).collect();
    for (who, entry, open) in all {
        if !t.s.has_failed(who) {
            t.s.lacks(who, entry, open);
        }
    }
}

/// Whether a call may still be paid. One that was missed with no grace left will not be: its debtor has failed, or is a
/// house that waits for others in turn.
fn may_come(s: &State, d: &Debt) -> bool {
    let missed = d.late_since.is_some() && d.past_grace(s.tick);
    d.open > 0 && !s.has_failed(d.debtor) && !missed
}

/// Whether members are still to pay what a house called for its losses.
pub(super) fn awaits_assessments(s: &State, w: &World, house: ParticipantIx) -> bool {
    let coming = |d: &Debt| d.kind == DebtKind::Assessment && d.creditor == house && may_come(s, d);
    w.fund(house).is_some() && s.debts.iter().any(coming)
}

/// Whether a house has called cash that may still come, or goes on cutting what it owes members.
pub(super) fn waits(s: &State, w: &World, house: ParticipantIx) -> bool {
    let coming = |d: &Debt| {
        let called = matches!(d.kind, DebtKind::Assessment | DebtKind::Refill);
        called && d.creditor == house && may_come(s, d)
    };
    w.fund(house).is_some() && (s.debts.iter().any(coming) || tear_up::goes_on(s, w, house))
}

/// Whether a house has called cash that may still come, may call some, or may cut what it owes members.
pub(super) fn can_call(t: &Tick<'_>, house: ParticipantIx) -> bool {
    let Some(spec) = t.w.fund(house) else { return false };
    let room = |(at, l): (usize, &LayerSpec)| match l {
        LayerSpec::Assessments { cap, .. } => may_call(t, house, at, *cap).iter().any(|s| s.room > 0),
        _ => false,
    };
    let more = || spec.layers.iter().enumerate().any(room) || tear_up::can_cut(t.s, t.w, house);
    !t.s.has_failed(house) && (waits(t.s, t.w, house) || more())
}
