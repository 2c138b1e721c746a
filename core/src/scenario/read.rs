//! Text to scenario: every problem is collected, with its place, and nothing is guessed.
//!
//! Each section is read element by element. A field that does not exist or does not fit is reported, taken out
//! and the element read again, so that one pass finds them all.

use super::limits::{MAX_BYTES, MAX_ELEMENT_PROBLEMS, MAX_ID, MAX_PROBLEMS};
use super::{Code, Problem, Scenario};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::Segment;

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
    let whole = top.clone();
    for section in
        ["assets", "participants", "obligations", "trades", "deposits", "collateral", "events", "controls", "expect"]
    {
        read_section(&mut top, section, &mut problems);
    }
    let scenario: Option<Scenario> = read_collecting(Value::Object(top), "", &mut problems);
    if problems.is_empty() {
        no_lists(&Value::Object(whole), "", &mut problems);
    }
    match scenario {
        Some(scenario) if problems.is_empty() => Ok(scenario),
        _ => Err(problems),
    }
}

/// Fields that are lists.
const LISTS: [&str; 14] = [
    "assets",
    "participants",
    "obligations",
    "trades",
    "deposits",
    "collateral",
    "events",
    "controls",
    "expect",
    "assumptions",
    "mechanisms",
    "groups",
    "among",
    "with",
];

/// Reports lists in place of objects: they would be read field by field, in an order nobody sees.
fn no_lists(value: &Value, at: &str, problems: &mut Vec<Problem>) {
    let inner: Vec<(String, &Value, bool)> = match value {
        Value::Object(map) => {
            map.iter().map(|(key, v)| (key.clone(), v, key == "place" || LISTS.contains(&key.as_str()))).collect()
        }
        Value::Array(elements) => elements.iter().enumerate().map(|(i, v)| (i.to_string(), v, false)).collect(),
        _ => return,
    };
    for (step, v, may_be_list) in inner {
        let here = if at.is_empty() { step } else { format!("{at}/{step}") };
        if v.is_array() && !may_be_list {
            problems.push(Problem::error(Code::BadValue, here, "is a list; must be an object, { ... }"));
        } else {
            no_lists(v, &here, problems);
        }
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
        if problems.len() >= MAX_PROBLEMS {
            break;
        }
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

/// What reading a value stumbled over first.
struct Stumble {
    place: Vec<String>,
    message: String,
    named: String,
    unknown: bool,
    missing: bool,
}

fn try_read<T: DeserializeOwned>(value: Value) -> Result<T, Stumble> {
    serde_path_to_error::deserialize::<_, T>(value).map_err(|error| {
        let step = |s: &Segment| match s {
            Segment::Seq { index } => Some(index.to_string()),
            Segment::Map { key } => Some(key.clone()),
            Segment::Enum { .. } | Segment::Unknown => None,
        };
        let mut place: Vec<String> = error.path().iter().filter_map(step).collect();
        let message = error.into_inner().to_string();
        let named = message.split('`').nth(1).unwrap_or_default().to_owned();
        let unknown = message.starts_with("unknown field");
        let missing = message.starts_with("missing field");
        if (unknown || missing) && place.last() != Some(&named) {
            place.push(named.clone());
        }
        Stumble { place, message, named, unknown, missing }
    })
}

/// Reads a value; on a problem takes the offending field out and tries again, until nothing more is found.
fn read_collecting<T: DeserializeOwned>(mut value: Value, at: &str, problems: &mut Vec<Problem>) -> Option<T> {
    let mut removed: Vec<String> = Vec::new();
    loop {
        let mut stumble = match try_read::<T>(value.clone()) {
            Ok(read) => return removed.is_empty().then_some(read),
            Err(stumble) => stumble,
        };
        if !stumble.missing {
            deepen::<T>(&value, &mut stumble);
        }
        let Stumble { place, message, named, unknown, missing } = stumble;
        let key = place.join("/");
        if missing && removed.contains(&key) {
            return None;
        }
        problems.push(describe(at, &key, &message, &named, unknown, missing));
        let enough = removed.len() >= MAX_ELEMENT_PROBLEMS || problems.len() >= MAX_PROBLEMS;
        if enough || missing || removed.contains(&key) || !take_out(&mut value, &place) {
            return None;
        }
        removed.push(key);
    }
}

/// Inside a tagged choice (an event, a mechanism) reading says what is wrong but not where: the field without which
/// it stumbles over something else, or nothing, is the one.
fn deepen<T: DeserializeOwned>(value: &Value, stumble: &mut Stumble) {
    let mut here = stumble.place.clone();
    if stumble.unknown {
        here.pop();
    }
    if look_up(value, &here).is_none_or(|v| v.get("type").is_none()) {
        return;
    }
    while let Some(within) = look_up(value, &here) {
        let keys: Vec<String> = match within {
            Value::Object(map) => map.keys().take(64).cloned().collect(),
            Value::Array(list) => (0..list.len().min(64)).map(|i| i.to_string()).collect(),
            _ => break,
        };
        let guilty = keys.into_iter().find(|key| {
            let mut without = value.clone();
            let mut place = here.clone();
            place.push(key.clone());
            key != "type"
                && take_out(&mut without, &place)
                && try_read::<T>(without).err().is_none_or(|other| other.message != stumble.message)
        });
        let Some(guilty) = guilty else { break };
        here.push(guilty);
    }
    let named = here.last() == Some(&stumble.named);
    if !stumble.unknown || named {
        stumble.place = here;
    }
}

fn look_up<'a>(value: &'a Value, path: &[String]) -> Option<&'a Value> {
    path.iter().try_fold(value, |here, step| match here {
        Value::Object(map) => map.get(step),
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// Takes out a field of an object or an element of a list.
fn take_out(value: &mut Value, path: &[String]) -> bool {
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
        Value::Array(list) => match last.parse::<usize>() {
            Ok(i) if i < list.len() => {
                list.remove(i);
                true
            }
            _ => false,
        },
        _ => false,
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

/// The known name nearest to a misspelt one, if any is close: the fewest letters put in, left out, changed or swapped.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    if name.len() > MAX_ID {
        return None;
    }
    let near = known.iter().map(|k| (distance(name, k), *k)).min_by_key(|(d, _)| *d)?;
    (near.0 * 5 <= 2 * name.len().max(near.1.len())).then_some(near.1)
}

fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut rows: [Vec<usize>; 3] = [Vec::new(), Vec::new(), (0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        rows.rotate_left(1);
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at =
                |back: usize, j: usize| rows.get(2 - back).and_then(|r| r.get(j)).copied().unwrap_or(usize::MAX - 1);
            let mut best = at(1, j) + usize::from(x != y);
            best = best.min(at(1, j + 1) + 1).min(row.get(j).map_or(best, |left| left + 1));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(2, j - 1) + 1);
            }
            row.push(best);
        }
        if let Some(last) = rows.last_mut() {
            *last = row;
        }
    }
    rows.last().and_then(|r| r.last()).copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn letters_apart() {
        for (a, b, apart) in [
            ("due", "due", 0),
            ("amuont", "amount", 1),
            ("hair_cut", "haircut", 1),
            ("asett", "asset", 2),
            ("dew", "due", 2),
            ("", "due", 3),
            ("due", "", 3),
            ("numerair", "numeraire", 1),
            ("ab", "ba", 1),
        ] {
            assert_eq!(distance(a, b), apart, "{a} {b}");
        }
    }
}
