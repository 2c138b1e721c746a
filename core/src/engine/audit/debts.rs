//! Debts, grace, gates, queues, trades, outages.

use super::{Held, View, ensure};
use crate::engine::calls::waits;
use crate::journal::{Entry, EntryKind, Phase};
use crate::scenario::ServiceOrder;
use crate::state::{Debt, DebtKind};
use crate::units::{LinkIx, ParticipantIx, value_of};

pub(super) fn debt_falls_by_payment(v: &View<'_>) -> Held {
    for (d, was) in v.s.debts.iter().zip(&v.before.debts) {
        // A close-out turns a debt in kind into money at the mark.
        // What is owed on accounts of a venue goes with its marks.
        let moves = matches!(d.kind, DebtKind::Call(_)) || d.kind == DebtKind::Account && was.due.is_none();
        let same = d.asset == was.asset && !moves;
        let most = was.open + if d.kind == DebtKind::Contribution { refilled(v, d) } else { d.borrowed + d.interest };
        let ok = d.open >= 0 && d.paid_now >= 0 && (!same || d.open + d.paid_now <= most);
        ensure(ok, || format!("{} was open, and now {d:?}", was.open))?;
    }
    let new = v.s.debts.get(v.before.debts.len()..).unwrap_or_default();
    let low = new.iter().find(|d| d.open < 0 || d.paid_now < 0);
    low.map_or(Ok(()), |d| ensure(false, || format!("{d:?}")))
}

/// What a member has paid in this tick to refill a contribution.
pub(super) fn refilled(v: &View<'_>, contribution: &Debt) -> i64 {
    let of = |d: &&Debt| d.kind == DebtKind::Refill && d.creditor == contribution.debtor;
    v.s.owed(contribution.creditor).map(|(_, d)| d).filter(of).map(|d| d.paid_now).sum()
}

pub(super) fn unpaid_is_due_less_paid(v: &View<'_>) -> Held {
    for (at, d) in v.s.debts.iter().enumerate() {
        ensure(d.paid_now <= d.due_now || d.due_now == 0, || format!("more paid than due: {d:?}"))?;
        // A close-out makes everything due anew, at its own time; a call is met by paying the debt behind it.
        if d.due_now == 0
            || v.s.has_failed(d.debtor)
            || v.s.has_failed(d.creditor)
            || matches!(d.kind, DebtKind::Call(_))
        {
            continue;
        }
        let still = d.due_at(v.s.tick);
        // What a house recovers comes off what it has called and not been paid.
        let fund = v.s.standing.get(d.creditor.at()).and_then(|s| s.fund.as_ref());
        let called = fund.filter(|_| d.kind == DebtKind::Assessment);
        let back = called.map_or(0, |f| f.lifted.iter().filter(|x| x.1 == d.debtor).map(|x| x.2).sum::<i64>());
        // A loan without collateral is written off when it is unpaid.
        let off = |e: &&Entry| e.kind == EntryKind::BadDebt && e.who == Some(d.creditor) && e.other == Some(d.debtor);
        let back = back + v.entries.iter().filter(off).map(|e| e.amount.quanta()).sum::<i64>();
        // What a house cannot pay is cut.
        let back = back + d.cut - v.before.debts.get(at).map_or(0, |b| b.cut);
        let forgiven = d.due_now - d.paid_now - still;
        ensure((0..=back).contains(&forgiven), || format!("{still} still due, {back} given back: {d:?}"))?;
    }
    Ok(())
}

/// As the debt stood before a close-out touched it.
fn past_grace_before(v: &View<'_>, at: usize, d: &Debt) -> bool {
    let now = v.s.tick;
    let was = v.before.debts.get(at);
    let since = was.and_then(|b| b.late_since.or(b.due)).unwrap_or(now).min(now);
    now >= since.saturating_add(d.grace)
}

/// Whether a leg's other side was at fault when failures were decided: what came back from a box after that is in hand
/// only for the next tick.
fn other_at_fault(v: &View<'_>, d: &Debt) -> bool {
    let DebtKind::Leg { trade, pay } = d.kind else { return false };
    let Some(x) = v.w.trades.get(trade as usize).filter(|x| x.dvp) else { return false };
    let back = |e: &&Entry| {
        let came = e.kind == EntryKind::Released && e.phase == Phase::Resolve;
        came && e.who == Some(x.seller) && e.asset == Some(x.deliver.0)
    };
    let back: i64 = v.entries.iter().filter(back).map(|e| e.amount.quanta()).sum();
    let able = !v.s.is_out(x.seller) && v.s.books.free(x.seller, x.deliver.0) - back >= x.deliver.1;
    if pay { !able } else { able }
}

