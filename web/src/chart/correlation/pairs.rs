//! Pairs of prices: how each has moved together up to each tick.

use super::super::levels::Level;
use interclear_core::analysis::{Together, movers, together};
use interclear_core::engine::{Frame, Trace};
use interclear_core::units::{AssetIx, sorted};

/// Assets that are paired: the eight that move most, which are 28 pairs.
const ASSETS: usize = 8;

/// Two prices, and how they have moved together up to each tick.
pub(super) struct Pair {
    /// The assets.
    pub ends: (AssetIx, AssetIx),
    /// Up to each tick, the opening first.
    pub ticks: Vec<Together>,
}

impl Pair {
    /// Up to a tick.
    pub fn at(&self, tick: usize) -> Together {
        self.ticks.get(tick).copied().unwrap_or_default()
    }

    /// Both names.
    pub fn name(&self, trace: &Trace) -> String {
        let label = |at: AssetIx| trace.assets.get(at.at()).map_or("", |a| a.label.as_str());
        format!("{} and {}", label(self.ends.0), label(self.ends.1))
    }

    /// A figure as a line.
    pub fn levels(&self, trace: &Trace, figure: fn(&Together) -> Option<f64>) -> Vec<Level> {
        let level = |(f, t): (&Frame, &Together)| Some(Level { tick: f.tick, round: f.rounds, value: figure(t)? });
        trace.frames.iter().zip(&self.ticks).filter_map(level).collect()
    }
}

/// All pairs, the one that sales have moved most by a tick first.
pub(super) fn pairs(trace: &Trace, by: usize) -> Vec<Pair> {
    let assets = movers(trace, ASSETS);
    let mut all = Vec::new();
    for (i, &a) in assets.iter().enumerate() {
        all.extend(assets.iter().skip(i + 1).map(|&b| Pair { ends: (a, b), ticks: together(trace, (a, b)) }));
    }
    let size = |p: &Pair| p.at(by).by_sales().map_or(-1.0, f64::abs);
    sorted(all, |a, b| size(b).total_cmp(&size(a)).then(a.ends.cmp(&b.ends)))
}

/// The same pair in the run before the change.
pub(super) fn ghost(before: &Trace, pair: &Pair) -> Option<Vec<Level>> {
    let ends = [pair.ends.0, pair.ends.1];
    ends.iter()
        .all(|a| a.at() < before.assets.len())
        .then(|| Pair { ends: pair.ends, ticks: together(before, pair.ends) }.levels(before, |t| t.all))
}
