//! `Decimal`: an exact decimal number as a scenario writes it, before an asset gives it quanta.

use super::amount::{Amount, pow10};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Why a text is not a decimal number, or does not fit an asset.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum DecimalError {
    /// Not digits with at most one point.
    #[error("is not a decimal number")]
    Malformed,
    /// More than 15 significant digits or 8 decimals.
    #[error("has more digits than can be kept exactly (8 decimals, 2^53 - 1 in all)")]
    TooLong,
    /// More decimals than the asset has.
    #[error("has more decimals than its asset")]
    TooFine,
    /// Too many quanta.
    #[error("is larger than 2^52 quanta of its asset")]
    TooLarge,
}

/// `mantissa / 10^scale`, kept in lowest terms, so equal numbers are equal values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    fn reduced(mut mantissa: i64, mut scale: u8) -> Self {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Self { mantissa, scale }
    }

    /// The decimal nearest to a slider's number, to eight places.
    ///
    /// # Errors
    /// [`DecimalError`] when the number is not finite or too large.
    pub fn from_f64(value: f64) -> Result<Self, DecimalError> {
        if !value.is_finite() {
            return Err(DecimalError::Malformed);
        }
        format!("{value:.8}").parse().or_else(|_| format!("{value}").parse())
    }

    /// The nearest floating-point number, for sliders and drawing only.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 / pow10(self.scale) as f64
    }

    /// Quanta of an asset with that many decimals.
    ///
    /// # Errors
    /// [`DecimalError::TooFine`] when the number has more decimals than the asset,
    /// [`DecimalError::TooLarge`] beyond 2^52 quanta.
    pub fn quanta(self, decimals: u8) -> Result<Amount, DecimalError> {
        let shift = decimals.checked_sub(self.scale).ok_or(DecimalError::TooFine)?;
        let quanta = i128::from(self.mantissa) * i128::from(pow10(shift));
        match i64::try_from(quanta) {
            Ok(q) if q.abs() <= Amount::SUPPLY_LIMIT => Ok(Amount::new(q)),
            _ => Err(DecimalError::TooLarge),
        }
    }

    /// The decimal that shows this amount.
    #[must_use]
    pub fn from_quanta(amount: Amount, decimals: u8) -> Self {
        Self::reduced(amount.quanta(), decimals)
    }

    /// Whether the number is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.mantissa < 0
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(part) || (digits.contains('.') && part.is_empty()) {
            return Err(DecimalError::Malformed);
        }
        let part = part.trim_end_matches('0');
        if part.len() > 8 || whole.len() > 16 {
            return Err(DecimalError::TooLong);
        }
        let all: i64 = format!("{whole}{part}").parse().map_err(|_| DecimalError::TooLong)?;
        if all > Amount::LIMIT {
            return Err(DecimalError::TooLong);
        }
        Ok(Self::reduced(if negative { -all } else { all }, part.len() as u8))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Amount::new(self.mantissa).show(self.scale))
    }
}

impl Serialize for Decimal {
    /// A JSON number where that is exact in every reader, otherwise a string of digits. Packed it is always the string.
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() && self.scale == 0 {
            return s.serialize_i64(self.mantissa);
        }
        let number = self.to_f64();
        let exact = s.is_human_readable() && format!("{number}").parse() == Ok(*self);
        if exact { s.serialize_f64(number) } else { s.collect_str(self) }
    }
}

struct DecimalVisitor;

impl Visitor<'_> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number, as a number or a string")
    }
    fn visit_i64<E: serde::de::Error>(self, v: i64) -> Result<Decimal, E> {
        v.to_string().parse().map_err(E::custom)
    }
    fn visit_u64<E: serde::de::Error>(self, v: u64) -> Result<Decimal, E> {
        v.to_string().parse().map_err(E::custom)
    }
    fn visit_f64<E: serde::de::Error>(self, v: f64) -> Result<Decimal, E> {
        format!("{v}").parse().map_err(E::custom)
    }
    fn visit_str<E: serde::de::Error>(self, v: &str) -> Result<Decimal, E> {
        v.parse().map_err(E::custom)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let packed = !d.is_human_readable();
        if packed { d.deserialize_str(DecimalVisitor) } else { d.deserialize_any(DecimalVisitor) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_exactly() {
        for (json, text) in [
            ("160", "160"),
            ("0.1", "0.1"),
            ("\"12.50\"", "12.5"),
            ("-4.4", "-4.4"),
            ("\"90071992.54740991\"", "90071992.54740991"),
        ] {
            let d: Decimal = serde_json::from_str(json).unwrap();
            assert_eq!(d.to_string(), text);
            let back: Decimal = serde_json::from_str(&serde_json::to_string(&d).unwrap()).unwrap();
            assert_eq!(back, d);
        }
    }

    #[test]
    fn refuses_what_it_cannot_keep() {
        for (text, error) in [
            ("", DecimalError::Malformed),
            ("1e5", DecimalError::Malformed),
            ("1.", DecimalError::Malformed),
            (".5", DecimalError::Malformed),
            ("0.123456789", DecimalError::TooLong),
            ("99999999999999999", DecimalError::TooLong),
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(error), "{text}");
        }
        let cents: Decimal = "0.001".parse().unwrap();
        assert_eq!(cents.quanta(2), Err(DecimalError::TooFine));
    }
}
