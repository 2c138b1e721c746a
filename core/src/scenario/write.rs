//! The scenario as text.

use super::{Code, Problem, Scenario};

/// Pretty JSON that [`super::parse`] reads back to an equal scenario.
///
/// # Errors
/// A [`Problem`] when a number cannot be written, which a scenario that was read never has.
pub fn to_json(scenario: &Scenario) -> Result<String, Problem> {
    serde_json::to_string_pretty(scenario)
        .map_err(|e| Problem::error(Code::BadValue, "", format!("cannot be written: {e}")))
}
