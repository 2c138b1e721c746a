//! Student's t distribution: density, cumulative, quantile, for any number of degrees of freedom.
//!
//! The tail is a regularised incomplete beta function by its continued fraction (Abramowitz & Stegun, *Handbook of
//! Mathematical Functions*, 26.5.8 and 26.7.1), taken from the side on which it converges fast; above a thousand degrees it
//! is the normal one of a changed number. The quantile solves for it.
//!
//! With `v` degrees of freedom the variance is `v / (v - 2)`. What is called *unit* here is scaled to a variance of one, so
//! that it may stand where a standard normal stood.

use std::f64::consts::{PI, SQRT_2};

/// Fewest degrees of freedom; fewer count as these.
pub const LEAST: f64 = 0.1;
/// Most degrees of freedom; more count as these.
pub const MOST: f64 = 1e10;
/// From here on the normal probability of a changed number is nearer than the continued fraction.
const NEARLY_NORMAL: f64 = 1e3;

/// The density at `x`.
#[must_use]
pub fn density(x: f64, freedom: f64) -> f64 {
    let v = bounded(freedom);
    peak(v) * libm::exp(-0.5 * (v + 1.0) * log_one_plus_square(x, v))
}

/// The probability of no more than `x`, to about 1e-13 of what it is within ten deviations, in both tails.
#[must_use]
pub fn cumulative(x: f64, freedom: f64) -> f64 {
    let (tail, _) = parts(x.abs(), bounded(freedom));
    if x < 0.0 { tail } else { 1.0 - tail }
}

/// The number below which the probability is `p`: minus infinity for `p` of nought or less, infinity for one or more.
#[must_use]
pub fn quantile(p: f64, freedom: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let v = bounded(freedom);
    let (tail, sign) = if p < 0.5 { (p, -1.0) } else { (1.0 - p, 1.0) };
    if tail < 0.5 { sign * solve(tail, v) } else { 0.0 }
}

/// What scales the distribution to a variance of one: the root of `(v - 2) / v`; nothing at two degrees or fewer, where
/// there is no variance.
#[must_use]
pub fn unit_scale(freedom: f64) -> Option<f64> {
    let v = bounded(freedom);
    (v > 2.0).then(|| libm::sqrt((v - 2.0) / v))
}

/// How likely the worst is to come to two at once: the limit of the probability that one is beyond a quantile given that
/// the other is, for a t copula. `2 T(-root((v + 1)(1 - r) / (1 + r)))` with `v + 1` degrees of freedom.
///
/// Source: Embrechts, McNeil & Straumann (2002), *Correlation and Dependence in Risk Management*. A normal copula has
/// none below a correlation of one.
#[must_use]
pub fn tail_dependence(correlation: f64, freedom: f64) -> f64 {
    let (r, v) = (correlation.clamp(-1.0, 1.0), bounded(freedom));
    if r <= -1.0 {
        return 0.0;
    }
    2.0 * cumulative(-libm::sqrt((v + 1.0) * (1.0 - r) / (1.0 + r)), v + 1.0)
}

fn bounded(freedom: f64) -> f64 {
    if freedom > LEAST { freedom.min(MOST) } else { LEAST }
}

/// The logarithm of `1 + x x / v`.
fn log_one_plus_square(x: f64, v: f64) -> f64 {
    let x = x.abs();
    if x < 1e150 { libm::log1p(x * x / v) } else { 2.0 * libm::log(x) - libm::log(v) }
}

/// The density at nought: `Gamma((v + 1) / 2) / (root(pi v) Gamma(v / 2))`.
fn peak(v: f64) -> f64 {
    if v < 100.0 {
        return libm::exp(libm::lgamma(0.5 * (v + 1.0)) - libm::lgamma(0.5 * v)) / libm::sqrt(PI * v);
    }
    // The ratio of the two by its series in 1 / v: Abramowitz & Stegun 6.1.47 with a = 1/2, b = 0 at v / 2.
    let u = 1.0 / v;
    let series =
        1.0 + u * (-0.25 + u * (0.031_25 + u * (0.039_062_5 + u * (-0.010_253_906_25 + u * -0.048_706_054_687_5))));
    series / libm::sqrt(2.0 * PI)
}

