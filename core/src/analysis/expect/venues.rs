//! Figures of margin exchanges, by name.

use crate::Trace;
use crate::engine::{Frame, VenueFrame, VenueInfo};
use crate::units::Amount;

/// A figure of a venue, or of a market of it: `VENUE`, `VENUE/ASSET`.
pub(super) fn venue(trace: &Trace, frame: &Frame, kind: &str, id: &str) -> Option<f64> {
    let (id, asset) = id.split_once('/').map_or((id, None), |(id, asset)| (id, Some(asset)));
    let named = |v: &VenueInfo| trace.participants.get(v.who.at()).is_some_and(|x| x.id == id);
    let at = trace.venues.iter().position(named)?;
    let (info, f) = (trace.venues.get(at)?, frame.venues.get(at)?);
    let money = |amount: Amount| Some(amount.to_f64(trace.decimals()));
    match kind {
        "liquidated" => money(f.liquidated_so_far),
        "adl" => money(f.adl_so_far),
        "forgone" => money(f.taken_so_far),
        "overshoot" => money(f.overshoot_so_far),
        "not_covered" => money(f.uncovered_so_far),
        "insurance_fund" => money(f.fund),
        "vault" => money(f.vault),
        "below" => Some(f64::from(f.below)),
        "cut_back" => Some(f64::from(f.cuts_so_far)),
        "naked" => Some(naked(f)),
        "book" | "mark" | "spot" | "margin_price" => price(trace, (info, f), kind, asset?),
        _ => None,
    }
}

/// Participants that are left without a hedge in a tick.
fn naked(f: &VenueFrame) -> f64 {
    f.cuts.iter().filter(|c| c.naked.is_some()).count() as f64
}

fn price(trace: &Trace, (info, f): (&VenueInfo, &VenueFrame), kind: &str, asset: &str) -> Option<f64> {
    let is = |a: &crate::units::AssetIx| trace.assets.get(a.at()).is_some_and(|x| x.id == asset);
    match kind {
        "book" => f.markets.get(info.markets.iter().position(is)?).map(|m| m.book),
        "mark" => f.markets.get(info.markets.iter().position(is)?).map(|m| m.mark),
        "spot" => f.spots.get(info.margins.iter().position(is)?).map(|m| m.book),
        _ => f.spots.get(info.margins.iter().position(is)?).map(|m| m.counts),
    }
}
