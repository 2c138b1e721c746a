//! Loans that roll over, and holders who run.

use super::{Held, View, ensure};
use crate::journal::EntryKind;
use crate::state::State;
use crate::units::value_of;

pub(super) fn roll_over_respected(v: &View<'_>) -> Held {
    let now = v.s.tick;
    let rolling = v.w.obligations.iter().zip(v.s.debts.iter().zip(&v.before.debts));
    for (spec, (d, was)) in rolling {
        let Some(rolls) = spec.rolls.filter(|_| !d.estate) else { continue };
        let called = v.entries.iter().any(|e| e.kind == EntryKind::NotRolled && e.link == Some(d.link));
        let moved = d.due != was.due;
        let next = was.due == Some(now) && d.due == Some(now.saturating_add(rolls.every));
        ensure(!moved || next && !called, || format!("from {:?} to {:?}, called: {called}", was.due, d.due))?;
        let kept = !moved && was.due == Some(now) && was.open > 0 && d.open > 0 && !v.s.has_failed(d.debtor);
        ensure(!kept || called, || format!("due, and nobody has called it: {d:?}"))?;
    }
    Ok(())
}

pub(super) fn holders_within_circulating(v: &View<'_>) -> Held {
    for (asset, claim) in State::tokens(v.w) {
        let (Some(spec), Some(q)) = (v.w.assets.get(asset.at()), v.s.quotes.get(asset.at())) else { continue };
        let ran = v.entries.iter().filter(|e| e.kind == EntryKind::HoldersRun && e.asset == Some(asset));
        let ran: i64 = ran.map(|e| e.amount.quanta()).sum();
        let share: f64 = spec.holders.iter().zip(&q.ran).filter(|(_, ran)| **ran).map(|(g, _)| g.share).sum();
        let most = value_of(claim.circulating, share, 1.0);
        ensure(ran <= most, || format!("{}: {ran} units ran, and the groups that did hold {most}", spec.id))?;
    }
    Ok(())
}
