//! What units are worth: quanta of one asset in quanta of the numeraire.

use super::pow10;

/// Quanta of the numeraire in one quantum of an asset at price 1.
pub(crate) fn scale(numeraire_decimals: u8, asset_decimals: u8) -> f64 {
    pow10(numeraire_decimals) as f64 / pow10(asset_decimals) as f64
}

/// Units times price in quanta of the numeraire, rounded down.
///
/// Decimal prices have no exact binary form; four units in the last place are forgiven, so that 160 at 0.95 is 152.
pub(crate) fn value_of(units: i64, price: f64, scale: f64) -> i64 {
    let exact = units as f64 * price * scale;
    let near = exact + exact.abs() * 4.0 * f64::EPSILON;
    // The floor, without a call where the processor has no instruction for it.
    let cut = near as i64;
    cut.saturating_sub(i64::from(cut as f64 > near))
}
