//! Random scenarios from seeds, and an auditor that looks at runs from outside.
//!
//! The auditor knows the scenario, the postings and clearings of every tick, the frames and the journal. It keeps a
//! second, naive set of books from them and asserts every invariant of the engine again, under the same name.
//! No randomness but the seed, no clock, no input or output: the same seed gives the same scenario on every machine.

mod auditor;
mod coverage;
mod draw;
pub mod fuzz;
mod random;
mod reduce;
mod sweep;

pub use auditor::{AUDITORS, Broken, Observed, audit, findings, observe};
pub use coverage::{Coverage, FEATURES};
pub use draw::{SPOILT_WAYS, scenario, spoilt};
pub use random::Random;
pub use reduce::reduce;
/// How many drawn scenarios are compared between native code and the browser.
pub const COMPARED: u64 = 200;

pub use sweep::{Found, judge, sweep};
