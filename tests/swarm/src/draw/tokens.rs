//! Claim tokens: chains, rings, par and share, tranches; how they are redeemed; stakes and slashings.

use super::{CASH, Draft, hundredths, rate};
use interclear_core::scenario::{
    Asset, ClaimToken, Event, EventKind, FixedAt, Mechanism, Redemption, ServiceOrder, Staking,
};
use interclear_core::units::Price;

impl Draft {
    /// One to four tokens; holders are drawn among all, so that tokens come to back each other in chains and rings.
    pub(super) fn claim_tokens(&mut self) {
        for k in 0..self.rng.between(1, 4) {
            let (id, issuer) = (format!("claim{k}"), self.rng.pick(&self.ids));
            let of = (!self.tokens.is_empty() && self.rng.chance(40)).then(|| self.rng.pick(&self.tokens));
            let par = self.rng.chance(60).then(|| hundredths(self.rng.pick(&[100, 100, 50, 250])));
            let claim = ClaimToken {
                issuer: issuer.clone(),
                of: of.filter(|_| par.is_some()),
                par,
                circulating: if self.rng.chance(70) { self.amount(20_000) } else { hundredths(0) },
                seniority: if self.rng.chance(30) { self.rng.below(3) as u8 } else { 0 },
                redemption: None,
                ..ClaimToken::default()
            };
            let pays = claim.of.clone();
            let claim = ClaimToken { redemption: self.rng.chance(70).then(|| self.redemption(pays)), ..claim };
            let market = self.rng.chance(35).then(|| self.market());
            let decimals = self.rng.pick(&[2, 2, 4, 6]);
            let price = Price::new(self.rng.pick(&[1.0, 0.9, 1.3])).unwrap_or_default();
            let (label, claim) = (id.clone(), Some(claim));
            self.s.assets.push(Asset { id: id.clone(), label, decimals, price, market, claim });
            for _ in 0..self.rng.below(4) {
                let (who, amount) = (self.rng.pick(&self.ids), self.rng.pick(&[1, 133, 700, 4_000, 10_000]));
                if who != issuer && self.free(&who, &id) == 0 {
                    self.free.insert((who.clone(), id.clone()), amount);
                    if let Some(p) = self.s.participants.iter_mut().find(|p| p.id == who) {
                        p.holdings.insert(id.clone(), hundredths(amount));
                    }
                }
            }
            self.tokens.push(id);
        }
        self.handed_in();
    }

    /// Terms of redemption, in what par is counted in or in anything older than the token.
    fn redemption(&mut self, of: Option<String>) -> Redemption {
        let other =
            (of.is_none() && !self.tokens.is_empty() && self.rng.chance(30)).then(|| self.rng.pick(&self.tokens));
        let hours = self.rng.chance(20);
        Redemption {
            pays: other,
            delay: if self.rng.chance(40) { self.rng.between(1, 3) as u32 } else { 0 },
            per_tick: self.rng.chance(35).then(|| self.amount(6_000)),
            gate: self.rng.chance(25).then(|| rate(self.rng.share())),
            fee: rate(if self.rng.chance(25) { self.rng.share() * 0.5 } else { 0.0 }),
            fixed_at: if self.rng.chance(50) { FixedAt::Finalisation } else { FixedAt::Request },
            order: if self.rng.chance(40) { ServiceOrder::ProRata } else { ServiceOrder::FirstCome },
            open_every: hours.then_some(3),
            open_for: (hours && self.rng.chance(50)).then_some(2),
            open_from: (hours && self.rng.chance(50)).then(|| self.rng.between(1, 4) as u32),
        }
    }

    /// Holders outside hand in what can be redeemed.
    fn handed_in(&mut self) {
        let redeemed = |a: &&Asset| a.claim.as_ref().is_some_and(|c| c.redemption.is_some());
        let all: Vec<String> = self.s.assets.iter().filter(redeemed).map(|a| a.id.clone()).collect();
        for asset in all {
            for _ in 0..self.rng.below(3) {
                let what = EventKind::RedemptionWave { asset: asset.clone(), share: rate(self.rng.share()) };
                let (id, tick) = (self.next("e"), self.tick());
                self.s.events.push(Event { id, tick, what });
            }
        }
    }

    /// Some stake what they have left of an asset, and are slashed.
    pub(super) fn stakes(&mut self) {
        let asset = if self.rng.chance(30) { CASH.to_owned() } else { self.rng.pick(&self.assets_to_stake()) };
        let native = self.s.assets.iter().any(|a| a.id == asset && a.claim.is_none());
        if self.rng.chance(40) {
            self.s.clock.days = Some(rate(self.rng.pick(&[0.05, 1.0, 30.0])));
        }
        for id in self.ids.clone() {
            if !self.rng.chance(50) {
                continue;
            }
            let yearly = |d: &mut Self| rate(if d.rng.chance(50) { d.rng.share() * 2.0 } else { 0.0 });
            let (real, emissions) = if native { (yearly(self), yearly(self)) } else { (rate(0.0), rate(0.0)) };
            let other = self.rng.pick(&self.ids);
            let other = (other != id).then_some(other);
            let subsidy = if other.is_some() { yearly(self) } else { rate(0.0) };
            let staking = Staking {
                asset: (asset != CASH).then(|| asset.clone()),
                share: rate(if self.rng.chance(50) { 1.0 } else { self.rng.share() }),
                real,
                emissions,
                subsidy,
                subsidy_from: other.clone(),
                fee: rate(if self.rng.chance(30) { self.rng.share() } else { 0.0 }),
                fee_to: other.filter(|_| self.rng.chance(50)),
                exit_delay: self.rng.below(3) as u32,
                exits_per_tick: self.rng.chance(50).then(|| self.amount(5_000)),
            };
            self.runs(&id, Mechanism::Staking { staking });
            if self.rng.chance(50) {
                let what = EventKind::Slashing { participant: id, share: rate(self.rng.share()) };
                let (id, tick) = (self.next("e"), self.tick());
                self.s.events.push(Event { id, tick, what });
            }
        }
    }

    fn assets_to_stake(&self) -> Vec<String> {
        self.tokens.iter().cloned().chain([CASH.to_owned()]).collect()
    }
}
