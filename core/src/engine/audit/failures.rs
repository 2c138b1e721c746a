//! Failures and estates.

use super::{Held, View, ensure};
use crate::engine::Trace;
use crate::units::ParticipantIx;

pub(super) fn failed_stays_failed(v: &View<'_>) -> Held {
    for ((now, was), p) in v.s.standing.iter().zip(&v.before.standing).zip(&v.w.participants) {
        let kept = was.failed.is_none() || was.failed == now.failed;
        let recovered = (!was.recovered || now.recovered) && (!now.recovered || now.failed.is_some());
        ensure(kept && recovered, || format!("{} was {was:?}, and is {:?}, {}", p.id, now.failed, now.recovered))?;
    }
    Ok(())
}

pub(super) fn failure_has_entry(v: &View<'_>) -> Held {
    for (who, (s, p)) in (0u32..).map(ParticipantIx).zip(v.s.standing.iter().zip(&v.w.participants)) {
        let Some((tick, round, entry)) = s.failed else { continue };
        let told =
            v.s.journal
                .get(entry)
                .is_some_and(|e| Trace::is_failure(e.kind) && e.who == Some(who) && e.tick == tick && e.round == round);
        ensure(told && round > 0, || format!("{} failed at {tick}, round {round}, without its line", p.id))?;
    }
    Ok(())
}

pub(super) fn estate_after_delay(v: &View<'_>) -> Held {
    for d in v.s.debts.iter().filter(|d| d.estate && d.paid_now > 0) {
        let Some((tick, _, _)) = v.s.standing.get(d.debtor.at()).and_then(|s| s.failed) else { continue };
        // In the tick of the failure itself the debt may have been paid in part before.
        let early = tick < v.s.tick && v.s.tick < tick + v.w.rules.estate_delay;
        ensure(!early, || format!("the estate of {} paid early: {d:?}", d.debtor.0))?;
    }
    Ok(())
}

pub(super) fn debts_of_failed_are_estates(v: &View<'_>) -> Held {
    let apart = v.s.debts.iter().find(|d| d.open > 0 && !d.estate && v.s.has_failed(d.debtor));
    apart.map_or(Ok(()), |d| ensure(false, || format!("{d:?}")))
}
