//! Metrics of clearing houses: margin called and met, what of their layers is used, who bears it, what the houses own.

use super::{MetricDef, Sample, Unit, money};
use crate::journal::{Entry, EntryKind};
use crate::state::{DebtKind, Fund};
use crate::trace::{Borne, LayerKind};
use crate::units::{ParticipantIx, value_of};
use crate::world::{FundSpec, LayerSpec};

pub(super) const CALLED: MetricDef = MetricDef {
    id: "margin_called",
    label: "Margin called",
    unit: Unit::Money,
    help: "Value of collateral that holders called in this tick, clearing houses among them.",
    sample: |s| money(s, called(s)),
};

pub(super) const MET: MetricDef = MetricDef {
    id: "margin_met",
    label: "Margin met",
    unit: Unit::Money,
    help: "What was posted, or paid in cash, in this tick for calls of collateral.",
    sample: |s| money(s, met(s)),
};

pub(super) const LAYER_USE: MetricDef = MetricDef {
    id: "layer_use",
    label: "Prefunded layers used",
    unit: Unit::Ratio,
    help: "The largest share, of all clearing houses, that losses have used so far of a house's skin in the game and the contributions of members that have not failed; 0 without a house.",
    sample: |s| largest(s, used),
};

pub(super) const MUTUALISED: MetricDef = MetricDef {
    id: "mutualised_loss",
    label: "Mutualised loss",
    unit: Unit::Money,
    help: "What members that had not failed have borne so far of clearing houses' losses: contributions, assessments, gains that were cut.",
    sample: |s| money(s, borne(s, |b| by_members(b.kind))),
};

pub(super) const OPERATOR_SHARE: MetricDef = MetricDef {
    id: "operator_share",
    label: "Operators' share of loss",
    unit: Unit::Ratio,
    help: "Of the losses that clearing houses have charged so far beyond what defaulters left, the share that the houses bear out of their own capital; 0 when nothing was charged.",
    sample: operator_share,
};

pub(super) const EQUITY_OVER_RESOURCES: MetricDef = MetricDef {
    id: "house_equity",
    label: "House equity over resources",
    unit: Unit::Times,
    help: "The least, of clearing houses, of what a house owns at marks, pledged and other, over the margin posted with it and the contributions to its fund; 0 when it owns nothing or there is no house.",
    sample: |s| least(s, equity_over_resources),
};

pub(super) const LOSS_MULTIPLE: MetricDef = MetricDef {
    id: "loss_multiple",
    label: "Loss multiple to exhaustion",
    unit: Unit::Times,
    help: "The least, of clearing houses, of what is left in the layers in cash, with what may still be called, over what closing out the two costliest members would cost beyond their contributions; 0 when no such cost is given.",
    sample: |s| least(s, loss_multiple),
};

/// Metrics of clearing houses, which no digest counts.
pub(super) const IDS: [&str; 7] =
    [CALLED.id, MET.id, LAYER_USE.id, MUTUALISED.id, OPERATOR_SHARE.id, EQUITY_OVER_RESOURCES.id, LOSS_MULTIPLE.id];

/// Lines of the tick.
fn told_now<'a>(s: &'a Sample<'_>) -> impl Iterator<Item = &'a Entry> {
    s.state.journal.entries.iter().skip(s.state.before.entries)
}

fn called(s: &Sample<'_>) -> i64 {
    told_now(s).filter(|e| e.kind == EntryKind::Called).map(|e| e.amount.quanta()).sum()
}

fn met(s: &Sample<'_>) -> i64 {
    let posted: i64 = told_now(s).filter(|e| e.kind == EntryKind::ToppedUp).map(|e| e.amount.quanta()).sum();
    let calls = s.state.debts.iter().filter(|d| matches!(d.kind, DebtKind::Call(_)));
    posted + calls.map(|d| d.paid_now).sum::<i64>()
}

/// A clearing house as a metric sees it.
struct House<'a> {
    who: ParticipantIx,
    spec: &'a FundSpec,
    fund: &'a Fund,
}

