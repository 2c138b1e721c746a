//! Whole runs: shipped scenarios against golden digests, hand-computed mechanisms, random scenarios, hostile files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panic")]
#![allow(clippy::disallowed_methods, reason = "the tests read scenario and golden files")]

mod auditors;
mod bridges;
mod case;
mod claims;
mod collateral;
mod custodians;
mod hostile;
mod hostile_files;
mod lending;
mod links;
mod markets;
mod metamorphic;
mod pegs;
mod properties;
mod redemption;
mod refills;
mod runs;
mod shipped;
mod staking;
mod support;
mod upgrades;
mod waterfall;
