//! The scenario as text.

use super::{Problem, Scenario, form};

/// Pretty JSON that [`super::parse`] reads back to an equal scenario.
///
/// # Errors
/// None for now: every number that a scenario holds can be written.
pub fn to_json(scenario: &Scenario) -> Result<String, Problem> {
    Ok(form::write(scenario, true))
}
