//! `World`: a checked scenario with indices in place of ids. [`check`] is the only way to one.

mod asset_specs;
mod assets;
mod boxes;
mod bridge;
mod canonical;
mod check;
mod clients;
mod contracts;
mod counts;
mod custodian;
mod debts;
mod events;
pub(crate) mod exchange;
mod fund;
mod gain;
mod lending;
mod links;
mod margin;
mod novation;
mod participant_specs;
mod participants;
mod peg;
mod pool;
mod positions;
mod rates;
mod redemption;
mod restaking;
mod settlement;
mod shocks;
mod spiral;
mod staking;
mod support;
mod texts;
mod upgrade;
mod watch;

pub(crate) use asset_specs::{
    AssetSpec, ClaimSpec, Figure, GroupSpec, HoardSpec, HolderSpec, MarketSpec, RedemptionSpec, RollSpec, WatchSpec,
};
pub(crate) use boxes::Carried;
pub(crate) use boxes::{BoxSpec, part_of_net};
pub(crate) use bridge::{BridgeSpec, Message};
pub use check::check;
pub(crate) use contracts::{ContractSpec, PayoffSpec};
pub(crate) use custodian::CustodianSpec;
pub(crate) use exchange::VenueSpec;
pub(crate) use margin::{MarginSpec, Standing as MarginStanding, required as required_margin, units_for};
pub(crate) use novation::{AccountKind, AccountSpec, Book};
pub(crate) use participant_specs::{
    BackstopSpec, CoverSpec, DepositorSpec, FundSpec, LayerSpec, ParticipantSpec, SecuredSpec, StakeSpec,
};
pub(crate) use peg::{AlgorithmSpec, PegAssetSpec, PegSpec};
pub(crate) use shocks::DrawSpec;

use crate::scenario::Rules;
use crate::units::{AssetIx, LinkRef, ParticipantIx, Tick};
pub(crate) use pool::{AuctionSpec, CurveSpec, KeeperSpec, MarketTerms, OracleSpec, PoolSpec};

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
    /// Goes with its payment, in quanta of the numeraire.
    pub fee: i64,
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
    pub fee: i64,
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
    /// Initial margin of positions: called, used and given back by the rules of its account.
    pub margin: bool,
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
    Volatility {
        asset: AssetIx,
        change: f64,
    },
    Suspension {
        asset: AssetIx,
        ticks: Tick,
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
    /// Positions in contracts, their accounts and the margin behind them.
    pub(crate) book: Book,
    /// By tick, then id.
    pub(crate) events: Vec<(Tick, Shock)>,
    /// Price moves that are drawn.
    pub(crate) draws: Option<DrawSpec>,
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
