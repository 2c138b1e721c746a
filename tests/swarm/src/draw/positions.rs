//! Contracts, positions in them, margin, and who settles them.

use super::{Draft, hundredths, rate};
use crate::random::Random;
use interclear_core::scenario::{
    Client, ClientAccount, CloseOut, Contract, Event, EventKind, Margin, Mechanism, Novation, Payoff, Position,
};
use interclear_core::units::Price;

impl Draft {
    /// Two to four contracts on tokens, up to a dozen positions, margin at houses and some dealers.
    pub(super) fn positions(&mut self, seed: u64) {
        // Drawn apart, so that a scenario without positions is the one it was.
        self.rng = Random(seed ^ 0x706f_7369_7469_6f6e);
        let fair: Vec<String> = (self.s.assets.iter())
            .filter(|a| a.claim.is_none() && a.id != self.s.numeraire && self.tokens.contains(&a.id))
            .map(|a| a.id.clone())
            .collect();
        if fair.is_empty() || self.ids.len() < 3 {
            return;
        }
        let funded = |m: &Mechanism| matches!(m, Mechanism::DefaultFund { .. });
        let houses: Vec<String> =
            (self.s.participants.iter()).filter(|p| p.mechanisms.iter().any(funded)).map(|p| p.id.clone()).collect();
        let several = houses.len() > 1 && self.rng.chance(50);
        for at in 0..self.rng.between(1, 4) {
            let house = if several { Some(self.rng.pick(&houses)) } else { None };
            let contract = self.derivative(at, &fair, house);
            self.s.contracts.push(contract);
        }
        self.s.rules.novation = match (houses.is_empty(), several, self.rng.below(4)) {
            (_, _, 0) => Some(Novation::BilateralGross),
            (true, ..) | (_, _, 1) => None,
            (_, true, _) => Some(Novation::SeveralHouses),
            _ => Some(Novation::OneHouse),
        };
        // By name, since the first of several would hang on their names.
        self.s.rules.house = houses.first().filter(|_| self.s.rules.novation == Some(Novation::OneHouse)).cloned();
        let cleared = matches!(self.s.rules.novation, Some(Novation::OneHouse | Novation::SeveralHouses));
        for house in &houses {
            self.asks(house);
        }
        if !cleared {
            for id in self.ids.clone() {
                if !houses.contains(&id) && self.rng.chance(30) {
                    self.asks(&id);
                }
            }
        }
        let parties: Vec<String> = self.ids.iter().filter(|id| !cleared || !houses.contains(id)).cloned().collect();
        if parties.len() > 1 {
            self.trade_contracts(&parties);
        }
        if cleared && parties.len() > 3 && self.rng.chance(50) {
            self.clients(&parties);
        }
    }

    /// Some parties clear through others.
    fn clients(&mut self, parties: &[String]) {
        let half = parties.len() / 2;
        let (members, others) = parties.split_at(half);
        for client in others {
            if self.rng.chance(40) {
                continue;
            }
            let member = self.rng.pick(members);
            let account =
                self.rng.pick(&[ClientAccount::Segregated, ClientAccount::OmnibusGross, ClientAccount::OmnibusNet]);
            let to = self.rng.pick(members);
            let ports_to = (account == ClientAccount::Segregated && to != member && self.rng.chance(70)).then_some(to);
            self.s.clients.push(Client { client: client.clone(), member, account, ports_to });
        }
    }

    fn derivative(&mut self, at: u64, fair: &[String], house: Option<String>) -> Contract {
        let underlying = self.rng.pick(fair);
        let price = self.s.assets.iter().find(|a| a.id == underlying).map_or(1.0, |a| a.price.get());
        let ticks = u64::from(self.s.clock.ticks);
        let payoff = match self.rng.below(4) {
            0 => Payoff::Option {
                put: self.rng.chance(50),
                strike: Price::new(price * (0.7 + 0.6 * self.rng.share()) + 0.01).unwrap_or_default(),
                expires: self.rng.between(1, ticks + 5) as u32,
            },
            1 => Payoff::Perpetual { funding: rate(self.rng.pick(&[0.0, 0.001, -0.02])) },
            _ => Payoff::Future {
                expires: if self.rng.chance(20) { Some(self.rng.between(1, ticks) as u32) } else { None },
            },
        };
        Contract {
            id: format!("contract-{at}"),
            label: format!("Contract {at}"),
            underlying,
            payoff,
            size: hundredths(self.rng.pick(&[100, 1_000, 37])),
            volatility: rate(self.rng.pick(&[0.1, 0.5, 2.0])),
            depth: if self.rng.chance(60) { Some(hundredths(self.rng.pick(&[100, 1_000, 10_000]))) } else { None },
            house,
        }
    }

