//! Whoever is short of cash hands in tokens where that brings more than the market, and in time.

use super::{net_rate, redeemable, request, serve};
use crate::engine::context::Tick;
use crate::engine::market::units_for;
use crate::state::State;
use crate::units::{AssetIx, ParticipantIx};

/// Hands in what raises a need, token by token; returns what of the need is left when what pays at once has paid.
///
/// A token that pays within the tick is handed in when it brings more than a sale would; one that pays later, only when it
/// cannot be sold and pays within the grace of debts.
pub(in crate::engine) fn raise(t: &mut Tick<'_>, who: ParticipantIx, need: i64) -> i64 {
    let mut left = need;
    for asset in (0..t.w.assets.len() as u32).map(AssetIx) {
        let has = t.s.books.free(who, asset);
        let (Some((_, spec)), true) = (State::redemption(t.w, asset), left > 0 && has > 0) else { continue };
        let (Some(wait), Some(rate)) = (redeemable(t.s, t.w, asset), net_rate(t.s, t.w, asset)) else { continue };
        let market = t.w.assets.get(asset.at()).is_some_and(|a| a.market.is_some());
        if wait > 0 && (market || wait > t.w.rules.grace) {
            continue;
        }
        let unit = rate * t.s.scale(t.w, asset);
        if market && unit * units_for(t, asset, left).min(has) as f64 <= left as f64 {
            continue;
        }
        // What waits already is on its way.
        let coming = (t.s.waiting_of(who, asset) as f64 * unit).min(9e15) as i64;
        let wanted = ((left - coming) as f64 / unit).ceil().clamp(0.0, 9e15) as i64;
        let before = t.s.cash(t.w, who);
        let causes = t.reasons(who, left);
        if request(t, asset, who, wanted.min(has), causes).is_some() {
            t.s.mark_of(who, |m| m.strained = true);
        }
        if wait == 0 {
            serve(t, asset);
        }
        let came = t.s.cash(t.w, who) - before;
        // Paid in another asset, it is sold in the market of this tick.
        left -= if spec.pays == t.w.numeraire { came } else { 0 };
    }
    left.max(0)
}
