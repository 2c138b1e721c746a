//! What the user sets: one versioned JSON file, its types, limits, checks and what a slider may turn.
//!
//! [`parse`] reads text into a [`Scenario`] or a list of [`Problem`]s; `check` turns a scenario into a
//! world that can run. Nothing else makes one.

mod claim;
pub mod control;
mod form;
mod free_cash;
mod fund;
mod history;
pub(crate) mod ids;
mod keeper;
mod lending;
pub mod limits;
mod links;
mod migrate;
mod oracle;
mod participant;
mod path;
mod problem;
mod rates;
mod read;
mod rules;
mod scan;
mod types;
mod write;

pub use claim::ClaimToken;
pub use control::{Control, ControlFormat};
#[cfg(feature = "schema")]
pub use form::schema::{ORDER, outline, schema};
pub(crate) use form::write;
pub use form::{Form, Reader, Writer, to_value};
pub use fund::Layer;
pub use history::{Basis, Figure, History};
pub use ids::is_hidden;
pub use keeper::{Keeper, Looper};
pub use lending::{BadDebt, LendingMarket, LendingPool};
pub use limits::*;
pub use links::{Collateral, Deposit, Funding, OUTSIDE, Obligation, Title, Trade, TradeLeg};
pub use migrate::VERSION;
pub use oracle::{Oracle, OracleSource};
pub use participant::{DepositorGroup, Mechanism, Participant, ServiceOrder};
pub use problem::{Code, Problem, Severity};
pub use rates::{Auction, RateCurve};
pub use read::{decode, parse};
pub use rules::{Clock, Equilibrium, Rules};
pub use types::{Asset, Event, EventKind, Expectation, Market, Providers, Question, Rewire, Scenario, Setting};
pub use write::to_json;
