//! Phase 5: depositors and liquidity providers decide on the coverage they can see.

use super::context::{Note, Tick};
use super::events::millionths;
use super::mark::why_below;
use crate::journal::{Cause, EntryKind};
use crate::scenario::ServiceOrder;
use crate::state::{Debt, DebtKind, Valuation};
use crate::units::{AssetIx, ParticipantIx, value_of};
use crate::world::DepositorSpec;

pub(super) fn phase(t: &mut Tick<'_>) {
    // What can be seen is the last mark; what was called since has moved units, not value.
    let v = std::mem::take(&mut t.s.marked);
    let takers: Vec<ParticipantIx> =
        t.everyone().filter(|&who| !t.s.has_failed(who) && spec(t, who).is_some()).collect();
    let own: Vec<f64> = takers.iter().map(|&who| v.coverage(who).unwrap_or(1.0)).collect();
    let average = if own.is_empty() { 1.0 } else { own.iter().sum::<f64>() / own.len() as f64 };
    let worst = takers.iter().zip(&own).min_by(|a, b| a.1.total_cmp(b.1)).map(|(&who, _)| who);
    for (&who, &own) in takers.iter().zip(&own) {
        let Some(d) = spec(t, who).cloned() else { continue };
        let seen = (1.0 - d.opacity) * own + d.opacity * average;
        leave(t, who, &d, seen, worst.filter(|_| d.opacity > 0.0));
        serve(t, who, &d);
    }
    // An event may ask for deposits of somebody without a mechanism for them: no gate, first come.
    let plain = DepositorSpec { opacity: 0.0, gate: 1.0, order: ServiceOrder::FirstCome, groups: Vec::new() };
    for who in t.everyone() {
        if !t.s.has_failed(who) && spec(t, who).is_none() {
            serve(t, who, &plain);
        }
    }
    super::staking::phase(t);
    super::redemption::phase(t);
    providers(t, &v);
}

/// Strictly below, a billionth of the way forgiven: ratios of whole quanta have no exact binary form.
fn below(seen: f64, threshold: f64) -> bool {
    seen < threshold * (1.0 - 1e-9)
}

fn spec<'a>(t: &Tick<'a>, who: ParticipantIx) -> Option<&'a DepositorSpec> {
    t.w.participants.get(who.at()).and_then(|p| p.depositors.as_ref())
}

/// Groups that see too little ask for their share.
fn leave(t: &mut Tick<'_>, who: ParticipantIx, d: &DepositorSpec, seen: f64, worst: Option<ParticipantIx>) {
    let (mut asked, mut threshold) = (0, 0.0f64);
    for (g, group) in d.groups.iter().enumerate() {
        let left = t.s.standing.get(who.at()).and_then(|s| s.left.get(g)).copied().unwrap_or(true);
        if left || !below(seen, group.leaves_below) {
            continue;
        }
        if let Some(slot) = t.s.standing.get_mut(who.at()).and_then(|s| s.left.get_mut(g)) {
            *slot = true;
        }
        threshold = threshold.max(group.leaves_below);
        for debt in t.s.debts.iter_mut().filter(|x| x.kind == DebtKind::Deposit && x.debtor == who && !x.estate) {
            let opening = t.w.deposits.get(debt.link.at as usize).map_or(0, |x| x.amount);
            let part = value_of(opening, group.share, 1.0).min(debt.open - debt.asked).max(0);
            debt.asked += part;
            asked += part;
        }
    }
    if asked == 0 {
        return;
    }
    let open: i64 = deposits_of(t, who).map(|x| x.open).sum();
    let mut causes: Vec<Cause> = why_below(t, who);
    if let Some(other) = worst.filter(|&x| x != who) {
        causes.extend(why_below(t, other));
    }
    let sight = Note::new(EntryKind::Seen).who(who).amount(millionths(seen)).of(millionths(threshold)).causes(causes);
    let sight = t.note(sight);
    let run = t.note(Note::new(EntryKind::Run).who(who).amount(asked).of(open).cause(Some(sight), asked));
    t.s.lacks(who, run, asked);
}

