//! Positions with lending pools, their health, and what pools have lent.

use super::{DebtKind, State};
use crate::scenario::BadDebt;
use crate::units::{AssetIx, ParticipantIx};
use crate::world::{PoolSpec, World};
use litemap::LiteMap;

/// Collateral of a position in one link.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lot {
    pub link: u32,
    pub asset: AssetIx,
    /// Units in its box.
    pub units: i64,
    /// Of a unit, by the pool's oracle.
    pub price: f64,
    /// Value by the oracle, in quanta of the numeraire.
    pub value: f64,
    pub threshold: f64,
    pub max_ltv: f64,
}

/// All of one borrower with one pool.
#[derive(Clone, Debug)]
pub(crate) struct Position {
    pub borrower: ParticipantIx,
    /// Quanta of the lent asset.
    pub debt: i64,
    /// At its mark, in quanta of the numeraire.
    pub owed: f64,
    /// Collateral that the pool takes, by link.
    pub lots: Vec<Lot>,
}

impl Position {
    /// Value of the collateral times the liquidation thresholds, over the debt; endless without debt.
    pub fn health(&self) -> f64 {
        let carries: f64 = self.lots.iter().map(|l| l.value * l.threshold).sum();
        if self.owed > 0.0 { carries / self.owed } else { f64::INFINITY }
    }

    /// Value of the collateral by the oracles, in quanta of the numeraire.
    pub fn value(&self) -> f64 {
        self.lots.iter().map(|l| l.value).sum()
    }

    /// The lot that is worth most; the first of several.
    pub fn largest(&self) -> Option<&Lot> {
        self.lots.iter().rev().max_by(|a, b| a.value.total_cmp(&b.value))
    }
}

impl State {
    /// Positions with a pool, by borrower: whoever owes it or has posted what it takes, and has not failed.
    pub fn positions(&self, w: &World, pool: ParticipantIx) -> Vec<Position> {
        let Some(spec) = w.pool(pool) else { return Vec::new() };
        let mut all: LiteMap<ParticipantIx, Position> = LiteMap::new();
        let links = self.held_by(pool).iter();
        for (at, c, p) in
            links.filter_map(|&at| Some((at, w.collateral.get(at as usize)?, self.pledges.get(at as usize)?)))
        {
            if c.transfer || p.closed || p.seized > 0 || self.has_failed(c.pledger) {
                continue;
            }
            let (Some(terms), units) = (spec.terms(c.asset), self.books.pledged(at).min(p.posted)) else { continue };
            if units > 0 {
                let price = self.oracle(w, &terms.oracle, c.asset);
                let value = units as f64 * price * self.scale(w, c.asset);
                let (threshold, max_ltv) = (terms.threshold, terms.max_ltv);
                let lot = Lot { link: at, asset: c.asset, units, price, value, threshold, max_ltv };
                of(&mut all, c.pledger).lots.push(lot);
            }
        }
        for (_, d) in self.owed_to(pool).filter(|(_, d)| d.open > 0 && is_loan(d, spec)) {
            if !self.has_failed(d.debtor) {
                of(&mut all, d.debtor).debt += d.open;
            }
        }
        let unit = self.lent_unit(w, spec);
        let finish = |(_, mut p): (ParticipantIx, Position)| {
            p.owed = p.debt as f64 * unit;
            p
        };
        all.into_iter().map(finish).collect()
    }

    /// What depositors outside have borne of bad debt: their deposits are smaller for good.
    pub fn written_down_outside(&self, w: &World) -> i64 {
        let outside = w.outside();
        let one = |(pool, spec): (ParticipantIx, &PoolSpec)| {
            let by_deposits = spec.bad_debt != BadDebt::Treasury && spec.lends == w.numeraire;
            let state = self.lending.pools.get(&pool.0).filter(|_| by_deposits)?;
            state.borne.iter().find(|b| b.0 == outside).map(|b| b.1)
        };
        w.pools().filter_map(one).sum()
    }

    /// Value of a quantum of what a pool lends, at its mark.
    pub fn lent_unit(&self, w: &World, spec: &PoolSpec) -> f64 {
        let price =
            if spec.lends == w.numeraire { 1.0 } else { self.quotes.get(spec.lends.at()).map_or(0.0, |q| q.mark) };
        price * self.scale(w, spec.lends)
    }

    /// The market's price as a multiple of the oracle's, where it is lower: nobody bids for more than a lot is worth.
    pub fn bid(&self, w: &World, spec: &PoolSpec, asset: AssetIx) -> f64 {
        let Some(terms) = spec.terms(asset) else { return 1.0 };
        let mark = if asset == w.numeraire { 1.0 } else { self.quotes.get(asset.at()).map_or(0.0, |q| q.mark) };
        let read = self.oracle(w, &terms.oracle, asset);
        if read > mark { mark / read } else { 1.0 }
    }

    /// What a pool has lent and not got back, and what it has free.
    pub fn lent_and_free(&self, w: &World, pool: ParticipantIx) -> (i64, i64) {
        let Some(spec) = w.pool(pool) else { return (0, 0) };
        let loans = self.owed_to(pool).filter(|(_, d)| is_loan(d, spec)).map(|(_, d)| d.open).sum();
        (loans, self.books.free(pool, spec.lends).max(0))
    }
}

/// Whether a debt to a pool is a loan of it.
pub(crate) fn is_loan(d: &super::Debt, spec: &PoolSpec) -> bool {
    d.kind == DebtKind::Obligation && d.asset == spec.lends && !d.estate
}

fn of(all: &mut LiteMap<ParticipantIx, Position>, who: ParticipantIx) -> &mut Position {
    let blank = || Position { borrower: who, debt: 0, owed: 0.0, lots: Vec::new() };
    all.entry(who).or_insert_with(blank)
}

/// Loans over loans and liquidity; 0 for an empty pool.
pub(crate) fn utilisation((loans, free): (i64, i64)) -> f64 {
    let all = loans as f64 + free as f64;
    if all > 0.0 { loans as f64 / all } else { 0.0 }
}
