//! Questions put to whole runs: what is expected, how many fail along a slider, other wirings with the same totals, the same
//! positions settled four ways, what a guardian's delay costs, what an upgrade makes liquidatable, and whether prices move
//! together by draws or by sales.
//!
//! Uses the public face of the core only.

mod balance_sheet;
pub mod bench_case;
pub mod bench_chains;
pub mod bench_exchange;
mod cover;
mod earlier;
mod expect;
mod look_through;
mod novation;
mod profile;
mod repay;
mod restaking;
mod rewire;
mod together;

pub use balance_sheet::balance_sheet;
pub use cover::{Fall, Test as CoverTest, cover, cover_each, fall};
pub use earlier::{by_guardian_delay, by_setting, newly_liquidatable};
pub use expect::{Outcome, expectations, measure};
pub use look_through::look_through;
pub use novation::{Settled, SettledWay, parties_and_contracts, settled, settled_ways};
pub use profile::{failed, profile};
pub use repay::repayment_for;
pub use restaking::{MAX_OPERATORS, RestakingAttack, RestakingNetwork, SecuredService, restaking_bound};
pub use rewire::{Wiring, rewire};
pub use together::{LEAST_MOVES, Together, movers, together};
