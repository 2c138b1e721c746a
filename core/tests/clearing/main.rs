//! Clearing against published numbers, other solvers, enumeration, and its own promises.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail by panic")]
#![allow(clippy::float_cmp, reason = "full payments and chosen shares are exact floats")]
#![allow(clippy::disallowed_methods, reason = "the tests read reference files")]

#[path = "../../examples/clear.rs"]
#[allow(dead_code, reason = "the tests call the example's body, not its main")]
mod example;

mod adl;
mod enumeration;
mod gridlock;
mod linear_program;
mod metamorphic;
mod netting;
mod properties;
mod scale;
mod support;
mod vectors;
mod waterfall;
mod worked;
