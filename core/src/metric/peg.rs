//! What coins at a peg rest on: the weakest asset their issuers hold, tokens issued for them, counters that are shut.

use super::{MetricDef, Sample, Unit};
use crate::state::State;
use crate::units::{AssetIx, ParticipantIx};

pub(super) const WEAKEST_SHARE: MetricDef = MetricDef {
    id: "weakest_share",
    label: "Weakest reserve",
    unit: Unit::Ratio,
    help: "Of what the issuer with a peg module owns, the part that is the accepted asset farthest below the coin's par; the largest such part of all issuers.",
    sample: weakest_share,
};

pub(super) const DILUTION: MetricDef = MetricDef {
    id: "dilution",
    label: "Dilution",
    unit: Unit::Count,
    help: "Supply of the token that an algorithm issues for its coin over its supply at the opening; the largest of all, 1 when there is none.",
    sample: dilution,
};

pub(super) const SHUT: MetricDef = MetricDef {
    id: "shut",
    label: "Counters shut",
    unit: Unit::Count,
    help: "Claim tokens that their issuers redeem by their terms but not in this tick: outside their hours, paused, out or failed.",
    sample: shut,
};

/// What an issuer owns in all, at marks.
fn owned(s: &Sample<'_>, who: ParticipantIx) -> i64 {
    let get = |v: &[i64]| v.get(who.at()).copied().unwrap_or(0);
    get(&s.value.cash) + get(&s.value.holdings) + get(&s.value.posted) + get(&s.value.claims)
}

fn weakest_share(s: &Sample<'_>) -> f64 {
    let mut most = 0.0f64;
    for (who, p) in (0u32..).map(ParticipantIx).zip(&s.world.participants) {
        let Some(m) = &p.peg else { continue };
        let mark =
            |a: AssetIx| if a == s.world.numeraire { 1.0 } else { s.state.quotes.get(a.at()).map_or(0.0, |q| q.mark) };
        let unit = |a: &crate::world::PegAssetSpec| if a.at_market { m.par } else { mark(a.asset) };
        let Some(weakest) = m.assets.iter().min_by(|a, b| unit(a).total_cmp(&unit(b))) else { continue };
        let held = s.state.books.free(who, weakest.asset).max(0);
        let worth =
            if weakest.asset == s.world.numeraire { held } else { s.state.at_mark(s.world, weakest.asset, held) };
        let all = owned(s, who);
        if all > 0 {
            most = most.max((worth as f64 / all as f64).clamp(0.0, 1.0));
        }
    }
    most
}

fn dilution(s: &Sample<'_>) -> f64 {
    let of = |token: AssetIx| {
        let opened = s.state.quotes.get(token.at()).map_or(0, |q| q.supply_open);
        if opened > 0 { s.state.supply(s.world, token) as f64 / opened as f64 } else { 1.0 }
    };
    let tokens = s.world.participants.iter().filter_map(|p| p.algorithm).map(|a| of(a.token));
    tokens.reduce(f64::max).unwrap_or(1.0)
}

fn shut(s: &Sample<'_>) -> f64 {
    let redeemed = State::tokens(s.world).filter_map(|(asset, _)| State::redemption(s.world, asset));
    let is_shut = |(claim, spec): &(crate::world::ClaimSpec, crate::world::RedemptionSpec)| {
        let who = claim.issuer;
        let kept = s.state.has_failed(who) || s.state.is_out(who) || s.state.is_shut(who);
        kept || !spec.is_open(s.state.tick)
    };
    redeemed.filter(is_shut).count() as f64
}
