//! The one place where the page's logic asks the core about a scenario.

use interclear_core::engine::LookThrough;
use interclear_core::preset;
use interclear_core::scenario::{Participant, Problem, Scenario};
use interclear_core::units::Tick;

/// Everything wrong with a scenario.
pub(super) fn check(scenario: &Scenario) -> Vec<Problem> {
    interclear_core::check(scenario).1
}

/// What everybody stands on at a tick; nothing when the scenario does not run.
pub(super) fn look_through(scenario: &Scenario, tick: Tick) -> Option<LookThrough> {
    let world = interclear_core::check(scenario).0?;
    Some(interclear_core::analysis::look_through(&world, tick))
}

/// A participant made from a preset; its id, name and place are still to be given.
pub(super) fn preset(id: &str, numeraire: &str) -> Option<Participant> {
    preset::by_id(id).map(|p| p.participant(p.id, p.label, numeraire))
}
