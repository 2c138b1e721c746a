//! Settlement payment by payment: room, fees, in full or not at all.

use super::clearing::Sums;
use super::{Held, View, ensure};
use crate::ledger::{Cleared, Payment};
use crate::scenario::SettledBy;
use crate::state::Debt;

/// How payments are made, where they are made one by one or together.
fn by(v: &View<'_>) -> Option<SettledBy> {
    v.w.rules.settlement.as_ref().map(|x| x.by).filter(|by| *by != SettledBy::Batch)
}

/// Clearings of payments, with what everybody had before each; those of estates are apart.
fn payments<'a>(v: &'a View<'_>) -> impl Iterator<Item = (&'a Cleared, &'a Sums)> {
    let all = v.s.cleared.iter().zip(&v.replay.clearings);
    all.filter(|(c, _)| c.payments.iter().all(|p| !p.estate) && !c.payments.is_empty())
}

pub(super) fn settled_within_room(v: &View<'_>) -> Held {
    let x = &v.s.settling;
    if by(v).is_none() {
        return ensure(x.payments == 0 && x.room.is_none(), || format!("{x:?}"));
    }
    let made: Vec<&Payment> = payments(v).flat_map(|(c, _)| &c.payments).collect();
    let within = x.room.is_none_or(|room| made.len() <= room as usize);
    let limit = v.w.rules.settlement.as_ref().and_then(|x| x.capacity);
    let limit = x.room.is_none_or(|room| limit.is_none_or(|most| room <= most));
    ensure(within && limit && made.len() == x.payments as usize, || format!("{} payments: {x:?}", made.len()))?;
    let part = made.iter().find(|p| p.paid != p.due || p.secured != 0);
    part.map_or(Ok(()), |p| ensure(false, || format!("paid in part: {p:?}")))
}

/// The fee that goes with the payment of a debt.
fn fee_of(v: &View<'_>, p: &Payment) -> i64 {
    let same = |(_, d): &(usize, &Debt)| d.link == p.link && d.creditor == p.creditor && d.fee > 0;
    v.s.owed(p.debtor).find(same).map_or(0, |(_, d)| d.fee)
}

pub(super) fn higher_fee_first(v: &View<'_>) -> Held {
    let Some(by) = by(v) else { return Ok(()) };
    let mut unmade: Vec<&Debt> = v.s.debts.iter().filter(|d| held_up(v, d)).collect();
    if by == SettledBy::Together {
        // Of each payer the first only: what comes after waits behind it.
        let first = |d: &&Debt| {
            let earlier = |x: &&&Debt| x.debtor == d.debtor && x.asset == d.asset && x.fee > d.fee;
            !unmade.iter().any(|x| earlier(&x))
        };
        let some: Vec<&Debt> = unmade.iter().copied().filter(first).collect();
        unmade = some;
    }
    for (c, sums) in payments(v) {
        let fees: Vec<i64> = c.payments.iter().map(|p| fee_of(v, p)).collect();
        let lowest = fees.iter().copied().min().unwrap_or(0);
        for d in unmade.iter().filter(|d| d.asset == c.asset && d.fee > lowest) {
            let paid: i64 =
                c.payments.iter().zip(&fees).filter(|(p, _)| p.debtor == d.debtor).map(|(_, fee)| fee).sum();
            let money = c.asset == v.w.numeraire;
            let left = match by {
                SettledBy::Together => sums.left(d.debtor) - if money { paid } else { 0 },
                _ => sums.had(d.debtor),
            };
            // What was due then: a close-out may have lowered it since.
            let wanted = d.due_now + if money { d.fee } else { 0 };
            ensure(left < wanted, || format!("{left} would pay it, and a fee of {lowest} went before: {d:?}"))?;
        }
    }
    Ok(())
}

/// A debt in money that was due, of somebody who can act, and not paid; legs of trades hang on two sides.
fn held_up(v: &View<'_>, d: &Debt) -> bool {
    let obligation = d.kind == crate::state::DebtKind::Obligation && d.asset == v.w.numeraire;
    obligation && !d.estate && d.due_now > d.paid_now && d.paid_now == 0 && !v.s.is_out(d.debtor) && d.open > 0
}
