//! `World`: a checked scenario with indices in place of ids. [`check`] is the only way to one.

mod assets;
mod bridge;
mod canonical;
mod check;
mod custodian;
mod events;
mod fund;
mod gain;
mod lending;
mod links;
mod participants;
mod peg;
mod pool;
mod positions;
mod rates;
mod redemption;
mod restaking;
mod spiral;
mod staking;
mod support;
mod texts;
mod upgrade;
mod watch;

pub(crate) use bridge::{BridgeSpec, Message};
pub use check::check;
pub(crate) use custodian::CustodianSpec;
pub(crate) use peg::{AlgorithmSpec, PegAssetSpec, PegSpec};

use crate::scenario::{Rules, ServiceOrder, Sight};
use crate::units::{AssetIx, LinkRef, ParticipantIx, Tick};
pub(crate) use pool::{AuctionSpec, CurveSpec, KeeperSpec, MarketTerms, OracleSpec, PoolSpec};

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
    /// The names of its mechanisms.
    pub kinds: Vec<&'static str>,
}

/// A debt at the opening.
#[derive(Clone, Debug)]
pub(crate) struct DebtSpec {
    pub id: String,
    pub link: LinkRef,
    pub debtor: ParticipantIx,
    pub creditor: ParticipantIx,
    pub asset: AssetIx,
    pub amount: i64,
    pub due: Option<Tick>,
    pub grace: Tick,
    pub class: u8,
    pub rolls: Option<RollSpec>,
    /// Only its ends see it.
    pub hidden: bool,
}

/// A two-legged trade.
#[derive(Clone, Debug)]
pub(crate) struct TradeSpec {
    pub id: String,
    pub seller: ParticipantIx,
    pub buyer: ParticipantIx,
    pub deliver: (AssetIx, i64),
    pub pay: (AssetIx, i64),
    pub due: Tick,
    pub grace: Tick,
    pub dvp: bool,
}

/// A collateral link.
#[derive(Clone, Debug)]
pub(crate) struct CollateralSpec {
    pub id: String,
    pub pledger: ParticipantIx,
    pub holder: ParticipantIx,
    pub asset: AssetIx,
    pub units: i64,
    pub reuses: Option<u32>,
    /// How many of the units its holder may pledge on.
    pub reusable: i64,
    pub transfer: bool,
    /// A loop opened it: what is not its owner's was bought with loans against it.
    pub looped: bool,
    pub cover: f64,
    pub secures: Option<LinkRef>,
    pub calls: bool,
    pub seizure_discount: f64,
    /// Only its ends see it.
    pub hidden: bool,
}

/// An order that an event places: who trades, which way, how much of what, and the price it does not pass.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Order {
    pub who: ParticipantIx,
    pub asset: AssetIx,
    /// Units sold, or else quanta of the numeraire spent.
    pub sells: bool,
    pub amount: i64,
    pub limit: Option<f64>,
}

/// A shock ready to strike.
#[derive(Clone, Debug)]
pub(crate) enum Shock {
    Price {
        asset: AssetIx,
        change: f64,
    },
    Default {
        who: ParticipantIx,
    },
    Exploit {
        who: ParticipantIx,
        asset: AssetIx,
        amount: i64,
    },
    Outage {
        who: ParticipantIx,
        ticks: Tick,
    },
    Wave {
        who: ParticipantIx,
        share: f64,
    },
    /// Posts and borrows; the links it fills go by their ids.
    Borrow {
        who: ParticipantIx,
        pool: ParticipantIx,
        asset: AssetIx,
        posts: i64,
        borrows: Option<i64>,
        loan: u32,
        pledge: u32,
    },
    Recovery {
        who: ParticipantIx,
        amount: i64,
    },
    /// A share of what somebody has staked is burnt.
    Slashing {
        who: ParticipantIx,
        share: f64,
    },
    /// Holders outside hand in a part of a token.
    Redemptions {
        asset: AssetIx,
        share: f64,
    },
    Order(Order),
    /// Parameters change: the world from now on is the one at this place of its versions.
    Upgrade {
        version: u32,
        old: i64,
        new: i64,
    },
    /// An upgrade becomes known; a share of the deposits with somebody is asked for.
    Announced {
        version: u32,
        old: i64,
        new: i64,
        who: Option<ParticipantIx>,
        leaves: f64,
    },
    Forged(Message),
    Pause {
        who: ParticipantIx,
        ticks: Tick,
        withdrawals: bool,
    },
    Disclosure {
        who: ParticipantIx,
    },
    /// The issuer of a token issues units to somebody.
    Issue {
        who: ParticipantIx,
        token: AssetIx,
        amount: i64,
    },
}

