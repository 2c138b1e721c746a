//! Pricing: distributions, draws, European options and margins. Numbers only.
//!
//! * [`normal`]: the standard normal distribution.
//! * [`student`]: Student's t distribution, as it is and scaled to unit variance.
//! * [`black_scholes`]: European calls and puts.
//! * [`draw`]: numbers by a seed, each for itself.
//! * [`correlate`]: numbers that move together, and by how much they did.
//! * [`margin`]: how much margin a confidence asks for, and the loss that is expected beyond it.
//!
//! Every function is total: whatever number it is given, it returns within a bounded number of steps. Only + - * /, square
//! roots and `libm` are used, so the results are the same bits natively and in the browser.

pub mod black_scholes;
pub mod correlate;
pub mod draw;
pub mod margin;
pub mod normal;
pub mod student;

#[cfg(test)]
mod tests;
