//! Gains of members that a house cut.

use super::{House, houses};
use crate::engine::audit::{Held, View, ensure};
use crate::engine::tear_up;
use crate::journal::{Entry, EntryKind, Phase};
use crate::state::{Debt, DebtKind};
use crate::units::{ParticipantIx, value_of};
use crate::world::LayerSpec;

/// Gains fall without payment only by lines that say so, in `resolve`, when no earlier call is open.
pub(in crate::engine::audit) fn gains_cut_within_gains(v: &View<'_>) -> Held {
    let kinds = [EntryKind::GainsCut, EntryKind::TornUp];
    let told = |house: ParticipantIx, member: Option<ParticipantIx>| {
        let mine = move |e: &&Entry| kinds.contains(&e.kind) && e.who == Some(house);
        v.entries.iter().filter(mine).filter(move |e| member.is_none_or(|m| e.other == Some(m)))
    };
    for (at, d) in v.s.debts.iter().enumerate().filter(|(_, d)| d.cut != 0) {
        let now = d.cut - v.before.debts.get(at).map_or(0, |b| b.cut);
        let fits = tear_up::is_gain(v.w, d) && (0..=d.made).contains(&d.cut) && now >= 0;
        let said = told(d.debtor, Some(d.creditor)).next().is_some();
        ensure(fits && (said || now == 0), || format!("{now} is cut: {d:?}"))?;
    }
    for h in houses(v) {
        for &(member, _) in &h.spec.contributions {
            let owed = v.s.owed(h.who).filter(|(_, d)| d.creditor == member);
            let cut: i64 = owed.map(|(at, d)| d.cut - v.before.debts.get(at).map_or(0, |b| b.cut)).sum();
            let said: i64 = told(h.who, Some(member)).map(|e| e.amount.quanta()).sum();
            ensure(cut == said, || format!("{}: {said} is said to be cut, and {cut} is", h.id))?;
        }
        let early = told(h.who, None).find(|e| e.phase != Phase::Resolve || e.amount > e.of);
        ensure(early.is_none(), || format!("{}: {early:?}", h.id))?;
        let called = |d: &Debt| d.kind == DebtKind::Assessment && d.creditor == h.who && !v.s.has_failed(d.debtor);
        let missed = |d: &Debt| d.late_since.is_some() && d.past_grace(v.s.tick);
        let open = v.s.debts.iter().take(v.before.debts.len()).find(|d| called(d) && d.open > 0 && !missed(d));
        let cut = told(h.who, None).next();
        ensure(open.is_none() || cut.is_none(), || format!("{}: {open:?} is open: {cut:?}", h.id))?;
        cap_held(v, &h)?;
    }
    Ok(())
}

/// Before contracts are ended no gain is cut by more than the cap.
fn cap_held(v: &View<'_>, h: &House<'_>) -> Held {
    let torn = h.spec.layers.iter().position(|l| *l == LayerSpec::TearUp);
    let cap =
        h.spec.layers.iter().find_map(|l| if let LayerSpec::GainsHaircut { cap, .. } = l { Some(*cap) } else { None });
    let Some(cap) = cap.filter(|_| !h.fund.charges.iter().any(|c| Some(c.layer) == torn)) else { return Ok(()) };
    let over = v.s.owed(h.who).find(|(_, d)| d.cut > value_of(d.made, cap, 1.0));
    over.map_or(Ok(()), |over| ensure(false, || format!("{}: beyond {cap}: {over:?}", h.id)))
}
