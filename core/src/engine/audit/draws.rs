//! Price moves from outside: events and draws.

use super::{Held, View, ensure};
use crate::journal::{Entry, EntryKind};

pub(super) fn draws_by_seed(v: &View<'_>) -> Held {
    let lines: Vec<&Entry> = v.entries.iter().filter(|e| e.kind == EntryKind::Drawn).collect();
    let drawn = v.w.draws.as_ref().filter(|d| (d.from..=d.to).contains(&v.s.tick));
    for e in &lines {
        let asset = e.asset.filter(|a| drawn.is_some_and(|d| d.assets.contains(a)));
        let once = lines.iter().filter(|x| x.asset == e.asset).count() == 1;
        ensure(asset.is_some() && once && e.causes.is_empty(), || format!("drawn without reason, or twice: {e:?}"))?;
    }
    for (at, (asset, frame)) in v.w.assets.iter().zip(&v.frame.assets).enumerate() {
        // What lines say in millionths, against what the frame says: as near as that is for a price that is not tiny.
        let outer = |e: &&Entry| {
            matches!(e.kind, EntryKind::Drawn | EntryKind::PriceShock) && e.asset.is_some_and(|a| a.at() == at)
        };
        let (mut said, mut slack) = (0.0, 1e-9);
        for e in v.entries.iter().filter(outer) {
            let (new, old) = (e.amount.quanta() as f64, e.of.quanta() as f64);
            // Lines stop at 9 x 10^15 millionths.
            if new < 100.0 || old < 100.0 || new.max(old) >= 9e15 {
                slack = f64::INFINITY;
            } else {
                said += libm::log(new / old);
                slack += 1.0 / new + 1.0 / old;
            }
        }
        ensure((said - frame.outer.get()).abs() <= slack, || format!("{}: {said} said, {frame:?}", asset.id))?;
    }
    let bounded =
        v.s.outer.drawn.iter().all(|x| (1e-6 * 0.999..=crate::scenario::MAX_SHOCK_FACTOR * 1.001).contains(x));
    ensure(bounded, || format!("{:?}", v.s.outer))
}
