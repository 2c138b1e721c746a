//! What the user sets: one versioned JSON file, its types, limits, checks and what a slider may turn.
//!
//! [`parse`] reads text into a [`Scenario`] or a list of [`Problem`]s; `check` turns a scenario into a
//! world that can run. Nothing else makes one.

mod asset;
mod bridge;
mod claim;
mod contract;
pub mod control;
mod custodian;
mod event;
mod form;
mod free_cash;
mod fund;
mod groups;
mod history;
pub(crate) mod ids;
mod keeper;
mod lending;
pub mod limits;
mod links;
mod margin;
mod margin_exchange;
mod migrate;
mod oracle;
mod participant;
mod path;
mod peg;
mod problem;
mod rates;
mod read;
mod redemption;
mod restaking;
mod rules;
mod scan;
mod settlement;
mod shocks;
mod staking;
mod stops;
mod types;
mod watch;
mod words;
mod write;

pub use asset::{Asset, Market, Providers};
pub use bridge::Bridge;
pub use claim::ClaimToken;
pub use contract::{Client, ClientAccount, Contract, Novation, Payoff, Position};
pub use control::{Control, ControlFormat};
pub use custodian::Custodian;
pub use event::{Event, EventKind};
pub use form::limit::{Kind, Limit};
#[cfg(feature = "schema")]
pub use form::schema::{ORDER, outline, schema};
pub use form::shape::{Object, Part, Presence, Shape, Shaped, Variant, Word};
pub(crate) use form::write;
pub use form::{Form, Reader, Writer};
pub use fund::Layer;
pub use groups::{DepositorGroup, ServiceOrder};
pub use history::{Basis, Figure, History};
pub use ids::is_hidden;
pub use keeper::{Keeper, Looper};
pub use lending::{BadDebt, LendingMarket, LendingPool};
pub use limits::*;
pub use links::{Collateral, Deposit, Funding, OUTSIDE, Obligation, Title, Trade, TradeLeg};
pub use margin::{CloseOut, Margin};
pub use margin_exchange::{
    AdlFill, AdlRule, Crowd, LeverageTier, MarginAccount, MarginAsset, MarginExchange, MarginPrice, MarkSource,
    PerpMarket, PerpPosition, Side, Uncovered,
};
pub use migrate::VERSION;
pub use oracle::{Oracle, OracleSource};
pub use participant::{Mechanism, Participant};
pub use peg::{Algorithmic, PegAsset, PegModule};
pub use problem::{Code, Problem, Severity};
pub use rates::{Auction, RateCurve};
pub use read::{decode, from_value, parse};
pub use redemption::{FixedAt, Redemption};
pub use restaking::SecuredService;
pub use rules::{Clock, Equilibrium, Rules};
pub use settlement::{Congestion, SettledBy, Settlement};
pub use shocks::{CorrelatedPair, DrawnAsset, Shocks, Stress, StressBy};
pub use staking::Staking;
pub use types::{Expectation, Question, Rewire, Scenario, Setting};
pub use watch::{Hoarding, HolderGroup, HolderWatch, Rolling, Sight, Watch};
pub use write::{to_json, to_value};
