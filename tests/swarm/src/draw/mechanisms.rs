//! Depositors, insolvency rules, default funds, providers of depth.

use super::{CASH, Draft, hundredths, rate};
use interclear_core::scenario::{
    Asset, DepositorGroup, Event, EventKind, Layer, Market, Mechanism, Obligation, Providers, ServiceOrder,
};
use interclear_core::units::{Amount, Decimal, Price};
use std::collections::{BTreeMap, BTreeSet};

/// Hundredths of the house's own money that a layer sets aside.
fn own_money(layer: &Layer) -> u64 {
    match layer {
        Layer::SkinInTheGame { amount } => (amount.to_f64() * 100.0).round() as u64,
        _ => 0,
    }
}

impl Draft {
    pub(super) fn runs(&mut self, who: &str, mechanism: Mechanism) {
        if let Some(p) = self.s.participants.iter_mut().find(|p| p.id == who) {
            p.mechanisms.push(mechanism);
        }
    }

    fn groups(&mut self) -> Vec<DepositorGroup> {
        let n = self.rng.between(1, 4);
        let group = |d: &mut Self| DepositorGroup {
            share: rate(1.0 / n as f64),
            leaves_below: rate(d.rng.share() * 1.6),
            ..DepositorGroup::default()
        };
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
                self.s.assets.push(Asset {
                    label: id.clone(),
                    id,
                    decimals: 2,
                    price: Price::ONE,
                    market,
                    claim: None,
                });
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
        let replenish_within = self.rng.chance(50).then(|| self.rng.between(1, 3) as u32);
        let own = self.free(&house, CASH);
        let first = self.rng.below(own + 1);
        let mut skin_in_the_game = hundredths(first);
        let (mut layers, mut close_out) = (Vec::new(), BTreeMap::new());
        let mut used = first;
        if self.rng.chance(60) {
            let second = self.rng.below(own - first + 1);
            (skin_in_the_game, layers) = (Decimal::ZERO, self.layers(first, second));
            used = layers.iter().map(own_money).sum();
        }
        self.free.insert((house.clone(), CASH.to_owned()), own - used);
        let cuts = layers.iter().any(|l| matches!(l, Layer::GainsHaircut { .. } | Layer::TearUp {}));
        let mut failure = None;
        if cuts || self.rng.chance(60) {
            failure = self.fails_and_recovers(contributions.keys().cloned().collect());
        }
        if cuts || self.rng.chance(60) {
            close_out = contributions.keys().map(|m| (m.clone(), hundredths(self.rng.below(12_000)))).collect();
        }
        if let Some(failure) = failure.filter(|_| cuts) {
            self.gains(&house, contributions.keys().cloned().collect(), failure);
        }
        let fund = Mechanism::DefaultFund { skin_in_the_game, contributions, layers, replenish_within, close_out };
        self.runs(&house, fund);
    }

    /// A member owes its house what the house owes the others, mostly behind what it owes the market: winners and a loser
    /// of the same contracts. The loser fails about when they are due.
    fn gains(&mut self, house: &str, members: Vec<String>, (loser, failure): (String, u32)) {
        let winners: Vec<String> = members.into_iter().filter(|m| *m != loser).collect();
        let mut all = 0;
        for creditor in winners {
            let due = if self.rng.chance(90) { Some(failure) } else { self.rng.chance(70).then(|| self.tick()) };
            let amount = self.rng.between(1, 50_000);
            all += amount;
            self.contract(house, &creditor, amount, due);
        }
        if all > 0 && self.rng.chance(95) {
            self.contract(&loser, house, all, Some(failure));
        }
    }

    fn contract(&mut self, debtor: &str, creditor: &str, amount: u64, due: Option<u32>) {
        let (id, amount) = (self.next("o"), hundredths(amount));
        let seniority = if self.rng.chance(80) { 2 } else { 1 };
        let (debtor, creditor) = (debtor.to_owned(), creditor.to_owned());
        let o = Obligation { id, debtor, creditor, amount, due, seniority, ..Obligation::default() };
        self.s.obligations.push(o);
    }

    /// A member that is declared failed and has something to share out later; who, and when it fails.
    fn fails_and_recovers(&mut self, members: Vec<String>) -> Option<(String, u32)> {
        if members.is_empty() {
            return None;
        }
        let (participant, tick) = (self.rng.pick(&members), self.tick());
        let (id, what) = (self.next("e"), EventKind::Default { participant: participant.clone() });
        self.s.events.push(Event { id, tick, what });
        let later = (tick + self.rng.between(1, 3) as u32).min(self.s.clock.ticks);
        let amount = self.amount(15_000);
        let (id, what) = (self.next("e"), EventKind::Recovery { participant: participant.clone(), amount });
        self.s.events.push(Event { id, tick: later, what });
        Some((participant, tick))
    }

    /// The defaulter's two layers, then some of the others in any order.
    fn layers(&mut self, first: u64, second: u64) -> Vec<Layer> {
        let mut rest = vec![
            Layer::SkinInTheGame { amount: hundredths(first) },
            Layer::SkinInTheGame { amount: hundredths(second) },
            Layer::SurvivorsFund {},
            Layer::Assessments { cap: rate(self.rng.share() * 3.0), deadline: self.rng.between(1, 3) as u32 },
            Layer::RemainingEquity {},
        ];
        let mut all = vec![Layer::DefaulterMargin {}, Layer::DefaulterFund {}];
        let cuts = self.rng.chance(80);
        for _ in 0..self.rng.below(if cuts { 4 } else { 6 }) {
            let at = self.rng.below(rest.len() as u64) as usize;
            all.push(rest.remove(at));
        }
        if cuts && self.rng.chance(90) {
            let cap = if self.rng.chance(70) { 1.0 } else { self.rng.share() };
            let cut = Layer::GainsHaircut { cap: rate(cap), ticks: self.rng.between(1, 4) as u32 };
            let at = self.rng.between(2, all.len() as u64) as usize;
            all.insert(if self.rng.chance(50) { at } else { all.len() }, cut);
        }
        if cuts && self.rng.chance(60) {
            let cut = all.iter().position(|l| matches!(l, Layer::GainsHaircut { .. })).map_or(2, |at| at + 1);
            let at = self.rng.between(cut as u64, all.len() as u64) as usize;
            all.insert(at, Layer::TearUp {});
        }
        all
    }

    /// Covers of others' losses.
    pub(super) fn covers(&mut self) {
        let mut covered = BTreeSet::new();
        for _ in 0..self.rng.between(1, 2) {
            let (insurer, covers) = self.pair();
            if covered.insert((insurer.clone(), covers.clone())) {
                let (share, limit) = (rate(self.rng.share()), hundredths(self.rng.below(10_000)));
                let deductible = hundredths(self.rng.below(2_000));
                self.runs(&insurer, Mechanism::InsuranceCover { covers, share, limit, deductible });
            }
        }
    }

    /// A pool of lines that some promise each other.
    pub(super) fn backstops(&mut self) {
        let lines = self.ids.clone().into_iter().map(|id| (id, hundredths(self.rng.below(8_000)))).collect();
        let cap = self.rng.chance(50).then(|| hundredths(self.rng.below(6_000)));
        let repay_after = self.rng.between(1, 3) as u32;
        let pool = self.rng.pick(&self.ids);
        self.runs(&pool, Mechanism::MutualBackstop { lines, cap, repay_after });
    }
}
