//! Whole runs: shipped scenarios against golden digests, hand-computed mechanisms, random scenarios, hostile files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panic")]
#![allow(clippy::disallowed_methods, reason = "the tests read scenario and golden files")]

mod attacks;
mod auditors;
mod bridges;
mod case;
mod claims;
mod collateral;
mod collateral_interactions;
mod collateral_spoils;
mod confidence;
mod custodians;
mod hostile;
mod hostile_files;
mod hostile_parameters;
mod interactions;
mod lending;
mod lending_losses;
mod lending_prices;
mod lending_terms;
mod leverage;
mod links;
mod look_through;
mod margin_interactions;
mod markets;
mod metamorphic;
mod novation;
mod pegs;
mod placing;
mod pools;
mod positions;
mod presets;
mod properties;
mod redemption;
mod refills;
mod renamed;
mod restaking;
mod runs;
mod services_first;
mod shipped;
mod shown;
mod stake_spoils;
mod staking;
mod support;
mod upgrades;
mod waterfall;
