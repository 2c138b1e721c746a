//! The frame: what the page shows is what the books say.

use super::debts::link_place;
use super::{Held, View, ensure};
use crate::metric::{METRICS, Unit};
use crate::state::DebtKind;
use crate::units::ParticipantIx;

pub(super) fn frame_shows_books(v: &View<'_>) -> Held {
    let f = v.frame;
    let whole = f.participants.len() == v.w.participants.len() && f.tick == v.s.tick;
    ensure(whole && f.entries as usize == v.s.journal.entries.len(), || "the frame is of another moment".into())?;
    for (i, (p, spec)) in (0u32..).zip(f.participants.iter().zip(&v.w.participants)) {
        let cash = v.s.cash(v.w, ParticipantIx(i));
        ensure(p.cash.quanta() == cash, || format!("{} shows {} of {cash}", spec.id, p.cash.quanta()))?;
    }
    for r in &f.reserves {
        let free = v.s.books.free(r.who, r.asset);
        ensure(r.held.quanta() == free, || format!("a reserve of {free} is shown as {}", r.held.quanta()))?;
    }
    for d in v.s.debts.iter().filter(|d| matches!(d.kind, DebtKind::Obligation | DebtKind::Deposit)) {
        let shown = link_place(v, d.kind, d.link.at).and_then(|at| f.links.get(at.at())).map(|l| l.open.quanta());
        ensure(shown == Some(d.open), || format!("{shown:?} shown of {d:?}"))?;
    }
    Ok(())
}

pub(super) fn received_was_paid(v: &View<'_>) -> Held {
    let (mut paid, mut received) = (0, 0);
    for (p, spec) in v.frame.participants.iter().zip(&v.w.participants) {
        let ok = p.paid.quanta() >= 0 && p.paid <= p.due && p.received.quanta() >= 0;
        ensure(ok, || format!("{} paid {} of {}", spec.id, p.paid.quanta(), p.due.quanta()))?;
        paid += p.paid.quanta();
        received += p.received.quanta();
    }
    ensure(received <= paid, || format!("{received} received out of {paid} paid"))
}

pub(super) fn metrics_in_range(v: &View<'_>) -> Held {
    ensure(v.frame.metrics.len() == METRICS.len(), || "a metric is missing".into())?;
    for (m, &value) in METRICS.iter().zip(&v.frame.metrics) {
        // Minus zero counts as less than nothing: it has other bits, and the digest is of bits.
        let signed = m.unit == Unit::Yearly && value != 0.0;
        let ok = value.is_finite() && (signed || value.is_sign_positive()) && (m.unit != Unit::Ratio || value <= 1.0);
        ensure(ok, || format!("{} is {value}", m.id))?;
    }
    ensure(v.frame.losses.iter().all(|l| l.quanta() >= 0), || "a loss is below nothing".into())
}

pub(super) fn digest_chained(v: &View<'_>) -> Held {
    let chained = v.last.is_none_or(|last| last.digest == v.before.digest && last.tick + 1 == v.frame.tick);
    let own = v.frame.digest == v.s.digest && v.frame.digest != v.before.digest;
    ensure(chained && own, || "the digest does not follow from the last one".into())
}
