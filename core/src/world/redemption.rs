//! How claim tokens are redeemed.

use super::RedemptionSpec;
use super::check::Names;
use crate::scenario::limits::{MAX_DISCOUNT, MAX_TICKS};
use crate::scenario::{Asset, FixedAt, Redemption};
use crate::units::Tick;

/// The rules of a token, whose claim is at a place.
pub(super) fn build(at: &str, a: &Asset, r: &Redemption, n: &mut Names<'_>) -> Option<RedemptionSpec> {
    let at = format!("{at}/redemption");
    let of = a.claim.as_ref().and_then(|c| c.of.as_deref());
    let pays = n.asset(&format!("{at}/pays"), r.pays.as_deref().or(of));
    if r.pays.as_deref() == Some(a.id.as_str()) {
        n.conflict(&format!("{at}/pays"), "a token is not redeemed in itself", "name what its holders get");
    }
    let per_tick = r.per_tick.map(|most| n.quanta(&format!("{at}/per_tick"), Some(&a.id), most));
    let gate = r.gate.map_or(1.0, |gate| n.share(&format!("{at}/gate"), gate.get(), 0.0, 1.0));
    let fee = n.share(&format!("{at}/fee"), r.fee.get(), 0.0, MAX_DISCOUNT);
    if r.delay > MAX_TICKS {
        n.bad(&format!("{at}/delay"), format!("{} is more than {MAX_TICKS}", r.delay), "0 pays within the tick");
    }
    Some(RedemptionSpec {
        pays: pays?,
        delay: r.delay.min(MAX_TICKS),
        per_tick,
        gate,
        fee,
        at_request: r.fixed_at == FixedAt::Request,
        order: r.order,
        hours: hours(&at, r, n),
    })
}

/// Bank hours, checked.
fn hours(at: &str, r: &Redemption, n: &mut Names<'_>) -> Option<(Tick, Tick, Tick)> {
    for (field, ticks) in [("open_every", r.open_every), ("open_for", r.open_for), ("open_from", r.open_from)] {
        let bad = ticks.is_some_and(|t| t == 0 || t > MAX_TICKS);
        if bad {
            n.bad(&format!("{at}/{field}"), format!("is not between 1 and {MAX_TICKS}"), "a week of days is 7");
        } else if ticks.is_some() && r.open_every.is_none() {
            n.conflict(
                &format!("{at}/{field}"),
                "hours need to come again",
                "say with open_every after how many ticks the counter opens again",
            );
        }
    }
    let every = r.open_every?.max(1);
    let open = r.open_for.unwrap_or(1);
    if open > every {
        n.conflict(&format!("{at}/open_for"), "stays open for longer than until it opens again", "lower open_for");
    }
    Some((r.open_from.unwrap_or(1).clamp(1, MAX_TICKS), open.clamp(1, every), every))
}
