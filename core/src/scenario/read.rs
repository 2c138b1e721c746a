//! Text to scenario: every problem is collected, with its place, and nothing is guessed.

use super::form::{Form, Reader};
use super::limits::MAX_BYTES;
use super::scan::{problem, scan};
use super::{Code, Problem, Scenario, migrate};
use serde_json::Value;

/// The text of a file.
///
/// # Errors
/// Bytes that are not UTF-8, with their line: put in a substitute's place they would change an id or a name.
pub fn decode(bytes: Vec<u8>) -> Result<String, Problem> {
    String::from_utf8(bytes).map_err(|e| {
        let good = e.as_bytes().get(..e.utf8_error().valid_up_to()).unwrap_or_default();
        let line = 1 + good.iter().filter(|b| **b == b'\n').count();
        Problem::error(Code::Syntax, format!("line {line}"), "not UTF-8 text").hint("save the file as UTF-8")
    })
}

/// Reads a scenario from JSON text.
///
/// # Errors
/// All problems of form: syntax with line and column, a field named twice, unknown, missing and unfit fields. Whether the
/// parts fit each other is for `check`.
pub fn parse(json: &str) -> Result<Scenario, Vec<Problem>> {
    if json.len() > MAX_BYTES {
        let message = format!("the file has {} bytes; at most {MAX_BYTES} are read", json.len());
        return Err(vec![Problem::error(Code::TooLarge, "", message)]);
    }
    // Some editors begin a file with this mark.
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let odd = scan(json);
    if let Some(deep) = odd.as_ref().filter(|problem| problem.code == Code::Limit) {
        return Err(vec![deep.clone()]);
    }
    let mut value: Value = serde_json::from_str(json).map_err(|e| vec![syntax(&e)])?;
    if let Some(double) = odd {
        return Err(vec![double]);
    }
    let Value::Object(top) = &mut value else {
        return Err(vec![Problem::error(Code::Syntax, "", "a scenario is an object, { ... }")]);
    };
    migrate::to_present(top).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let mut scenario = Scenario::blank();
    scenario.read(&value, &mut Reader::new(&mut problems));
    if problems.is_empty() { Ok(scenario) } else { Err(problems) }
}

/// Reads a thing from its JSON; places of problems are within it.
///
/// # Errors
/// What the reader refuses.
pub fn from_value<T: Form>(value: &Value) -> Result<T, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut thing = T::blank();
    thing.read(value, &mut Reader::new(&mut problems));
    if problems.is_empty() { Ok(thing) } else { Err(problems) }
}

fn syntax(e: &serde_json::Error) -> Problem {
    let message = e.to_string();
    let reason = message.split(" at line").next().unwrap_or("not JSON");
    let hint = "look for a missing comma, quote or bracket just before this place";
    problem(Code::Syntax, (e.line(), e.column()), &format!("not JSON: {reason}"), hint)
}
