//! Factors of correlation matrices, blends, t copulas and the correction of Forbes and Rigobon.

use super::near;
use crate::pricing::correlate::{Factor, adjusted, blend, correlation, measured, with_tails};
use crate::pricing::draw::Stream;
use crate::pricing::student;

/// Three assets of which two move against each other.
fn three() -> Vec<Vec<f64>> {
    vec![vec![1.0, 0.2, -0.4], vec![0.2, 1.0, 0.1], vec![-0.4, 0.1, 1.0]]
}

fn alike(n: usize, r: f64) -> Vec<Vec<f64>> {
    (0..n).map(|i| (0..n).map(|j| if i == j { 1.0 } else { r }).collect()).collect()
}

/// The covariance that a factor gives: from the numbers one at a time.
fn covariance(f: &Factor, n: usize, theta: f64) -> Vec<Vec<f64>> {
    let mut all = vec![f.apply(theta, (1.0, 0.0), &vec![0.0; n]), f.apply(theta, (0.0, 1.0), &vec![0.0; n])];
    for i in 0..n {
        let mut own = vec![0.0; n];
        own[i] = 1.0;
        all.push(f.apply(theta, (0.0, 0.0), &own));
    }
    (0..n).map(|i| (0..n).map(|j| all.iter().map(|x| x[i] * x[j]).sum()).collect()).collect()
}

fn same(a: &[Vec<f64>], b: &[Vec<f64>]) -> bool {
    a.iter().flatten().zip(b.iter().flatten()).all(|(x, y)| (x - y).abs() < 1e-9)
}

#[test]
fn a_factor_gives_its_matrix_at_every_blend() {
    for (matrix, common) in
        [(three(), 0.0), (three(), 0.3), (alike(5, 0.6), 0.6), (alike(4, 1.0), 1.0), (alike(3, -0.5), 0.0)]
    {
        let f = Factor::of(&matrix, common).unwrap();
        for theta in [0.0, 0.25, 0.5, 0.9, 1.0] {
            let found = covariance(&f, matrix.len(), theta);
            assert!(same(&found, &blend(&matrix, theta)), "{matrix:?} {theta}: {found:?}");
        }
    }
}

/// The least eigenvalue of a symmetric matrix of three: by bisection on whether the matrix less x is positive semidefinite.
fn least_eigenvalue(matrix: &[Vec<f64>]) -> f64 {
    let (mut low, mut high) = (-2.0, 1.0);
    for _ in 0..60 {
        let x = 0.5 * (low + high);
        let [a, b, c] = [0, 1, 2].map(|i| matrix[i][i] - x);
        let [p, q, r] = [matrix[0][1], matrix[0][2], matrix[1][2]];
        let minors =
            a > 0.0 && a * b - p * p > 0.0 && a * (b * c - r * r) - p * (p * c - q * r) + q * (p * r - b * q) > 0.0;
        if minors { low = x } else { high = x }
    }
    low
}

#[test]
fn blending_keeps_a_matrix_and_overwriting_does_not() {
    // Eigenvalues computed with forty digits: .5076, halved towards one .3212, nine tenths .0660.
    for (theta, wanted) in [(0.0, 0.5076), (0.5, 0.3212), (0.9, 0.0660)] {
        let blended = blend(&three(), theta);
        let found = least_eigenvalue(&blended);
        assert!((found - wanted).abs() < 5e-5, "{theta}: {found}");
        assert!(found >= (1.0 - theta) * 0.5075);
        assert!(Factor::of(&blended, 0.0).is_some());
    }
    // Two entries set to 0.95 by hand: the least eigenvalue is -.5583.
    let mut spoilt = three();
    for (i, j) in [(0, 1), (1, 2)] {
        (spoilt[i][j], spoilt[j][i]) = (0.95, 0.95);
    }
    assert!((least_eigenvalue(&spoilt) + 0.5583).abs() < 5e-5);
    assert_eq!(Factor::of(&spoilt, 0.0), None);
}

#[test]
fn the_edge_of_what_can_be() {
    assert!(Factor::of(&alike(3, -0.5), 0.0).is_some() && Factor::of(&alike(3, -0.501), 0.0).is_none());
    assert!(Factor::of(&alike(40, -1.0 / 39.0), 0.0).is_some() && Factor::of(&alike(40, -0.026), 0.0).is_none());
    assert!(Factor::of(&alike(3, 1.000_1), 0.0).is_none());
    assert!(Factor::of(&[], 0.0).is_some());
    assert!(Factor::of(&alike(2, f64::NAN), 0.0).is_none());
}

