//! Sweeps over a large block: an approximate inverse that needs no fill.
//!
//! Elimination of thousands of well-leaking unknowns fills in and takes seconds; Gauss and Seidel's
//! sweeps take milliseconds. Their result is never taken on trust: it is corrected against exact
//! residuals and must pass the same proof as any other (see `solve.rs`), or elimination does it.

use super::fixed::BILLION;
use super::system::System;

/// Blocks up to this size go straight to elimination.
pub(super) const SMALL: usize = 64;

/// Sweeps before giving up; a block that needs more leaks slowly.
const SWEEPS_MAX: usize = 400;

/// Relative change in a sweep under which it is good enough for a correction.
const CHANGE_SMALL: f64 = 1e-7;

/// The rows of a block in floats: `y_i = own_i c_i + sum(weight * y_j)`.
pub(super) struct Sweeps {
    own: Vec<f64>,
    ends: Vec<usize>,
    terms: Vec<(u32, f64)>,
}

impl Sweeps {
    /// Prepares the block.
    pub(super) fn new(system: &System) -> Sweeps {
        let (mut own, mut ends, mut terms) = (Vec::new(), Vec::new(), Vec::new());
        for (i, u) in system.unknowns.iter().enumerate() {
            let reciprocal = 1.0 / u.total as f64;
            let share = f64::from(u.interbank) / f64::from(BILLION) * reciprocal;
            let row = system.terms(i).iter();
            terms.extend(row.map(|&(j, amount)| (j, amount as f64 * share)));
            own.push(reciprocal);
            ends.push(terms.len());
        }
        Sweeps { own, ends, terms }
    }

    /// Solves approximately in place: `values` holds `c` and then `y`.
    pub(super) fn solve(&self, values: &mut [f64]) {
        let mut y = vec![0.0; values.len()];
        for _ in 0..SWEEPS_MAX {
            let (mut change, mut size, mut start) = (0.0f64, 0.0f64, 0);
            for (i, &end) in self.ends.iter().enumerate() {
                let row = &self.terms[start..end];
                let new = row.iter().fold(values[i] * self.own[i], |sum, &(j, w)| sum + w * y[j as usize]);
                change = change.max((new - y[i]).abs());
                size = size.max(new.abs());
                y[i] = new;
                start = end;
            }
            if change <= size * CHANGE_SMALL {
                break;
            }
        }
        values.copy_from_slice(&y);
    }
}
