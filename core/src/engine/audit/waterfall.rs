//! Clearing houses' waterfalls: the order of layers, what each stands for, and that nothing of a loss is left out.
//!
//! Layers are looked at as they are at the end of the tick: what one had left then is what it had left when later ones
//! were charged, but for what was taken back from it and refilled in the tick.

mod gains;

use super::debts::refilled;
use super::{Held, View, ensure};
use crate::engine::tear_up;
use crate::journal::{Entry, EntryKind};
use crate::state::{Charge, Debt, DebtKind, Fund};
use crate::units::{EntryIx, ParticipantIx, value_of};
use crate::world::{FundSpec, LayerSpec};
pub(super) use gains::gains_cut_within_gains;

/// A house as it is looked at.
struct House<'a> {
    who: ParticipantIx,
    id: &'a str,
    spec: &'a FundSpec,
    fund: &'a Fund,
    /// As the tick began: how many charges there were, and their sum beyond what failed debtors left.
    before: (usize, i64),
}

fn houses<'a>(v: &'a View<'_>) -> impl Iterator<Item = House<'a>> {
    let all = v.w.participants.iter().zip(&v.s.standing).zip(&v.before.standing);
    (0u32..).map(ParticipantIx).zip(all).filter_map(|(who, ((p, s), was))| {
        Some(House { who, id: &p.id, spec: p.fund.as_ref()?, fund: s.fund.as_ref()?, before: was.charges })
    })
}

impl House<'_> {
    /// Charges of the tick beyond what failed debtors left.
    fn fresh(&self) -> impl Iterator<Item = &Charge> {
        self.fund.charges.iter().skip(self.before.0).filter(|c| c.bearer != c.defaulter)
    }

    fn lifted(&self, layer: usize, bearer: ParticipantIx) -> i64 {
        self.fund.lifted.iter().filter(|x| (x.0, x.1) == (layer, bearer)).map(|x| x.2).sum()
    }
}

/// What members have in a house's fund.
fn contributions<'a>(v: &'a View<'_>, house: ParticipantIx) -> impl Iterator<Item = &'a Debt> {
    v.s.owed(house).map(|(_, d)| d).filter(|d| d.kind == DebtKind::Contribution)
}

/// What somebody living had left in a layer when a later one was charged; charges against it are in the lines.
fn left(v: &View<'_>, h: &House<'_>, at: usize, layer: &LayerSpec) -> Option<(ParticipantIx, i64)> {
    let live = |who: &ParticipantIx| !v.s.has_failed(*who);
    match layer {
        LayerSpec::DefaulterMargin | LayerSpec::Equity => None,
        LayerSpec::DefaulterFund => {
            let charged = |who: ParticipantIx| h.fresh().any(|c| c.defaulter == who);
            contributions(v, h.who).filter(|d| charged(d.creditor)).map(|d| (d.creditor, d.open)).find(|x| x.1 > 0)
        }
        LayerSpec::Skin(_) => {
            let left = h.fund.skin.get(at).copied().unwrap_or(0) - h.lifted(at, h.who);
            (left > 0).then_some((h.who, left))
        }
        LayerSpec::Survivors => {
            let mine = contributions(v, h.who).filter(|d| live(&d.creditor));
            mine.map(|d| (d.creditor, d.open - refilled(v, d))).find(|x| x.1 > 0)
        }
        LayerSpec::GainsHaircut { .. } | LayerSpec::TearUp => {
            let may = tear_up::may_cut(v.s, v.w, h.who, layer).into_iter();
            may.map(|x| (x.who, x.room)).find(|x| x.1 > 0)
        }
        LayerSpec::Assessments { cap, .. } => {
            let left = |&(who, paid): &(ParticipantIx, i64)| {
                (who, value_of(paid, *cap, 1.0) - h.fund.of(at, who) - h.lifted(at, who))
            };
            h.spec.contributions.iter().filter(|c| live(&c.0)).map(left).find(|x| x.1 > 0)
        }
    }
}

/// Lines of the tick that a charged loss is the cause of, and what of it is uncovered.
fn parts<'a>(v: &'a View<'_>, loss: EntryIx) -> (impl Iterator<Item = &'a Entry>, i64) {
    use EntryKind::{Assessed, EquityCharged, Exhausted, FundCharged, GainsCut, TornUp};
    let part = |e: &&Entry| matches!(e.kind, FundCharged | EquityCharged | Assessed | GainsCut | TornUp);
    let mine = v.entries.iter().filter(part).filter(move |e| e.causes.first().is_some_and(|c| c.entry == loss));
    let over = v.entries.iter().filter(|e| e.kind == Exhausted).flat_map(|e| &e.causes);
    (mine, over.filter(|c| c.entry == loss).map(|c| c.amount.quanta()).sum())
}

