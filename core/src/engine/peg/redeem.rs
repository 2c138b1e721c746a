//! Redemption by trade: where an issuer pays at once, people outside buy its token below what it pays and hand it in.

use super::market::{Market, trade};
use super::{most, outside_has, why};
use crate::engine::context::Tick;
use crate::engine::redemption::{redeemable, request, room, serve};
use crate::state::State;
use crate::units::{AssetIx, ParticipantIx};
use crate::world::RedemptionSpec;

/// Every token that its issuer redeems within the tick and that has a market.
pub(super) fn all(t: &mut Tick<'_>) {
    for asset in (0..t.w.assets.len() as u32).map(AssetIx) {
        let Some((claim, spec)) = State::redemption(t.w, asset) else { continue };
        let traded = t.w.assets.get(asset.at()).is_some_and(|a| a.market.is_some());
        if traded && redeemable(t.s, t.w, asset) == Some(0) {
            one(t, asset, claim.issuer, &spec);
        }
    }
}

/// Bought up to what a unit brings, as far as the issuer pays now: its limits, and what it has free beyond the queue.
fn one(t: &mut Tick<'_>, asset: AssetIx, issuer: ParticipantIx, spec: &RedemptionSpec) {
    let Some(rate) = t.s.redeems_now(t.w, asset).map(|r| r * (1.0 - spec.fee)) else { return };
    let paid = |units: i64| State::paid_for(t.w, (asset, spec.pays), units, rate);
    let waiting = t.s.waiting(asset);
    let till = t.s.books.free(issuer, spec.pays) - paid(waiting);
    let limit = outside_has(t, asset).min(room(t.s, t.w, asset) - waiting);
    let (coin, pays) = (Market::of(t, asset), Market::of(t, spec.pays));
    let gains = |units: i64| paid(units) <= till && pays.sold(paid(units)) * rate >= coin.bought(units);
    if limit <= 0 || pays.sold(0) * rate <= coin.bought(0) {
        return;
    }
    let units = most(limit, gains);
    if paid(units) <= 0 {
        return;
    }
    let causes = why(t, issuer, [asset, asset]);
    let (outside, before) = (t.w.outside(), t.s.books.free(issuer, spec.pays));
    let Some(entry) = request(t, asset, outside, units, causes) else { return };
    serve(t, asset);
    trade(t, asset, -units, entry);
    let came = before - t.s.books.free(issuer, spec.pays);
    if spec.pays == t.w.numeraire {
        t.s.lacks(issuer, entry, came);
    } else {
        trade(t, spec.pays, came, entry);
    }
}
