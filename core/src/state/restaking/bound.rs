//! What has been lost of the stake, and whether the published bound speaks of it.

use crate::clearing::restaking::restaking_bound;
use crate::state::State;
use crate::units::ParticipantIx;
use crate::world::World;

/// The network as it stood before the first loss of stake.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    pub slack: Option<f64>,
    /// Units staked by each operator, and the price of one.
    pub units: Vec<i64>,
    pub prices: Vec<f64>,
    /// What each service brings, and the part of the stake it asks for.
    pub gains: Vec<i64>,
    pub thresholds: Vec<f64>,
    /// Something has happened since that the published bound says nothing of.
    pub left: bool,
}

/// Stake lost so far as parts of the stake before the first loss.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LostStake {
    /// By shocks, and with what attacks burnt.
    pub shock: f64,
    pub all: f64,
    /// What the published bound says for the shock; nothing where it says nothing.
    pub bound: Option<f64>,
}

impl State {
    /// Units of each operator that have been slashed so far.
    fn slashed_of(&self) -> Vec<i64> {
        let of = |who: &ParticipantIx| self.stakes.iter().find(|s| s.who == *who).map_or(0, |s| s.slashed_all);
        self.restaking.operators.iter().map(of).collect()
    }

    /// Keeps the network as it is while no stake has been lost; afterwards sees what the bound does not speak of: a part of
    /// a stake lost, stakes taken back, a price that fell, more to gain, other thresholds.
    pub(super) fn keep_base(&mut self, w: &World) {
        let slashed = self.slashed_of();
        let now: Vec<(i64, f64)> = self.restaking.operators.iter().map(|&who| self.restaked(w, who)).collect();
        let thresholds: Vec<f64> = w.secured().map(|(_, s)| s.threshold).collect();
        let r = &mut self.restaking;
        let gains = &r.figures.gains;
        if slashed.iter().all(|&units| units == 0) {
            let (units, prices) = now.into_iter().unzip();
            r.base = Base { slack: r.figures.slack, units, prices, gains: gains.clone(), thresholds, left: false };
            return;
        }
        let base = &mut r.base;
        let all = slashed.iter().zip(&r.burnt).zip(now.iter().zip(base.units.iter().zip(&base.prices)));
        let mut left = false;
        for ((&slashed, &burnt), (&(units, price), (&was, &cost))) in all {
            let shock = slashed - burnt;
            left |= shock > 0 && shock < was || units + slashed != was || price < cost * (1.0 - 1e-12);
        }
        left |= gains.iter().zip(&base.gains).any(|(now, was)| now > was) || thresholds != base.thresholds;
        base.left |= left;
    }

    /// Stake lost so far, in parts of what was staked before the first loss, at the marks of then.
    pub fn lost_stake(&self) -> LostStake {
        let r = &self.restaking;
        let (mut shock, mut all, mut whole) = (0.0, 0.0, 0.0);
        let prices = r.base.units.iter().zip(&r.base.prices);
        for ((slashed, &burnt), (&units, &price)) in self.slashed_of().into_iter().zip(&r.burnt).zip(prices) {
            whole += units as f64 * price;
            all += slashed as f64 * price;
            shock += (slashed - burnt) as f64 * price;
        }
        if whole <= 0.0 {
            return LostStake::default();
        }
        let (shock, all) = ((shock / whole).clamp(0.0, 1.0), (all / whole).clamp(0.0, 1.0));
        let bound = r.base.slack.filter(|_| !r.base.left).and_then(|gamma| restaking_bound(gamma, shock));
        LostStake { shock, all, bound }
    }
}