/// With one correlation for all, or beside assets that it does not move with, another asset changes nobody's number.
#[test]
fn another_asset_shifts_no_number() {
    let own = [0.3, -1.1, 0.7];
    let small = Factor::of(&alike(2, 0.4), 0.4).unwrap().apply(0.2, (0.5, -0.8), &own[1..]);
    let large = Factor::of(&alike(3, 0.4), 0.4).unwrap().apply(0.2, (0.5, -0.8), &own);
    assert_eq!(small, large[1..]);
    let mut beside = alike(4, 0.0);
    for (i, row) in three().into_iter().enumerate() {
        for (j, c) in row.into_iter().enumerate() {
            beside[i + 1][j + 1] = c;
        }
    }
    let small = Factor::of(&three(), 0.0).unwrap().apply(0.2, (0.5, -0.8), &own);
    let large = Factor::of(&beside, 0.0).unwrap().apply(0.2, (0.5, -0.8), &[9.0, own[0], own[1], own[2]]);
    assert_eq!(small, large[1..]);
}

/// Pairs of numbers with a correlation, over many ticks.
fn pairs(many: u32, r: f64, freedom: Option<f64>) -> Vec<[f64; 2]> {
    let f = Factor::of(&alike(2, r), r).unwrap();
    let draw = |t, id| Stream::new(7, "test", t, id).normal();
    (0..many)
        .map(|t| {
            let mut z = f.apply(0.0, (0.0, draw(t, "common")), &[draw(t, "a"), draw(t, "b")]);
            if let Some(v) = freedom {
                z = with_tails(&z, v, Stream::new(7, "test", t, "tails").chi_squared(v));
            }
            [z[0], z[1]]
        })
        .collect()
}

/// How often both are below their worst part, of all.
fn both_below(all: &[[f64; 2]], part: f64) -> f64 {
    let bound = crate::pricing::normal::quantile(part);
    all.iter().filter(|p| p[0] < bound && p[1] < bound).count() as f64 / all.len() as f64
}

#[test]
fn the_worst_comes_to_both_more_often_with_a_t_copula() {
    // Computed from the bivariate distributions: both below their worst hundredth at a correlation of 0.5 with a
    // probability of .00129 (normal) and .00284 (four degrees). Of 400,000 draws that is 516 and 1,136, with deviations of 23
    // and 34; three of them are let pass.
    for (freedom, wanted) in [(None, 0.001_29), (Some(4.0), 0.002_84)] {
        let all = pairs(400_000, 0.5, freedom);
        let found = both_below(&all, 0.01);
        let deviation = (wanted / 400_000f64).sqrt();
        assert!((found - wanted).abs() < 3.0 * deviation, "{freedom:?}: {found}");
        // Each by itself is normal all the same.
        for side in 0..2 {
            let alone = all.iter().filter(|p| p[side] < -2.326_347_874).count() as f64 / 400_000.0;
            assert!((alone - 0.01).abs() < 3.0 * (0.01 / 400_000f64).sqrt(), "{freedom:?}: {alone}");
        }
    }
}

#[test]
fn tail_dependence_is_what_the_copula_says() {
    // Given that one is below its worst two thousandths, how often the other is: near the limit already. With two degrees of
    // freedom at 0.5 the limit is .3910; 400,000 draws have 800 such days and a deviation of .017.
    for (v, r, slack) in [(2.0, 0.5, 0.06), (4.0, 0.9, 0.06), (10.0, 0.9, 0.1)] {
        let all = pairs(400_000, r, Some(v));
        let found = both_below(&all, 0.002) / 0.002;
        let limit = student::tail_dependence(r, v);
        assert!(found > limit - 0.05 && found < limit + slack, "{v} {r}: {found} for {limit}");
    }
}

#[test]
fn measured_correlation_rises_with_the_variance_alone() {
    // Forbes and Rigobon's formula both ways: 0.8 measured at four times the variance is 0.5547, and 0.5 measures as 0.7559.
    assert!(near(adjusted(0.8, 3.0), 0.5547, 1e-4));
    assert!(near(measured(0.5, 3.0), 0.7559, 1e-4));
    for r in [-0.9, -0.2, 0.0, 0.4, 1.0] {
        for d in [0.0, 0.5, 10.0] {
            assert!((adjusted(measured(r, d), d) - r).abs() < 1e-12, "{r} {d}");
        }
    }
    assert_eq!((adjusted(0.6, -1.0), adjusted(0.6, f64::NAN)), (0.6, 0.6));
}

#[test]
fn correlation_of_lists() {
    assert!(near(correlation(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]).unwrap(), 1.0, 1e-15));
    assert!(near(correlation(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]).unwrap(), -1.0, 1e-15));
    assert_eq!(correlation(&[1.0, 2.0], &[1.0, 2.0]), None);
    assert_eq!(correlation(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0]), None);
    // By hand: deviations (-1, 0, 1) and (-1, 1, 0) of (1, 2, 3) and (1, 3, 2): 1 / 2.
    assert!(near(correlation(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]).unwrap(), 0.5, 1e-15));
}