/// A checked scenario, ready to run.
#[derive(Clone, Debug)]
pub struct World {
    pub(crate) assets: Vec<AssetSpec>,
    pub(crate) participants: Vec<ParticipantSpec>,
    /// Obligations (funded loans among them) by id, then deposits by id.
    pub(crate) obligations: Vec<DebtSpec>,
    pub(crate) deposits: Vec<DebtSpec>,
    pub(crate) trades: Vec<TradeSpec>,
    pub(crate) collateral: Vec<CollateralSpec>,
    /// By tick, then id.
    pub(crate) events: Vec<(Tick, Shock)>,
    pub(crate) numeraire: AssetIx,
    pub(crate) ticks: Tick,
    /// The length of a tick in days.
    pub(crate) days: f64,
    /// The same world after each upgrade, in order: opening amounts are those of this one, parameters are the new ones.
    pub(crate) versions: Vec<(Tick, World)>,
    pub(crate) unit: String,
    pub(crate) rules: Rules,
    pub(crate) seed: u32,
    /// The economic scenario in canonical form, for the digest.
    pub(crate) canonical: Vec<u8>,
}

impl World {
    /// The index that stands for everybody who is not a participant.
    #[must_use]
    pub fn outside(&self) -> ParticipantIx {
        ParticipantIx(self.participants.len() as u32)
    }

    /// The account that takes rounding residues.
    pub(crate) fn rounding(&self) -> ParticipantIx {
        ParticipantIx(self.participants.len() as u32 + 1)
    }

    /// The account that units come from when they are issued and go to when they are burnt: it has less than nothing, and
    /// what it lacks is the supply.
    pub(crate) fn unissued(&self) -> ParticipantIx {
        ParticipantIx(self.participants.len() as u32 + 2)
    }

    /// The account of claim tokens that have been handed in and wait to be redeemed; they are still their holders'.
    pub(crate) fn waiting(&self) -> ParticipantIx {
        ParticipantIx(self.participants.len() as u32 + 3)
    }

    /// The world with the parameters that hold at a tick.
    pub(crate) fn at(&self, tick: Tick) -> &Self {
        self.versions.iter().rev().find(|(from, _)| *from <= tick).map_or(self, |(_, world)| world)
    }

    /// The bridge that a participant runs.
    pub(crate) fn bridge(&self, who: ParticipantIx) -> Option<&BridgeSpec> {
        self.participants.get(who.at()).and_then(|p| p.bridge.as_ref())
    }

    /// The default fund of a house.
    pub(crate) fn fund(&self, who: ParticipantIx) -> Option<&FundSpec> {
        self.participants.get(who.at()).and_then(|p| p.fund.as_ref())
    }

    /// The lending pool that a participant runs.
    pub(crate) fn pool(&self, who: ParticipantIx) -> Option<&PoolSpec> {
        self.participants.get(who.at()).and_then(|p| p.lending.as_ref())
    }

    /// All lending pools.
    pub(crate) fn pools(&self) -> impl Iterator<Item = (ParticipantIx, &PoolSpec)> {
        (0u32..).map(ParticipantIx).zip(&self.participants).filter_map(|(who, p)| Some((who, p.lending.as_ref()?)))
    }

    /// A participant's index by its id.
    #[must_use]
    pub fn participant(&self, id: &str) -> Option<ParticipantIx> {
        let at = self.participants.binary_search_by(|p| p.id.as_str().cmp(id)).ok()?;
        Some(ParticipantIx(at as u32))
    }

    /// The same world under the other equilibrium rule.
    #[must_use]
    pub fn with_equilibrium(&self, equilibrium: crate::scenario::Equilibrium) -> Self {
        let mut other = self.clone();
        other.rules.equilibrium = equilibrium;
        other.versions.iter_mut().for_each(|(_, version)| version.rules.equilibrium = equilibrium);
        other
    }
}
