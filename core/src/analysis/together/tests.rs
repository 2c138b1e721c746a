//! Correlations of a run made by hand, beside those of the plain formula.

use super::*;
use crate::pricing::correlate::correlation;
use crate::trace::{AssetFrame, AssetInfo, Frame};
use crate::units::{Price, Rate};

/// A run of two priced assets: what came from outside in each tick, and what sales did beside it.
fn run(steps: &[[(f64, f64); 2]]) -> Trace {
    let asset = |id: &str| AssetInfo { id: id.into(), label: id.into(), decimals: 2 };
    let mut level = [0.0_f64; 2];
    let mut frame = |tick: u32, step: [(f64, f64); 2]| {
        let mut assets = vec![AssetFrame { price: Price::ONE, ..AssetFrame::default() }];
        for (sum, (outer, sales)) in level.iter_mut().zip(step) {
            *sum += outer + sales;
            let price = Price::new(libm::exp(*sum)).unwrap();
            assets.push(AssetFrame { price, outer: Rate::new(outer).unwrap(), ..AssetFrame::default() });
        }
        Frame { tick, assets, ..Frame::default() }
    };
    let opening = [[(0.0, 0.0); 2]];
    let frames = (0u32..).zip(opening.iter().chain(steps)).map(|(tick, step)| frame(tick, *step)).collect();
    Trace { assets: vec![asset("cash"), asset("a"), asset("b")], frames, ..Trace::default() }
}

const A: AssetIx = AssetIx(1);
const B: AssetIx = AssetIx(2);

/// Outside moves that are uncorrelated as they stand: the first is up and down, the second two up and two down.
fn crossed(sales: impl Fn(usize) -> f64) -> Trace {
    let step = |at: usize| {
        let x = if at.is_multiple_of(2) { 0.01 } else { -0.01 };
        let y = if (at / 2).is_multiple_of(2) { 0.01 } else { -0.01 };
        [(x, sales(at)), (y, sales(at))]
    };
    run(&(0..16).map(step).collect::<Vec<_>>())
}

fn near(a: Option<f64>, b: f64) -> bool {
    a.is_some_and(|a| (a - b).abs() < 1e-9)
}

#[test]
fn without_sales_both_are_the_same() {
    let all = together(&crossed(|_| 0.0), (A, B));
    let last = all.last().unwrap();
    assert_eq!((all.len(), last.moves), (17, 16));
    assert!(near(last.drawn, 0.0) && near(last.all, 0.0) && near(last.by_sales(), 0.0) && near(last.adjusted, 0.0));
}

/// Sales that hit both alike, uncorrelated with either draw and three times as large: the variance of each is 1 + 9, the
/// covariance 9, so the correlation is 0.9; corrected for a variance nine times larger it is
/// `0.9 / root(1 + 9 (1 - 0.81)) = 0.9 / root(2.71)`.
#[test]
fn what_sales_add_is_told_apart() {
    let sales = |at: usize| if (at / 4).is_multiple_of(2) { 0.03 } else { -0.03 };
    let last = *together(&crossed(sales), (A, B)).last().unwrap();
    assert!(near(last.drawn, 0.0) && near(last.all, 0.9) && near(last.by_sales(), 0.9), "{last:?}");
    assert!(near(last.adjusted, 0.9 / 2.71_f64.sqrt()), "{last:?}");
}

#[test]
fn each_tick_is_the_plain_formula_so_far() {
    let sales = |at: usize| if at.is_multiple_of(3) { -0.02 } else { 0.004 };
    let trace = crossed(sales);
    let logs = |asset: AssetIx| -> Vec<f64> {
        let price = |f: &Frame| libm::log(f.assets[asset.at()].price.get());
        trace.frames.windows(2).map(|w| price(&w[1]) - price(&w[0])).collect()
    };
    let outer = |asset: AssetIx| -> Vec<f64> {
        trace.frames.iter().skip(1).map(|f| f.assets[asset.at()].outer.get()).collect()
    };
    for (tick, now) in together(&trace, (A, B)).iter().enumerate() {
        let so_far = |x: Vec<f64>| x.into_iter().take(tick).collect::<Vec<_>>();
        let plain = |x: Vec<f64>, y: Vec<f64>| correlation(&so_far(x), &so_far(y));
        if tick < LEAST_MOVES as usize {
            assert_eq!((now.drawn, now.all, now.by_sales()), (None, None, None), "{tick}");
        } else {
            assert!(near(now.all, plain(logs(A), logs(B)).unwrap()), "{tick}: {now:?}");
            assert!(near(now.drawn, plain(outer(A), outer(B)).unwrap()), "{tick}: {now:?}");
        }
    }
}

#[test]
fn what_does_not_move_has_no_correlation() {
    let step = |at: usize| [(0.0, if at.is_multiple_of(2) { -0.01 } else { 0.01 }), (0.01 * at as f64, 0.0)];
    let trace = run(&(0..12).map(step).collect::<Vec<_>>());
    let last = *together(&trace, (A, B)).last().unwrap();
    assert!(last.drawn.is_none() && last.by_sales().is_none() && last.adjusted.is_none() && last.all.is_some());
    assert_eq!(movers(&trace, 8), [A, B]);
    assert_eq!(movers(&trace, 1), [A], "of those that move as often the first");
    let still = run(&[[(0.0, 0.0); 2]; 12]);
    assert!(movers(&still, 8).is_empty());
}
