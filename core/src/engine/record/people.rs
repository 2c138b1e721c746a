//! Participants as a tick ended: what each has, has lost and how it stands.

use super::super::context::Tick;
use super::super::{ParticipantFrame, State};
use crate::scenario::ServiceOrder;
use crate::state::{DebtKind, Valuation};
use crate::units::{Amount, ParticipantIx};

/// What each lost since the opening, down to nothing; then what everybody outside is expected not to get.
pub(super) fn losses(t: &Tick<'_>, v: &Valuation) -> Vec<Amount> {
    let loss = |who: ParticipantIx| {
        let opening = t.s.standing.get(who.at()).map_or(0, |s| s.opening_equity).max(0);
        Amount::new((opening - v.equity(who).max(0)).max(0))
    };
    let mut all: Vec<Amount> = t.everyone().map(loss).collect();
    all.push(Amount::new(v.outside_loss));
    all
}

pub(super) fn participant(t: &Tick<'_>, v: &Valuation, who: ParticipantIx) -> ParticipantFrame {
    let i = who.at();
    let get = |x: &[i64]| Amount::new(x.get(i).copied().unwrap_or(0));
    let Some(s) = t.s.standing.get(i) else { return ParticipantFrame::default() };
    let (mut due, mut paid, mut queued) = (0, 0, 0);
    for (_, d) in t.s.owed(who) {
        if d.asset == t.w.numeraire {
            due += d.due_now;
            paid += d.paid_now;
        }
        if d.kind == DebtKind::Deposit && !d.estate {
            queued += d.asked;
        }
    }
    let equity = v.equity(who);
    let mut marks = s.marks;
    let state = match (s.failed, s.recovered, s.late) {
        (Some(_), true, _) => State::Recovered,
        (Some(_), false, _) => State::Failed,
        (None, _, true) => State::Late,
        _ => State::Solvent,
    };
    let stuck = matches!(state, State::Failed | State::Late);
    marks.insolvent = equity < 0;
    marks.illiquid = stuck && equity >= 0;
    marks.locked = queued > 0 || t.s.requests.iter().any(|r| r.left > 0 && t.s.issuer_of(t.w, r.asset) == Some(who));
    marks.strained |= s.by_collateral > 0;
    marks.impaired |= s.impaired;
    let (failed_tick, failed_round, failure) =
        s.failed.map_or((0, 0, None), |(tick, round, entry)| (tick, round, Some(entry)));
    ParticipantFrame {
        state,
        marks,
        failed_tick,
        failed_round,
        failure,
        cash: get(&v.cash),
        holdings: get(&v.holdings),
        posted: get(&v.posted),
        claims: get(&v.claims),
        debts: get(&v.debts),
        due: Amount::new(due.max(paid)),
        paid: Amount::new(paid),
        received: Amount::new(s.received),
        queued: Amount::new(queued),
        withdrawn: Amount::new(s.drawn_now),
        reserve: Amount::new(s.till),
        first_gain: Amount::new(first_gain(t, v, who)),
        seen_equity: Amount::new(v.seen_equity(who)),
        seen_debts: Amount::new(v.seen_debts(who)),
    }
}

/// What those who were paid first have beyond an equal share. All deposits have got what was paid on demand, and can expect
/// of the rest what the participant covers; an equal share is that over the opening deposits.
fn first_gain(t: &Tick<'_>, v: &Valuation, who: ParticipantIx) -> i64 {
    let Some(s) = t.s.standing.get(who.at()).filter(|s| s.drawn > 0) else { return 0 };
    let deposits = t.s.owed(who).filter(|(_, d)| d.kind == DebtKind::Deposit);
    let (mut settled, mut open, mut asked) = (0i64, 0i64, s.drawn);
    for (_, d) in deposits {
        settled += d.settled;
        open += d.open;
        asked += if d.estate { d.was_due.min(d.open) } else { d.asked };
    }
    let expects = match v.ratio.get(who.at()) {
        Some(&ratio) if t.s.has_failed(who) => ratio,
        _ => v.coverage(who).unwrap_or(1.0).clamp(0.0, 1.0),
    };
    let paid_by_estate = (settled - s.drawn).max(0) as f64;
    let (drawn, all) = (s.drawn as f64, (settled + open).max(1) as f64);
    let rest = if open > 0 { expects } else { 1.0 };
    let equal = (drawn + paid_by_estate + rest * open as f64) / all;
    let pro_rata = t.w.participants.get(who.at()).and_then(|p| p.depositors.as_ref()).map(|d| d.order);
    let gain = match pro_rata {
        // Whoever asked has its part of what was paid, and waits for the rest with the others.
        Some(ServiceOrder::ProRata) => {
            let waits = (asked as f64 - drawn).max(0.0);
            let each = (paid_by_estate + rest * open as f64) / (all - drawn).max(1.0);
            drawn + each * waits - equal * asked as f64
        }
        _ => drawn * (1.0 - equal),
    };
    gain.max(0.0) as i64
}
