//! Lending pools and their positions at the end of a tick.

use super::Trace;
use crate::journal::EntryKind;
use crate::units::{Amount, AssetIx, ParticipantIx};
use serde::{Deserialize, Serialize};

/// What does not change of a lending pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoolInfo {
    /// The participant that runs it.
    pub pool: ParticipantIx,
    /// What it lends.
    pub lends: AssetIx,
    /// What it takes as collateral, by asset.
    pub markets: Vec<PoolMarket>,
}

/// What a pool takes as collateral.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoolMarket {
    /// The collateral.
    pub asset: AssetIx,
    /// The kind of its oracle, as a word.
    pub oracle: String,
}

/// A lending pool at the end of a tick. Amounts are quanta of the asset it lends, where nothing else is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PoolFrame {
    /// Lent and not repaid.
    pub loans: Amount,
    /// Free to be lent or withdrawn.
    pub free: Amount,
    /// The rate that borrowers pay, a year.
    pub rate: f64,
    /// Bad debt found so far.
    pub bad_debt: Amount,
    /// What of it nobody has borne yet.
    pub hole: Amount,
    /// Debt of positions with a health below 1 in this tick, before anything was liquidated.
    pub unhealthy: Amount,
    /// Value at marks of what was sold for nothing so far, in quanta of the numeraire.
    pub for_nothing: Amount,
    /// What could be liquidated in this tick.
    pub could: Amount,
    /// What of that was left.
    pub left: Amount,
    /// What of that somebody could have taken, but only at a loss: the discount was less than what selling would cost.
    pub lossy: Amount,
}

impl PoolFrame {
    /// Loans over loans and liquidity; 0 for an empty pool.
    #[must_use]
    pub fn utilisation(&self) -> f64 {
        let all = self.loans.quanta() as f64 + self.free.quanta() as f64;
        if all > 0.0 { self.loans.quanta() as f64 / all } else { 0.0 }
    }
}

/// A position with a lending pool at the end of a tick, at the marks of the tick.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PositionFrame {
    /// The pool.
    pub pool: ParticipantIx,
    /// The borrower.
    pub borrower: ParticipantIx,
    /// Value of the collateral by the pool's oracles, in quanta of the numeraire.
    pub collateral: Amount,
    /// What it owes, in quanta of the lent asset.
    pub debt: Amount,
    /// Value of the collateral times the liquidation thresholds, over the debt.
    pub health: f64,
    /// What could be liquidated of it in this tick and was left, in quanta of the lent asset.
    pub left: Amount,
}

impl Trace {
    /// The word for the oracle by which a pool prices an asset.
    #[must_use]
    pub fn oracle(&self, pool: ParticipantIx, asset: AssetIx) -> &str {
        let info = self.pools.iter().find(|p| p.pool == pool);
        let market = info.and_then(|p| p.markets.iter().find(|m| m.asset == asset));
        market.map_or("market", |m| m.oracle.as_str())
    }

    /// The factor by which shocks alone have moved the price of an asset in the first so many lines.
    #[must_use]
    pub fn shocked(&self, asset: AssetIx, lines: u32) -> f64 {
        let outer = |kind| matches!(kind, EntryKind::PriceShock | EntryKind::Drawn);
        let shock = |e: &&crate::journal::Entry| outer(e.kind) && e.asset == Some(asset);
        let all = self.journal.entries.iter().take(lines as usize).filter(shock);
        all.map(|e| e.amount.quanta() as f64 / e.of.quanta().max(1) as f64).product()
    }
}
