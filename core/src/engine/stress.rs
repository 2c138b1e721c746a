//! Whether there is stress, by what the tick before shows, and which line brought it about.

use super::context::Tick;
use crate::journal::EntryKind;
use crate::metric;
use crate::scenario::StressBy;
use crate::units::{AssetIx, EntryIx};

/// What is looked at, as of the tick before; a fall is that of these assets on average.
pub(super) fn measure(t: &Tick<'_>, by: StressBy, assets: &[AssetIx]) -> f64 {
    let Some(last) = t.trace.frames.last() else { return 0.0 };
    let of = |id| metric::index_of(id).and_then(|at| last.metrics.get(at)).copied();
    match by {
        StressBy::Failed => of("failed").unwrap_or(0.0),
        StressBy::Unpaid => 1.0 - of("settled").unwrap_or(1.0),
        StressBy::Fall => {
            let fall = |&asset: &AssetIx| {
                let (now, then) = (last.assets.get(asset.at())?.price.get(), t.w.assets.get(asset.at())?.price);
                (then > 0.0).then(|| 1.0 - now / then)
            };
            let all: f64 = assets.iter().filter_map(fall).sum();
            (all / assets.len().max(1) as f64).max(0.0)
        }
    }
}

/// The last line that brought the stress about, or its end.
pub(super) fn why(t: &Tick<'_>, by: StressBy, assets: &[AssetIx]) -> Option<EntryIx> {
    use EntryKind as K;
    let last = |fits: &dyn Fn(EntryKind) -> bool| {
        t.s.journal.entries.iter().rposition(|e| fits(e.kind)).map(|at| EntryIx(at as u32))
    };
    match by {
        StressBy::Failed => last(&|k| matches!(k, K::Failed | K::Closed | K::DefaultDeclared | K::Exhausted)),
        StressBy::Unpaid => last(&|k| matches!(k, K::Short | K::Stuck | K::Late)),
        StressBy::Fall => assets.iter().filter_map(|a| t.s.quotes.get(a.at())?.moved).max(),
    }
}
