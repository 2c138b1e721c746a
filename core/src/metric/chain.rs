//! Metrics of chains of claim tokens: queues, discounts, reserves of subsidies, how deep and how concentrated.

use super::{MetricDef, Sample, Unit};
use crate::state::{Look, State, circulating, ends, stake_of, wrap_depth};
use crate::units::ParticipantIx;

pub(super) const QUEUED: MetricDef = MetricDef {
    id: "tokens_waiting",
    label: "Tokens waiting",
    unit: Unit::Money,
    help: "Value of claim tokens that have been handed in and are not paid, at what stands behind them.",
    sample: queued,
};

pub(super) const WAIT: MetricDef = MetricDef {
    id: "longest_wait",
    label: "Longest wait",
    unit: Unit::Count,
    help: "Ticks since the oldest request that is not paid: of claim tokens handed in, and of stakes asked back.",
    sample: wait,
};

pub(super) const DISCOUNT: MetricDef = MetricDef {
    id: "discount",
    label: "Largest discount",
    unit: Unit::Ratio,
    help: "How far the price of a claim token with a market is below what stands behind it, of the one where it is most.",
    sample: discount,
};

pub(super) const RUNWAY: MetricDef = MetricDef {
    id: "runway",
    label: "Runway",
    unit: Unit::Count,
    help: "Ticks for which the reserves of subsidies last at the spending of this tick, of the shortest: 0 when one is dry; no more than the longest run a scenario may have, and that when none is due.",
    sample: runway,
};

pub(super) const DEPTH: MetricDef = MetricDef {
    id: "wrap_depth",
    label: "Wrap depth",
    unit: Unit::Count,
    help: "How many tokens stand on each other in the longest chain of claim tokens; tokens of one ring count together.",
    sample: depth,
};

pub(super) const CONCENTRATION: MetricDef = MetricDef {
    id: "concentration",
    label: "Concentration",
    unit: Unit::Ratio,
    help: "Herfindahl index of what claim tokens in the hands of others than issuers stand on in the end: 1 when it is all with one participant; 0 without tokens.",
    sample: concentration,
};

fn queued(s: &Sample<'_>) -> f64 {
    let (w, state) = (s.world, s.state);
    let fair = |r: &crate::state::Request| state.quotes.get(r.asset.at()).map_or(0.0, |q| q.fair);
    let worth = |r: &crate::state::Request| crate::units::value_of(r.left, fair(r), state.scale(w, r.asset));
    super::money(s, state.requests.iter().map(worth).sum())
}

fn wait(s: &Sample<'_>) -> f64 {
    let requests = s.state.requests.iter().filter(|r| r.left > 0).map(|r| r.since);
    let exits = s.state.exits.iter().filter(|x| x.left > 0).map(|x| x.since);
    let oldest = requests.chain(exits).min();
    oldest.map_or(0.0, |since| f64::from(s.state.tick - since))
}

fn discount(s: &Sample<'_>) -> f64 {
    let of = |(asset, _): (crate::units::AssetIx, _)| {
        let q = s.state.quotes.get(asset.at())?;
        s.world.assets.get(asset.at())?.market.as_ref()?;
        (q.fair > 0.0).then(|| (1.0 - q.spot / q.fair).clamp(0.0, 1.0))
    };
    State::tokens(s.world).filter_map(of).fold(0.0, f64::max)
}

fn runway(s: &Sample<'_>) -> f64 {
    let spends: Vec<ParticipantIx> =
        s.state.stakes.iter().filter_map(|x| stake_of(s.world, x.who)?.subsidy.map(|y| y.0)).collect();
    let of = |&from: &ParticipantIx| {
        let mine = s
            .state
            .stakes
            .iter()
            .filter(|x| stake_of(s.world, x.who).and_then(|y| y.subsidy).map(|y| y.0) == Some(from));
        let due: i64 = mine.map(|x| x.subsidy_due).sum();
        (due > 0).then(|| s.state.cash(s.world, from).max(0) as f64 / due as f64)
    };
    spends.iter().filter_map(of).fold(f64::from(crate::state::LONGEST_RUN), f64::min)
}

fn depth(s: &Sample<'_>) -> f64 {
    if State::tokens(s.world).next().is_none() {
        return 0.0;
    }
    wrap_depth(s.state, s.world).into_iter().max().map_or(0.0, f64::from)
}

fn concentration(s: &Sample<'_>) -> f64 {
    if State::tokens(s.world).next().is_none() {
        return 0.0;
    }
    let l = Look::of(s.state, s.world, s.value);
    let issues = |who: ParticipantIx| State::tokens(s.world).any(|(_, c)| c.issuer == who);
    let mut start = vec![0.0; l.worth.len()];
    for (asset, c) in State::tokens(s.world) {
        let owned = s.state.owned_by_each(s.world, asset);
        let own = owned.get(c.issuer.at()).copied().unwrap_or(0);
        let held: i64 = (0..).map(ParticipantIx).zip(owned).filter(|&(i, _)| issues(i)).map(|x| x.1).sum();
        let all = circulating(s.state, s.world, asset, c.issuer);
        let supply = (s.state.supply(s.world, asset) - own).max(1);
        let others = 1.0 - (held - own) as f64 / supply as f64;
        if let Some(slot) = start.get_mut(c.issuer.at()) {
            *slot += all as f64 * others.clamp(0.0, 1.0);
        }
    }
    let (at_end, _) = ends(&l, &start);
    let all: f64 = at_end.iter().sum();
    if all <= 0.0 { 0.0 } else { at_end.iter().map(|x| (x / all) * (x / all)).sum::<f64>().min(1.0) }
}
