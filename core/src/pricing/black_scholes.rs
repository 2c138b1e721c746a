//! European calls and puts by Black and Scholes (1973), *The Pricing of Options and Corporate Liabilities*, Journal of
//! Political Economy 81(3), and Merton (1973), *Theory of Rational Option Pricing*.
//!
//! With spot `S`, the strike's present value `k = K exp(-r T)` and the deviation `s = sigma root(T)`,
//! `d1 = ln(S / k) / s + s / 2` and `d2 = d1 - s`, a call is worth `S N(d1) - k N(d2)` and a put `k N(-d2) - S N(-d1)`.
//!
//! # Limits
//! Every value is defined. What is no number, or below nought where that has no meaning, counts as nought. At expiry, and
//! without volatility, an option is worth what exercising pays at the forward price; its delta is then nought or one, and a
//! half where the forward is the strike. Values stay between what exercising pays and what the option can pay at most.

use super::normal;
use std::cmp::Ordering;

/// What the holder may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// Buy at the strike.
    Call,
    /// Sell at the strike.
    Put,
}

/// A European option on one unit: exercised at expiry or not at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct European {
    /// Call or put.
    pub kind: OptionKind,
    /// The price at which it is exercised.
    pub strike: f64,
    /// Time to expiry in years; none at expiry.
    pub years: f64,
}

/// What an option is priced from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Market {
    /// The price of the unit now.
    pub spot: f64,
    /// The deviation of the logarithm of the price, per root year: 0.2 is twenty per cent.
    pub volatility: f64,
    /// The interest rate per year, compounded continuously; nought, and below nought, are rates too.
    pub rate: f64,
}

/// The price agreed now for delivery after some years: `S exp(r T)`, for a unit that pays nothing.
#[must_use]
pub fn forward(spot: f64, rate: f64, years: f64) -> f64 {
    (sound(spot) / discount(rate, years)).min(f64::MAX)
}

/// The forward price that a call and a put of the same strike and expiry imply, by put-call parity:
/// `K + (C - P) exp(r T)`.
#[must_use]
pub fn implied_forward(call: f64, put: f64, strike: f64, rate: f64, years: f64) -> f64 {
    (sound(strike) + (sound(call) - sound(put)) / discount(rate, years)).clamp(0.0, f64::MAX)
}

impl European {
    /// What it is worth.
    #[must_use]
    pub fn value(&self, market: Market) -> f64 {
        let Terms { spot, strike, d1, d2, .. } = Terms::of(self, market);
        match self.kind {
            OptionKind::Call => {
                let value = spot * normal::cumulative(d1) - strike * normal::cumulative(d2);
                value.max(spot - strike).max(0.0).min(spot)
            }
            OptionKind::Put => {
                let value = strike * normal::cumulative(-d2) - spot * normal::cumulative(-d1);
                value.max(strike - spot).max(0.0).min(strike)
            }
        }
    }

    /// What it is worth where the forward price is quoted and not the spot: Black (1976), *The Pricing of Commodity
    /// Contracts*, Journal of Financial Economics 3. What the market calls spot is taken for the forward.
    #[must_use]
    pub fn value_on_forward(&self, market: Market) -> f64 {
        let spot = (sound(market.spot) * discount(market.rate, self.years)).min(f64::MAX);
        self.value(Market { spot, ..market })
    }

    /// By how much the value changes with the spot, for a small change: from 0 to 1 for a call, from -1 to 0 for a put.
    #[must_use]
    pub fn delta(&self, market: Market) -> f64 {
        let d1 = Terms::of(self, market).d1;
        match self.kind {
            OptionKind::Call => normal::cumulative(d1),
            OptionKind::Put => -normal::cumulative(-d1) + 0.0,
        }
    }

    /// By how much the value changes with the volatility, for a small change, per whole unit (100 points) of it.
    #[must_use]
    pub fn vega(&self, market: Market) -> f64 {
        let terms = Terms::of(self, market);
        (terms.spot * normal::density(terms.d1) * terms.root).min(f64::MAX)
    }
}

/// The terms of the formula.
struct Terms {
    spot: f64,
    /// The present value of the strike.
    strike: f64,
    /// The root of the years.
    root: f64,
    d1: f64,
    d2: f64,
}

impl Terms {
    fn of(option: &European, market: Market) -> Self {
        let root = libm::sqrt(sound(option.years));
        let spot = sound(market.spot);
        let strike = (sound(option.strike) * discount(market.rate, option.years)).min(f64::MAX);
        let deviation = (sound(market.volatility) * root).min(f64::MAX);
        let money = moneyness(spot, strike);
        // At the forward, no deviation is no distance.
        let far = if money.abs() > 0.0 { money / deviation } else { 0.0 };
        Self { spot, strike, root, d1: far + 0.5 * deviation, d2: far - 0.5 * deviation }
    }
}

/// The logarithm of spot over strike, infinite where one of them is nought, nought where both are.
fn moneyness(spot: f64, strike: f64) -> f64 {
    let over = if spot.total_cmp(&strike) == Ordering::Equal { 1.0 } else { spot / strike };
    if over.is_normal() { libm::log(over) } else { libm::log(spot) - libm::log(strike) }
}

/// What one paid after some years is worth now.
fn discount(rate: f64, years: f64) -> f64 {
    let rate = if rate.is_nan() { 0.0 } else { rate };
    // Beyond this the result is nought or out of range.
    libm::exp((-rate * sound(years)).clamp(-700.0, 700.0))
}

/// A finite number, not below nought.
fn sound(x: f64) -> f64 {
    if x > 0.0 { x.min(f64::MAX) } else { 0.0 }
}
