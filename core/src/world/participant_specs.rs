//! Participants and what they run, ready to run. Amounts are quanta.

use super::{
    AlgorithmSpec, BridgeSpec, CustodianSpec, GroupSpec, HoardSpec, KeeperSpec, MarginSpec, PegSpec, PoolSpec,
    VenueSpec,
};
use crate::scenario::ServiceOrder;
use crate::units::{AssetIx, ParticipantIx, Tick};

/// Depositors of a participant.
#[derive(Clone, Debug)]
pub(crate) struct DepositorSpec {
    pub opacity: f64,
    pub gate: f64,
    pub order: ServiceOrder,
    pub groups: Vec<GroupSpec>,
}

/// A clearing house's default fund.
#[derive(Clone, Debug)]
pub(crate) struct FundSpec {
    /// The scenario names no layers of its own.
    pub usual: bool,
    pub contributions: Vec<(ParticipantIx, i64)>,
    pub layers: Vec<LayerSpec>,
    pub replenish_within: Option<Tick>,
    pub close_out: Vec<(ParticipantIx, i64)>,
}

/// A layer of its waterfall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum LayerSpec {
    DefaulterMargin,
    DefaulterFund,
    Skin(i64),
    Survivors,
    Assessments { cap: f64, deadline: Tick },
    GainsHaircut { cap: f64, ticks: Tick },
    TearUp,
    Equity,
}

impl FundSpec {
    /// The house's capital pledged to losses at the opening, all tranches.
    pub fn skin(&self) -> i64 {
        self.layers.iter().map(|l| if let LayerSpec::Skin(amount) = l { *amount } else { 0 }).sum()
    }
}

/// A cover that a participant has written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CoverSpec {
    pub covers: ParticipantIx,
    pub share: f64,
    pub limit: i64,
    pub deductible: i64,
}

/// A pool of lines.
#[derive(Clone, Debug)]
pub(crate) struct BackstopSpec {
    pub lines: Vec<(ParticipantIx, i64)>,
    pub cap: Option<i64>,
    pub repay_after: Tick,
}

/// What a participant has staked, and on which terms. Yields are ratios by the year.
#[derive(Clone, Debug)]
pub(crate) struct StakeSpec {
    pub asset: AssetIx,
    /// The part of what is free that is staked at the opening, and how many quanta that is.
    pub share: f64,
    pub units: i64,
    pub real: f64,
    pub emissions: f64,
    /// Who pays a subsidy in cash, and its rate.
    pub subsidy: Option<(ParticipantIx, f64)>,
    pub fee: f64,
    pub fee_to: Option<ParticipantIx>,
    pub exit_delay: Tick,
    pub exits_per_tick: Option<i64>,
}

/// What secures a service, and what corrupting it brings.
#[derive(Clone, Debug)]
pub(crate) struct SecuredSpec {
    pub asset: AssetIx,
    pub threshold: f64,
    /// At most, in quanta of the numeraire.
    pub gain: i64,
    /// By place, each once.
    pub operators: Vec<ParticipantIx>,
    pub attacked: bool,
}

/// A participant ready to run.
#[derive(Clone, Debug)]
pub(crate) struct ParticipantSpec {
    pub id: String,
    pub label: String,
    /// Free holdings after posting, fund contributions and funded purchases.
    pub holdings: Vec<i64>,
    pub floor: Option<i64>,
    pub depositors: Option<DepositorSpec>,
    pub fund: Option<FundSpec>,
    pub margin: Option<MarginSpec>,
    pub covers: Vec<CoverSpec>,
    pub backstop: Option<BackstopSpec>,
    pub hoards: Option<HoardSpec>,
    pub bridge: Option<BridgeSpec>,
    pub custodian: Option<CustodianSpec>,
    pub lending: Option<PoolSpec>,
    pub keeper: Option<KeeperSpec>,
    pub staking: Option<StakeSpec>,
    pub secured: Option<SecuredSpec>,
    pub peg: Option<PegSpec>,
    pub algorithm: Option<AlgorithmSpec>,
    pub exchange: Option<Box<VenueSpec>>,
    /// The names of its mechanisms.
    pub kinds: Vec<&'static str>,
}
