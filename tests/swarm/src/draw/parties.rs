//! Who is there, and which assets there are to have.

use super::{CASH, Draft, hundredths, rate};
use interclear_core::scenario::{Asset, Market, Participant};
use interclear_core::units::Price;

impl Draft {
    pub(super) fn assets(&mut self) {
        let decimals = self.rng.pick(&[2, 2, 2, 3, 6]);
        let cash =
            Asset { id: CASH.into(), label: "Cash".into(), decimals, price: Price::ONE, market: None, claim: None };
        self.s.assets.push(cash);
        for k in 0..self.rng.below(4) {
            let id = format!("token{k}");
            let price = self.rng.pick(&[1.0, 0.5, 3.0, 0.07, 1234.5]);
            let market = self.rng.chance(70).then(|| self.market());
            let decimals = self.rng.pick(&[2, 2, 4, 8]);
            let price = Price::new(price).unwrap_or_default();
            self.s.assets.push(Asset { id: id.clone(), label: id.clone(), decimals, price, market, claim: None });
            self.tokens.push(id);
        }
    }

    pub(super) fn market(&mut self) -> Market {
        let depth = self.rng.chance(60).then(|| hundredths(self.rng.between(1, 50_000)));
        let discount = if self.rng.chance(40) { self.rng.share() * 0.5 } else { 0.0 };
        Market { depth, discount: rate(discount), ..Market::default() }
    }

    pub(super) fn participants(&mut self) {
        let most = if self.rng.chance(25) { 14 } else { 7 };
        let assets: Vec<String> = self.tokens.iter().cloned().chain([CASH.to_owned()]).collect();
        for k in 0..self.rng.between(2, most) {
            let mut p = Participant { id: format!("p{k:02}"), label: format!("P{k}"), ..Participant::default() };
            for asset in &assets {
                if self.rng.chance(60) {
                    let amount = self.rng.pick(&[1, 133, 700, 4_000, 10_000, 25_000]);
                    p.holdings.insert(asset.clone(), hundredths(amount));
                    self.free.insert((p.id.clone(), asset.clone()), amount);
                }
            }
            self.ids.push(p.id.clone());
            self.s.participants.push(p);
        }
    }
}