pub(super) fn layers_in_order(v: &View<'_>) -> Held {
    for h in houses(v) {
        let Some(last) = h.fresh().map(|c| c.layer).max() else { continue };
        for (at, layer) in h.spec.layers.iter().enumerate().take(last) {
            let left = left(v, &h, at, layer);
            ensure(left.is_none(), || {
                format!("{}: layer {last} is charged, and {left:?} is left in layer {at}", h.id)
            })?;
        }
        // What else the house owns has no account: the lines say how much of it there was.
        let equity = h.spec.layers.iter().position(|l| *l == LayerSpec::Equity).filter(|&at| at < last);
        for c in h.fresh().filter(|c| equity.is_some_and(|at| c.layer > at)) {
            let own = c.entry.and_then(|e| v.s.journal.get(e));
            let loss =
                own.filter(|e| e.kind != EntryKind::LossCharged).map_or(c.entry, |e| e.causes.first().map(|x| x.entry));
            let mut spent =
                loss.into_iter().flat_map(|loss| parts(v, loss).0).filter(|e| e.kind == EntryKind::EquityCharged);
            let rest = spent.find(|e| e.amount < e.of);
            ensure(rest.is_none(), || format!("{}: {c:?} before {rest:?}", h.id))?;
        }
    }
    Ok(())
}

pub(super) fn borne_within_standing(v: &View<'_>) -> Held {
    for h in houses(v) {
        let opening = |who| h.spec.contributions.iter().find(|c| c.0 == who).map_or(0, |c| c.1);
        for (at, layer) in h.spec.layers.iter().enumerate() {
            let bears = |who| h.fund.of(at, who);
            match layer {
                LayerSpec::Skin(of) => {
                    let left = h.fund.skin.get(at).copied().unwrap_or(0);
                    let whole = left >= 0 && left + bears(h.who) == *of;
                    ensure(whole, || format!("{}: {} borne of {of}, {left} left in layer {at}", h.id, bears(h.who)))?;
                }
                LayerSpec::Assessments { cap, .. } => {
                    let over = h.spec.contributions.iter().find(|c| bears(c.0) > value_of(c.1, *cap, 1.0));
                    ensure(over.is_none(), || format!("{}: {over:?} is called for too much", h.id))?;
                }
                _ => {}
            }
        }
        let over = contributions(v, h.who).find(|d| d.open < 0 || d.open > opening(d.creditor));
        ensure(over.is_none(), || format!("{}: a contribution beyond what was paid in: {over:?}", h.id))?;
        for c in h.fund.charges.iter().filter(|c| c.bearer != c.defaulter) {
            let its_own = match h.spec.layers.get(c.layer) {
                Some(LayerSpec::Survivors | LayerSpec::Assessments { .. }) => opening(c.bearer) > 0,
                // Its contribution may be nothing.
                Some(LayerSpec::GainsHaircut { .. } | LayerSpec::TearUp) => {
                    h.spec.contributions.iter().any(|x| x.0 == c.bearer)
                }
                _ => c.bearer == h.who && c.layer > 1,
            };
            ensure(its_own && c.amount >= 0, || format!("{}: {c:?}", h.id))?;
        }
    }
    Ok(())
}

pub(super) fn borne_is_charged(v: &View<'_>) -> Held {
    for (at, e) in (v.first as u32..).map(EntryIx).zip(v.entries).filter(|(_, e)| e.kind == EntryKind::LossCharged) {
        let (lines, uncovered) = parts(v, at);
        let borne = lines.map(|x| x.amount.quanta()).sum::<i64>() + uncovered;
        ensure(borne == e.amount.quanta(), || format!("{borne} is borne of {e:?}"))?;
        let down = e.who.is_some_and(|house| v.s.has_failed(house));
        ensure(uncovered == 0 || down, || format!("{uncovered} uncovered, and the house stands: {e:?}"))?;
    }
    for h in houses(v) {
        let mine = |e: &&Entry| e.kind == EntryKind::LossCharged && e.who == Some(h.who);
        let charged: i64 = v.entries.iter().filter(mine).map(|e| e.amount.quanta()).sum();
        let lifted: i64 = h.fund.lifted.iter().map(|x| x.2).sum();
        let (was, is) = (h.before.1, h.fund.beyond_all());
        let ok = is == was + charged - lifted && lifted >= 0;
        ensure(ok, || format!("{}: {was} was borne, {charged} charged, {lifted} given back, {is} is", h.id))?;
        let shown = v.frame.borne.iter().filter(|b| b.house == h.who && b.layer > 1).map(|b| b.amount.quanta());
        let shown: i64 = shown.sum();
        ensure(shown == is, || format!("{}: {shown} shown of {is} borne", h.id))?;
    }
    Ok(())
}