    /// Margin terms for a house or a dealer.
    fn asks(&mut self, id: &str) {
        let rng = &mut self.rng;
        let margin = Margin {
            confidence: rate(rng.pick(&[0.9, 0.99, 0.995])),
            period: rate(rng.pick(&[1.0, 2.0, 5.0])),
            freedom: if rng.chance(20) { Some(rate(4.0)) } else { None },
            memory: rate(rng.pick(&[1.0, 1.0, 0.94, 0.7])),
            floor: rate(rng.pick(&[0.0, 0.5, 1.0])),
            deadline: rng.pick(&[0, 0, 1, 2]),
            cycle: rng.pick(&[1, 1, 1, 2, 3]),
            intraday: if rng.chance(30) { Some(rate(rng.share())) } else { None },
            close_out_after: rng.pick(&[0, 1, 1, 2]),
            close_out: if rng.chance(50) { CloseOut::Market } else { CloseOut::Auction },
            pace: rate(rng.pick(&[1.0, 0.5, 0.2])),
            ..Margin::default()
        };
        self.runs(id, Mechanism::Margin { margin: Box::new(margin) });
    }

    /// Positions so small that the margin for them is there, and shocks of their volatility.
    fn trade_contracts(&mut self, parties: &[String]) {
        let contracts = self.s.contracts.clone();
        for at in 0..self.rng.between(1, 12) {
            let c = self.rng.pick(&contracts);
            let a = self.rng.below(parties.len() as u64) as usize;
            let b = (a + 1 + self.rng.below(parties.len() as u64 - 1) as usize) % parties.len();
            let (long, short) = (parties[a].clone(), parties[b].clone());
            let price = self.s.assets.iter().find(|x| x.id == c.underlying).map_or(1.0, |a| a.price.get());
            let cash = self.free(&long, super::CASH).min(self.free(&short, super::CASH)) as f64 / 100.0;
            // A twentieth of what both have at most, so that what is asked for can be posted.
            let most = cash / 20.0 / (price * c.size.to_f64() * (1.0 + 2.0 * c.volatility.get())).max(1e-6);
            let traded = if self.rng.chance(20) { Some(self.tick()) } else { None };
            let most = if traded.is_some() { most * 20.0 } else { most };
            if most < 1.0 {
                continue;
            }
            let quantity = self.rng.between(1, (most as u64).min(1_000)) as u32;
            self.s.positions.push(Position { id: format!("p{at:02}"), contract: c.id, long, short, quantity, traded });
        }
        for _ in 0..self.rng.below(3) {
            let asset = self.rng.pick(&contracts).underlying;
            let (id, tick, change) = (self.next("e"), self.tick(), rate(self.rng.pick(&[-0.5, 1.0, 3.0])));
            self.s.events.push(Event { id, tick, what: EventKind::VolatilityShock { asset, change } });
        }
        if self.rng.chance(15) {
            let asset = self.rng.pick(&contracts).underlying;
            let (id, tick, ticks) = (self.next("e"), self.tick(), self.rng.below(4) as u32);
            self.s.events.push(Event { id, tick, what: EventKind::Suspension { asset, ticks } });
        }
        // Prices move more than they do for other reasons.
        for _ in 0..self.rng.between(1, 4) {
            let asset = self.rng.pick(&contracts).underlying;
            let change = rate(self.rng.pick(&[-0.3, -0.1, 0.15, 0.5]));
            let (id, tick) = (self.next("e"), self.tick());
            self.s.events.push(Event { id, tick, what: EventKind::PriceShock { asset, change } });
        }
    }
}
