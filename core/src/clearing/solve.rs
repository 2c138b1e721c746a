//! Solving a block with a proved error.
//!
//! A float factorisation, or sweeps if the block is large, give a first answer and corrections; residuals are in 128-bit integers.
//! Proof: the block `A` has no positive entries off its diagonal. If `A d >= g > 0` for some
//! `d > 0`, then `A` has a non-negative inverse, and `|A y - c| <= t` everywhere gives
//! `|y - exact| <= (t / g) d`. Both inequalities are checked in integers. Where the bound is
//! not under a quarter of a quantum, the block is solved exactly instead.

use super::eliminate::{Columns, Floats, eliminate};
use super::exact;
use super::fixed::{BILLION, ONE, ONE_F64, share_of};
use super::sweep::{SMALL, Sweeps};
use super::system::{System, Unknown};

/// Fractions paid and bounds on their error, of 2^64.
pub(super) struct Solution {
    pub y: Vec<i128>,
    pub error: Vec<i128>,
}

/// Corrections after which the residual is at the size of the last bit or will not get there.
const CORRECTIONS_MAX: usize = 8;

/// Solves the block.
pub(super) fn solve(system: &System) -> Solution {
    let n = system.len();
    if n > SMALL {
        let sweeps = Sweeps::new(system);
        if let Ok(solution) = attempt(system, |values| sweeps.solve(values)) {
            return solution;
        }
    }
    let Some(factor) = eliminate(&Floats, floats(system)) else {
        return fallback(system, vec![0; n]);
    };
    match attempt(system, |values| factor.solve(&Floats, values)) {
        Ok(solution) => solution,
        Err(y) => fallback(system, y),
    }
}

/// A solution with a proof, or what was found without one; `inverse` solves approximately in place.
fn attempt(system: &System, inverse: impl Fn(&mut [f64])) -> Result<Solution, Vec<i128>> {
    let (y, worst) = refine(system, &inverse);
    match bound(system, &inverse, worst) {
        Some(error) => Ok(Solution { y: y.into_iter().map(|v| v.clamp(0, ONE)).collect(), error }),
        None => Err(y),
    }
}

fn floats(system: &System) -> Columns<f64> {
    let unit = f64::from(BILLION);
    let kept = |u: &Unknown, amount: i64| f64::from(u.interbank) / unit * amount as f64;
    let lost = |u: &Unknown, amount: i64| f64::from(BILLION - u.interbank) / unit * amount as f64;
    system.columns(&Floats, 0.0, kept, lost, |_, amount| amount as f64)
}

/// Corrects until the residual stops shrinking; returns the best and its largest residual.
fn refine(system: &System, inverse: &impl Fn(&mut [f64])) -> (Vec<i128>, i128) {
    let n = system.len();
    let mut y = vec![0i128; n];
    let mut best = (vec![0i128; n], i128::MAX);
    for _ in 0..CORRECTIONS_MAX {
        let residual: Vec<i128> = (0..n).map(|i| system.residual(i, &y)).collect();
        let worst = residual.iter().map(|r| r.abs()).max().unwrap_or(0);
        if worst >= best.1 {
            break;
        }
        best = (y.clone(), worst);
        let mut step: Vec<f64> = residual.iter().map(|&r| r as f64 / ONE_F64).collect();
        inverse(&mut step);
        let mut moved = false;
        for (y, step) in y.iter_mut().zip(step) {
            let change = (step * ONE_F64).round() as i128;
            moved |= change != 0;
            *y = (*y + change).clamp(-ONE, 2 * ONE);
        }
        if !moved {
            break;
        }
    }
    best
}

/// Bounds on the error of each fraction, if they come to under a quarter quantum.
fn bound(system: &System, inverse: &impl Fn(&mut [f64]), worst: i128) -> Option<Vec<i128>> {
    let n = system.len();
    let mut d = vec![1.0f64; n];
    inverse(&mut d);
    let d: Vec<i128> = d.iter().map(|v| ((v * ONE_F64) as i128).saturating_add(1)).collect();
    let mut gain = i128::MAX;
    for (i, u) in system.unknowns.iter().enumerate() {
        let own = i128::from(u.total).checked_mul(d[i])?;
        let mut others = 0i128;
        for &(j, amount) in system.terms(i) {
            others = others.checked_add(i128::from(amount).checked_mul(d[j as usize])?)?;
        }
        gain = gain.min(own.checked_sub(share_of(u.interbank, others))?.checked_sub(1)?);
    }
    if n > 0 && gain < ONE / 2 {
        return None;
    }
    // gain >= 1/2 quantum, so (worst / gain) d <= worst d / 2^63.
    let worst = worst + 2;
    let mut error = Vec::with_capacity(n);
    for (u, d) in system.unknowns.iter().zip(d) {
        let bound = (worst.checked_mul(d)? >> 63) + 1;
        if bound.checked_mul(u.total.into())? >= ONE / 4 {
            return None;
        }
        error.push(bound);
    }
    Some(error)
}

/// The exact solution; if even that fails (it cannot for a block that has one), what we have.
fn fallback(system: &System, y: Vec<i128>) -> Solution {
    let n = system.len();
    match exact::values(system) {
        Some(y) => Solution { y, error: vec![1; n] },
        None => Solution { y, error: vec![0; n] },
    }
}
