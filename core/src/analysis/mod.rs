//! Questions put to whole runs: what is expected, how many fail along a slider, other wirings with the same totals.
//!
//! Uses the public face of the core only.

pub mod bench_case;
mod expect;
mod look_through;
mod profile;
mod rewire;

pub use expect::{Outcome, expectations, measure};
pub use look_through::look_through;
pub use profile::{failed, profile};
pub use rewire::{Wiring, rewire};
