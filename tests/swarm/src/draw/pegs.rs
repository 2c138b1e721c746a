//! Coins held at par: by a peg module, or by an algorithm.

use super::{CASH, Draft, hundredths, rate};
use interclear_core::scenario::{
    Algorithmic, Asset, ClaimToken, Event, EventKind, Market, Mechanism, PegAsset, PegModule, Redemption,
};
use interclear_core::units::{Decimal, Price};

impl Draft {
    /// A token of an issuer, sold in a pool, some of it held outside and some by participants.
    fn issued(&mut self, id: &str, issuer: &str, par: Option<Decimal>, seniority: u8) {
        let circulating = hundredths(self.rng.pick(&[0, 5_000, 60_000]));
        let price = Price::new(self.rng.pick(&[1.0, 1.0, 0.9, 0.97, 1.05, 3.0])).unwrap_or_default();
        let depth = Some(hundredths(self.rng.pick(&[500, 10_000, 40_000])));
        let redemption = (par.is_some() && self.rng.chance(50)).then(|| Redemption {
            delay: self.rng.below(2) as u32,
            per_tick: self.rng.chance(50).then(|| hundredths(100 * self.rng.between(1, 200))),
            fee: rate(self.rng.pick(&[0.0, 0.0, 0.02])),
            open_every: self.rng.chance(30).then_some(2),
            ..Redemption::default()
        });
        self.s.assets.push(Asset {
            id: id.into(),
            label: id.into(),
            decimals: self.rng.pick(&[0, 2, 4]),
            price,
            market: Some(Market { depth, ..Market::default() }),
            claim: Some(ClaimToken {
                issuer: issuer.into(),
                par,
                circulating,
                seniority,
                redemption,
                ..ClaimToken::default()
            }),
        });
        for p in &mut self.s.participants {
            if p.id != issuer && self.rng.chance(25) {
                p.holdings.insert(id.into(), hundredths(100 * self.rng.between(1, 200)));
            }
        }
    }

    /// Prices move, so that there is something to swap.
    fn moves(&mut self, asset: &str) {
        for _ in 0..self.rng.below(3) {
            let change = rate(self.rng.share() * 0.8 - 0.4);
            let (id, tick) = (self.next("e"), self.tick());
            self.s.events.push(Event { id, tick, what: EventKind::PriceShock { asset: asset.into(), change } });
        }
    }

    pub(super) fn peg_module(&mut self) {
        let who = self.rng.pick(&self.ids);
        let par = self.rng.chance(80).then(|| hundredths(100));
        self.issued("peg-coin", &who, par, 0);
        let (mut assets, mut coins) = (Vec::new(), vec![CASH.to_owned()]);
        // A coin is not backed by another token of its own issuer.
        let own = |id: &&String| {
            self.s.assets.iter().any(|a| a.id == **id && a.claim.as_ref().is_some_and(|c| c.issuer == who))
        };
        coins.extend(self.tokens.iter().filter(|id| !own(id)).cloned());
        for asset in coins {
            if !self.rng.chance(60) {
                continue;
            }
            let fee = |d: &mut Self| rate(d.rng.pick(&[0.0, 0.0, 0.001, 0.05]));
            let (fee_in, fee_out) = (fee(self), fee(self));
            let ceiling = self.rng.chance(30).then(|| hundredths(self.rng.below(20_000)));
            let cap = self.rng.chance(40).then(|| hundredths(100 * self.rng.below(200)));
            let at_market = self.rng.chance(30);
            assets.push(PegAsset { asset, fee_in, fee_out, ceiling, cap, at_market });
        }
        self.runs(
            &who,
            Mechanism::PegModule { module: PegModule { coin: "peg-coin".into(), par: hundredths(100), assets } },
        );
        self.moves("peg-coin");
    }

    pub(super) fn algorithm(&mut self) {
        let who = self.rng.pick(&self.ids);
        let par = self.rng.chance(30).then(|| hundredths(100));
        self.issued("seed-coin", &who, par, 0);
        self.issued("seed-share", &who, None, 1);
        let algorithm = Algorithmic {
            coin: "seed-coin".into(),
            token: "seed-share".into(),
            par: hundredths(100),
            fee: rate(self.rng.pick(&[0.0, 0.0, 0.02])),
            cap: self.rng.chance(30).then(|| hundredths(100 * self.rng.below(100))),
            supply_limit: self.rng.chance(40).then(|| hundredths(100 * self.rng.below(1_000))),
        };
        self.runs(&who, Mechanism::Algorithmic { algorithm });
        self.moves("seed-coin");
        self.moves("seed-share");
    }
}
