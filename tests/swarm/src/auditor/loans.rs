//! What lending pools earn, lose and lend, from lines, frames and terms.

use super::ledger::has;
use super::lending::{party, pool_of, steady, terms, told};
use super::{Held, Seen, ensure};
use interclear_core::engine::Account;
use interclear_core::journal::{Entry, EntryKind, LinkKind, LinkRef};
use interclear_core::scenario::RateCurve;
use interclear_core::units::ParticipantIx;

/// The most that a curve can ask for, a year.
fn highest(rates: &RateCurve) -> f64 {
    match rates {
        RateCurve::Kinked { base, slope_below, slope_above, .. } => base.get() + slope_below.get() + slope_above.get(),
        RateCurve::Doubling { ceiling, .. } => ceiling.get(),
    }
}

/// By how much a link may have grown in this tick: what was borrowed on it, and interest at the highest rate.
pub(super) fn may_grow(v: &Seen<'_>, link: LinkRef, was: i64) -> i64 {
    let Some(info) = v.trace.links.iter().find(|l| l.link == link) else { return 0 };
    let borrowed = told(v, EntryKind::Borrowed).filter(|(_, e)| e.link == Some(link));
    let borrowed: i64 = borrowed.map(|(_, e)| e.amount.quanta()).sum();
    let Some(pool) = party(v, Some(info.to)).and_then(pool_of) else { return borrowed };
    let Some(rates) = &pool.rates else { return borrowed };
    let days = v.s.clock.days.map_or(1.0, |d| d.get());
    let rate = if steady(v) { highest(rates) } else { interclear_core::scenario::MAX_YEARLY_RATE };
    borrowed + (was as f64 * rate * days / 365.0 + 1.0).min(9e15) as i64
}

/// Links with a pool grow within the curve; depositors get no more than borrowers owe more, less what the pool keeps.
pub(super) fn interest_within_rate(v: &Seen<'_>) -> Held {
    for (_, e) in told(v, EntryKind::Interest) {
        let pool = terms(v, e)?;
        let rates = pool.rates.as_ref().ok_or_else(|| format!("without a rate: {e:?}"))?;
        let days = v.s.clock.days.map_or(1.0, |d| d.get());
        let most = e.of.quanta() as f64 * highest(rates) * days / 365.0;
        let links = v.trace.links.iter().filter(|l| Some(l.to) == e.who && l.link.kind != LinkKind::Collateral).count();
        ensure(!steady(v) || e.amount.quanta() as f64 <= most + links as f64, || format!("at most {most}: {e:?}"))?;
        if e.other == e.who {
            let owed = told(v, EntryKind::Interest).find(|(_, x)| x.who == e.who && x.other.is_none());
            let owed = owed.map_or(0, |(_, x)| x.amount.quanta()) as f64;
            let kept = if steady(v) { 1.0 - pool.reserve_factor.get() } else { 1.0 };
            ensure(e.amount.quanta() as f64 <= owed * kept + links as f64, || format!("out of {owed}: {e:?}"))?;
        }
    }
    for l in v.trace.links.iter().filter(|l| matches!(l.link.kind, LinkKind::Obligation | LinkKind::Deposit)) {
        let at = v.place(l.link);
        let open = |f: Option<&interclear_core::engine::Frame>| Some(f?.links.get(at?)?.open.quanta());
        let (Some(was), Some(is)) = (open(v.last), open(Some(v.frame))) else { continue };
        let pool = party(v, Some(l.to)).and_then(pool_of);
        let sound = pool.is_some_and(|p| p.lends.is_none()) && !v.failed(l.from) && !v.failed(l.to);
        let most = may_grow(v, l.link, was);
        ensure(!sound || is - was <= most, || format!("{} grew from {was} to {is}, at most by {most}", l.id))?;
    }
    Ok(())
}

/// Over the whole run so far, what was found is what was borne and what is still a hole.
pub(super) fn bad_debt_is_borne(v: &Seen<'_>) -> Held {
    let so_far = v.trace.journal.entries.get(..v.first + v.entries.len()).unwrap_or_default();
    for (info, f) in v.trace.pools.iter().zip(&v.frame.pools) {
        let sum = |kind: EntryKind, by: fn(&Entry) -> Option<ParticipantIx>| -> i64 {
            let mine = so_far.iter().filter(|e| e.kind == kind && by(e) == Some(info.pool));
            mine.map(|e| e.amount.quanta()).sum()
        };
        let (found, borne) = (sum(EntryKind::BadDebt, |e| e.who), sum(EntryKind::BadDebtBorne, |e| e.other));
        let ok = f.bad_debt.quanta() == found && f.hole.quanta() == found - borne && f.hole.quanta() >= 0;
        ensure(ok, || format!("{}: {found} found, {borne} borne, {f:?}", v.id(info.pool)))?;
    }
    Ok(())
}

/// What the frame shows of a pool is what the links and the second ledger say.
pub(super) fn utilisation_in_range(v: &Seen<'_>) -> Held {
    for (info, f) in v.trace.pools.iter().zip(&v.frame.pools) {
        let used = f.utilisation();
        let free = has(&v.after, Account::Free(info.pool), info.lends);
        let loan = |(l, x): (&interclear_core::engine::LinkInfo, &interclear_core::engine::LinkFrame)| {
            let mine = l.link.kind == LinkKind::Obligation && l.to == info.pool && l.asset == info.lends;
            (mine && !v.failed(l.from)).then_some(x.open.quanta())
        };
        let loans: i64 = v.trace.links.iter().zip(&v.frame.links).filter_map(loan).sum();
        let ok = (0.0..=1.0).contains(&used) && i128::from(f.free.quanta()) == free && f.loans.quanta() == loans;
        ensure(ok, || format!("{}: {loans} lent, {free} free, {f:?}", v.id(info.pool)))?;
    }
    Ok(())
}
