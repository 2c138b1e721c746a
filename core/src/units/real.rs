//! `Price` and `Rate`: finite numbers that cannot hold NaN, infinities or a stored minus zero.

use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

/// Why a number is not a price or a rate.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum RealError {
    /// NaN or an infinity.
    #[error("is not a finite number")]
    NotFinite,
    /// A price below zero.
    #[error("is negative")]
    Negative,
}

/// Units of the numeraire for one unit of an asset; zero or more.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize)]
pub struct Price(f64);

/// A ratio without a unit: a share, a haircut, a threshold. 0.1 is ten per cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize)]
pub struct Rate(f64);

impl Price {
    /// The price of the numeraire.
    pub const ONE: Self = Self(1.0);

    /// A price, if the number is finite and not negative.
    ///
    /// # Errors
    /// [`RealError`] names what is wrong with the number.
    pub fn new(value: f64) -> Result<Self, RealError> {
        if !value.is_finite() {
            return Err(RealError::NotFinite);
        }
        if value < 0.0 {
            return Err(RealError::Negative);
        }
        Ok(Self(value + 0.0))
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl Rate {
    /// Nothing.
    pub const ZERO: Self = Self(0.0);
    /// The whole.
    pub const ONE: Self = Self(1.0);

    /// A ratio, if the number is finite.
    ///
    /// # Errors
    /// [`RealError::NotFinite`] for NaN and infinities.
    pub fn new(value: f64) -> Result<Self, RealError> {
        if value.is_finite() { Ok(Self(value + 0.0)) } else { Err(RealError::NotFinite) }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Price {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::new(f64::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::new(f64::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_refused_and_minus_zero_is_zero() {
        assert_eq!(Price::new(f64::NAN), Err(RealError::NotFinite));
        assert_eq!(Price::new(-0.5), Err(RealError::Negative));
        assert_eq!(Rate::new(f64::INFINITY), Err(RealError::NotFinite));
        assert_eq!(Rate::new(-0.0).map(|r| r.get().to_bits()), Ok(0));
    }
}
