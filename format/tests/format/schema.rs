//! What the schema refuses, the program refuses, and the other way round.

use crate::published::root;
use crate::walk::{allowed, full, plus, spots, with, without};
use interclear_core::scenario::{self, Code, Severity};
use interclear_core::{check, parse};
use jsonschema::Validator;
use serde_json::{Value, json};

fn judge() -> Validator {
    jsonschema::draft202012::new(&scenario::schema()).unwrap()
}

fn reads(scenario: &Value) -> bool {
    parse(&scenario.to_string()).is_ok()
}

/// Whether reader and `check` take it.
fn fits(scenario: &Value) -> bool {
    parse(&scenario.to_string()).is_ok_and(|s| check(&s).1.iter().all(|p| p.severity != Severity::Error))
}

fn files(folder: &str) -> Vec<(String, Value)> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let json = entries.filter(|path| path.extension().is_some_and(|x| x == "json"));
    json.map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path.display().to_string(), serde_json::from_str(&text).unwrap())
    })
    .collect()
}

#[test]
fn the_schema_keeps_the_rules_of_schemas() {
    jsonschema::draft202012::meta::validate(&scenario::schema()).unwrap();
}

#[test]
fn every_good_scenario_is_valid() {
    let judge = judge();
    let mut all = files("static/scenarios");
    all.extend(files("tests/fixtures/v1"));
    assert!(all.len() >= 18, "the scenarios are found");
    all.push(("full".to_owned(), full()));
    for seed in 0..300 {
        let text = interclear_core::to_json(&interclear_swarm::scenario(seed)).unwrap();
        all.push((format!("seed {seed}"), serde_json::from_str(&text).unwrap()));
    }
    for (name, scenario) in all {
        let found: Vec<String> = judge.iter_errors(&scenario).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert_eq!(found, Vec::<String>::new(), "{name}");
        assert!(fits(&scenario), "{name}");
    }
}

#[test]
fn a_field_may_be_left_out_of_both_or_of_none() {
    let (judge, full) = (judge(), full());
    let mut seen = [0, 0];
    for spot in spots(&full).iter().filter(|s| s.kind["properties"].is_object()) {
        for (name, _) in allowed(&spot.kind) {
            let place = format!("{}/{name}", spot.pointer);
            if full.pointer(&place).is_none() {
                continue;
            }
            let other = without(&full, &place);
            assert_eq!(judge.is_valid(&other), reads(&other), "without {place}");
            seen[usize::from(reads(&other))] += 1;
        }
    }
    assert!(seen[0] > 100 && seen[1] > 50, "{seen:?}");
}

/// For each value and field of the full scenario: what both refuse at once.
#[test]
fn unknown_fields_wrong_types_and_wrong_words_are_refused_by_both() {
    let (judge, full) = (judge(), full());
    let refused = |what: &str, other: Value| {
        assert!(!judge.is_valid(&other), "the schema takes {what}");
        assert!(!reads(&other), "the reader takes {what}");
    };
    for spot in spots(&full) {
        let (at, kind, value) = (&spot.pointer, &spot.kind, full.pointer(&spot.pointer).unwrap());
        if kind["properties"].is_object() {
            refused(&format!("an unknown field in {at:?}"), plus(&full, at, "oops", json!(1)));
        }
        let wrong = [json!(true), json!([]), json!({}), json!("no such word"), json!(1.5), json!(-1), json!(null)];
        for other in wrong.iter().filter(|_| !at.is_empty()) {
            let same_type = match (value, other) {
                (Value::Bool(_), Value::Bool(_)) | (Value::Array(_), Value::Array(_)) => true,
                (Value::Object(_), Value::Object(_)) => true,
                // A word is told by its list, an amount may be text; a whole number has neither point nor sign.
                (Value::String(_), Value::String(_)) => kind["oneOf"].is_null() && kind["const"].is_null(),
                (Value::Number(_), Value::Number(_)) => kind["type"] != "integer" && kind["const"].is_null(),
                _ => false,
            };
            let other_type = kind["type"].as_array().is_some_and(|all| all.iter().any(|t| *t == "number"));
            let null = other.is_null() && (spot.field["anyOf"].is_array() || spot.field["type"].is_array());
            let fits_anyway = same_type || null || (other_type && other.is_number());
            if !fits_anyway {
                refused(&format!("{other} at {at}"), with(&full, at, other.clone()));
            }
        }
    }
}

#[test]
fn blank_values_stand_for_absent_ones_in_both() {
    let (judge, full) = (judge(), full());
    let mut seen = 0;
    for spot in spots(&full).iter().filter(|s| !s.pointer.is_empty()) {
        let other = with(&full, &spot.pointer, Value::Null);
        assert_eq!(judge.is_valid(&other), reads(&other), "null at {}", spot.pointer);
        seen += usize::from(reads(&other));
    }
    assert!(seen > 25, "{seen}");
}

