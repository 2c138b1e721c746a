//! Whether prices move together because they are drawn together or because the same hands sell both.
//!
//! A price's logarithm changes by what comes from outside, events and draws, and by what sales do in the run. The first is
//! known tick by tick, so both correlations can be taken of the same run: that of what came from outside, and that of all
//! moves. What the second is beyond the first, sales have made. Funds that hold the same assets and must sell bring prices
//! together that nothing outside does: Cont and Wagalath (2013), *Running for the Exit: Distressed Selling and Endogenous
//! Correlation in Financial Markets*, Mathematical Finance 23(4).

use crate::pricing::correlate::adjusted;
use crate::trace::Trace;
use crate::units::{AssetIx, sorted};

/// Moves below which no correlation is said. Of eight independent pairs of normal numbers one sample in twenty has a
/// correlation beyond 0.71 either way, so fewer say nothing (Student's t with six degrees of freedom: 2.447).
pub const LEAST_MOVES: u32 = 8;
/// A sum of squares that is no move.
const STILL: f64 = 1e-18;

/// How two prices have moved together from the opening to a tick.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Together {
    /// Moves that were counted: ticks in which both prices were above nought.
    pub moves: u32,
    /// The correlation of what came from outside; nothing below [`LEAST_MOVES`], or where one of them did not move by it.
    pub drawn: Option<f64>,
    /// The correlation of all moves.
    pub all: Option<f64>,
    /// That of all moves, corrected as Forbes and Rigobon do for the variance that sales have added, by the price whose
    /// variance grew the more. It assumes that nothing feeds back: where it stays above `drawn`, more than variance grew.
    pub adjusted: Option<f64>,
}

impl Together {
    /// What sales have added to the correlation, below nought where they have moved the prices apart.
    #[must_use]
    pub fn by_sales(&self) -> Option<f64> {
        Some(self.all? - self.drawn?)
    }
}

/// How two prices have moved together up to each tick, the opening first.
#[must_use]
pub fn together(trace: &Trace, (a, b): (AssetIx, AssetIx)) -> Vec<Together> {
    let (mut outer, mut all) = (Sums::default(), Sums::default());
    let mut found = vec![Together::default()];
    for pair in trace.frames.windows(2) {
        let [before, now] = pair else { continue };
        let step = |at: AssetIx| {
            let (before, now) = (before.assets.get(at.at())?, now.assets.get(at.at())?);
            let moved = now.price.get() / before.price.get();
            (moved > 0.0 && moved.is_finite()).then(|| (now.outer.get(), libm::log(moved)))
        };
        if let (Some(x), Some(y)) = (step(a), step(b)) {
            outer.add(x.0, y.0);
            all.add(x.1, y.1);
        }
        found.push(said(&outer, &all));
    }
    found
}

fn said(outer: &Sums, all: &Sums) -> Together {
    let drawn = outer.correlation();
    let grown =
        [(all.xx, outer.xx), (all.yy, outer.yy)].map(|(now, calm)| if calm > STILL { now / calm - 1.0 } else { 0.0 });
    let increase = grown.into_iter().fold(0.0, f64::max);
    let both = all.correlation();
    Together {
        moves: all.n,
        drawn,
        all: both,
        adjusted: both.filter(|_| drawn.is_some()).map(|r| adjusted(r, increase)),
    }
}

/// Sums of squares about the mean, one pair of numbers at a time.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    n: u32,
    x: f64,
    y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
}

impl Sums {
    fn add(&mut self, x: f64, y: f64) {
        self.n += 1;
        let n = f64::from(self.n);
        let (dx, dy) = (x - self.x, y - self.y);
        self.x += dx / n;
        self.y += dy / n;
        self.xx += dx * (x - self.x);
        self.yy += dy * (y - self.y);
        self.xy += dx * (y - self.y);
    }

    fn correlation(&self) -> Option<f64> {
        let both = libm::sqrt(self.xx) * libm::sqrt(self.yy);
        let moved = self.n >= LEAST_MOVES && self.xx > STILL && self.yy > STILL && both.is_finite();
        moved.then(|| (self.xy / both).clamp(-1.0, 1.0))
    }
}

/// Assets whose price moves in a run, at most so many: those that move the most, in their own order.
#[must_use]
pub fn movers(trace: &Trace, most: usize) -> Vec<AssetIx> {
    let size = |at: AssetIx| {
        let own = together(trace, (at, at));
        let price = |i: usize| trace.frames.get(i).and_then(|f| f.assets.get(at.at())).map(|a| a.price.get());
        let moves = |i: &usize| price(*i) != price(i - 1);
        own.last().and_then(|t| t.all).map(|_| (at, (1..trace.frames.len()).filter(moves).count()))
    };
    let all = (0u32..).map(AssetIx).take(trace.assets.len()).filter(|a| *a != trace.numeraire);
    let all: Vec<(AssetIx, usize)> = all.filter_map(size).collect();
    let mut kept = sorted(all, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    kept.truncate(most);
    sorted(kept.into_iter().map(|(a, _)| a).collect(), |a: &AssetIx, b| a.cmp(b))
}

#[cfg(test)]
mod tests;
