//! Price moves drawn by the seed.

use super::{Draft, rate};
use interclear_core::scenario::{CorrelatedPair, DrawnAsset, Shocks, Stress, StressBy};

impl Draft {
    /// Some or all of what has a price of its own moves.
    pub(super) fn shocks(&mut self) {
        let priced =
            |id: &&String| self.s.assets.iter().any(|a| &a.id == *id && (a.claim.is_none() || a.market.is_some()));
        let able: Vec<String> = self.tokens.iter().filter(priced).cloned().collect();
        let some: Vec<String> = able.iter().filter(|_| self.rng.chance(75)).cloned().collect();
        let moves = if some.is_empty() { able } else { some };
        if moves.is_empty() {
            return;
        }
        let asset = |asset: &String, rng: &mut crate::random::Random| {
            let volatility = rate(rng.pick(&[0.0, 0.2, 0.8, 3.0, 10.0]));
            DrawnAsset { asset: asset.clone(), volatility }
        };
        let mut d = Shocks {
            assets: moves.iter().map(|id| asset(id, &mut self.rng)).collect(),
            correlation: rate(self.rng.pick(&[0.0, 0.0, 0.3, 0.7, 1.0])),
            freedom: self.rng.chance(50).then(|| rate(self.rng.pick(&[1.0, 2.0, 4.0, 7.5, 30.0]))),
            blend: rate(if self.rng.chance(60) { 0.0 } else { self.rng.share() }),
            from: self.tick(),
            ..Shocks::default()
        };
        d.to = self.rng.chance(30).then(|| self.tick());
        if let [a, b, ..] = moves.as_slice()
            && d.correlation.get() < 0.5
        {
            // One pair of its own is possible with any correlation while the others are at nought.
            d.correlation = rate(0.0);
            d.pairs.push(CorrelatedPair {
                asset: b.clone(),
                with: a.clone(),
                correlation: rate(self.rng.share() * 2.0 - 1.0),
            });
        }
        if self.rng.chance(50) {
            let by = self.rng.pick(&[StressBy::Failed, StressBy::Unpaid, StressBy::Fall]);
            let above = rate(self.rng.pick(&[0.0, 0.1, 1.0]));
            d.stress = Some(Stress { by, above, blend: rate(self.rng.pick(&[0.5, 0.9, 1.0])) });
        }
        self.s.shocks = Some(d);
    }
}
