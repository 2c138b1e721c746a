//! The numbers against published tables and against values computed with forty digits.

#![allow(clippy::float_cmp, reason = "values at limits are exact")]

mod correlations;
mod distributions;
mod draws;
mod margins;
mod options;

/// Whether two numbers differ by no more than a part of the second.
fn near(found: f64, wanted: f64, part: f64) -> bool {
    (found - wanted).abs() <= part * wanted.abs()
}
