//! Curves and fees of pools, orders, and who leaves by what it watches.

use super::{Draft, hundredths, rate};
use interclear_core::scenario::{
    DepositorGroup, Event, EventKind, Hoarding, HolderGroup, HolderWatch, Mechanism, Rolling, Sight, Watch,
};
use interclear_core::units::Price;

impl Draft {
    /// Curves, fees, people outside who trade the price back, depth that comes back.
    pub(super) fn curves(&mut self) {
        let rng = &mut self.rng;
        for a in &mut self.s.assets {
            let Some(market) = a.market.as_mut().filter(|m| m.depth.is_some()) else { continue };
            market.amplification = rng.chance(50).then(|| rate(rng.pick(&[1.0, 20.0, 100.0, 5_000.0])));
            if rng.chance(50) {
                market.fee = rate(rng.pick(&[0.0004, 0.003, 0.3]));
            }
            if rng.chance(50) {
                market.resilience = rate(rng.share());
            }
            if rng.chance(50) {
                market.recovery = rate(rng.share());
            }
        }
    }

    /// Assets with a market.
    fn sold(&self) -> Vec<String> {
        self.s.assets.iter().filter(|a| a.market.is_some()).map(|a| a.id.clone()).collect()
    }

    /// Purchases and sales, by participants and by people outside.
    pub(super) fn orders(&mut self) {
        let sold = self.sold();
        if sold.is_empty() {
            return;
        }
        for _ in 0..self.rng.between(1, 4) {
            let participant = self.rng.chance(70).then(|| self.rng.pick(&self.ids));
            let (asset, amount) = (self.rng.pick(&sold), Some(self.amount(15_000)));
            let price = self.s.assets.iter().find(|a| a.id == asset).map_or(1.0, |a| a.price.get());
            let limit = self.rng.chance(40).then(|| Price::new(price * (0.5 + self.rng.share())).unwrap_or_default());
            let (sells, spends) = if self.rng.chance(50) { (amount, None) } else { (None, amount) };
            let (id, tick) = (self.next("e"), self.tick());
            let what = EventKind::Order { participant, asset, sells, spends, limit };
            self.s.events.push(Event { id, tick, what });
        }
    }

    fn watched(&mut self, sold: &[String]) -> (Option<Watch>, Option<String>, Option<Sight>) {
        match self.rng.below(4) {
            0 if !sold.is_empty() => (Some(Watch::Peg), Some(self.rng.pick(sold)), None),
            1 => (Some(Watch::Liquidity), None, self.sight()),
            2 => (Some(Watch::Coverage), None, self.sight()),
            _ => (None, None, None),
        }
    }

    fn sight(&mut self) -> Option<Sight> {
        self.rng.pick(&[None, Some(Sight::True), Some(Sight::Average), Some(Sight::Nothing)])
    }

    fn spread(&mut self, groups: &mut [DepositorGroup], sold: &[String]) {
        for g in groups {
            (g.watches, g.asset, g.sees) = self.watched(sold);
        }
    }

    /// Groups that watch something else than coverage, lenders who may not roll over, holders who run, and hoarders.
    pub(super) fn confidence(&mut self) {
        let sold = self.sold();
        let mut participants = std::mem::take(&mut self.s.participants);
        for m in participants.iter_mut().flat_map(|p| &mut p.mechanisms) {
            if let Mechanism::Depositors { groups, .. } = m {
                self.spread(groups, &sold);
            }
        }
        self.s.participants = participants;
        let mut assets = std::mem::take(&mut self.s.assets);
        for a in &mut assets {
            if let Some(p) = a.market.as_mut().and_then(|m| m.providers.as_mut()) {
                self.spread(&mut p.groups, &sold);
            }
            let market = a.market.is_some();
            if let Some(claim) = a.claim.as_mut().filter(|c| market || c.redemption.is_some()) {
                for _ in 0..self.rng.between(1, 3) {
                    let watches = if market { None } else { Some(HolderWatch::Backing) };
                    let leaves_below = rate(self.rng.share() * 1.5);
                    claim.holders.push(HolderGroup { share: rate(0.3), leaves_below, watches });
                }
            }
        }
        self.s.assets = assets;
        for at in 0..self.s.obligations.len() {
            let (watches, asset, sees) = self.watched(&sold);
            let (every, while_above) = (self.rng.between(1, 3) as u32, rate(self.rng.share() * 1.5));
            if self.rng.chance(50) && self.s.obligations[at].due.is_some() {
                self.s.obligations[at].rolls = Some(Rolling { every, while_above, watches, asset, sees });
            }
        }
        for id in self.ids.clone() {
            if self.rng.chance(25) {
                let watch = self.rng.chance(50).then(|| self.rng.pick(&self.ids));
                let (below, buffer) = (rate(self.rng.share() * 1.5), hundredths(self.rng.below(8_000)));
                self.give(&id, Mechanism::Hoarding { hoarding: Hoarding { watch, below, buffer } });
            }
        }
    }
}
