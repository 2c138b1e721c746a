//! Normal numbers with given correlations, blended towards one, with the tails of a t copula.
//!
//! A correlation matrix `C` blended by `theta` is `(1 - theta) C + theta 1 1'`: positive semidefinite whenever `C` is, which
//! setting single entries higher is not. It needs no other factor: with `L L' = C` and one common number `m`, the numbers
//! `root(1 - theta) L e + root(theta) m` have it, for `theta` of one too, where the matrix is singular.
//!
//! A t copula divides all numbers of a draw by the root of one chi-squared number, so that bad days are bad for all.
//! Each number is then brought back to a standard normal one by its own distribution: the volatility of each stays what it
//! is, and only how they come together changes. Sources: Demarta and McNeil (2005), *The t Copula and Related Copulas*,
//! International Statistical Review 73(1); Higham (2002), *Computing the Nearest Correlation Matrix*, IMA Journal of Numerical
//! Analysis 22(3), for what goes wrong with matrices made by hand.

use super::{normal, student};

/// How far below nought a number may be that rounding has made.
const SLACK: f64 = 1e-10;

/// A factor of a correlation matrix.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Factor {
    /// The part of the variance that all share.
    common: f64,
    /// By row: what each own number counts.
    rows: Vec<Vec<f64>>,
}

impl Factor {
    /// The factor of a correlation matrix given by its rows, nothing where it is not positive semidefinite.
    ///
    /// `common`, a correlation of nought or more that most pairs have, is taken out first if what is left allows it, so that
    /// with this correlation alone each number depends on the common one and its own, and another row changes none of them.
    #[must_use]
    pub fn of(matrix: &[Vec<f64>], common: f64) -> Option<Self> {
        let n = matrix.len();
        if common >= 1.0 && matrix.iter().flatten().all(|c| (c - 1.0).abs() <= SLACK) {
            return Some(Self { common: 1.0, rows: vec![vec![0.0; n]; n] });
        }
        if common > 0.0 && common < 1.0 {
            let rest = |i: usize, j: usize| (entry(matrix, i, j) - common) / (1.0 - common);
            let rest: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| rest(i, j)).collect()).collect();
            if let Some(rows) = cholesky(rest) {
                return Some(Self { common, rows });
            }
        }
        Some(Self { common: 0.0, rows: cholesky(matrix.to_vec())? })
    }

    /// Correlated normal numbers out of independent ones: `own`, one for each row, and `shared` for all.
    #[must_use]
    pub fn apply(&self, theta: f64, shared: (f64, f64), own: &[f64]) -> Vec<f64> {
        let theta = theta.clamp(0.0, 1.0);
        let (blend, base) = (libm::sqrt(theta) * shared.0, libm::sqrt(self.common) * shared.1);
        let (rest, left) = (libm::sqrt(1.0 - theta), libm::sqrt(1.0 - self.common));
        let sum = |row: &Vec<f64>| row.iter().zip(own).map(|(l, e)| l * e).sum::<f64>();
        self.rows.iter().map(|row| rest * (base + left * sum(row)) + blend).collect()
    }
}

fn entry(matrix: &[Vec<f64>], i: usize, j: usize) -> f64 {
    matrix.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0.0)
}

/// A matrix blended towards one.
#[must_use]
pub fn blend(matrix: &[Vec<f64>], theta: f64) -> Vec<Vec<f64>> {
    matrix.iter().map(|row| row.iter().map(|c| (1.0 - theta) * c + theta).collect()).collect()
}

/// Cholesky's factor with the largest pivot first (of equal ones the first): rows in their own order, nothing where the
/// matrix is not positive semidefinite. Higham, *Accuracy and Stability of Numerical Algorithms*, section 10.3.
fn cholesky(mut left: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let n = left.len();
    let mut rows = vec![vec![0.0; n]; n];
    let mut open: Vec<usize> = (0..n).collect();
    let slack = SLACK * n.max(1) as f64;
    while !open.is_empty() {
        let diagonal = |i: usize| entry(&left, i, i);
        let mut at = 0;
        for (k, &i) in open.iter().enumerate() {
            let best = open.get(at).map_or(0.0, |&b| diagonal(b));
            if diagonal(i) > best + SLACK {
                at = k;
            }
        }
        let pivot = open.remove(at);
        let value = diagonal(pivot);
        if value.is_nan() || value <= slack {
            // Nothing may be left.
            let mut all = open.iter().chain([&pivot]);
            let none =
                all.all(|&i| open.iter().chain([&pivot]).all(|&j| entry(&left, i, j).abs() <= libm::sqrt(slack)));
            return (value >= -slack && none).then_some(rows);
        }
        let root = libm::sqrt(value);
        let column: Vec<f64> = (0..n).map(|i| entry(&left, i, pivot) / root).collect();
        let of = |i: usize| column.get(i).copied().unwrap_or(0.0);
        for &i in open.iter().chain([&pivot]) {
            if let Some(slot) = rows.get_mut(i).and_then(|row| row.get_mut(pivot)) {
                *slot = of(i);
            }
        }
        for &i in &open {
            for &j in &open {
                if let Some(slot) = left.get_mut(i).and_then(|row| row.get_mut(j)) {
                    *slot -= of(i) * of(j);
                }
            }
        }
    }
    Some(rows)
}

/// Normal numbers made to come together as a t copula has it: all divided by the root of `chi_squared / freedom`, and each
/// brought back to a standard normal number.
#[must_use]
pub fn with_tails(numbers: &[f64], freedom: f64, chi_squared: f64) -> Vec<f64> {
    let stretch = libm::sqrt(freedom / chi_squared.max(1e-300));
    let back = |z: &f64| {
        let tail = student::cumulative(-(z * stretch).abs(), freedom);
        let size = -normal::quantile(tail.max(1e-300));
        if *z < 0.0 { -size } else { size }
    };
    numbers.iter().map(back).collect()
}

/// The correlation of two lists of numbers; nothing below three pairs, or where one of them does not move.
#[must_use]
pub fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len().min(b.len());
    if n < 3 {
        return None;
    }
    let mean = |x: &[f64]| x.iter().take(n).sum::<f64>() / n as f64;
    let (ma, mb) = (mean(a), mean(b));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        xx += (x - ma) * (x - ma);
        yy += (y - mb) * (y - mb);
        xy += (x - ma) * (y - mb);
    }
    let both = libm::sqrt(xx) * libm::sqrt(yy);
    (xx > 1e-18 && yy > 1e-18 && both.is_finite()).then(|| (xy / both).clamp(-1.0, 1.0))
}

/// A correlation measured while one market moved more than usual, corrected for that: `r / root(1 + d (1 - r r))`, with the
/// variance of that market larger by the part `d` than in calm times.
///
/// Source: Forbes and Rigobon (2002), *No Contagion, Only Interdependence*, The Journal of Finance 57(5). Measured
/// correlation rises with the variance although nothing else has changed. The correction assumes that nothing has been left
/// out and that the other market does not move this one.
#[must_use]
pub fn adjusted(correlation: f64, increase: f64) -> f64 {
    let r = correlation.clamp(-1.0, 1.0);
    let d = if increase > 0.0 { increase.min(1e12) } else { 0.0 };
    r / libm::sqrt(1.0 + d * (1.0 - r * r))
}

/// The other way: what a correlation measures as while one market moves more than usual.
#[must_use]
pub fn measured(correlation: f64, increase: f64) -> f64 {
    let r = correlation.clamp(-1.0, 1.0);
    let d = if increase > 0.0 { increase.min(1e12) } else { 0.0 };
    r * libm::sqrt((1.0 + d) / (1.0 + d * r * r))
}
