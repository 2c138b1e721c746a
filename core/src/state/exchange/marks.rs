//! Prices that a margin exchange takes: index, mark of a market, what margin counts at.

use super::Venue;
use crate::scenario::{MarginPrice, MarkSource};
use crate::state::State;
use crate::units::AssetIx;
use crate::world::{VenueSpec, World};

impl State {
    /// The index of an asset for a venue: its price at the last mark; and what stands behind a unit.
    pub fn index_of(&self, asset: AssetIx) -> (f64, f64) {
        self.quotes.get(asset.at()).map_or((0.0, 0.0), |q| (q.mark, q.fair))
    }

    /// The mark price of a market by its source.
    pub fn venue_mark(&self, w: &World, spec: &VenueSpec, v: &Venue, market: usize) -> f64 {
        let (Some(m), Some(book)) = (spec.markets.get(market), v.books.get(market)) else { return 0.0 };
        let (index, fair) = self.index_of(m.asset);
        match spec.mark {
            MarkSource::Index => index,
            MarkSource::OwnBook => book.price,
            MarkSource::Redemption => redemption(w, m.asset, index, fair),
            MarkSource::Average => {
                let last = v.past.len().saturating_sub(spec.average_over as usize);
                let read = v.past.get(last..).unwrap_or_default();
                let sum: f64 = read.iter().filter_map(|tick| tick.get(market)).sum();
                if read.is_empty() { book.price } else { sum / read.len() as f64 }
            }
        }
    }

    /// What a margin asset counts at, before its haircut.
    pub fn margin_mark(&self, w: &World, spec: &VenueSpec, v: &Venue, margin: usize) -> f64 {
        let (Some(m), Some(spot)) = (spec.margins.get(margin), v.spots.get(margin)) else { return 0.0 };
        let (index, fair) = self.index_of(m.book.asset);
        match m.price {
            MarginPrice::Index => index,
            MarginPrice::OwnBook => spot.price,
            MarginPrice::Redemption => redemption(w, m.book.asset, index, fair),
        }
    }
}

fn redemption(w: &World, asset: AssetIx, index: f64, fair: f64) -> f64 {
    if w.assets.get(asset.at()).is_some_and(|a| a.claim.is_some()) { fair } else { index }
}
