//! European options against published tables, put-call parity, and numbers that are out of bounds.

use super::near;
use crate::pricing::black_scholes::{European, Market, OptionKind, forward, implied_forward};
use OptionKind::{Call, Put};

fn option(kind: OptionKind, strike: f64, years: f64) -> European {
    European { kind, strike, years }
}

fn market(spot: f64, volatility: f64, rate: f64) -> Market {
    Market { spot, volatility, rate }
}

#[test]
fn hulls_examples() {
    // Hull, *Options, Futures, and Other Derivatives*, 9th edition: example 15.6 and problem 15.13.
    let (call, put) = (option(Call, 40.0, 0.5), option(Put, 40.0, 0.5));
    let now = market(42.0, 0.2, 0.1);
    assert!((call.value(now) - 4.76).abs() < 0.005);
    assert!((put.value(now) - 0.81).abs() < 0.005);
    assert!((option(Call, 50.0, 0.25).value(market(52.0, 0.3, 0.12)) - 5.06).abs() < 0.005);
    // Chapter 19 of the same: delta of a call on 49 at 50, 20 weeks, 5 per cent, 20 per cent is 0.522, vega 12.1.
    let (call, now) = (option(Call, 50.0, 0.3846), market(49.0, 0.2, 0.05));
    assert!((call.delta(now) - 0.522).abs() < 0.0005);
    assert!((call.vega(now) - 12.1).abs() < 0.05);
}

#[test]
fn haugs_tables() {
    // Haug, *The Complete Guide to Option Pricing Formulas* (1998), page 3, then Black-76 on pages 5 and 24: the last column
    // is the published value.
    assert!((option(Call, 65.0, 0.25).value(market(60.0, 0.3, 0.08)) - 2.1334).abs() < 1e-4);
    for kind in [Call, Put] {
        assert!((option(kind, 19.0, 0.75).value_on_forward(market(19.0, 0.28, 0.1)) - 1.7011).abs() < 1e-4);
    }
    let table = [
        (90.0, 0.15, 0.0205),
        (100.0, 0.15, 1.8734),
        (110.0, 0.15, 9.9413),
        (90.0, 0.25, 0.3150),
        (100.0, 0.25, 3.1217),
        (110.0, 0.25, 10.3556),
        (90.0, 0.35, 0.9474),
        (100.0, 0.35, 4.3693),
    ];
    for (price, volatility, wanted) in table {
        let found = option(Call, 100.0, 0.1).value_on_forward(market(price, volatility, 0.1));
        assert!((found - wanted).abs() < 1e-4, "{price} {volatility}: {found}");
    }
}

/// Spots, strikes, years, volatilities and rates, ordinary and not.
fn all() -> Vec<(f64, f64, f64, Market)> {
    let mut all = Vec::new();
    for spot in [0.0, 1e-300, 0.01, 42.0, 100.0, 1e12, f64::MAX] {
        for strike in [0.0, 1e-12, 40.0, 100.0, 1e300] {
            for years in [0.0, 1e-9, 0.25, 1.0, 30.0, f64::MAX] {
                for volatility in [0.0, 1e-9, 0.2, 1.5, 1e3, f64::MAX] {
                    for rate in [-1.0, -0.01, 0.0, 0.1, 1e9, -1e9] {
                        all.push((spot, strike, years, market(spot, volatility, rate)));
                    }
                }
            }
        }
    }
    all
}

#[test]
fn a_call_less_a_put_is_a_forward() {
    for (spot, strike, years, now) in all() {
        let (call, put) = (option(Call, strike, years), option(Put, strike, years));
        let owed = (strike * libm::exp((-now.rate * years).clamp(-700.0, 700.0))).min(f64::MAX);
        let gap = call.value(now) - put.value(now) - (spot - owed);
        assert!(gap.abs() <= 1e-12 * spot.max(owed), "{spot} {strike} {years} {now:?}: {gap}");
        let deltas = call.delta(now) - put.delta(now);
        assert!(near(deltas, 1.0, 1e-14), "{spot} {strike} {years} {now:?}: {deltas}");
    }
}

