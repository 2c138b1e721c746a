//! The one place where the page's logic asks the core about a scenario.

use interclear_core::scenario::{Participant, Problem, Scenario};

/// Everything wrong with a scenario.
pub(super) fn check(scenario: &Scenario) -> Vec<Problem> {
    interclear_core::check(scenario).1
}

/// A participant made from a preset, with its label; its id and place are still to be given.
pub(super) fn preset(id: &str) -> Option<Participant> {
    Some(Participant { label: super::words::capital(&id.replace('_', " ")), kind: id.to_owned(), ..Default::default() })
}
