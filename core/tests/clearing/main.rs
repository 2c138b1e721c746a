//! Clearing against published numbers, other solvers, enumeration, and its own promises.

#[path = "../../examples/clear.rs"]
#[allow(dead_code, reason = "the tests call the example's body, not its main")]
mod example;

mod enumeration;
mod linear_program;
mod properties;
mod scale;
mod support;
mod vectors;
mod worked;
