//! What so many units cost: the other way round from what so much value buys.

use super::{Curve, Pool, stable};

impl Pool {
    /// The value that buys so many units, fee included; more than there can be where the pool has not so many.
    pub fn cost(&self, units: f64) -> f64 {
        let left = self.units - units;
        if left < 1.0 {
            return f64::INFINITY;
        }
        let effective = match self.curve {
            Curve::Product => self.units * self.price * (units / left),
            Curve::Stable { amplification } => {
                let d = stable::invariant(amplification, self.units, self.coins);
                self.peg * (stable::other(amplification, d, left) - self.coins).max(0.0)
            }
        };
        effective / (1.0 - self.fee)
    }
}
