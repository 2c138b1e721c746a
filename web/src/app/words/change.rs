//! Words for changes and numbers, as undo labels and notices say them.

use interclear_core::scenario::{Form, Scenario, control, to_value};
use serde_json::{Map, Value};

/// Fields that are shares and read better in per cent.
const SHARES: [&str; 15] = [
    "bankruptcy_cost",
    "change",
    "counts_on_receipts",
    "discount",
    "gate",
    "haircut",
    "leaves_below",
    "opacity",
    "recovery_assets",
    "recovery_interbank",
    "required_cover",
    "reuse_cap",
    "seizure_discount",
    "share",
    "rate",
];

/// A field's name in words: `reuse_cap` is "re-use cap".
#[must_use]
pub fn field(name: &str) -> String {
    match name {
        "reuse_cap" => "re-use cap".into(),
        "reuses" => "re-use".into(),
        "skin_in_the_game" => "skin in the game".into(),
        "counts_on_receipts" => "trust in receipts".into(),
        "close_out_netting" => "close-out netting".into(),
        "delivery_against_payment" => "delivery against payment".into(),
        "place" => "place".into(),
        other => other.replace('_', " "),
    }
}

/// A number in the way its field is read: `0.69` of a re-use cap is "69 %".
#[must_use]
pub fn number(name: &str, value: f64) -> String {
    let (value, unit) = if SHARES.contains(&name) { (value * 100.0, " %") } else { (value, "") };
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let text = if text.is_empty() || text == "-0" { "0" } else { text };
    format!("{}{unit}", text.replace('-', "\u{2212}"))
}

/// What a slider's target is, in words: "re-use cap", "Heron's tokens".
#[must_use]
pub fn target(scenario: &Scenario, path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["participants", id, "holdings", asset] => {
            let who = scenario.participants.iter().find(|p| p.id == *id).map_or(*id, |p| p.label.as_str());
            let what = scenario.assets.iter().find(|a| a.id == *asset).map_or(*asset, |a| a.label.as_str());
            format!("{what} of {who}")
        }
        ["events", id, last] => {
            let event = scenario.events.iter().find(|e| e.id == *id);
            event.map_or_else(|| field(last), |e| format!("{} {}", e.what.label().to_ascii_lowercase(), field(last)))
        }
        ["collateral", _, "amount"] => "collateral".into(),
        ["obligations", _, "amount"] => "debt".into(),
        ["deposits", _, "amount"] => "deposit".into(),
        [.., last] => field(last),
        [] => String::new(),
    }
}

/// "re-use cap 100 % to 69 %": what a slider's move changed.
#[must_use]
pub fn slide(before: &Scenario, path: &str, value: f64) -> String {
    let last = path.rsplit('/').next().unwrap_or(path);
    let show = |v: f64| match before.controls.iter().find(|c| c.target == path) {
        Some(control) => super::stop(control, v),
        None => number(last, v),
    };
    match control::get(before, path) {
        Ok(old) => format!("{} {} to {}", target(before, path), show(old), show(value)),
        Err(_) => format!("{} to {}", target(before, path), show(value)),
    }
}

/// Names of participants by their ids.
type Names<'a> = &'a dyn Fn(&str) -> String;

/// What differs between two versions of one thing, when it is one simple field: "haircut 10 % to 20 %". A field of
/// something in a list counts when nothing else in the list has changed.
pub(in crate::app) fn difference<T: Form>(names: Names<'_>, before: &T, after: &T) -> Option<String> {
    one_change(names, ("", ""), &to_value(before), &to_value(after))
}

/// `inside` is the kind of thing (its `type`, or the name of what holds it) and the name of the value in it.
fn one_change(names: Names<'_>, inside: (&str, &str), before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Object(a), Value::Object(b)) => {
            let mut keys: Vec<&String> = a.keys().chain(b.keys().filter(|k| !a.contains_key(*k))).collect();
            keys.retain(|k| a.get(*k) != b.get(*k));
            let [key] = keys.as_slice() else { return None };
            let kind = a.get("type").and_then(Value::as_str).unwrap_or(inside.1);
            let of = |map: &Map<String, Value>| map.get(*key).cloned().unwrap_or_default();
            one_change(names, (kind, key), &of(a), &of(b))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut pairs = a.iter().zip(b).filter(|(x, y)| x != y);
            match (pairs.next(), pairs.next()) {
                (Some((x, y)), None) if x.is_object() && x.get("type") == y.get("type") => {
                    one_change(names, inside, x, y)
                }
                _ => None,
            }
        }
        (a, b) => {
            let (what, unit) = leaf(names, inside);
            let (a, b) = (scalar(unit, Some(a))?, scalar(unit, Some(b))?);
            Some(format!("{what} {a} to {b}"))
        }
    }
}

/// What a value is called, and the name by which its number is shown.
fn leaf<'a>(names: Names<'_>, inside: (&str, &'a str)) -> (String, &'a str) {
    let (kind, name) = inside;
    match inside {
        ("contributions", _) => (format!("contribution of {}", names(name)), ""),
        ("close_out", _) => (format!("close-out loss of {}", names(name)), ""),
        ("skin_in_the_game", "amount") => (field(kind), name),
        ("assessments", "cap") => ("cap of assessments".into(), "share"),
        ("assessments", _) => (format!("{} of assessments", field(name)), name),
        _ => (field(name), name),
    }
}

fn scalar(name: &str, value: Option<&Value>) -> Option<String> {
    match value {
        None | Some(Value::Null) => Some("none".into()),
        Some(Value::Bool(yes)) => Some(if *yes { "on" } else { "off" }.into()),
        Some(Value::Number(n)) => n.as_f64().map(|v| number(name, v)),
        Some(Value::String(text)) => Some(text.replace('_', " ")),
        Some(Value::Array(_) | Value::Object(_)) => None,
    }
}

/// "1 fails", "4 fail", "none fails".
#[must_use]
pub fn fail(count: u32) -> String {
    match count {
        0 => "none fails".into(),
        1 => "1 fails".into(),
        n => format!("{n} fail"),
    }
}
