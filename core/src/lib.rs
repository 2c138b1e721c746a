//! Interclear's core: a deterministic simulator of interconnected clearing.
//!
//! It has no input or output, no clock and no randomness of its own: the same scenario, seed and version
//! give the same bytes on every machine. Money is integers, clearing is exact, every failure has its causes.

pub mod analysis;
pub mod clearing;
pub mod engine;
pub mod journal;
mod ledger;
pub mod metric;
pub mod preset;
pub mod pricing;
pub mod scenario;
mod state;
mod trace;
pub mod units;
mod world;

pub use engine::{Engine, Trace, run};
pub use journal::explain;
pub use scenario::{Problem, Scenario, parse, to_json};
pub use world::{World, check};

/// The version of the model: part of every digest, trace and link.
pub const MODEL_VERSION: &str = env!("CARGO_PKG_VERSION");
