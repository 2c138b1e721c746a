//! Bridges with forged messages, custodians with hidden links, and upgrades that are known beforehand.

use super::{CASH, Draft, hundredths, rate};
use interclear_core::scenario::{Asset, Bridge, ClaimToken, Custodian, Event, EventKind, Market, Mechanism, Setting};
use interclear_core::units::{Decimal, Price};
use std::collections::BTreeMap;

impl Draft {
    fn strikes(&mut self, tick: u32, what: EventKind) {
        let id = self.next("e");
        self.s.events.push(Event { id, tick, what });
    }

    /// A bridge, what it has wrapped, and messages forged in somebody's favour.
    pub(super) fn bridges(&mut self) {
        let (bridge, to) = self.pair();
        let verifiers = self.rng.between(1, 9) as u32;
        let scheme = Bridge {
            verifiers,
            threshold: self.rng.between(1, u64::from(verifiers)) as u32,
            key_cost: hundredths(self.rng.below(5_000)),
            cap: self.rng.chance(60).then(|| self.amount(4_000)),
            guardian_delay: self.rng.chance(60).then(|| self.rng.below(4) as u32),
        };
        self.give(&bridge, Mechanism::Bridge { bridge: scheme });
        let of = (!self.tokens.is_empty() && self.rng.chance(60)).then(|| self.rng.pick(&self.tokens));
        let decimals = self.rng.pick(&[2, 2, 4, 8]);
        let market = self
            .rng
            .chance(50)
            .then(|| Market { depth: Some(hundredths(self.rng.between(1, 50_000))), ..Market::default() });
        let par = self.rng.chance(70).then(|| Decimal::from_f64(1.0).unwrap_or_default());
        let claim = ClaimToken {
            issuer: bridge.clone(),
            of: of.filter(|_| par.is_some()),
            par,
            circulating: hundredths(self.rng.below(9_000)),
            ..ClaimToken::default()
        };
        let (id, price) = ("wrapped".to_owned(), Price::ONE);
        self.s.assets.push(Asset { label: id.clone(), id: id.clone(), decimals, price, market, claim: Some(claim) });
        for at in 0..self.s.participants.len() {
            let amount = self.rng.below(5_000);
            if self.rng.chance(40) && self.s.participants[at].id != bridge {
                self.s.participants[at].holdings.insert(id.clone(), hundredths(amount));
            }
        }
        for _ in 0..self.rng.between(1, 3) {
            let token = match self.rng.below(4) {
                0 => CASH.to_owned(),
                1 if !self.tokens.is_empty() => self.rng.pick(&self.tokens),
                _ => id.clone(),
            };
            let (amount, keys) = (self.amount(15_000), self.rng.below(u64::from(verifiers) + 1) as u32);
            let (tick, bridge, to) = (self.tick(), bridge.clone(), to.clone());
            self.strikes(tick, EventKind::ForgedMessage { bridge, token, amount, to, keys });
        }
        if self.rng.chance(30) {
            let (tick, participant, amount) = (self.tick(), self.rng.pick(&self.ids), self.amount(9_000));
            self.strikes(tick, EventKind::Issue { participant, token: id.clone(), amount });
        }
        if self.rng.chance(30) {
            let (tick, value) = (self.tick(), self.rng.between(1, u64::from(verifiers)) as f64);
            let target = format!("participants/{bridge}/bridge/threshold");
            self.strikes(tick, upgrade(target, value));
        }
        if self.rng.chance(40) {
            let (tick, participant, ticks) = (self.tick(), bridge, self.rng.between(1, 3) as u32);
            let withdrawals = self.rng.chance(50);
            self.strikes(tick, EventKind::Pause { participant, ticks, withdrawals });
        }
    }

