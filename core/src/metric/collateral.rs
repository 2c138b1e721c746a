//! Collateral that is re-used: what is claimed beside what there is, and what chains lend on it.

use super::{MetricDef, Sample, Unit};
use crate::units::AssetIx;
use std::collections::BTreeMap;

pub(super) const CLAIMED: MetricDef = MetricDef {
    id: "claimed_collateral",
    label: "Collateral claimed",
    unit: Unit::Times,
    help: "Value of collateral that links say is owed back, every link of a chain counted, over the value of what first pledgers have posted; 1 where nothing is re-used, and without collateral.",
    sample: claimed,
};

pub(super) const MULTIPLIER: MetricDef = MetricDef {
    id: "collateral_multiplier",
    label: "Collateral multiplier",
    unit: Unit::Times,
    help: "What chains of re-use lend on a unit of lending value: 1, and for each link that re-uses it the part passed on, after the haircuts above; of the asset where it is largest. With a part theta and a haircut h throughout it goes to 1 / (1 - theta (1 - h)). 1 without re-use.",
    sample: multiplier,
};

impl Sample<'_> {
    /// Open links with what is posted on each.
    fn open_links(&self) -> impl Iterator<Item = (usize, AssetIx, i64)> {
        let all = self.world.collateral.iter().zip(&self.state.pledges).enumerate();
        all.filter(|(_, (_, p))| !p.closed && p.posted > 0).map(|(at, (c, p))| (at, c.asset, p.posted))
    }

    /// Whether a link is a first pledge: it re-uses nothing, or nothing that is still a chain.
    fn is_first(&self, at: usize) -> bool {
        self.state.owns(self.world, at)
    }
}

fn claimed(s: &Sample<'_>) -> f64 {
    let (mut all, mut there) = (0.0, 0.0);
    for (at, asset, posted) in s.open_links() {
        let worth = s.state.at_mark(s.world, asset, posted) as f64;
        all += worth;
        there += if s.is_first(at) { worth } else { 0.0 };
    }
    if there > 0.0 { all / there } else { 1.0 }
}

fn multiplier(s: &Sample<'_>) -> f64 {
    let mut sums: BTreeMap<AssetIx, (f64, f64)> = BTreeMap::new();
    for (at, asset, posted) in s.open_links() {
        let (mut kept, mut here) = (1.0, at);
        for _ in 0..s.world.collateral.len() {
            let Some(up) = s.world.collateral.get(here).and_then(|c| c.reuses).filter(|_| !s.is_first(here)) else {
                break;
            };
            here = up as usize;
            kept /= s.world.collateral.get(here).map_or(1.0, |c| c.cover.max(1.0));
        }
        let sum = sums.entry(asset).or_default();
        sum.0 += posted as f64 * kept;
        sum.1 += if here == at { posted as f64 } else { 0.0 };
    }
    let each = sums.values().filter(|sum| sum.1 > 0.0).map(|sum| sum.0 / sum.1);
    each.fold(1.0, f64::max)
}
