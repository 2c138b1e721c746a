//! What does not change of margin exchanges, for the trace.

use crate::scenario::{AdlRule, MarkSource};
use crate::trace::VenueInfo;
use crate::units::{Amount, ParticipantIx};
use crate::world::{VenueSpec, World};

/// What does not change of each venue.
pub(in crate::engine) fn infos(w: &World) -> Vec<VenueInfo> {
    w.venues().map(|(who, spec)| info(who, spec)).collect()
}

fn info(who: ParticipantIx, spec: &VenueSpec) -> VenueInfo {
    let mut crowds: Vec<(String, u32)> = Vec::new();
    for (at, (crowd, _)) in (0u32..).zip(&spec.accounts).filter_map(|(at, a)| Some((at, a.crowd?))) {
        let id = spec.crowds.get(crowd as usize).cloned().unwrap_or_default();
        if crowds.last().is_none_or(|c| c.0 != id) {
            crowds.push((id, at));
        }
    }
    VenueInfo {
        who,
        markets: spec.markets.iter().map(|m| m.asset).collect(),
        margins: spec.margins.iter().map(|m| m.book.asset).collect(),
        accounts: spec.accounts.iter().filter_map(|a| Some((a.id.clone(), a.holder?))).collect(),
        crowds,
        mark: match spec.mark {
            MarkSource::Index => "index",
            MarkSource::OwnBook => "own book",
            MarkSource::Average => "average of its own book",
            MarkSource::Redemption => "redemption value",
        }
        .to_owned(),
        rule: match spec.adl {
            AdlRule::Off => "nobody",
            AdlRule::QueueByProfit => "queue by profit and leverage",
            AdlRule::QueueByIndex => "queue by gain and leverage",
            AdlRule::QueueBySize => "queue by size",
            AdlRule::ProRataToSize => "pro rata to size",
            AdlRule::ProRataToProfit => "pro rata to profit",
        }
        .to_owned(),
        has_vault: spec.vault.is_some(),
        brought: Amount::new(spec.brought),
        brought_units: spec.brought_units.iter().map(|&u| Amount::new(u)).collect(),
    }
}