fn all_houses<'a>(s: &'a Sample<'_>) -> impl Iterator<Item = House<'a>> {
    let all = s.world.participants.iter().zip(&s.state.standing);
    (0u32..)
        .map(ParticipantIx)
        .zip(all)
        .filter_map(|(who, (p, x))| Some(House { who, spec: p.fund.as_ref()?, fund: x.fund.as_ref()? }))
}

fn largest(s: &Sample<'_>, of: fn(&Sample<'_>, &House<'_>) -> Option<f64>) -> f64 {
    all_houses(s).filter_map(|h| of(s, &h)).fold(0.0, f64::max)
}

fn least(s: &Sample<'_>, of: fn(&Sample<'_>, &House<'_>) -> Option<f64>) -> f64 {
    all_houses(s).filter_map(|h| of(s, &h)).reduce(f64::min).unwrap_or(0.0)
}

fn ratio(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn borne(s: &Sample<'_>, counts: impl Fn(&Borne) -> bool) -> i64 {
    s.frame.borne.iter().filter(|b| counts(b)).map(|b| b.amount.quanta()).sum()
}

const fn by_members(kind: LayerKind) -> bool {
    matches!(kind, LayerKind::SurvivorsFund | LayerKind::Assessments | LayerKind::GainsHaircut | LayerKind::TearUp)
}

/// What losses have used of the layers paid in before them, out of what was used and what is left.
fn used(s: &Sample<'_>, h: &House<'_>) -> Option<f64> {
    let prefunded = |k| matches!(k, LayerKind::SkinInTheGame | LayerKind::SurvivorsFund);
    let used = borne(s, |b| b.house == h.who && prefunded(b.kind));
    ratio(used, used + prefunded_left(s, h))
}

/// Skin in the game, and contributions of members that have not failed, as far as a layer lets them bear something.
fn prefunded_left(s: &Sample<'_>, h: &House<'_>) -> i64 {
    let shared = h.spec.layers.contains(&LayerSpec::Survivors);
    let paid = s.state.owed(h.who).filter(|(_, d)| d.kind == DebtKind::Contribution && !s.state.has_failed(d.creditor));
    h.fund.skin.iter().sum::<i64>() + paid.filter(|_| shared).map(|(_, d)| d.open).sum::<i64>()
}

fn operator_share(s: &Sample<'_>) -> f64 {
    let beyond = |b: &Borne| !matches!(b.kind, LayerKind::DefaulterMargin | LayerKind::DefaulterFund);
    let own = |b: &Borne| matches!(b.kind, LayerKind::SkinInTheGame | LayerKind::RemainingEquity);
    ratio(borne(s, own), borne(s, beyond)).unwrap_or(0.0)
}

fn equity_over_resources(s: &Sample<'_>, h: &House<'_>) -> Option<f64> {
    let posted = s.world.collateral.iter().zip(&s.state.pledges).filter(|(c, _)| c.holder == h.who);
    let margin: i64 = posted.map(|(c, p)| s.state.at_mark(s.world, c.asset, p.posted)).sum();
    let paid = s.state.owed(h.who).filter(|(_, d)| d.kind == DebtKind::Contribution);
    ratio(s.value.equity(h.who).max(0), margin + paid.map(|(_, d)| d.open).sum::<i64>())
}

fn loss_multiple(s: &Sample<'_>, h: &House<'_>) -> Option<f64> {
    let lives = |who: ParticipantIx| !s.state.has_failed(who);
    let paid = |who: ParticipantIx| h.spec.contributions.iter().find(|c| c.0 == who).map_or(0, |c| c.1);
    let mut costs: Vec<i64> =
        h.spec.close_out.iter().filter(|c| lives(c.0)).map(|c| (c.1 - paid(c.0)).max(0)).collect();
    costs.sort_unstable_by(|a, b| b.cmp(a));
    let callable: i64 = (0..)
        .zip(&h.spec.layers)
        .filter_map(|(at, l)| if let LayerSpec::Assessments { cap, .. } = l { Some((at, *cap)) } else { None })
        .flat_map(|(at, cap)| {
            let members = h.spec.contributions.iter().filter(|c| lives(c.0));
            members.map(move |c| (value_of(c.1, cap, 1.0) - h.fund.of(at, c.0)).max(0))
        })
        .sum();
    ratio(prefunded_left(s, h) + callable, costs.iter().take(2).sum())
}
