//! Price moves that the seed draws: which assets, how much, and how they come together.

use super::check::Names;
use crate::pricing::correlate::Factor;
use crate::scenario::limits::{MAX_FREEDOM, MAX_PARTICIPANTS, MAX_TICKS, MAX_YIELD};
use crate::scenario::{Scenario, Shocks, Stress, StressBy};
use crate::units::{AssetIx, Tick, sorted};

/// Assets that move together, in order of id.
#[derive(Clone, Debug)]
pub(crate) struct DrawSpec {
    pub assets: Vec<AssetIx>,
    /// Volatility of each, per root year.
    pub volatility: Vec<f64>,
    pub factor: Factor,
    pub freedom: Option<f64>,
    pub blend: f64,
    pub stress: Option<StressSpec>,
    pub from: Tick,
    pub to: Tick,
}

/// When correlations are blended further.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StressSpec {
    pub by: StressBy,
    pub above: f64,
    pub blend: f64,
}

pub(super) fn build(s: &Scenario, n: &mut Names<'_>) -> Option<DrawSpec> {
    let d = s.shocks.as_ref()?;
    let mut moves: Vec<(&str, AssetIx, f64)> = Vec::new();
    for a in &d.assets {
        let at = format!("shocks/assets/{}", a.asset);
        let volatility = n.share(&format!("{at}/volatility"), a.volatility.get(), 0.0, MAX_YIELD);
        let Some(asset) = n.asset(&format!("{at}/asset"), Some(&a.asset)) else { continue };
        super::events::priced(s, &format!("{at}/asset"), &a.asset, n);
        if moves.iter().any(|m| m.0 == a.asset) {
            n.conflict(&at, "is there twice", "name each asset once");
            continue;
        }
        moves.push((&a.asset, asset, volatility));
    }
    if d.assets.is_empty() {
        n.bad("shocks/assets", "is empty", "name an asset, or leave `shocks` out");
    }
    let moves = sorted(moves, |a, b| a.0.cmp(b.0));
    let factor = factor(d, &moves, n);
    let freedom = d.freedom.map(|v| v.get());
    if let Some(v) = freedom.filter(|v| !(1.0..=MAX_FREEDOM).contains(v)) {
        n.bad("shocks/freedom", format!("{v} is not between 1 and {MAX_FREEDOM}"), "4 is usual; leave it out for none");
    }
    let to = d.to.unwrap_or(s.clock.ticks);
    for (at, tick) in [("shocks/from", d.from), ("shocks/to", to)] {
        if tick == 0 || tick > MAX_TICKS {
            n.bad(at, format!("{tick} is not between 1 and {MAX_TICKS}"), "tick 0 is the opening");
        }
    }
    Some(DrawSpec {
        assets: moves.iter().map(|m| m.1).collect(),
        volatility: moves.iter().map(|m| m.2).collect(),
        factor: factor?,
        freedom,
        blend: n.share("shocks/blend", d.blend.get(), 0.0, 1.0),
        stress: d.stress.as_ref().map(|x| stress(x, n)),
        from: d.from,
        to,
    })
}

fn stress(x: &Stress, n: &mut Names<'_>) -> StressSpec {
    StressSpec {
        by: x.by,
        above: n.share("shocks/stress/above", x.above.get(), 0.0, MAX_PARTICIPANTS as f64),
        blend: n.share("shocks/stress/blend", x.blend.get(), 0.0, 1.0),
    }
}

/// The factor of the correlations, which must be possible together.
fn factor(d: &Shocks, moves: &[(&str, AssetIx, f64)], n: &mut Names<'_>) -> Option<Factor> {
    let common = n.share("shocks/correlation", d.correlation.get(), -1.0, 1.0);
    let mut matrix = vec![vec![common; moves.len()]; moves.len()];
    for (i, row) in matrix.iter_mut().enumerate() {
        if let Some(slot) = row.get_mut(i) {
            *slot = 1.0;
        }
    }
    let mut seen: Vec<(usize, usize)> = Vec::new();
    for (k, pair) in d.pairs.iter().enumerate() {
        let at = format!("shocks/pairs/{k}");
        let correlation = n.share(&format!("{at}/correlation"), pair.correlation.get(), -1.0, 1.0);
        let mut place = |field: &str, id: &str| {
            n.asset(&format!("{at}/{field}"), Some(id))?;
            let found = moves.iter().position(|m| m.0 == id);
            if found.is_none() {
                n.conflict(
                    &format!("{at}/{field}"),
                    "is no asset whose moves are drawn",
                    "name it in `shocks/assets` too",
                );
            }
            found
        };
        let (Some(i), Some(j)) = (place("asset", &pair.asset), place("with", &pair.with)) else { continue };
        if i == j || seen.contains(&(i.min(j), i.max(j))) {
            n.conflict(&at, "names a pair twice, or one asset as a pair", "give each pair of two assets once");
            continue;
        }
        seen.push((i.min(j), i.max(j)));
        for (i, j) in [(i, j), (j, i)] {
            if let Some(slot) = matrix.get_mut(i).and_then(|row| row.get_mut(j)) {
                *slot = correlation;
            }
        }
    }
    let found = Factor::of(&matrix, common);
    if found.is_none() {
        let at = if d.pairs.is_empty() { "shocks/correlation" } else { "shocks/pairs" };
        n.conflict(
            at,
            "these correlations are impossible together: their matrix is not positive semidefinite",
            "bring them nearer to 0; to make assets move more alike raise `blend`, which keeps them possible",
        );
    }
    found
}
