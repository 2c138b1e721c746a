//! Price moves that the seed draws, again from the scenario: which numbers, how they come together, what they move.

use super::{Held, Seen, ensure};
use interclear_core::engine::Frame;
use interclear_core::journal::EntryKind;
use interclear_core::metric::index_of;
use interclear_core::pricing::correlate::{Factor, with_tails};
use interclear_core::pricing::draw::Stream;
use interclear_core::scenario::{EventKind, Shocks, StressBy};
use interclear_core::{Scenario, Trace};
use std::collections::BTreeMap;

/// What draws have made of each price so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawn(BTreeMap<String, f64>);

impl Drawn {
    /// The factors of a tick, by asset: at most 100 and at least a millionth of the opening in all.
    pub(super) fn tick(&mut self, s: &Scenario, t: &Trace, tick: u32) -> BTreeMap<String, f64> {
        let Some(d) = s.shocks.as_ref().filter(|d| tick >= d.from && tick <= d.to.unwrap_or(s.clock.ticks)) else {
            return BTreeMap::new();
        };
        let years = s.clock.days.map_or(1.0, |x| x.get()) / 365.0;
        let last = tick.checked_sub(1).and_then(|at| t.frames.get(at as usize));
        let numbers = numbers(s, d, tick, theta(s, t, d, last));
        let mut all = BTreeMap::new();
        for (id, z) in numbers {
            let of = d.assets.iter().find(|a| a.asset == id).map_or(0.0, |a| a.volatility.get());
            let deviation = of * years.sqrt();
            let factor = interclear_core::pricing::draw::growth(deviation, z);
            let before = self.0.get(&id).copied().unwrap_or(1.0);
            let after = (before * factor).clamp(1e-6, 100.0);
            self.0.insert(id.clone(), after);
            all.insert(id, after / before);
        }
        all
    }
}

/// How far correlations are blended, by what the tick before shows.
fn theta(s: &Scenario, t: &Trace, d: &Shocks, last: Option<&Frame>) -> f64 {
    let ids: Vec<&str> = d.assets.iter().map(|a| a.asset.as_str()).collect();
    let stress = d.stress.as_ref().filter(|x| stressed(s, t, last, (x.by, x.above.get()), ids));
    stress.map_or(d.blend.get(), |x| x.blend.get())
}

/// Whether there is stress, by what the tick before shows; a fall is that of these assets on average.
pub(super) fn stressed(
    s: &Scenario,
    t: &Trace,
    last: Option<&Frame>,
    (by, above): (StressBy, f64),
    mut ids: Vec<&str>,
) -> bool {
    let metric = |id: &str| last.and_then(|f| f.metrics.get(index_of(id)?).copied());
    let measure = match by {
        StressBy::Failed => metric("failed").unwrap_or(0.0),
        StressBy::Unpaid => 1.0 - metric("settled").unwrap_or(1.0),
        StressBy::Fall => {
            ids.sort_unstable();
            let fall = |id: &&str| {
                let at = t.assets.iter().position(|a| a.id == *id)?;
                let then = s.assets.iter().find(|a| a.id == *id)?.price.get();
                (then > 0.0).then_some(1.0 - last?.assets.get(at)?.price.get() / then)
            };
            (ids.iter().filter_map(fall).sum::<f64>() / ids.len().max(1) as f64).max(0.0)
        }
    };
    last.is_some() && measure > above
}

/// A standard normal number for each asset.
fn numbers(s: &Scenario, d: &Shocks, tick: u32, theta: f64) -> Vec<(String, f64)> {
    let mut ids: Vec<String> = d.assets.iter().map(|a| a.asset.clone()).collect();
    ids.sort();
    let pair = |a: &String, b: &String| {
        let named = d.pairs.iter().find(|p| (&p.asset, &p.with) == (a, b) || (&p.with, &p.asset) == (a, b));
        if a == b { 1.0 } else { named.map_or(d.correlation, |p| p.correlation).get() }
    };
    let matrix: Vec<Vec<f64>> = ids.iter().map(|a| ids.iter().map(|b| pair(a, b)).collect()).collect();
    let draw = |purpose: &str, id: &str| Stream::new(s.seed, purpose, tick, id).normal();
    let own: Vec<f64> = ids.iter().map(|id| draw("price move", id)).collect();
    let shared = (draw("price moves of all", "blend"), draw("price moves of all", "correlation"));
    let Some(factor) = Factor::of(&matrix, d.correlation.get()) else { return Vec::new() };
    let mut all = factor.apply(theta, shared, &own);
    if let Some(v) = d.freedom {
        let chi = Stream::new(s.seed, "price moves of all", tick, "tails").chi_squared(v.get());
        all = with_tails(&all, v.get(), chi);
    }
    ids.into_iter().zip(all).collect()
}

/// Each move that was drawn is the one of the seed, with a line, and with the shocks of the scenario it is all that moved a
/// price from outside.
pub(super) fn draws_by_seed(v: &Seen<'_>) -> Held {
    for (at, info) in v.trace.assets.iter().enumerate() {
        let lines: Vec<_> =
            v.entries.iter().filter(|e| e.kind == EntryKind::Drawn && e.asset.is_some_and(|a| a.at() == at)).collect();
        let factor = v.drawn.get(&info.id).copied();
        let priced = v.last.is_none_or(|f| f.assets[at].price.get() > 0.0);
        let roots = lines.iter().all(|e| e.causes.is_empty());
        ensure(roots && lines.len() == usize::from(factor.is_some() && priced), || format!("{}: {lines:?}", info.id))?;
        for e in &lines {
            let (new, old) = (e.amount.quanta() as f64, e.of.quanta() as f64);
            let room = 1.0 + 1e-9 * new;
            let wanted = old * factor.unwrap_or(1.0);
            let most = room + factor.unwrap_or(1.0);
            ensure((new - wanted).abs() <= most, || format!("{}: {new} for {wanted}: {e:?}", info.id))?;
        }
        let change = |e: &interclear_core::scenario::Event| match &e.what {
            EventKind::PriceShock { asset, change } if e.tick == v.tick && asset == &info.id => {
                Some(1.0 + change.get())
            }
            _ => None,
        };
        let outer: f64 = v.s.events.iter().filter_map(change).chain(factor.filter(|_| priced)).map(f64::ln).sum();
        let said = v.frame.assets[at].outer.get();
        ensure((outer - said).abs() < 1e-9, || format!("{}: {said} for {outer}", info.id))?;
    }
    Ok(())
}