#[test]
fn everything_is_defined_and_in_bounds() {
    for (spot, strike, years, now) in all() {
        let (call, put) = (option(Call, strike, years), option(Put, strike, years));
        let (c, p) = (call.value(now), put.value(now));
        assert!((0.0..=spot).contains(&c) && p >= 0.0 && p.is_finite(), "{spot} {strike} {years} {now:?}: {c} {p}");
        assert!((0.0..=1.0).contains(&call.delta(now)) && (-1.0..=0.0).contains(&put.delta(now)));
        let vega = call.vega(now);
        assert!(vega >= 0.0 && vega.is_finite(), "{spot} {strike} {years} {now:?}: {vega}");
        let ahead = forward(spot, now.rate, years);
        assert!(ahead >= 0.0 && ahead.is_finite());
    }
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0] {
        let (call, put) = (option(Call, bad, bad), option(Put, bad, bad));
        for now in [market(bad, 0.2, 0.0), market(100.0, bad, 0.0), market(100.0, 0.2, bad), market(bad, bad, bad)] {
            for option in [call, put, option(Call, 100.0, 1.0), option(Put, 100.0, 1.0)] {
                let all = [option.value(now), option.value_on_forward(now), option.delta(now), option.vega(now)];
                assert!(all.iter().all(|x| x.is_finite()), "{option:?} {now:?}: {all:?}");
            }
        }
    }
}

#[test]
fn at_expiry_and_without_volatility() {
    for (years, volatility) in [(0.0, 0.2), (1.0, 0.0)] {
        let (call, put) = (option(Call, 100.0, years), option(Put, 100.0, years));
        for (spot, pays, takes, delta) in [(110.0, 10.0, 0.0, 1.0), (100.0, 0.0, 0.0, 0.5), (70.0, 0.0, 30.0, 0.0)] {
            let now = market(spot, volatility, 0.0);
            assert_eq!((call.value(now), put.value(now), call.delta(now)), (pays, takes, delta));
        }
    }
    // Without volatility the forward decides and not the spot: 100 at 5 per cent is worth more than 104 in a year.
    let call = option(Call, 104.0, 1.0);
    let found = call.value(market(100.0, 0.0, 0.05));
    assert!(near(found, 100.0 - 104.0 * libm::exp(-0.05), 1e-12) && call.delta(market(100.0, 0.0, 0.05)) == 1.0);
}

#[test]
fn delta_and_vega_are_slopes() {
    for kind in [Call, Put] {
        for strike in [80.0, 100.0, 130.0] {
            let option = option(kind, strike, 0.7);
            let now = market(100.0, 0.3, 0.03);
            let h = 1e-4;
            let value = |spot: f64, volatility: f64| option.value(market(spot, volatility, 0.03));
            let by_spot = (value(100.0 + h, 0.3) - value(100.0 - h, 0.3)) / (2.0 * h);
            let by_volatility = (value(100.0, 0.3 + h) - value(100.0, 0.3 - h)) / (2.0 * h);
            assert!(near(option.delta(now), by_spot, 1e-6) && near(option.vega(now), by_volatility, 1e-6));
        }
    }
}

#[test]
fn what_the_forward_is() {
    assert_eq!(forward(100.0, 0.0, 5.0), 100.0);
    assert!(near(forward(100.0, 0.1, 1.0), 110.517_091_807_564_76, 1e-15));
    let now = market(42.0, 0.2, 0.1);
    let (call, put) = (option(Call, 40.0, 0.5).value(now), option(Put, 40.0, 0.5).value(now));
    assert!(near(implied_forward(call, put, 40.0, 0.1, 0.5), forward(42.0, 0.1, 0.5), 1e-14));
}
