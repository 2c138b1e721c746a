//! What of a poster's holdings is posted as initial margin at the opening.

use crate::units::{Amount, ParticipantIx, scale};
use crate::world::check::Names;
use crate::world::margin::units_for;
use crate::world::{AssetSpec, MarginSpec, ParticipantSpec};

/// Takes the units of a margin out of what its poster holds.
pub(super) fn posted(
    n: &mut Names<'_>,
    (assets, participants): (&[AssetSpec], &mut [ParticipantSpec]),
    (poster, holder): (ParticipantIx, ParticipantIx),
    terms: &MarginSpec,
    amount: i64,
) -> Option<i64> {
    let id = participants.get(poster.at()).map(|p| p.id.clone()).unwrap_or_default();
    let to = participants.get(holder.at()).map(|p| p.id.clone()).unwrap_or_default();
    let at = format!("participants/{id}/holdings");
    let asset = assets.get(terms.asset.at())?;
    let dn = n.decimals.get(n.numeraire).copied().unwrap_or(2);
    let Some(units) = units_for(amount, asset.price, scale(dn, asset.decimals), terms.haircut) else {
        let hint = "choose another asset for margin or give this one a price";
        n.conflict(&format!("participants/{to}/mechanisms/margin/asset"), "is worth nothing as margin", hint);
        return None;
    };
    // Whoever has too little for what an upgrade asks is called for it in the run.
    if n.upgraded {
        return Some(0);
    }
    let slot = participants.get_mut(poster.at()).and_then(|p| p.holdings.get_mut(terms.asset.at()))?;
    if *slot < units {
        let show = |units: i64| Amount::new(units).show(asset.decimals);
        let message =
            format!("holds {} of {} and must post {} as initial margin with {to}", show(*slot), asset.id, show(units));
        n.conflict(&at, message, "raise the holding, or lower the position, its volatility or the confidence");
        return None;
    }
    *slot -= units;
    Some(units)
}
