//! Lending pools with borrowers, keepers, loops and borrowings.

use super::{Draft, hundredths, rate};
use interclear_core::scenario::{
    Asset, Auction, BadDebt, ClaimToken, Deposit, Event, EventKind, Keeper, LendingMarket, LendingPool, Looper, Market,
    Mechanism, OUTSIDE, Oracle, OracleSource, Participant, RateCurve,
};
use interclear_core::units::{Decimal, Price, Rate};

impl Draft {
    pub(super) fn lending(&mut self) {
        if self.tokens.is_empty() {
            return;
        }
        // A clearing house lends nothing.
        let house = |p: &&Participant| p.mechanisms.iter().any(|m| matches!(m, Mechanism::DefaultFund { .. }));
        let houses: Vec<&str> = self.s.participants.iter().filter(house).map(|p| p.id.as_str()).collect();
        let others: Vec<String> = self.ids.iter().filter(|id| !houses.contains(&id.as_str())).cloned().collect();
        // Few scenarios see a house get back what it charged: most are left to it.
        if others.is_empty() || !houses.is_empty() && self.rng.chance(60) {
            return;
        }
        let owner = self.rng.pick(&others);
        let lends = (self.rng.chance(15) && self.tokens.len() > 1).then(|| self.rng.pick(&self.tokens));
        let taken: Vec<String> = self.tokens.iter().filter(|t| Some(*t) != lends.as_ref()).cloned().collect();
        let markets: Vec<LendingMarket> = taken.iter().map(|t| self.lending_market(t)).collect();
        let mut pool = self.pool(markets, lends);
        self.bearers(&owner, &mut pool);
        let lent = pool.lends.clone();
        self.runs(&owner, Mechanism::LendingPool { pool: Box::new(pool) });
        if self.rng.chance(60) {
            let holder = if self.rng.chance(50) { self.other(&owner) } else { OUTSIDE.to_owned() };
            let (id, amount) = (self.next("d"), self.amount(20_000));
            self.s.deposits.push(Deposit {
                id,
                holder,
                taker: owner.clone(),
                amount,
                seniority: 1,
                ..Deposit::default()
            });
        }
        for _ in 0..self.rng.between(1, 4) {
            self.borrower(&owner, &taken, lent.as_deref());
        }
        for id in self.ids.clone() {
            if id != owner && self.rng.chance(25) {
                let capacity = self.rng.chance(30).then(|| self.rng.below(3) as u32);
                let keeper = Keeper { gas: self.gas(), capacity, keeps: self.rng.chance(40) };
                self.runs(&id, Mechanism::Keeper { keeper });
            }
        }
        if self.rng.chance(80) {
            let (id, asset) = (self.other(&owner), self.rng.pick(&taken));
            let (own, ltv) = (self.amount(2_000), rate(self.rng.share() * 0.9));
            let looper = Looper { pool: owner.clone(), asset, own, ltv, loops: self.rng.below(8) as u32 };
            self.runs(&id, Mechanism::Looper { looper });
        }
        if self.rng.chance(40) {
            for _ in 0..self.rng.between(1, 2) {
                let (participant, asset) = (self.other(&owner), self.rng.pick(&taken));
                let borrows = self.rng.chance(50).then(|| self.amount(10_000));
                let posts = self.amount(10_000);
                let what = EventKind::Borrow { participant, pool: owner.clone(), asset, posts, borrows };
                let (id, tick) = (self.next("e"), self.tick());
                self.s.events.push(Event { id, tick, what });
            }
        }
    }

    pub(super) fn other(&mut self, than: &str) -> String {
        let others: Vec<String> = self.ids.iter().filter(|id| *id != than).cloned().collect();
        self.rng.pick(&others)
    }

    fn gas(&mut self) -> Decimal {
        if self.rng.chance(60) { Decimal::ZERO } else { hundredths(self.rng.between(1, 500)) }
    }

