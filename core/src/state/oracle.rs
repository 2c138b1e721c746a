//! Oracles: the price that a mechanism reads, late and off as its scenario says.

use super::State;
use crate::scenario::OracleSource;
use crate::units::AssetIx;
use crate::world::{OracleSpec, World};

/// What could be read of every asset at the marks so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Past {
    /// By tick, then asset: the market's price and what stands behind a unit.
    ticks: Vec<Vec<(f64, f64)>>,
}

impl State {
    /// Keeps what can be read from this mark on.
    pub fn remember(&mut self) {
        let now = self.quotes.iter().map(|q| (q.mark, q.fair)).collect();
        self.past.ticks.push(now);
    }

    /// The price of a unit as an oracle gives it, in the numeraire; 0 before anything can be read.
    ///
    /// A lag reads what stood so many ticks ago, at the opening when that is before it; an average is of the ticks up to
    /// there. What stands behind an asset that is no claim token is its market price.
    pub fn oracle(&self, w: &World, o: &OracleSpec, asset: AssetIx) -> f64 {
        let last = self.past.ticks.len().saturating_sub(1).saturating_sub(o.lag as usize);
        let at = |tick: usize, a: AssetIx| {
            self.past.ticks.get(tick).and_then(|t| t.get(a.at())).copied().unwrap_or_default()
        };
        let read = |tick: usize| at(tick, asset);
        let is_claim = w.assets.get(asset.at()).is_some_and(|a| a.claim.is_some());
        let price = match o.source {
            OracleSource::HardCoded => o.price.unwrap_or_else(|| w.assets.get(asset.at()).map_or(0.0, |a| a.price)),
            OracleSource::OwnBook => at(last, o.book.unwrap_or(asset)).0,
            OracleSource::Redemption if is_claim => read(last).1,
            OracleSource::Market | OracleSource::Redemption => read(last).0,
            OracleSource::Averaged => {
                let first = (last + 1).saturating_sub(o.over as usize);
                let sum: f64 = (first..=last).map(|tick| read(tick).0).sum();
                sum / (last + 1 - first) as f64
            }
        };
        price * (1.0 + o.error)
    }
}
