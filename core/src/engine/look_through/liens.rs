//! Collateral: how often units are claimed, and who has which claim on the same units.

use crate::state::State;
use crate::trace::{CollateralCount, LienStack};
use crate::units::{Amount, AssetIx, LinkIx};
use crate::world::World;
use std::collections::BTreeMap;

/// Counts by asset, and the stack of liens on what each link has in its box or has lost.
pub(super) fn count(s: &State, w: &World) -> (Vec<CollateralCount>, Vec<LienStack>) {
    let first = (w.obligations.len() + w.trades.len() + w.deposits.len()) as u32;
    let open = |at: usize| s.pledges.get(at).is_some_and(|p| !p.closed && p.posted > 0);
    let mut sums: BTreeMap<AssetIx, (f64, f64, f64)> = BTreeMap::new();
    let mut stacks = Vec::new();
    for (at, (c, p)) in w.collateral.iter().zip(&s.pledges).enumerate().filter(|(at, _)| open(*at)) {
        let units = |quanta: i64| Amount::new(quanta).to_f64(w.assets.get(c.asset.at()).map_or(0, |a| a.decimals));
        let chain = chain(w, at);
        let passed: i64 = (0..w.collateral.len())
            .filter(|&i| open(i) && w.collateral.get(i).and_then(|x| x.reuses) == Some(at as u32))
            .filter_map(|i| s.pledges.get(i).map(|x| x.posted))
            .sum();
        let sum = sums.entry(c.asset).or_default();
        sum.0 += if chain.len() == 1 { units(p.posted) } else { 0.0 };
        sum.1 += units(p.posted);
        // What is lent on it, if each link lends on what it holds after its haircut.
        let kept = |i: &usize| w.collateral.get(*i).map_or(1.0, |x| 1.0 / x.cover.max(1.0));
        let above = chain.split_last().map_or(&[][..], |x| x.1);
        sum.2 += units(p.posted) * above.iter().map(kept).product::<f64>();
        let here = if c.transfer { 0 } else { s.books.pledged(at as u32) };
        let links: Vec<LinkIx> = chain.iter().map(|&i| LinkIx(first + i as u32)).collect();
        for (quanta, there) in [(here, true), (p.posted - here - passed, false)] {
            if quanta > 0 {
                stacks.push(LienStack { asset: c.asset, units: units(quanta), links: links.clone(), there });
            }
        }
    }
    let count = |(asset, (posted, claimed, lent)): (AssetIx, (f64, f64, f64))| CollateralCount {
        asset,
        posted,
        claimed,
        multiplier: if posted > 0.0 { lent / posted } else { 0.0 },
    };
    (sums.into_iter().map(count).collect(), stacks)
}

/// Links from the first pledge to this one.
fn chain(w: &World, at: usize) -> Vec<usize> {
    let mut all = vec![at];
    let mut here = at;
    while let Some(up) = w.collateral.get(here).and_then(|c| c.reuses) {
        here = up as usize;
        all.push(here);
        if all.len() > crate::scenario::MAX_CHAIN {
            break;
        }
    }
    all.reverse();
    all
}
