//! How debts settle, and fees.

use super::{Draft, hundredths, rate};
use interclear_core::scenario::{Congestion, SettledBy, Settlement, StressBy};

impl Draft {
    /// In batches, or payment by payment with little room, fees on some payments.
    pub(super) fn settlement(&mut self) {
        let by = self.rng.pick(&[SettledBy::Batch, SettledBy::OneByOne, SettledBy::OneByOne, SettledBy::Together]);
        let mut x = Settlement { by, every: 1, capacity: None, congestion: None };
        if by == SettledBy::Batch {
            let rolls = self.s.obligations.iter().any(|o| o.rolls.is_some());
            x.every = if rolls { 1 } else { self.rng.between(1, 3) as u32 };
        } else {
            x.capacity = self.rng.chance(80).then(|| self.rng.between(0, 4) as u32);
            if self.rng.chance(40) {
                let by = self.rng.pick(&[StressBy::Failed, StressBy::Unpaid, StressBy::Fall]);
                let above = rate(self.rng.pick(&[0.0, 0.1, 1.0]));
                x.congestion = Some(Congestion { by, above, capacity: self.rng.below(3) as u32 });
            }
            for o in &mut self.s.obligations {
                if self.rng.chance(50) {
                    o.fee = Some(hundredths(self.rng.between(1, 30)));
                }
            }
            for t in &mut self.s.trades {
                if self.rng.chance(50) {
                    t.fee = Some(hundredths(self.rng.between(1, 30)));
                }
            }
        }
        self.s.rules.settlement = Some(x);
    }
}