    fn lending_market(&mut self, asset: &str) -> LendingMarket {
        let threshold = 0.2 + 0.8 * self.rng.share();
        let source = self.rng.pick(&[
            OracleSource::Market,
            OracleSource::Market,
            OracleSource::Averaged,
            OracleSource::Redemption,
            OracleSource::HardCoded,
        ]);
        let mut oracle = Oracle { source, ..Oracle::default() };
        if self.rng.chance(30) {
            (oracle.over, oracle.lag) = (self.rng.between(1, 4) as u32, self.rng.below(3) as u32);
        }
        if self.rng.chance(20) {
            oracle.error = rate(self.rng.share() - 0.5);
        }
        LendingMarket {
            asset: asset.to_owned(),
            max_ltv: rate(threshold * self.rng.share()),
            threshold: rate(threshold),
            bonus: rate(self.rng.share() * 0.3),
            supply_cap: self.rng.chance(20).then(|| self.amount(10_000)),
            debt_ceiling: self.rng.chance(20).then(|| self.amount(10_000)),
            oracle,
        }
    }

    fn pool(&mut self, markets: Vec<LendingMarket>, lends: Option<String>) -> LendingPool {
        let rates = match self.rng.below(3) {
            0 => None,
            1 => Some(RateCurve::Kinked {
                base: rate(self.rng.share()),
                optimal: rate(0.1 + 0.8 * self.rng.share()),
                slope_below: rate(self.rng.share() * 3.0),
                slope_above: rate(self.rng.share() * 50.0),
            }),
            _ => Some(RateCurve::Doubling {
                start: rate(self.rng.share() * 10.0),
                low: rate(0.3),
                high: rate(0.6),
                days: rate(0.1 + self.rng.share() * 3.0),
                floor: Rate::ZERO,
                ceiling: rate(1_000.0),
            }),
        };
        let auction = match self.rng.below(10) {
            0 => Auction::English {},
            1 | 2 => Auction::Dutch {
                start: rate(0.8 + self.rng.share()),
                cut: rate(0.3 + 0.7 * self.rng.share()),
                steps: self.rng.between(1, 5) as u32,
                cusp: rate(self.rng.share() * 0.6),
                tail: self.rng.between(1, 6) as u32,
            },
            _ => Auction::Fixed {},
        };
        LendingPool {
            lends,
            markets,
            rates,
            reserve_factor: rate(self.rng.share()),
            close_factor: rate(if self.rng.chance(60) { 0.5 } else { self.rng.share() }),
            full_below: rate(if self.rng.chance(60) { 0.95 } else { self.rng.share() }),
            dust: self.rng.chance(30).then(|| self.amount(3_000)),
            borrow_cap: self.rng.chance(20).then(|| self.amount(20_000)),
            auction,
            outside_keepers: self.rng.chance(70),
            gas: self.gas(),
            capacity: self.rng.chance(20).then(|| self.rng.below(3) as u32),
            ..LendingPool::default()
        }
    }

    /// Who bears bad debt; a token to be issued, or another pool, where one is needed.
    fn bearers(&mut self, owner: &str, pool: &mut LendingPool) {
        if self.rng.chance(30) {
            pool.backstop = Some(self.other(owner));
        }
        pool.bad_debt = match self.rng.below(7) {
            0 => BadDebt::Recorded,
            1 => BadDebt::Lenders,
            2 => BadDebt::AllHolders,
            _ => BadDebt::Treasury,
        };
        if pool.bad_debt == BadDebt::Treasury || self.rng.chance(20) {
            let id = "govern".to_owned();
            let market = Market { depth: Some(hundredths(self.rng.between(100, 50_000))), ..Market::default() };
            let claim =
                ClaimToken { issuer: owner.to_owned(), circulating: hundredths(10_000), ..ClaimToken::default() };
            self.s.assets.push(Asset {
                label: id.clone(),
                id: id.clone(),
                decimals: 4,
                price: Price::new(2.0).unwrap_or_default(),
                market: Some(market),
                claim: Some(claim),
            });
            pool.mints = (pool.bad_debt == BadDebt::Treasury).then_some(id);
        }
        if pool.bad_debt == BadDebt::AllHolders && pool.lends.is_none() {
            let other = self.other(owner);
            let taken = pool.markets.first().map(|m| m.asset.clone());
            let markets: Vec<LendingMarket> = taken.iter().map(|t| self.lending_market(t)).collect();
            let second = self.pool(markets, None);
            self.runs(&other, Mechanism::LendingPool { pool: Box::new(second) });
            let (id, amount) = (self.next("d"), self.amount(20_000));
            self.s.deposits.push(Deposit {
                id,
                holder: OUTSIDE.into(),
                taker: other.clone(),
                amount,
                seniority: 1,
                ..Deposit::default()
            });
            pool.bear_with.push(other);
        }
    }
}
