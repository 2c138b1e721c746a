//! Who stakes what, on which terms.

use super::check::Names;
use super::{ParticipantSpec, StakeSpec, World};
use crate::scenario::Staking;
use crate::scenario::limits::{MAX_TICKS, MAX_YIELD};

/// The terms of a participant's stake, at a place; the units are set aside later, by [`set_aside`].
pub(super) fn build(at: &str, who: &str, s: &Staking, n: &mut Names<'_>) -> Option<StakeSpec> {
    let asset = n.asset(&format!("{at}/asset"), s.asset.as_deref());
    let share = n.share(&format!("{at}/share"), s.share.get(), 0.0, 1.0);
    let mut yearly = |field: &str, rate: f64| n.share(&format!("{at}/{field}"), rate, 0.0, MAX_YIELD);
    let (real, emissions) = (yearly("real", s.real.get()), yearly("emissions", s.emissions.get()));
    let subsidy = yearly("subsidy", s.subsidy.get());
    let fee = n.share(&format!("{at}/fee"), s.fee.get(), 0.0, 1.0);
    let mut party = |field: &str, id: &Option<String>| {
        let place = format!("{at}/{field}");
        if id.as_deref() == Some(who) {
            n.conflict(&place, "is the one who stakes", "name another participant");
        }
        id.as_ref().and_then(|id| n.participant(&place, id))
    };
    let (subsidy_from, fee_to) = (party("subsidy_from", &s.subsidy_from), party("fee_to", &s.fee_to));
    if subsidy > 0.0 && s.subsidy_from.is_none() {
        n.conflict(
            &format!("{at}/subsidy"),
            "nobody pays the subsidy",
            "say in subsidy_from whose cash is the reserve",
        );
    }
    if s.exit_delay > MAX_TICKS {
        n.bad(&format!("{at}/exit_delay"), format!("{} is more than {MAX_TICKS}", s.exit_delay), "1 is the next tick");
    }
    let exits_per_tick =
        s.exits_per_tick.map(|most| n.quanta(&format!("{at}/exits_per_tick"), s.asset.as_deref(), most));
    Some(StakeSpec {
        asset: asset?,
        share,
        units: 0,
        real,
        emissions,
        subsidy: subsidy_from.map(|from| (from, subsidy)),
        fee,
        fee_to,
        exit_delay: s.exit_delay.min(MAX_TICKS),
        exits_per_tick,
    })
}

/// Units of a claim token are issued by their issuer alone, and nobody outside has more of them than there are.
pub(super) fn claims(w: &World, n: &mut Names<'_>) {
    for p in &w.participants {
        let Some(s) = p.staking.as_ref().filter(|s| s.real > 0.0 || s.emissions > 0.0) else { continue };
        if w.assets.get(s.asset.at()).is_some_and(|a| a.claim.is_some()) {
            n.conflict(
                &format!("participants/{}/mechanisms/staking/asset", p.id),
                "a claim token does not come out of nothing",
                "set real and emissions to 0 and pay a subsidy, or stake the asset below it",
            );
        }
    }
}

/// Moves what is staked at the opening out of what is free.
pub(super) fn set_aside(all: &mut [ParticipantSpec]) {
    for p in all {
        let Some(s) = &mut p.staking else { continue };
        let Some(free) = p.holdings.get_mut(s.asset.at()) else { continue };
        s.units = crate::units::value_of(*free, s.share, 1.0).clamp(0, (*free).max(0));
        *free -= s.units;
    }
}

/// How many units of an asset yields may bring, real and issued, in a whole run: for the limit on amounts. A subsidy moves
/// cash and makes none.
pub(super) fn may_come(w: &World, asset: usize) -> f64 {
    let years = f64::from(w.ticks) * w.days / 365.0;
    let of = |s: &StakeSpec| {
        let own = if s.asset.at() == asset { s.real + s.emissions } else { 0.0 };
        s.units as f64 * own * years
    };
    w.participants.iter().filter_map(|p| p.staking.as_ref()).map(of).sum()
}
