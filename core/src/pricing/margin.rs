//! Margin by confidence: how much is asked for, and the loss that is expected beyond it.
//!
//! The loss of a position over the time it takes to close it out is `sigma root(h) X`, where `X` has a variance of one.
//! Margin at a confidence is the quantile of it: initial margin of a clearing house is set so (Regulation (EU) No 153/2013,
//! article 24: at least 99.5 per cent for derivatives over the counter, 99 for others). What margin leaves uncovered is
//! `E[(X - m)+]`: with fat tails several times what the normal distribution says at the same confidence, although the
//! margin is larger too.

use super::{normal, student};

/// The shape of price moves, with a variance of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Moves {
    /// Normal.
    Normal,
    /// Student's t with these degrees of freedom, more than two.
    Student(f64),
}

impl Moves {
    /// The move that is exceeded with a probability of one less `confidence`, in standard deviations. Not below nought; a
    /// confidence of one or more, and tails without a variance, have no finite one.
    #[must_use]
    pub fn quantile(self, confidence: f64) -> f64 {
        let quantile = match self {
            Self::Normal => normal::quantile(confidence),
            Self::Student(freedom) => match student::unit_scale(freedom) {
                Some(scale) => scale * student::quantile(confidence, freedom),
                None => f64::INFINITY,
            },
        };
        quantile.max(0.0)
    }

    /// What is expected beyond a margin of `m` standard deviations: `E[(X - m)+]`, in standard deviations.
    ///
    /// Normal: `f(m) - m (1 - F(m))`. Student, before scaling: `f(k) (v + k k) / (v - 1) - k (1 - F(k))`.
    #[must_use]
    pub fn excess(self, m: f64) -> f64 {
        if m == f64::INFINITY {
            return 0.0;
        }
        let beyond = match self {
            Self::Normal => normal::density(m) - m * normal::cumulative(-m),
            Self::Student(v) => match student::unit_scale(v) {
                Some(scale) => {
                    let v = v.min(student::MOST);
                    let k = m / scale;
                    scale * (student::density(k, v) * (v + k * k) / (v - 1.0) - k * student::cumulative(-k, v))
                }
                None => f64::INFINITY,
            },
        };
        // A difference of two numbers that are nearly the same may be just below nought.
        beyond.max(0.0).max(-m)
    }
}

/// The margin of one unit of value: the quantile times the volatility per root year times the root of the time to close
/// out, in years. Not below nought.
#[must_use]
pub fn margin(moves: Moves, confidence: f64, volatility: f64, years: f64) -> f64 {
    let deviation = deviation(volatility, years);
    // Without deviation there is nothing to cover, whatever the confidence.
    if deviation > 0.0 { moves.quantile(confidence) * deviation } else { 0.0 }
}

/// The deviation over some years; what is no number, or below nought, counts as nought.
fn deviation(volatility: f64, years: f64) -> f64 {
    (volatility.max(0.0) * libm::sqrt(years.max(0.0))).min(f64::MAX)
}

/// The loss that is expected beyond a margin, of one unit of value, over the same time.
#[must_use]
pub fn expected_excess(moves: Moves, margin: f64, volatility: f64, years: f64) -> f64 {
    let deviation = deviation(volatility, years);
    if deviation > 0.0 { deviation * moves.excess(margin / deviation) } else { (-margin).max(0.0) }
}