/// The probability beyond `t` on one side, and the probability within `t` on both; the smaller is exact to rounding.
fn parts(t: f64, v: f64) -> (f64, f64) {
    if t == 0.0 {
        return (0.5, 0.0);
    }
    if v > NEARLY_NORMAL {
        let z = as_normal(t, v);
        return (super::normal::cumulative(-z), libm::erf(z / SQRT_2));
    }
    let front = libm::exp(libm::log(peak(v)) + libm::log(t) - 0.5 * (v + 1.0) * log_one_plus_square(t, v));
    // The square is small beside v, or v is small beside the square: no overflow in either.
    let over = if t < 1e150 { t * t / v } else { f64::INFINITY };
    let (outer, inner) = (1.0 / (1.0 + over), if over.is_finite() { over / (1.0 + over) } else { 1.0 });
    if inner < 1.5 / (0.5 * (v + 1.0) + 2.0) {
        let within = (2.0 * front * fraction(inner, 0.5, 0.5 * v)).min(1.0);
        (0.5 * (1.0 - within), within)
    } else {
        let beyond = (front * fraction(outer, 0.5 * v, 0.5) / v).min(0.5);
        (beyond, 1.0 - 2.0 * beyond)
    }
}

/// The number beyond which the normal probability is what it is beyond `t` here: Hill (1970), Algorithm 395, *Student's
/// t-distribution*, Communications of the ACM 13(10), an expansion in one over the square of `v`.
fn as_normal(t: f64, v: f64) -> f64 {
    let a = v - 0.5;
    // Far beyond what has a probability the formula would leave the range of floats.
    let (y, b) = ((a * log_one_plus_square(t, v)).min(1e6), 48.0 * a * a);
    let far = (((-0.4 * y - 3.3) * y - 24.0) * y - 85.5) / (0.8 * y * y + 100.0 + b);
    ((far + y + 3.0) / b + 1.0) * libm::sqrt(y)
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |x: f64| if x.abs() < TINY { TINY } else { x };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut all = d;
    for m in 1..1000 {
        let m = f64::from(m);
        let two = 2.0 * m;
        let even = m * (b - m) * x / ((a + two - 1.0) * (a + two));
        d = 1.0 / away(1.0 + even * d);
        c = away(1.0 + even / c);
        all *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + two) * (a + two + 1.0));
        d = 1.0 / away(1.0 + odd * d);
        c = away(1.0 + odd / c);
        let step = d * c;
        all *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    all
}

/// The positive number beyond which the probability is `tail`, below a half: Newton's method on the logarithms, in which
/// both probabilities are nearly straight, kept between a number that is too small and one that is too large.
fn solve(tail: f64, v: f64) -> f64 {
    // Whichever part is smaller is known best.
    let outside = tail < 0.25;
    let wanted = libm::log(if outside { tail } else { 1.0 - 2.0 * tail });
    let (mut low, mut high) = (-745.0, 709.0);
    let mut at = start(tail, v).clamp(low, high);
    for _ in 0..200 {
        let t = libm::exp(at);
        let (beyond, within) = parts(t, v);
        let part = if outside { beyond } else { within };
        // What is missing, positive while the number is too small.
        let missing = if outside { libm::log(part) - wanted } else { wanted - libm::log(part) };
        if missing > 0.0 {
            low = at;
        } else {
            high = at;
        }
        let slope = t * density(t, v) * if outside { 1.0 } else { 2.0 } / part;
        let newton = at + missing / slope;
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        if (next - at).abs() <= 1e-16 * at.abs().max(1.0) {
            return libm::exp(next);
        }
        at = next;
    }
    libm::exp(at)
}

/// Where to begin: the logarithm of the normal quantile, or of the power law that the far tail follows, if that is larger.
fn start(tail: f64, v: f64) -> f64 {
    let normal = libm::log(-super::normal::quantile(tail));
    // Beyond the shoulder: tail = peak v^((v + 1) / 2) t^-v / v.
    let power = (libm::log(peak(v) / (tail * v)) + 0.5 * (v + 1.0) * libm::log(v)) / v;
    if power.is_finite() && power > normal && tail < 0.05 { power } else { normal }
}
