//! Stable-swap of two coins (Egorov, "StableSwap - efficient mechanism for stablecoin liquidity", 2019): between constant
//! sum, flat at the peg, and constant product, never empty.
//!
//! With balances `x`, `y`, an amplification `A` and `n = 2`, the invariant `D` solves
//! `A n^n (x + y) + D = A D n^n + D^(n+1) / (n^n x y)`. Both balances count units of the peg: a pool of two equal halves
//! has `D = x + y` and a price of 1. `A` is the paper's; contracts that store `A n^(n-1)` show twice as much for two coins.

/// More steps than any balance that a ledger can hold needs.
const STEPS: u32 = 256;

/// The invariant: Newton's method from `x + y`, from where it only falls, on a cubic that rises and is convex.
pub(super) fn invariant(a: f64, x: f64, y: f64) -> f64 {
    let (ann, sum) = (4.0 * a, x + y);
    let mut d = sum;
    for _ in 0..STEPS {
        // f(D) = D^3 / (4 x y) + (A n^n - 1) D - A n^n (x + y)
        let cubic = d * (d / (2.0 * x)) * (d / (2.0 * y));
        let f = cubic + (ann - 1.0) * d - ann * sum;
        let next = d - f / (3.0 * cubic / d + ann - 1.0);
        if next >= d {
            break;
        }
        d = next;
    }
    d
}

/// The balance that goes with the other one: the positive root of `y^2 + (x + D / (A n^n) - D) y = D^3 / (4 A n^n x)`,
/// in the form that loses no digits.
pub(super) fn other(a: f64, d: f64, x: f64) -> f64 {
    let ann = 4.0 * a;
    let b = x + d / ann - d;
    let c = d * (d / x) * (d / (4.0 * ann));
    let root = (b * b + 4.0 * c).sqrt();
    if b > 0.0 { 2.0 * c / (b + root) } else { (root - b) / 2.0 }
}

/// The price of a unit of `x` in units of `y`: how fast `y` falls along the curve as `x` rises.
pub(super) fn price(a: f64, d: f64, x: f64, y: f64) -> f64 {
    let ann = 4.0 * a;
    let corner = d * (d / (2.0 * x)) * (d / (2.0 * y));
    (ann + corner / x) / (ann + corner / y)
}

/// The balance of `x` at which a pool with this invariant has a price: found between two bounds by halving.
pub(super) fn units_at(a: f64, d: f64, target: f64) -> f64 {
    let at = |x: f64| price(a, d, x, other(a, d, x));
    let (mut low, mut high) = (d / 2.0, d / 2.0);
    // The price falls as x rises.
    for _ in 0..STEPS {
        if at(low) >= target {
            break;
        }
        low /= 2.0;
    }
    for _ in 0..STEPS {
        if at(high) <= target {
            break;
        }
        high *= 2.0;
    }
    for _ in 0..STEPS {
        let middle = (low + high) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if at(middle) > target { low = middle } else { high = middle }
    }
    low
}
