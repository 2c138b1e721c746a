//! Claim tokens at the mark: what stands behind each, and the price of those without a market.

use super::context::{Note, Tick};
use super::events::millionths;
use crate::journal::{Cause, EntryKind};
use crate::state::State;
use crate::units::{AssetIx, EntryIx, ParticipantIx};
use crate::world::World;

/// Prices of the opening: a token without a market is worth what stands behind it.
pub(super) fn open(w: &World, s: &mut State) {
    // What backs a token may be another token's mark: as often as there are tokens, and once to see that they stand.
    for _ in 0..=State::tokens(w).count() {
        let (prices, backed) = s.backing(w);
        s.backed = backed;
        for ((asset, _), fair) in State::tokens(w).zip(prices) {
            let market = w.assets.get(asset.at()).is_some_and(|a| a.market.is_some());
            if let Some(q) = s.quotes.get_mut(asset.at()) {
                (q.fair, q.fair_open) = (fair, fair);
                if !market {
                    (q.spot, q.mark) = (fair, fair);
                }
            }
        }
    }
    for (asset, _) in State::tokens(w) {
        let supply = s.supply(w, asset);
        if let Some(q) = s.quotes.get_mut(asset.at()) {
            q.supply_open = supply;
        }
    }
}

/// Takes what stands behind each token anew; whether a token without a market has another price now.
pub(super) fn value(t: &mut Tick<'_>) -> bool {
    let mut moved = false;
    let (backing, backed) = t.s.backing(t.w);
    t.s.backed = backed;
    for ((asset, spec), fair) in State::tokens(t.w).zip(backing) {
        let market = t.w.assets.get(asset.at()).is_some_and(|a| a.market.is_some());
        let Some(old) = t.s.quotes.get(asset.at()).map(|q| q.fair) else { continue };
        if old.to_bits() == fair.to_bits() {
            continue;
        }
        // Rounding to a quantum is no news.
        let causes = if millionths(old) == millionths(fair) { None } else { Some(why(t, spec.issuer)) };
        let entry = causes.map(|causes| {
            let note = Note::new(EntryKind::Revalued).who(spec.issuer).asset(asset);
            t.note(note.amount(millionths(fair)).of(millionths(old)).causes(causes))
        });
        if let Some(q) = t.s.quotes.get_mut(asset.at()) {
            q.fair = fair;
            if !market {
                q.spot = fair;
                q.moved = entry.or(q.moved);
                moved = true;
            }
        }
    }
    moved
}

/// What the issuer lost since the last time, largest first; or else the last line by which something it holds moved.
fn why(t: &Tick<'_>, issuer: ParticipantIx) -> Vec<Cause> {
    let losses = t.s.standing.get(issuer.at()).map(|s| s.losses.clone()).unwrap_or_default();
    let recent: Vec<Cause> = losses.into_iter().rev().take(8).collect();
    if !recent.is_empty() {
        return recent;
    }
    let owed =
        |a: AssetIx| t.s.debts.iter().any(|d| d.asset == a && d.open > 0 && [d.debtor, d.creditor].contains(&issuer));
    let held = (0..t.w.assets.len() as u32).map(AssetIx).filter(|&a| t.s.owned(t.w, issuer, a) > 0 || owed(a));
    let mut moved: Vec<EntryIx> = held.filter_map(|a| t.s.quotes.get(a.at()).and_then(|q| q.moved)).collect();
    if moved.is_empty() {
        moved.extend(t.s.standing.get(issuer.at()).and_then(|s| s.opening));
    }
    moved.into_iter().map(|entry| Cause { entry, amount: crate::units::Amount::ZERO }).collect()
}
