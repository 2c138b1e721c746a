//! Depositors, insolvency rules, default funds, providers of depth.

use super::{CASH, Draft, hundredths, rate};
use interclear_core::scenario::{Asset, DepositorGroup, Market, Mechanism, Providers, ServiceOrder};
use interclear_core::units::{Amount, Decimal, Price};
use std::collections::BTreeMap;

impl Draft {
    fn runs(&mut self, who: &str, mechanism: Mechanism) {
        if let Some(p) = self.s.participants.iter_mut().find(|p| p.id == who) {
            p.mechanisms.push(mechanism);
        }
    }

    fn groups(&mut self) -> Vec<DepositorGroup> {
        let n = self.rng.between(1, 4);
        let group =
            |d: &mut Self| DepositorGroup { share: rate(1.0 / n as f64), leaves_below: rate(d.rng.share() * 1.6) };
        (0..n).map(|_| group(self)).collect()
    }

    pub(super) fn depositors(&mut self) {
        for id in self.ids.clone() {
            if self.rng.chance(50) {
                let opacity = rate(if self.rng.chance(30) { self.rng.share() } else { 0.0 });
                let gate = rate(if self.rng.chance(40) { self.rng.share() } else { 1.0 });
                let order = if self.rng.chance(50) { ServiceOrder::ProRata } else { ServiceOrder::FirstCome };
                let groups = self.groups();
                self.runs(&id, Mechanism::Depositors { opacity, gate, order, groups });
            }
        }
        if let Some(first) = self.tokens.first().cloned()
            && self.rng.chance(50)
        {
            let providers = Some(Providers { watch: self.rng.pick(&self.ids), groups: self.groups() });
            let market = Market { depth: Some(hundredths(10_000)), providers, ..Market::default() };
            // A pool somebody provides for: one of the tokens, or one that nobody holds yet.
            if self.rng.chance(60) {
                if let Some(a) = self.s.assets.iter_mut().find(|a| a.id == first) {
                    a.market = Some(market);
                }
            } else {
                let (id, market) = (format!("{first}-pool"), Some(market));
                self.s.assets.push(Asset { label: id.clone(), id, decimals: 2, price: Price::ONE, market });
            }
        }
    }

    pub(super) fn insolvency_rules(&mut self) {
        for id in self.ids.clone() {
            if self.rng.chance(50) {
                let floor = self.rng.pick(&[0i64, 0, 1_000, -2_000]);
                let floor = Decimal::from_quanta(Amount::new(floor), 2);
                self.runs(&id, Mechanism::InsolvencyRule { floor });
            }
        }
    }

    /// A clearing house: members pay in, and owe it.
    pub(super) fn funds(&mut self) {
        let house = self.rng.pick(&self.ids);
        let mut contributions = BTreeMap::new();
        for id in self.ids.clone() {
            if id != house && self.rng.chance(70) {
                let amount = self.take(&id, CASH);
                if amount > 0 {
                    contributions.insert(id, hundredths(amount));
                }
            }
        }
        let own = self.free(&house, CASH);
        let skin = self.rng.below(own + 1);
        self.free.insert((house.clone(), CASH.to_owned()), own - skin);
        let skin_in_the_game = hundredths(skin);
        self.runs(&house, Mechanism::DefaultFund { skin_in_the_game, contributions });
    }
}
