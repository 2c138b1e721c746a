//! Clock and rules.

use super::{CASH, Draft, rate};
use interclear_core::scenario::{Clock, Equilibrium, Rules};

impl Draft {
    pub(super) fn head(&mut self, seed: u64) {
        self.s.version = 1;
        self.s.id = format!("seed-{seed}");
        self.s.title = format!("Seed {seed}");
        self.s.seed = (seed & 0xffff) as u32;
        self.s.numeraire = CASH.into();
        let ticks = self.rng.between(3, if self.rng.clone().chance(20) { 20 } else { 8 });
        self.s.clock = Clock { ticks: ticks as u32, unit: "day".into(), days: None };
    }

    pub(super) fn rules(&mut self) {
        let rng = &mut self.rng;
        let r = &mut self.s.rules;
        *r = Rules { close_out_netting: rng.chance(50), ..Rules::default() };
        if rng.chance(35) {
            r.grace = rng.below(3) as u32;
        }
        if rng.chance(40) {
            r.estate_delay = rng.between(1, 3) as u32;
        }
        if rng.chance(35) {
            (r.recovery_assets, r.recovery_interbank) = (rate(rng.share()), rate(rng.share()));
        }
        if rng.chance(30) {
            r.equilibrium = Equilibrium::Least;
        }
        if rng.chance(40) {
            r.counts_on_receipts = rate(rng.share());
        }
    }
}
