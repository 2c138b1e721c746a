//! Lending pools ready to run: terms, oracles, rates, auctions, keepers.

use crate::scenario::{BadDebt, OracleSource};
use crate::units::{AssetIx, ParticipantIx, Tick};

/// A lending pool. Amounts are quanta of the asset it lends, where nothing else is said.
#[derive(Clone, Debug)]
pub(crate) struct PoolSpec {
    pub lends: AssetIx,
    /// By asset.
    pub markets: Vec<MarketTerms>,
    pub rates: Option<CurveSpec>,
    pub reserve_factor: f64,
    pub close_factor: f64,
    pub full_below: f64,
    /// In the numeraire; 0 for no rule.
    pub dust: i64,
    pub borrow_cap: Option<i64>,
    pub auction: AuctionSpec,
    pub bad_debt: BadDebt,
    pub backstop: Option<ParticipantIx>,
    pub bear_with: Vec<ParticipantIx>,
    pub mints: Option<AssetIx>,
    /// Keepers who are no participants.
    pub outside: Option<KeeperSpec>,
}

impl PoolSpec {
    /// The terms for an asset that it takes as collateral.
    pub fn terms(&self, asset: AssetIx) -> Option<&MarketTerms> {
        self.markets.iter().find(|m| m.asset == asset)
    }
}

/// What a pool takes as collateral.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MarketTerms {
    pub asset: AssetIx,
    pub max_ltv: f64,
    pub threshold: f64,
    pub bonus: f64,
    /// In units of the collateral.
    pub supply_cap: Option<i64>,
    pub debt_ceiling: Option<i64>,
    pub oracle: OracleSpec,
}

/// Where a price is taken from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OracleSpec {
    pub source: OracleSource,
    pub over: Tick,
    pub price: Option<f64>,
    pub book: Option<AssetIx>,
    pub lag: Tick,
    pub error: f64,
}

/// Yearly rates by utilisation.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CurveSpec {
    Kinked { base: f64, optimal: f64, below: f64, above: f64 },
    Doubling { start: f64, low: f64, high: f64, days: f64, floor: f64, ceiling: f64 },
}

/// How collateral is sold.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AuctionSpec {
    Fixed,
    Dutch { start: f64, cut: f64, steps: u32, cusp: f64, tail: Tick },
    English,
}

/// A keeper: gas in the numeraire, liquidations a tick.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeeperSpec {
    pub gas: i64,
    pub capacity: Option<u32>,
    pub keeps: bool,
}
