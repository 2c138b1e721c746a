//! Text to scenario: every problem is collected, with its place, and nothing is guessed.
//!
//! Each section is read element by element. A field that does not exist or does not fit is reported, taken out
//! and the element read again, so that one pass finds them all.

use super::limits::MAX_BYTES;
use super::{Code, Problem, Scenario};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The version of the format this program writes.
pub const VERSION: u64 = 1;

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
    let value: Value = serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|e| vec![syntax(&e)])?;
    let Value::Object(mut top) = value else {
        return Err(vec![Problem::error(Code::Syntax, "", "a scenario is an object, { ... }")]);
    };
    version(&top)?;
    let mut problems = Vec::new();
    for section in
        ["assets", "participants", "obligations", "trades", "deposits", "collateral", "events", "controls", "expect"]
    {
        read_section(&mut top, section, &mut problems);
    }
    let scenario: Option<Scenario> = read_collecting(Value::Object(top), "", &mut problems);
    match scenario {
        Some(scenario) if problems.is_empty() => Ok(scenario),
        _ => Err(problems),
    }
}

fn syntax(e: &serde_json::Error) -> Problem {
    let message = e.to_string();
    let reason = message.split(" at line").next().unwrap_or("not JSON");
    Problem::error(Code::Syntax, format!("line {}, column {}", e.line(), e.column()), format!("not JSON: {reason}"))
        .hint("look for a missing comma, quote or bracket just before this place")
}

fn version(top: &Map<String, Value>) -> Result<(), Vec<Problem>> {
    match top.get("version") {
        Some(v) if v.as_u64() == Some(VERSION) => Ok(()),
        Some(v) => {
            let found = v.to_string();
            let newer = v.as_u64().is_some_and(|n| n > VERSION);
            let hint = if newer { "it was made by a newer version of this program" } else { "write \"version\": 1" };
            Err(vec![
                Problem::error(Code::Version, "version", format!("version {found} is not known; this program reads 1"))
                    .hint(hint),
            ])
        }
        None => Err(vec![
            Problem::error(Code::MissingField, "version", "the version is missing").hint("write \"version\": 1"),
        ]),
    }
}

/// Reads every element of a section on its own; a section with problems is emptied, so that the whole can still be read.
fn read_section(top: &mut Map<String, Value>, section: &str, problems: &mut Vec<Problem>) {
    let Some(value) = top.get_mut(section) else { return };
    let Value::Array(elements) = value else {
        problems.push(Problem::error(Code::BadValue, section, "must be a list, [ ... ]"));
        *value = Value::Array(Vec::new());
        return;
    };
    let before = problems.len();
    for (i, element) in elements.iter().enumerate() {
        let id = element.get("id").and_then(Value::as_str).map_or_else(|| i.to_string(), str::to_owned);
        read_element(section, element.clone(), &format!("{section}/{id}"), problems);
    }
    if problems.len() > before {
        elements.clear();
    }
}

fn read_element(section: &str, value: Value, at: &str, problems: &mut Vec<Problem>) {
    use super::{Asset, Collateral, Control, Deposit, Event, Expectation, Obligation, Participant, Trade};
    fn keep<T: DeserializeOwned>(value: Value, at: &str, problems: &mut Vec<Problem>) {
        let _: Option<T> = read_collecting(value, at, problems);
    }
    match section {
        "assets" => keep::<Asset>(value, at, problems),
        "participants" => keep::<Participant>(value, at, problems),
        "obligations" => keep::<Obligation>(value, at, problems),
        "trades" => keep::<Trade>(value, at, problems),
        "deposits" => keep::<Deposit>(value, at, problems),
        "collateral" => keep::<Collateral>(value, at, problems),
        "events" => keep::<Event>(value, at, problems),
        "controls" => keep::<Control>(value, at, problems),
        _ => keep::<Expectation>(value, at, problems),
    }
}

/// Reads a value; on a problem takes the offending field out and tries again, until nothing more is found.
fn read_collecting<T: DeserializeOwned>(mut value: Value, at: &str, problems: &mut Vec<Problem>) -> Option<T> {
    let mut removed: Vec<String> = Vec::new();
    loop {
        let error = match serde_path_to_error::deserialize::<_, T>(value.clone()) {
            Ok(read) => return removed.is_empty().then_some(read),
            Err(error) => error,
        };
        let path: Vec<String> = error.path().iter().map(|s| s.to_string()).filter(|s| s != "?" && s != ".").collect();
        let message = error.into_inner().to_string();
        let named = message.split('`').nth(1).unwrap_or_default().to_owned();
        let unknown = message.starts_with("unknown field");
        let missing = message.starts_with("missing field");
        let mut place = path.clone();
        if (unknown || missing) && place.last() != Some(&named) {
            place.push(named.clone());
        }
        let key = place.join("/");
        if missing && removed.contains(&key) {
            return None;
        }
        problems.push(describe(at, &key, &message, &named, unknown, missing));
        if missing || removed.contains(&key) || !remove(&mut value, &place) {
            return None;
        }
        removed.push(key);
    }
}

fn describe(at: &str, key: &str, message: &str, named: &str, unknown: bool, missing: bool) -> Problem {
    let place = [at, key].iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join("/");
    if unknown {
        let known: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        let problem = Problem::error(Code::UnknownField, place, format!("there is no field `{named}` here"));
        return match nearest(named, &known) {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None if known.is_empty() => problem,
            None => problem.hint(format!("fields here: {}", known.join(", "))),
        };
    }
    if missing {
        return Problem::error(Code::MissingField, place, format!("`{named}` is missing"));
    }
    Problem::error(Code::BadValue, place, message.to_owned())
}

/// Removes the field at a path; false when there is none.
fn remove(value: &mut Value, path: &[String]) -> bool {
    let Some((last, parents)) = path.split_last() else { return false };
    let mut here = value;
    for step in parents {
        let next = match here {
            Value::Object(map) => map.get_mut(step),
            Value::Array(list) => step.parse::<usize>().ok().and_then(|i| list.get_mut(i)),
            _ => None,
        };
        let Some(next) = next else { return false };
        here = next;
    }
    match here {
        Value::Object(map) => map.remove(last).is_some(),
        _ => false,
    }
}

/// The known name that shares the most with a misspelt one, if any is close.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let pairs = |s: &str| s.as_bytes().windows(2).map(|w| (w[0], w[1])).collect::<Vec<_>>();
    let mine = pairs(name);
    let score = |other: &&str| {
        let theirs = pairs(other);
        let shared = mine.iter().filter(|p| theirs.contains(p)).count();
        2 * shared * 100 / (mine.len() + theirs.len()).max(1)
    };
    known.iter().max_by_key(|k| score(k)).filter(|k| score(k) >= 50).copied()
}
