//! The scenario as text.

use super::{Form, Problem, Scenario, form};
use serde_json::Value;

/// Pretty JSON that [`super::parse`] reads back to an equal scenario.
///
/// # Errors
/// None for now: every number that a scenario holds can be written.
pub fn to_json(scenario: &Scenario) -> Result<String, Problem> {
    Ok(form::write(scenario, true))
}

/// A thing's JSON as a value; where so asked, one of several words is its place among them.
pub(super) fn value_of(thing: &dyn Form, places: bool) -> Value {
    serde_json::from_str(&form::write_plain(thing, places)).unwrap_or_default()
}

/// A thing's JSON as a value, for comparing field by field.
pub fn to_value<T: Form>(thing: &T) -> Value {
    serde_json::from_str(&form::write(thing, false)).unwrap_or_default()
}
