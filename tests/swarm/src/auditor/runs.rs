//! Loans that roll over and holders who run, from the journal and the terms of the scenario.

use super::{Held, Seen, ensure, settlement};
use interclear_core::journal::{Entry, EntryKind, LinkKind, LinkRef};
use interclear_core::scenario::Obligation;
use interclear_core::units::AssetIx;

/// The link of an obligation.
fn link(v: &Seen<'_>, o: &Obligation) -> Option<LinkRef> {
    v.trace.links.get(v.link(LinkKind::Obligation, &o.id)?).map(|l| l.link)
}

/// Whether a loan was not rolled over on a tick.
fn stayed(v: &Seen<'_>, link: Option<LinkRef>, tick: u32) -> bool {
    let all = v.trace.entries_of(tick);
    let lines = v.trace.journal.entries.get(all).unwrap_or_default();
    lines.iter().any(|e| e.kind == EntryKind::NotRolled && e.link == link)
}

/// When an obligation is due: its date, or the one that it has been rolled over to.
pub(super) fn due_of(v: &Seen<'_>, o: &Obligation) -> Option<u32> {
    let first = settlement::settles(v.s, o.due?);
    let (mut due, Some(rolls)) = (first, &o.rolls) else { return Some(first) };
    let (link, debtor) = (link(v, o), v.who(&o.debtor)?);
    let failed = v.failed(debtor).then(|| v.frame.participants.get(debtor.at()).map_or(0, |p| p.failed_tick));
    while due <= v.tick && !stayed(v, link, due) && failed.is_none_or(|tick| tick > due) {
        due += rolls.every.max(1);
    }
    Some(due)
}

pub(super) fn roll_over_respected(v: &Seen<'_>) -> Held {
    for o in v.s.obligations.iter().filter(|o| o.rolls.is_some()) {
        let (Some(rolls), Some(first), Some(debtor)) =
            (&o.rolls, o.due.map(|due| settlement::settles(v.s, due)), v.who(&o.debtor))
        else {
            continue;
        };
        let link = link(v, o);
        for e in v.entries.iter().filter(|e| e.kind == EntryKind::NotRolled && e.link == link) {
            let date = v.tick >= first && (v.tick - first).is_multiple_of(rolls.every.max(1));
            let why = e.causes.first().and_then(|c| v.trace.journal.get(c.entry));
            ensure(date && why.is_some_and(is_reason), || format!("{} is called: {e:?}, for {why:?}", o.id))?;
        }
        let called = (first..=v.tick).any(|tick| stayed(v, link, tick));
        let due = v
            .link(LinkKind::Obligation, &o.id)
            .and_then(|at| v.frame.links.get(at))
            .is_some_and(|l| l.due.quanta() > 0);
        ensure(!due || called || v.failed(debtor), || format!("{} is due, and nobody has called it", o.id))?;
    }
    Ok(())
}

/// Too little seen, or a lender that keeps its cash or has failed.
fn is_reason(e: &Entry) -> bool {
    match e.kind {
        EntryKind::Seen | EntryKind::SeenPeg | EntryKind::SeenLiquidity => e.amount <= e.of,
        EntryKind::Hoards => true,
        kind => interclear_core::Trace::is_failure(kind),
    }
}

pub(super) fn holders_within_circulating(v: &Seen<'_>) -> Held {
    for a in v.s.assets.iter() {
        let Some(claim) = &a.claim else { continue };
        let Some(at) = v.trace.assets.iter().position(|x| x.id == a.id).map(|at| AssetIx(at as u32)) else { continue };
        let decimals = i32::from(a.decimals);
        let held = claim.circulating.to_f64() * 10f64.powi(decimals);
        let share: f64 = claim.holders.iter().map(|h| h.share.get()).sum();
        let so_far = v.trace.journal.entries.get(..v.first + v.entries.len()).unwrap_or_default();
        let ran: i64 = so_far
            .iter()
            .filter(|e| e.kind == EntryKind::HoldersRun && e.asset == Some(at))
            .map(|e| e.amount.quanta())
            .sum();
        ensure(ran as f64 <= held * share * (1.0 + 1e-9) + 1.0, || format!("{ran} of {held} units of {} ran", a.id))?;
    }
    Ok(())
}
