//! One place spoilt in a waterfall, a cover or a line of credit.

// A way to spoil is one assignment, in `Some` where there is something to spoil.
#![allow(clippy::unit_arg)]

use super::Ended;
use super::spoils::{Spoil, debt, part};
use crate::journal::{EntryKind, Phase};
use crate::state::{Charge, Debt, DebtKind, Fund};
use crate::units::{Amount, ParticipantIx};

const LARGE: i64 = 1 << 40;

pub(super) const SPOILS: &[(&str, &str, Spoil)] = &[
    ("layers_in_order", "capital of the house passed over", |e| {
        let (fund, before) = house(e)?;
        let deep = fresh(fund, before).any(|c| c.layer > 2);
        deep.then(|| fund.skin[2] += 1)
    }),
    ("layers_in_order", "a survivor spared", |e| {
        let (fund, before) = house(e)?;
        fresh(fund, before).any(|c| c.layer > 3).then_some(())?;
        let failed: Vec<bool> = e.s.standing.iter().map(|s| s.failed.is_some()).collect();
        debt(e, |d| d.kind == DebtKind::Contribution && !failed[d.creditor.at()]).map(|d| d.open += 1)
    }),
    ("layers_in_order", "more of the house's own held back", |e| {
        part(e, EntryKind::EquityCharged).map(|x| x.of = Amount::new(x.of.quanta() + 1))
    }),
    ("layers_in_order", "a contribution of the defaulter kept", |e| {
        let (fund, before) = house(e)?;
        let on = fresh(fund, before).next()?.defaulter;
        debt(e, |d| d.kind == DebtKind::Contribution && d.creditor == on).map(|d| d.open = 1)
    }),
    ("borne_within_standing", "more than a tranche", |e| charge(e, |c| c.layer == 2).map(|c| c.amount += 1)),
    ("borne_within_standing", "called beyond the cap", |e| charge(e, |c| c.layer == 4).map(|c| c.amount = LARGE)),
    ("borne_within_standing", "a contribution beyond what was paid in", |e| {
        debt(e, |d| d.kind == DebtKind::Contribution).map(|d| d.open = LARGE)
    }),
    ("borne_within_standing", "a stranger bears a part", |e| {
        charge(e, |c| c.layer > 2 && c.bearer != c.defaulter).map(|c| c.bearer = ParticipantIx(0))
    }),
    ("borne_is_charged", "a part forgotten", |e| {
        charge(e, |c| c.bearer != c.defaulter && c.amount > 0).map(|c| c.amount -= 1)
    }),
    ("borne_is_charged", "a part beyond its loss", |e| {
        part(e, EntryKind::Assessed).map(|x| x.amount = Amount::new(x.amount.quanta() + 1))
    }),
    ("borne_is_charged", "uncovered and standing", |e| {
        part(e, EntryKind::Assessed).map(|x| x.kind = EntryKind::Exhausted)
    }),
    ("borne_is_charged", "more shown than is borne", |e| {
        let b = e.frame.borne.iter_mut().find(|b| b.layer > 1)?;
        Some(b.amount = Amount::new(b.amount.quanta() + 1))
    }),
    ("layers_in_order", "a gain spared, and more of the same bears", |e| {
        let (at, before) = (cutter(e)?, e.s.before.standing.get(cutter(e)?)?.charges.0);
        fresh(e.s.standing[at].fund.as_ref()?, before).any(|c| c.layer == 3).then_some(())?;
        debt(e, |d| d.cut > 0).map(|d| (d.cut, d.open) = (0, 12))
    }),
    ("gains_cut_within_gains", "cut and not said", |e| debt(e, |d| d.cut > 0).map(|d| d.cut += 1)),
    ("gains_cut_within_gains", "said and not cut", |e| {
        part(e, EntryKind::GainsCut).map(|x| x.amount = Amount::new(x.amount.quanta() - 1))
    }),
    ("gains_cut_within_gains", "cut before anything was cleared", |e| {
        part(e, EntryKind::GainsCut).map(|x| x.phase = Phase::Mark)
    }),
    ("gains_cut_within_gains", "more than what is owed", |e| {
        part(e, EntryKind::TornUp).map(|x| x.of = Amount::new(x.amount.quanta() - 1))
    }),
    ("gains_cut_within_gains", "beyond the cap", |e| {
        let at = cutter(e)?;
        debt(e, |d| d.cut > 0)?;
        Some(e.s.standing[at].fund.as_mut()?.charges.retain(|c| c.layer != 3))
    }),
    ("gains_cut_within_gains", "while somebody is still to pay what was called", |e| {
        part(e, EntryKind::GainsCut)?;
        let (at, old) = (cutter(e)?, e.s.before.debts.len());
        let failed: Vec<bool> = e.s.standing.iter().map(|s| s.failed.is_some()).collect();
        let called = |d: &&mut Debt| d.kind == DebtKind::Assessment && !failed[d.debtor.at()];
        let d = e.s.debts.iter_mut().take(old).find(called)?;
        Some((d.creditor, d.open) = (ParticipantIx(at as u32), 1))
    }),
    ("cover_within_limit", "beyond the limit", |e| debt(e, |d| d.kind == DebtKind::Cover).map(|d| d.open = LARGE)),
    ("cover_within_limit", "a debt for no cover", |e| {
        Some(*e.s.standing.iter_mut().find_map(|s| s.covered.iter_mut().find(|used| **used))? = false)
    }),
    ("cover_within_limit", "more than the share", |e| {
        part(e, EntryKind::Covered).map(|x| x.amount = Amount::new(LARGE))
    }),
    ("line_within_promise", "more than was promised", |e| {
        debt(e, |d| matches!(d.kind, DebtKind::Line { .. }) && d.open > 0).map(|d| d.open = LARGE)
    }),
    ("debt_falls_by_payment", "a contribution that grows by itself", |e| {
        let old = e.s.before.debts.len();
        let was: Vec<i64> = e.s.before.debts.iter().map(|d| d.open).collect();
        let at = e.s.debts.iter().take(old).position(|d| d.kind == DebtKind::Contribution)?;
        let refilled: i64 = e.s.debts.iter().filter(|d| d.kind == DebtKind::Refill).map(|d| d.paid_now).sum();
        Some(e.s.debts[at].open = was[at] + refilled + 1)
    }),
    ("grace_respected", "a house late with nobody to wait for", |e| {
        let (house, late) = late_house(e)?;
        e.s.standing[house].failed.is_none().then_some(())?;
        e.s.debts[late].grace = 0;
        e.s.debts[late].due = Some(1);
        let called = |d: &&mut Debt| matches!(d.kind, DebtKind::Assessment | DebtKind::Refill);
        Some(e.s.debts.iter_mut().filter(called).for_each(|d| d.open = 0))
    }),
];

