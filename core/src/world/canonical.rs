//! The economic scenario in one form: no labels, layout or notes, and in order of id.

use crate::scenario::{Scenario, write};
use crate::units::sorted;

/// Bytes that are equal for two scenarios exactly when they are the same economically.
pub(super) fn bytes(s: &Scenario) -> Vec<u8> {
    let mut s = s.clone();
    s.id.clear();
    s.title.clear();
    s.summary.clear();
    s.source.clear();
    s.assumptions.clear();
    s.question = None;
    s.clock.unit.clear();
    s.controls.clear();
    s.rewire = None;
    s.expect.clear();
    s.history.clear();
    s.figures.clear();
    s.not_captured.clear();
    for p in &mut s.participants {
        p.label.clear();
        p.kind.clear();
        p.place = None;
    }
    for a in &mut s.assets {
        a.label.clear();
    }
    s.assets = sorted(s.assets, |a, b| a.id.cmp(&b.id));
    s.participants = sorted(s.participants, |a, b| a.id.cmp(&b.id));
    s.obligations = sorted(s.obligations, |a, b| a.id.cmp(&b.id));
    s.trades = sorted(s.trades, |a, b| a.id.cmp(&b.id));
    s.deposits = sorted(s.deposits, |a, b| a.id.cmp(&b.id));
    s.collateral = sorted(s.collateral, |a, b| a.id.cmp(&b.id));
    s.events = sorted(s.events, |a, b| a.id.cmp(&b.id));
    write(&s, false).into_bytes()
}