pub(super) fn grace_respected(v: &View<'_>) -> Held {
    let lived = |d: &Debt| !v.s.has_failed(d.debtor) && d.debtor != v.w.outside();
    for d in v.s.debts.iter().filter(|d| d.open > 0 && lived(d)) {
        let late = d.due_at(v.s.tick) > 0 && d.past_grace(v.s.tick);
        // A clearing house that has called its members is late until the last of them is due.
        let excused = || d.waits.is_some() || other_at_fault(v, d) || waits(v.s, v.w, d.debtor);
        let broken = late && d.due.is_none_or(|due| due <= v.s.tick) && v.s.tick > 0 && !excused();
        ensure(!broken, || format!("past its grace, and its debtor has not failed: {d:?}"))?;
    }
    for e in v.entries.iter().filter(|e| e.kind == EntryKind::Failed) {
        let Some(who) = e.who else { continue };
        let past = v.s.owed(who).any(|(at, d)| d.due_now > d.paid_now && past_grace_before(v, at, d));
        let past = past || missed_call(v, who);
        ensure(past, || format!("{} failed, and no debt of it is past its grace", name(v, who)))?;
    }
    Ok(())
}

/// Whether somebody has missed a call of initial margin past its deadline.
fn missed_call(v: &View<'_>, who: ParticipantIx) -> bool {
    v.w.book.boxes.iter().zip(&v.s.book.margins).any(|(b, m)| {
        let deadline = v.w.participants.get(b.holder.at()).and_then(|p| p.margin.as_ref()).map_or(0, |m| m.deadline);
        let since = m.since.is_some_and(|since| v.s.tick >= since.saturating_add(deadline));
        b.poster == who && m.missed > 0 && since
    })
}

fn name<'a>(v: &View<'a>, who: ParticipantIx) -> &'a str {
    v.w.participants.get(who.at()).map_or("outside", |p| p.id.as_str())
}

fn deposits<'a>(v: &'a View<'_>, who: ParticipantIx) -> impl Iterator<Item = &'a Debt> {
    v.s.owed(who).map(|(_, d)| d).filter(|d| d.kind == DebtKind::Deposit)
}

pub(super) fn gates_respected(v: &View<'_>) -> Held {
    for (who, p) in (0u32..).map(ParticipantIx).zip(&v.w.participants) {
        let Some(spec) = p.depositors.as_ref().filter(|x| x.gate < 1.0) else { continue };
        if v.s.failed_before(who) {
            continue;
        }
        let opening: i64 = v.w.deposits.iter().filter(|x| x.debtor == who).map(|x| x.amount).sum();
        let door = value_of(opening, spec.gate, 1.0);
        let out: i64 = deposits(v, who).map(|d| d.due_now.max(d.paid_now)).sum();
        ensure(out <= door, || format!("{}: {out} let out through a gate of {door}", p.id))?;
    }
    Ok(())
}

pub(super) fn queue_first_come(v: &View<'_>) -> Held {
    for (who, p) in (0u32..).map(ParticipantIx).zip(&v.w.participants) {
        let first_come = p.depositors.as_ref().is_some_and(|x| x.order == ServiceOrder::FirstCome);
        if !first_come || v.s.has_failed(who) {
            continue;
        }
        let mut waits = false;
        for d in deposits(v, who) {
            ensure(!waits || d.due_now == 0, || format!("{}: {d:?} was let out before an earlier one", p.id))?;
            // What was asked for after the doors had closed waits without being passed over.
            let later =
                |e: &&Entry| e.kind == EntryKind::AskedBack && e.phase == Phase::Raise && e.link == Some(d.link);
            let later: i64 = v.entries.iter().filter(later).map(|e| e.amount.quanta()).sum();
            waits |= d.asked - d.let_out > later;
        }
    }
    Ok(())
}

pub(super) fn delivery_against_payment(v: &View<'_>) -> Held {
    for (at, x) in (0u32..).zip(&v.w.trades).filter(|(_, x)| x.dvp && x.deliver.1 > 0 && x.pay.1 > 0) {
        let legs = [false, true].map(|pay| v.s.debts.get(v.s.leg(at, pay)));
        let [Some(give), Some(pay)] = legs else { continue };
        // After a close-out a leg is a claim like any other.
        if give.estate || pay.estate {
            continue;
        }
        let moved = give.paid_now > 0 || pay.paid_now > 0;
        let both = give.paid_now == x.deliver.1 && pay.paid_now == x.pay.1 && give.open == 0 && pay.open == 0;
        ensure(!moved || both, || format!("{}: {give:?}, {pay:?}", x.id))?;
    }
    Ok(())
}

pub(super) fn outage_pays_nothing(v: &View<'_>) -> Held {
    let out: Vec<bool> = (0..v.w.participants.len() as u32).map(|i| v.s.is_out(ParticipantIx(i))).collect();
    if !out.contains(&true) {
        return Ok(());
    }
    let paid = v.s.debts.iter().find(|d| d.paid_now > 0 && out.get(d.debtor.at()).copied().unwrap_or(false));
    paid.map_or(Ok(()), |d| ensure(false, || format!("{} is out and paid: {d:?}", name(v, d.debtor))))
}

/// The link of an obligation, deposit or collateral among the links of the frame.
pub(super) fn link_place(v: &View<'_>, kind: DebtKind, at: u32) -> Option<LinkIx> {
    let before = match kind {
        DebtKind::Obligation => 0,
        DebtKind::Deposit => v.w.obligations.len() + v.w.trades.len(),
        _ => return None,
    };
    Some(LinkIx(before as u32 + at))
}
