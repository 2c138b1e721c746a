//! Assets, their markets and who watches them, ready to run. Amounts are quanta.

use crate::scenario::{ServiceOrder, Sight};
use crate::units::{AssetIx, ParticipantIx, Tick};

/// An asset ready to run. Amounts are quanta.
#[derive(Clone, Debug)]
pub(crate) struct AssetSpec {
    pub id: String,
    pub label: String,
    pub decimals: u8,
    pub price: f64,
    pub market: Option<MarketSpec>,
    pub claim: Option<ClaimSpec>,
    /// Groups of people outside that hold it and run.
    pub holders: Vec<HolderSpec>,
}

/// What stands behind a claim token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClaimSpec {
    pub issuer: ParticipantIx,
    /// The asset that par is counted in, and how many units of it one unit promises; a share when absent.
    pub par: Option<(AssetIx, f64)>,
    /// Quanta held outside at the opening.
    pub circulating: i64,
    /// Rank among the issuer's tokens, 0 first.
    pub class: u8,
    pub redemption: Option<RedemptionSpec>,
    /// Quanta that there are or that are owed at the opening, whichever is more.
    pub most: i64,
}

/// How a claim token is redeemed. Amounts are quanta.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RedemptionSpec {
    pub pays: AssetIx,
    pub delay: Tick,
    pub per_tick: Option<i64>,
    pub gate: f64,
    pub fee: f64,
    pub at_request: bool,
    pub order: ServiceOrder,
    /// First tick that is open, how many are, and after how many ticks it opens again.
    pub hours: Option<(Tick, Tick, Tick)>,
}

/// Where an asset is sold.
#[derive(Clone, Debug)]
pub(crate) struct MarketSpec {
    pub depth: Option<i64>,
    pub discount: f64,
    /// Of a stable-swap; a constant product when absent.
    pub amplification: Option<f64>,
    pub fee: f64,
    /// The share of the gap to what a unit is worth that arbitrage closes in a tick.
    pub resilience: f64,
    /// The share of what providers took away that comes back in a tick.
    pub recovery: f64,
    pub watch: Option<ParticipantIx>,
    pub groups: Vec<GroupSpec>,
}

/// A group of depositors or providers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GroupSpec {
    pub share: f64,
    pub leaves_below: f64,
    pub watches: WatchSpec,
}

/// What somebody watches, and how well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct WatchSpec {
    pub figure: Figure,
    /// As the participant's opacity says when absent.
    pub sees: Option<Sight>,
}

/// The figure that is watched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Figure {
    Coverage,
    Liquidity,
    Peg(AssetIx),
}

/// A group of holders of a claim token outside.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HolderSpec {
    pub share: f64,
    pub leaves_below: f64,
    pub backing: bool,
}

/// How a loan is rolled over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RollSpec {
    pub every: Tick,
    pub while_above: f64,
    pub watches: WatchSpec,
}

/// When a participant keeps its cash.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HoardSpec {
    pub watch: Option<ParticipantIx>,
    pub below: f64,
    pub buffer: i64,
}
