//! `Amount`: money and tokens as a whole number of quanta.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A signed number of quanta of one asset (a quantum is the smallest unit the asset's decimals allow).
///
/// The magnitude never passes [`Amount::LIMIT`], so every value is exact in JSON and in JavaScript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Amount(i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest magnitude, 2^53 - 1 quanta.
    pub const LIMIT: i64 = (1 << 53) - 1;
    /// The most of one asset a scenario may open with, 2^52 quanta.
    pub const SUPPLY_LIMIT: i64 = 1 << 52;

    /// Wraps a count of quanta; counts beyond [`Amount::LIMIT`] stop at the limit.
    #[must_use]
    pub fn new(quanta: i64) -> Self {
        Self(quanta.clamp(-Self::LIMIT, Self::LIMIT))
    }

    /// The count of quanta.
    #[must_use]
    pub const fn quanta(self) -> i64 {
        self.0
    }

    /// The sum, or `None` when it would pass the limit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let sum = self.0.checked_add(other.0)?;
        (sum.abs() <= Self::LIMIT).then_some(Self(sum))
    }

    /// The difference, or `None` when it would pass the limit.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self(-other.0))
    }

    /// This many quanta at `10^decimals` to the unit, as a number for drawing and charts.
    #[must_use]
    pub fn to_f64(self, decimals: u8) -> f64 {
        self.0 as f64 / pow10(decimals) as f64
    }

    /// Text with the asset's decimals, without trailing zeros: `-4.4`, `160`.
    #[must_use]
    pub fn show(self, decimals: u8) -> String {
        Shown { amount: self, decimals }.to_string()
    }
}

struct Shown {
    amount: Amount,
    decimals: u8,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = pow10(self.decimals);
        let magnitude = self.amount.0.unsigned_abs();
        let (whole, part) = (magnitude / scale, magnitude % scale);
        let sign = if self.amount.0 < 0 { "-" } else { "" };
        if part == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{part:0width$}", width = usize::from(self.decimals));
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

/// Ten to the power of an asset's decimals (0 to 8; larger exponents are treated as 18).
#[must_use]
pub(crate) fn pow10(decimals: u8) -> u64 {
    10u64.pow(u32::from(decimals.min(18)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_decimals_without_trailing_zeros() {
        for (quanta, decimals, text) in
            [(-440, 2, "-4.4"), (16_000, 2, "160"), (5, 2, "0.05"), (-1, 8, "-0.00000001"), (7, 0, "7")]
        {
            assert_eq!(Amount::new(quanta).show(decimals), text);
        }
    }

    #[test]
    fn the_limit_is_a_wall() {
        let top = Amount::new(Amount::LIMIT);
        assert_eq!(top.checked_add(Amount::new(1)), None);
        assert_eq!(top.checked_sub(Amount::new(1)).map(Amount::quanta), Some(Amount::LIMIT - 1));
        assert_eq!(Amount::new(i64::MIN).quanta(), -Amount::LIMIT);
    }
}