fn deposits_of<'a>(t: &'a Tick<'_>, who: ParticipantIx) -> impl Iterator<Item = &'a Debt> {
    t.s.owed(who).map(|(_, x)| x).filter(|x| x.kind == DebtKind::Deposit && !x.estate)
}

/// Pays requests from unencumbered cash, up to the gate; what is let out and not paid is due in this tick's clearing.
fn serve(t: &mut Tick<'_>, who: ParticipantIx, d: &DepositorSpec) {
    let asked: i64 = deposits_of(t, who).map(|x| x.asked).sum();
    if asked == 0 {
        return;
    }
    let opening: i64 = t.w.deposits.iter().filter(|x| x.debtor == who).map(|x| x.amount).sum();
    let let_out = if t.s.is_shut(who) { 0 } else { asked.min(value_of(opening, d.gate, 1.0)) };
    let cash = if t.s.is_out(who) { 0 } else { t.s.cash(t.w, who).min(let_out) };
    // A lending pool lets out what it has and is not late with the rest: its lenders are locked.
    let let_out = if t.w.pool(who).is_some() { cash } else { let_out };
    let (mut door, mut till) = (let_out, cash);
    let mut payments = Vec::new();
    for k in 0..t.s.owes(who) {
        let i = t.s.owed_at(who, k);
        let deposit = |x: &&mut Debt| x.kind == DebtKind::Deposit && !x.estate;
        let Some(x) = t.s.debts.get_mut(i).filter(deposit) else { continue };
        let (out, paid) = match d.order {
            ServiceOrder::FirstCome => (x.asked.min(door), x.asked.min(door).min(till)),
            ServiceOrder::ProRata => (share(let_out, x.asked, asked), share(cash, x.asked, asked)),
        };
        door -= out;
        till -= paid;
        x.let_out = out;
        x.due_now = out;
        payments.push((i, x.creditor, paid));
    }
    for (i, creditor, paid) in payments {
        t.s.pay(t.w.numeraire, who, creditor, paid);
        super::clear::settle_debt(t, i, paid);
    }
    let run = t.s.standing.get(who.at()).and_then(|s| s.lacks.last()).map(|c| c.entry);
    if cash > 0 {
        t.note(Note::new(EntryKind::Withdrawn).who(who).amount(cash).of(asked).cause(run, cash));
    }
    if asked > cash {
        t.note(Note::new(EntryKind::Locked).who(who).amount(asked - cash).of(asked).cause(run, asked - cash));
    }
}

fn share(of: i64, part: i64, whole: i64) -> i64 {
    (i128::from(of) * i128::from(part) / i128::from(whole.max(1))) as i64
}

/// Liquidity providers take depth away when the participant they watch looks weak or has failed.
fn providers(t: &mut Tick<'_>, v: &Valuation) {
    for a in 0..t.w.assets.len() {
        let Some(m) = t.w.assets.get(a).and_then(|x| x.market.clone()) else { continue };
        let Some(watch) = m.watch else { continue };
        let seen = if t.s.has_failed(watch) { 0.0 } else { v.coverage(watch).unwrap_or(f64::INFINITY) };
        let mut gone = 0;
        let Some(q) = t.s.quotes.get_mut(a) else { continue };
        let before = q.depth.unwrap_or(0);
        for (group, left) in m.groups.iter().zip(&mut q.left) {
            if !*left && below(seen, group.leaves_below) {
                *left = true;
                gone += value_of(q.depth_open, group.share, 1.0);
            }
        }
        if gone == 0 || before == 0 {
            continue;
        }
        // A pool keeps at least one quantum, so that a price stays defined.
        let after = (before - gone).max(1);
        q.depth = Some(after);
        let causes = match t.s.standing.get(watch.at()).and_then(|s| s.failed) {
            Some((_, _, entry)) => vec![Cause { entry, amount: crate::units::Amount::new(before - after) }],
            None => why_below(t, watch),
        };
        t.note(
            Note::new(EntryKind::DepthLeft)
                .other(watch)
                .asset(AssetIx(a as u32))
                .amount(before - after)
                .of(before)
                .causes(causes),
        );
    }
}