    /// Links that only their ends know of, a custodian that lends on, and what becomes known of it.
    pub(super) fn hidden(&mut self) {
        for o in &mut self.s.obligations {
            o.hidden = self.rng.chance(40);
        }
        for d in &mut self.s.deposits {
            d.hidden = self.rng.chance(30);
        }
        for c in &mut self.s.collateral {
            c.hidden = self.rng.chance(30);
        }
        let (custodian, to) = self.pair();
        let taken: Vec<u64> =
            self.s.deposits.iter().filter(|d| d.taker == custodian).map(|d| whole(d.amount)).collect();
        let (taken, cash) = (taken.iter().sum::<u64>(), self.free(&custodian, CASH));
        let most = if taken > 0 { (cash as f64 / taken as f64 * 0.999).min(1.0) } else { 1.0 };
        let mut own_marks = BTreeMap::new();
        for token in self.tokens.clone() {
            if self.rng.chance(50) {
                own_marks.insert(token, hundredths(self.rng.below(500)));
            }
        }
        let to = self.rng.chance(80).then_some(to);
        let relends = if to.is_some() { rate(self.rng.share() * most) } else { rate(0.0) };
        let hidden = self.rng.chance(70);
        self.give(&custodian, Mechanism::Custodian { custodian: Custodian { relends, to, hidden, own_marks } });
        // What else there is may have taken the cash: then nothing is lent on.
        if interclear_core::check(&self.s).0.is_none() {
            for m in self.s.participants.iter_mut().flat_map(|p| &mut p.mechanisms) {
                if let Mechanism::Custodian { custodian } = m {
                    custodian.relends = rate(0.0);
                }
            }
        }
        for _ in 0..self.rng.below(3) {
            let (tick, participant) = (self.tick(), self.rng.pick(&self.ids));
            self.strikes(tick, EventKind::Disclosure { participant });
        }
        if self.rng.chance(30) {
            let (tick, participant, ticks) = (self.tick(), self.rng.pick(&self.ids), self.rng.between(1, 3) as u32);
            self.strikes(tick, EventKind::Pause { participant, ticks, withdrawals: true });
        }
    }

    /// Gates and haircuts that change, announced or not.
    pub(super) fn upgrades(&mut self) {
        let gates = self
            .s
            .participants
            .iter()
            .filter(|p| p.mechanisms.iter().any(|m| matches!(m, Mechanism::Depositors { .. })));
        let mut targets: Vec<String> = gates.map(|p| format!("participants/{}/depositors/gate", p.id)).collect();
        // Gates of those with deposits first: somebody may leave before they come down.
        if targets.is_empty() || self.rng.chance(50) {
            targets.extend(self.s.collateral.iter().map(|c| format!("collateral/{}/haircut", c.id)));
        }
        if targets.is_empty() {
            return;
        }
        for _ in 0..self.rng.between(1, 2) {
            let (target, value, tick) = (self.rng.pick(&targets), self.rng.share() * 0.9, self.tick());
            let announced = self.rng.chance(60).then(|| self.rng.between(1, u64::from(tick)) as u32);
            let leaves = if announced.is_some() && self.rng.chance(80) { rate(self.rng.share()) } else { rate(0.0) };
            let recalibrates = match self.rng.chance(40) {
                true => vec![Setting { target: self.rng.pick(&targets), value: self.rng.share() * 0.9 }],
                false => Vec::new(),
            };
            let stale = self.rng.chance(30);
            self.strikes(tick, EventKind::Upgrade { target, value, announced, leaves, recalibrates, stale });
        }
    }

    pub(super) fn give(&mut self, who: &str, mechanism: Mechanism) {
        if let Some(p) = self.s.participants.iter_mut().find(|p| p.id == who) {
            p.mechanisms.push(mechanism);
        }
    }
}

fn upgrade(target: String, value: f64) -> EventKind {
    EventKind::Upgrade { target, value, announced: None, leaves: rate(0.0), recalibrates: Vec::new(), stale: false }
}

/// Hundredths of an amount.
fn whole(amount: Decimal) -> u64 {
    (amount.to_f64() * 100.0).round() as u64
}