/// Values just past a limit that the schema names.
fn past(keyword: &str, limit: &Value, value: &Value) -> Vec<Value> {
    let n = limit.as_f64().unwrap_or_default();
    let number = |n: f64| if n.fract() == 0.0 { json!(n as i64) } else { json!(n) };
    let step = n.abs().max(1.0) * 1e-9;
    let whole = |n: f64| if n.fract() == 0.0 && value.is_u64() { vec![number(n)] } else { vec![] };
    match keyword {
        "minimum" if n == 0.0 && value.is_u64() => vec![json!(-1)],
        "minimum" => [vec![json!(n - step)], whole(n - 1.0)].concat(),
        "maximum" => [vec![json!(n + step.max(0.001))], vec![number(n + 1.0)]].concat(),
        "exclusiveMinimum" => vec![number(n), json!(n - step)],
        "maxLength" => vec![json!("x".repeat(n as usize + 1))],
        "const" => vec![json!(limit.as_u64().unwrap_or(1) + 1)],
        "not" => vec![limit["const"].clone()],
        "pattern" => {
            let text = ["", " ", "a b", "a\u{202e}b", "a\u{7}", "1,5", "0.123456789", "-1.x", "+1", "é"];
            let pattern = limit.as_str().unwrap();
            let judge = jsonschema::draft202012::new(&json!({ "pattern": pattern })).unwrap();
            let bad: Vec<Value> = text.iter().map(|t| json!(t)).filter(|t| !judge.is_valid(t)).collect();
            assert!(!bad.is_empty(), "nothing breaks {pattern}");
            bad
        }
        "maxItems" => {
            let first = value[0].clone();
            let numbered = |i: u64| {
                let mut x = first.clone();
                if x.get("id").is_some() {
                    x["id"] = json!(format!("many{i}"));
                }
                if x.get("share").is_some() {
                    x["share"] = json!(0);
                }
                x
            };
            vec![Value::Array((0..=limit.as_u64().unwrap()).map(numbered).collect())]
        }
        "minItems" => vec![json!([])],
        "maxProperties" => vec![(0..=limit.as_u64().unwrap()).map(|i| (format!("many{i}"), json!(0))).collect()],
        "minProperties" => vec![json!({})],
        "propertyNames" => vec![json!({ "a b": 0 }), json!({ "outside": 0 }), json!({ "": 0 })],
        _ => vec![],
    }
}

#[test]
fn values_past_a_limit_are_refused_by_both() {
    let (judge, full) = (judge(), full());
    assert!(fits(&full) && judge.is_valid(&full));
    let (mut seen, mut taken) = (std::collections::BTreeMap::new(), Vec::new());
    for spot in spots(&full) {
        let value = full.pointer(&spot.pointer).unwrap();
        let own = spot.kind.as_object().into_iter().flatten();
        for (keyword, limit) in own.chain(spot.field.as_object().into_iter().flatten()) {
            for bad in past(keyword, limit, value) {
                let text = bad.to_string();
                let what = format!("{} at {}", text.get(..60).unwrap_or(&text), spot.pointer);
                let other = with(&full, &spot.pointer, bad);
                assert!(!judge.is_valid(&other), "the schema takes {what} past {keyword}");
                if fits(&other) {
                    taken.push(format!("{what} past {keyword}"));
                }
                *seen.entry(keyword.clone()).or_insert(0) += 1;
            }
        }
    }
    assert!(taken.is_empty(), "the program takes {taken:#?}");
    let kinds: Vec<&String> = seen.keys().collect();
    assert_eq!(
        kinds,
        [
            "const",
            "exclusiveMinimum",
            "maxItems",
            "maxLength",
            "maxProperties",
            "maximum",
            "minItems",
            "minProperties",
            "minimum",
            "not",
            "pattern",
            "propertyNames"
        ],
        "{seen:?}"
    );
}

/// The schema is not wider than the program: an end that it includes is no bad value to `check` either.
#[test]
fn values_at_a_limit_are_taken_by_both() {
    let (judge, full) = (judge(), full());
    // The numeraire has price 1, an event lies within the run and is announced before it, and amounts are limited by the
    // decimals of their asset.
    let narrower = |s: &crate::walk::Spot| {
        s.pointer == "/assets/0/price"
            || (s.pointer.starts_with("/events/")
                && (s.pointer.ends_with("/tick") || s.pointer.ends_with("/announced")))
            || s.names.iter().any(|name| name.ends_with("Amount"))
    };
    let mut seen = 0;
    for spot in spots(&full).iter().filter(|s| !narrower(s)) {
        for keyword in ["minimum", "maximum"] {
            let Some(end) = spot.kind.get(keyword).filter(|_| spot.kind["const"].is_null()) else { continue };
            let other = with(&full, &spot.pointer, end.clone());
            assert!(judge.is_valid(&other), "the schema refuses its own {keyword} at {}", spot.pointer);
            let scenario = parse(&other.to_string()).unwrap_or_else(|p| panic!("{}: {p:?}", spot.pointer));
            let name = spot.pointer.rsplit('/').next().unwrap();
            let place = if name == "share" || name == "leaves_below" { "groups" } else { name };
            let bad = check(&scenario)
                .1
                .into_iter()
                .find(|p| p.code == Code::BadValue && p.at.ends_with(place) && !p.message.contains("shares sum"));
            assert_eq!(bad, None, "{end} at {}", spot.pointer);
            seen += 1;
        }
    }
    assert!(seen > 80, "{seen}");
}

/// What the schema cannot say: in JSON Schema 1.0 is a whole number, and the reader wants it without a point.
#[test]
fn the_one_difference_is_a_whole_number_with_a_point() {
    let other = with(&full(), "/clock/ticks", json!(6.0));
    assert!(judge().is_valid(&other) && !reads(&other));
}
