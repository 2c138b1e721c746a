//! Failures and estates, from the frames.

use super::{Held, Seen, ensure, has_failed};
use interclear_core::Trace;
use interclear_core::engine::State;
use interclear_core::units::ParticipantIx;

pub(super) fn failed_stays_failed(v: &Seen<'_>) -> Held {
    for (who, is) in (0u32..).map(ParticipantIx).zip(&v.frame.participants) {
        let Some(was) = v.last.and_then(|f| f.participants.get(who.at())) else { continue };
        let same = |a: &interclear_core::engine::ParticipantFrame| (a.failed_tick, a.failed_round, a.failure);
        let kept = !has_failed(was.state) || has_failed(is.state) && same(was) == same(is);
        let recovered = is.state != State::Recovered || has_failed(was.state);
        let stays = was.state != State::Recovered || is.state == State::Recovered;
        ensure(kept && recovered && stays, || format!("{}: {was:?}, then {is:?}", v.id(who)))?;
    }
    Ok(())
}

pub(super) fn failure_has_entry(v: &Seen<'_>) -> Held {
    for (who, p) in (0u32..).map(ParticipantIx).zip(&v.frame.participants) {
        let told = p.failure.and_then(|at| v.trace.journal.get(at)).is_some_and(|e| {
            Trace::is_failure(e.kind) && (e.tick, e.round, e.who) == (p.failed_tick, p.failed_round, Some(who))
        });
        ensure(told == has_failed(p.state), || format!("{}: {p:?}", v.id(who)))?;
    }
    Ok(())
}

pub(super) fn estate_after_delay(v: &Seen<'_>) -> Held {
    for p in v.did.cleared.iter().flat_map(|c| &c.payments).filter(|p| p.estate) {
        let failed = v.stands(p.debtor);
        let first = failed.failed_tick.saturating_add(v.s.rules.estate_delay);
        ensure(has_failed(failed.state) && first <= v.tick, || format!("{}: {p:?}", v.id(p.debtor)))?;
    }
    Ok(())
}

pub(super) fn debts_of_failed_are_estates(v: &Seen<'_>) -> Held {
    let odd = v.did.cleared.iter().flat_map(|c| &c.payments).find(|p| {
        p.estate != v.failed_before(p.debtor) && {
            // Declared or closed at the beginning of this tick, its estate pays later.
            !v.failed(p.debtor) || v.failed_before(p.debtor)
        }
    });
    odd.map_or(Ok(()), |p| Err(format!("{}: {p:?}", v.id(p.debtor))))
}
