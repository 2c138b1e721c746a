//! How two prices have moved together, by name.

use super::super::together::together;
use crate::Trace;
use crate::engine::Frame;
use crate::units::AssetIx;

/// `correlation/A/B` of all moves, `drawn_correlation/A/B` of what came from outside, `sales_correlation/A/B` of what sales
/// have added to it; nothing of another kind.
pub(super) fn measure(trace: &Trace, frame: &Frame, kind: &str, id: &str) -> Option<f64> {
    let (a, b) = id.split_once('/')?;
    let place = |id: &str| trace.assets.iter().zip(0u32..).find(|(x, _)| x.id == id).map(|(_, at)| AssetIx(at));
    let all = together(trace, (place(a)?, place(b)?));
    let now = all.get(frame.tick as usize)?;
    match kind {
        "correlation" => now.all,
        "drawn_correlation" => now.drawn,
        "sales_correlation" => now.by_sales(),
        _ => None,
    }
}
