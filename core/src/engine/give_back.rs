//! What a house's waterfall gives back when a failed debtor pays after all, and who has borne what so far.

use super::context::Tick;
use super::waterfall::{Loss, fund_mut};
use super::{Borne, LayerKind, calls};
use crate::clearing::waterfall;
use crate::state::Charge;
use crate::units::{Amount, ParticipantIx};
use crate::world::LayerSpec;
use litemap::LiteMap;

/// Who bears what of a house's losses so far.
pub(super) fn borne(t: &Tick<'_>, house: ParticipantIx) -> Vec<Borne> {
    let (Some(spec), Some(fund)) = (t.w.fund(house), t.s.standing.get(house.at()).and_then(|s| s.fund.as_ref())) else {
        return Vec::new();
    };
    let mut sums: LiteMap<(usize, ParticipantIx), i64> = LiteMap::new();
    // Margin that paid for a member that has not failed is no loss.
    for c in fund.charges.iter().filter(|c| c.amount > 0 && t.s.has_failed(c.defaulter)) {
        let so_far = sums.get(&(c.layer, c.bearer)).copied().unwrap_or(0);
        sums.insert((c.layer, c.bearer), so_far + c.amount);
    }
    let kind = |layer: usize| spec.layers.get(layer).map_or(LayerKind::Uncovered, |l| l.kind());
    let one = |((layer, bearer), amount): ((usize, ParticipantIx), i64)| Borne {
        house,
        layer: layer as u8,
        kind: kind(layer),
        bearer,
        amount: Amount::new(amount),
    };
    sums.into_iter().map(one).collect()
}

/// Gives back what was charged beyond what is still open: last layer first, pro rata within a layer.
pub(super) fn give_back(t: &mut Tick<'_>, house: ParticipantIx, losses: &[Loss]) {
    for l in losses {
        let Some(fund) = t.s.standing.get(house.at()).and_then(|s| s.fund.as_ref()) else { return };
        let mut excess = fund.beyond_own(l.on) - l.face;
        for layer in (0..fund.skin.len()).rev() {
            let charges = t.s.standing.get(house.at()).and_then(|s| s.fund.as_ref()).map_or(&[][..], |f| &f.charges);
            let here = |c: &&Charge| c.defaulter == l.on && c.bearer != l.on && c.layer == layer;
            let places: Vec<usize> = (0..).zip(charges).filter(|(_, c)| here(c)).map(|(i, _)| i).collect();
            let amounts: Vec<i64> = charges.iter().filter(here).map(|c| c.amount).collect();
            let parts = waterfall::pro_rata(excess, &amounts);
            excess -= parts.iter().sum::<i64>();
            for (at, part) in places.into_iter().zip(parts).filter(|(_, part)| *part > 0) {
                lift(t, house, at, part);
            }
        }
    }
}

/// Takes a part of a charge back.
fn lift(t: &mut Tick<'_>, house: ParticipantIx, at: usize, part: i64) {
    let Some(c) = fund_mut(t, house).and_then(|f| f.charges.get_mut(at)) else { return };
    c.amount -= part;
    let (layer, bearer, why) = (c.layer, c.bearer, c.entry);
    if let Some(fund) = fund_mut(t, house) {
        fund.lifted.push((layer, bearer, part));
    }
    if bearer != house {
        return calls::owe_back(t, house, bearer, part, why);
    }
    // Only a tranche of skin in the game is there again; other equity shows in the books.
    let tranche = matches!(t.w.fund(house).and_then(|f| f.layers.get(layer)), Some(LayerSpec::Skin(_)));
    if let Some(left) = fund_mut(t, house).and_then(|f| f.skin.get_mut(layer)).filter(|_| tranche) {
        *left += part;
    }
}
