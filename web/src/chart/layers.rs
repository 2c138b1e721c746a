//! What each bore in the layers of clearing houses' waterfalls: the part of its loss that a rulebook put on it.

use crate::app::words;
use interclear_core::engine::{Borne, Trace};
use interclear_core::units::ParticipantIx;

/// Layers of all houses up to the end of a tick, house by house in their order.
fn all(trace: &Trace, at: usize) -> &[Borne] {
    trace.frames.get(at).map_or(&[], |f| &f.borne)
}

fn layer(trace: &Trace, b: &Borne) -> String {
    format!("{}, {}", trace.name(b.house), b.kind.label().to_ascii_lowercase())
}

fn amount(trace: &Trace, b: &Borne) -> String {
    words::rounded(b.amount.to_f64(trace.decimals()), 2)
}

/// What one bore, layer by layer: names and amounts.
pub(super) fn of(trace: &Trace, at: usize, who: ParticipantIx) -> Vec<(String, String)> {
    let mine = all(trace, at).iter().filter(|b| b.bearer == who);
    mine.map(|b| (layer(trace, b), amount(trace, b))).collect()
}

/// A row for each part: whose layer and who bore it, how much.
pub(super) fn rows(trace: &Trace, at: usize) -> Vec<[String; 2]> {
    let row = |b: &Borne| [format!("{}: {}", layer(trace, b), trace.name(b.bearer)), amount(trace, b)];
    all(trace, at).iter().map(row).collect()
}
