//! Text to scenario: every problem is collected, with its place.

use super::{Code, Problem, Scenario};

/// Reads a scenario.
///
/// # Errors
/// All problems found.
pub fn parse(json: &str) -> Result<Scenario, Vec<Problem>> {
    serde_json::from_str(json).map_err(|e| vec![Problem::error(Code::Syntax, "", e.to_string())])
}
