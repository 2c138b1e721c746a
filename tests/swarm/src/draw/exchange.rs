//! Margin exchanges: markets on tokens, accounts of participants, crowds, and falls that liquidate them.

use super::{CASH, Draft, hundredths, rate};
use interclear_core::scenario::{
    AdlFill, AdlRule, Crowd, Event, EventKind, LeverageTier, MarginAccount, MarginAsset, MarginExchange, MarginPrice,
    MarkSource, Mechanism, Participant, PerpMarket, PerpPosition, Side, Uncovered,
};
use std::collections::BTreeMap;

impl Draft {
    /// One venue, sometimes two on the same markets, and shocks to their prices.
    pub(super) fn exchanges(&mut self) {
        let markets: Vec<String> = self
            .tokens
            .iter()
            .filter(|t| self.s.assets.iter().any(|a| a.id == **t && a.claim.is_none()))
            .take(3)
            .cloned()
            .collect();
        if markets.is_empty() {
            return;
        }
        let count = if self.rng.chance(25) { 2 } else { 1 };
        let venues: Vec<String> = self.ids.iter().rev().take(count).cloned().collect();
        for venue in venues {
            self.exchange(&venue, &markets);
        }
        for _ in 0..self.rng.between(1, 3) {
            let (id, tick, asset) = (self.next("e"), self.tick(), self.rng.pick(&markets));
            let change = rate(self.rng.pick(&[-0.6, -0.3, -0.15, -0.05, 0.08, 0.3, 1.0]));
            self.s.events.push(Event { id, tick, what: EventKind::PriceShock { asset, change } });
        }
    }

    fn exchange(&mut self, venue: &str, markets: &[String]) {
        let mut listed: Vec<String> = markets.iter().filter(|_| self.rng.chance(70)).cloned().collect();
        if listed.is_empty() {
            listed.push(markets[0].clone());
        }
        let market = |d: &mut Self, asset: &String| PerpMarket {
            asset: asset.clone(),
            depth: if d.rng.chance(85) { Some(hundredths(d.rng.pick(&[0, 2_000, 20_000, 90_000]))) } else { None },
            arbitrage: rate(d.rng.pick(&[0.0, 0.3, 0.8, 1.0])),
            open_interest_cap: d.rng.chance(20).then(|| hundredths(20_000)),
        };
        let mut x = MarginExchange {
            markets: listed.iter().map(|asset| market(self, asset)).collect(),
            mark: self.rng.pick(&[MarkSource::Index, MarkSource::OwnBook, MarkSource::Average, MarkSource::Redemption]),
            average_over: self.rng.between(1, 4) as u32,
            partial_above: self.rng.chance(40).then(|| hundredths(self.rng.clone().pick(&[100, 3_000]))),
            close_fraction: rate(self.rng.pick(&[0.0, 0.2, 0.7, 1.0])),
            liquidation_fee: rate(self.rng.pick(&[0.0, 0.01, 0.2])),
            backstop_at: rate(self.rng.pick(&[0.0, 2.0 / 3.0, 1.0])),
            vault: self.rng.chance(50).then(|| hundredths(self.rng.clone().pick(&[0, 500, 4_000]))),
            vault_sells: rate(self.rng.pick(&[0.0, 0.05, 0.5])),
            adl: self.rng.pick(&[
                AdlRule::Off,
                AdlRule::QueueByProfit,
                AdlRule::QueueByIndex,
                AdlRule::QueueBySize,
                AdlRule::ProRataToSize,
                AdlRule::ProRataToProfit,
            ]),
            adl_fill: self.rng.pick(&[AdlFill::PreviousMark, AdlFill::BankruptcyPrice]),
            uncovered: self.rng.pick(&[Uncovered::Venue, Uncovered::Socialised]),
            ..MarginExchange::default()
        };
        if self.rng.chance(50) {
            let tier = |from, leverage| LeverageTier {
                from: hundredths(from),
                max_leverage: rate(leverage),
                maintenance: None,
            };
            x.tiers = vec![tier(0, 50.0), tier(5_000, 10.0)];
        }
        x.insurance_fund = hundredths(if self.rng.chance(60) { self.take(venue, CASH) / 2 } else { 0 });
        if self.rng.chance(50) {
            let price = self.rng.pick(&[MarginPrice::Index, MarginPrice::OwnBook, MarginPrice::Redemption]);
            let depth = self.rng.chance(80).then(|| hundredths(3_000));
            let (haircut, arbitrage) = (rate(self.rng.pick(&[0.0, 0.1])), rate(self.rng.pick(&[0.2, 1.0])));
            x.margin_assets.push(MarginAsset { asset: self.rng.pick(markets), price, haircut, depth, arbitrage });
        }
        self.accounts(venue, &listed, &mut x);
        for _ in 0..self.rng.between(1, 3) {
            let crowd = self.crowd(&listed, &x);
            x.crowds.push(crowd);
        }
        self.runs(venue, Mechanism::MarginExchange { exchange: Box::new(x) });
    }

    fn accounts(&mut self, venue: &str, listed: &[String], x: &mut MarginExchange) {
        // What a custodian lends on is no longer there to be posted.
        let lends = |p: &Participant| p.mechanisms.iter().any(|m| matches!(m, Mechanism::Custodian { .. }));
        let able: Vec<String> =
            self.s.participants.iter().filter(|p| p.id != venue && !lends(p)).map(|p| p.id.clone()).collect();
        for holder in able.clone() {
            if !self.rng.chance(35) {
                continue;
            }
            let mut margin = BTreeMap::new();
            let cash = self.take(&holder, CASH);
            margin.insert(CASH.to_owned(), hundredths(cash));
            if let Some(asset) = x.margin_assets.first().map(|m| m.asset.clone()) {
                let units = self.take(&holder, &asset);
                margin.insert(asset, hundredths(units));
            }
            let mut open = Vec::new();
            for asset in listed {
                if self.rng.chance(70) {
                    let side = if self.rng.chance(50) { Side::Long } else { Side::Short };
                    let price = self.s.assets.iter().find(|a| a.id == *asset).map_or(1.0, |a| a.price.get());
                    let most = (cash as f64 * self.rng.pick(&[0.5, 3.0, 12.0]) / price).clamp(1.0, 200_000.0) as u64;
                    open.push(PerpPosition { asset: asset.clone(), side, quantity: hundredths(most), entry: None });
                }
            }
            let (id, cross) = (self.next("a"), self.rng.chance(60));
            x.accounts.push(MarginAccount { id, holder, margin, cross, open });
        }
        if let Some(owner) = able.first().cloned().filter(|_| self.rng.chance(30))
            && x.vault.is_some()
        {
            x.vault = Some(hundredths(self.take(&owner, CASH)));
            x.vault_owner = Some(owner);
        }
    }

    fn crowd(&mut self, listed: &[String], x: &MarginExchange) -> Crowd {
        let low = self.rng.pick(&[1.0, 3.0, 8.0]);
        Crowd {
            id: self.next("c"),
            asset: self.rng.pick(listed),
            members: self.rng.between(2, 40) as u32,
            long: hundredths(self.rng.below(30_000)),
            short: hundredths(self.rng.below(30_000)),
            leverage_from: rate(low),
            leverage_to: rate(low * self.rng.pick(&[1.0, 2.0, 6.0])),
            entry_spread: rate(self.rng.pick(&[0.0, 0.05, 0.3])),
            cross: rate(self.rng.pick(&[0.0, 0.5, 1.0])),
            margin: x.margin_assets.first().map(|m| m.asset.clone()).filter(|_| self.rng.chance(50)),
        }
    }
}