/// The house and what it owes outside.
fn late_house(e: &Ended) -> Option<(usize, usize)> {
    let house = e.s.standing.iter().position(|s| s.fund.is_some())?;
    let owed = |d: &Debt| d.debtor.at() == house && d.kind == DebtKind::CloseOut && d.open > 0 && e.s.tick > 1;
    Some((house, e.s.debts.iter().position(owed)?))
}

/// The house that cuts gains.
fn cutter(e: &Ended) -> Option<usize> {
    e.w.participants.iter().position(|p| p.id == "zub")
}

/// The fund of the town's house, and how many charges it had as the tick began.
fn house(e: &mut Ended) -> Option<(&mut Fund, usize)> {
    let at = e.s.standing.iter().position(|s| s.fund.is_some())?;
    let before = e.s.before.standing.get(at)?.charges.0;
    Some((e.s.standing[at].fund.as_mut()?, before))
}

/// Charges of the tick beyond what the defaulter left.
fn fresh(fund: &Fund, before: usize) -> impl Iterator<Item = &Charge> {
    fund.charges.iter().skip(before).filter(|c| c.bearer != c.defaulter)
}

fn charge(e: &mut Ended, of: impl Fn(&Charge) -> bool) -> Option<&mut Charge> {
    house(e)?.0.charges.iter_mut().find(|c| of(c))
}
