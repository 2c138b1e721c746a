//! Text to scenario: every problem is collected, with its place, and nothing is guessed.

use super::form::{Form as _, Reader};
use super::limits::MAX_BYTES;
use super::{Code, Problem, Scenario, migrate};
use serde_json::Value;

/// Reads a scenario from JSON text.
///
/// # Errors
/// All problems of form: syntax with line and column, unknown, missing and unfit fields. Whether the parts fit
/// each other is for `check`.
pub fn parse(json: &str) -> Result<Scenario, Vec<Problem>> {
    if json.len() > MAX_BYTES {
        let message = format!("the file has {} bytes; at most {MAX_BYTES} are read", json.len());
        return Err(vec![Problem::error(Code::TooLarge, "", message)]);
    }
    let mut value: Value = serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|e| vec![syntax(&e)])?;
    let Value::Object(top) = &mut value else {
        return Err(vec![Problem::error(Code::Syntax, "", "a scenario is an object, { ... }")]);
    };
    migrate::to_present(top).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let mut scenario = Scenario::blank();
    scenario.read(&value, &mut Reader::new(&mut problems));
    if problems.is_empty() { Ok(scenario) } else { Err(problems) }
}

fn syntax(e: &serde_json::Error) -> Problem {
    let message = e.to_string();
    let reason = message.split(" at line").next().unwrap_or("not JSON");
    Problem::error(Code::Syntax, format!("line {}, column {}", e.line(), e.column()), format!("not JSON: {reason}"))
        .hint("look for a missing comma, quote or bracket just before this place")
}
