//! The published format against the program: the files are up to date, the schema says what reader and `check` do, old
//! files open, and a digest covers what it should.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panic")]
#![allow(clippy::disallowed_methods, reason = "the tests read scenario and golden files")]

mod fixtures;
mod identity;
mod published;
mod schema;
mod secured;
mod shapes;
mod targets;
mod walk;
