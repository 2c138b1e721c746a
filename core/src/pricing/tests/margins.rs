//! Margins and what is expected beyond them.

use super::near;
use crate::pricing::margin::Moves::{Normal, Student};
use crate::pricing::margin::{Moves, expected_excess, margin};

#[test]
fn expected_beyond_the_margin() {
    // Confidence; margin and excess in standard deviations. Computed from the definitions with forty digits; the normal
    // ones are the unit normal loss integral that tables of inventory theory have.
    let table = [
        (Normal, 0.99, 2.3263, 0.003_389),
        (Normal, 0.995, 2.5758, 0.001_581),
        (Normal, 0.999, 3.0902, 0.000_277),
        (Student(3.0), 0.99, 2.6216, 0.014_22),
        (Student(3.0), 0.995, 3.3723, 0.008_87),
    ];
    for (moves, confidence, at, beyond) in table {
        let m = moves.quantile(confidence);
        assert!((m - at).abs() < 5e-5, "{moves:?} {confidence}: {m}");
        let found = moves.excess(m);
        assert!((found - beyond).abs() < beyond * 1e-3, "{moves:?} {confidence}: {found}");
    }
}

#[test]
fn the_excess_is_the_integral_of_the_tail() {
    for moves in [Normal, Student(2.5), Student(4.0), Student(30.0)] {
        for m in [-1.0, 0.0, 0.5, 2.0, 4.0] {
            // d excess / dm = -(1 - F(m)), from a central difference.
            let h = 1e-4;
            let slope = (moves.excess(m - h) - moves.excess(m + h)) / (2.0 * h);
            let beyond = match moves {
                Normal => crate::pricing::normal::cumulative(-m),
                Student(v) => {
                    let scale = crate::pricing::student::unit_scale(v).unwrap_or(1.0);
                    crate::pricing::student::cumulative(-m / scale, v)
                }
            };
            assert!(near(slope, beyond, 1e-6), "{moves:?} {m}: {slope} {beyond}");
        }
        // Everything is beyond a margin far below nought.
        assert!(near(moves.excess(-1e6), 1e6, 1e-9));
    }
}

#[test]
fn margin_grows_with_the_root_of_time() {
    // Two days of 20 per cent a year at 99 per cent: 2.3263 x 0.2 x root(2 / 365).
    let two = margin(Normal, 0.99, 0.2, 2.0 / 365.0);
    assert!(near(two, 0.034_440_799, 1e-8), "{two}");
    assert!(near(margin(Normal, 0.99, 0.2, 8.0 / 365.0), 2.0 * two, 1e-14));
    let beyond = expected_excess(Normal, two, 0.2, 2.0 / 365.0);
    assert!(near(beyond, 0.003_389 * 0.2 * libm::sqrt(2.0 / 365.0), 1e-3), "{beyond}");
}

#[test]
fn hostile_numbers() {
    let shapes = [Normal, Student(f64::NAN), Student(2.0), Student(2.000_1), Student(f64::INFINITY)];
    let all = [f64::NAN, f64::NEG_INFINITY, -1.0, 0.0, 1e-300, 0.5, 1.0, 1e300, f64::INFINITY];
    for moves in shapes {
        for a in all {
            for b in all {
                for c in all {
                    let moves: Moves = moves;
                    assert!(margin(moves, a, b, c) >= 0.0 || a.is_nan(), "{moves:?} {a} {b} {c}");
                    assert!(expected_excess(moves, a, b, c) >= 0.0, "{moves:?} {a} {b} {c}");
                }
            }
        }
    }
    assert_eq!(margin(Normal, 1.0, 0.0, 1.0), 0.0);
    assert_eq!(margin(Normal, 1.0, 0.2, 1.0), f64::INFINITY);
    assert_eq!(margin(Normal, 0.3, 0.2, 1.0), 0.0);
}
