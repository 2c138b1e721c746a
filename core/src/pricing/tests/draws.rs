//! Draws: uniform, normal and chi-squared ones have the moments they should, and each depends on its key alone.

use super::near;
use crate::pricing::draw::Stream;

const MANY: u32 = 200_000;

/// Mean and variance of one draw per tick.
fn moments(mut draw: impl FnMut(u32) -> f64) -> (f64, f64) {
    let all: Vec<f64> = (0..MANY).map(&mut draw).collect();
    let mean = all.iter().sum::<f64>() / f64::from(MANY);
    (mean, all.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / f64::from(MANY))
}

#[test]
fn uniform_numbers_fill_the_unit_evenly() {
    // One draw from each of many keys, and many from one key.
    let mut one = Stream::new(3, "test", 0, "x");
    for mut draw in [
        Box::new(|t| Stream::new(3, "test", t, "x").uniform()) as Box<dyn FnMut(u32) -> f64>,
        Box::new(move |_| one.uniform()),
    ] {
        let mut cells = [0u32; 100];
        for t in 0..MANY {
            let u = draw(t);
            assert!(u > 0.0 && u < 1.0);
            cells[(u * 100.0) as usize] += 1;
        }
        let wanted = f64::from(MANY) / 100.0;
        let chi: f64 = cells.iter().map(|&c| (f64::from(c) - wanted) * (f64::from(c) - wanted) / wanted).sum();
        // 99 degrees of freedom: 60 to 149 hold all but a thousandth on either side.
        assert!((60.0..149.0).contains(&chi), "{chi}");
    }
}

#[test]
fn normal_and_chi_squared_numbers_have_their_moments() {
    let (mean, variance) = moments(|t| Stream::new(1, "test", t, "n").normal());
    assert!(mean.abs() < 0.01 && near(variance, 1.0, 0.015), "{mean} {variance}");
    for v in [0.5, 1.0, 2.0, 4.0, 7.5, 100.0] {
        let (mean, variance) = moments(|t| Stream::new(1, "test", t, "c").chi_squared(v));
        assert!(near(mean, v, 0.02) && near(variance, 2.0 * v, 0.06), "{v}: {mean} {variance}");
    }
}

#[test]
fn neighbouring_keys_have_nothing_to_do_with_each_other() {
    let keys = [(1, "a", 0, "x"), (2, "a", 0, "x"), (1, "b", 0, "x"), (1, "a", 1, "x"), (1, "a", 0, "y")];
    let lists: Vec<Vec<f64>> = keys
        .iter()
        .map(|&(seed, purpose, shift, id)| {
            (0..20_000).map(|t| Stream::new(seed, purpose, 2 * t + shift, id).normal()).collect()
        })
        .collect();
    for (i, a) in lists.iter().enumerate() {
        for b in lists.iter().skip(i + 1) {
            let r = crate::pricing::correlate::correlation(a, b).unwrap();
            // Four deviations of 1 / root(20,000).
            assert!(r.abs() < 0.0283, "{r}");
        }
    }
    // What would read the same in a row is not the same.
    assert_ne!(Stream::new(1, "ab", 0, "c").uniform(), Stream::new(1, "a", 0, "bc").uniform());
    assert_eq!(Stream::new(1, "ab", 0, "c").uniform(), Stream::new(1, "ab", 0, "c").uniform());
}

#[test]
fn hostile_degrees_of_freedom() {
    for v in [f64::NAN, f64::NEG_INFINITY, -1.0, 0.0, 1e-3, 1e300, f64::INFINITY] {
        for t in 0..100 {
            let x = Stream::new(1, "test", t, "c").chi_squared(v);
            assert!(x.is_finite() && x >= 0.0, "{v}: {x}");
        }
    }
}
