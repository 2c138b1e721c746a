//! Walks a scenario's JSON together with the schema, so that every value comes with what the schema says of it.

use interclear_core::scenario;
use serde_json::{Value, json};

/// The scenario that has every field of every type.
pub fn full() -> Value {
    serde_json::from_str(include_str!("full.json")).unwrap()
}

/// Where a value stands, as a JSON pointer, and what the schema says of it and of its field.
#[derive(Clone, Debug)]
pub struct Spot {
    pub pointer: String,
    /// The schema of the value, references followed.
    pub kind: Value,
    /// The names of the types on the way to `kind`: `Id`, `Amount`.
    pub names: Vec<String>,
    /// The schema of the field that holds it, as it stands there.
    pub field: Value,
}

/// Follows references and goes past "or null", and gives the names on the way.
fn resolve(root: &Value, schema: &Value) -> (Value, Vec<String>) {
    let (mut here, mut names) = (schema.clone(), Vec::new());
    loop {
        if let Some(first) = here["anyOf"].get(0).cloned() {
            here = first;
        } else if let Some(name) = here["$ref"].as_str().and_then(|r| r.strip_prefix("#/$defs/")) {
            names.push(name.to_owned());
            here = root["$defs"][name].clone();
            assert!(here.is_object(), "{names:?} leads nowhere");
        } else {
            return (here, names);
        }
    }
}

/// The object's schema itself, or that of the variant whose word stands in `type`.
fn variant(kind: &Value, value: &Value) -> Value {
    match kind["oneOf"].as_array() {
        Some(all) if value.is_object() => {
            all.iter().find(|v| v["properties"]["type"]["const"] == value["type"]).unwrap().clone()
        }
        _ => kind.clone(),
    }
}

/// Every value of a scenario, the whole first.
pub fn spots(scenario: &Value) -> Vec<Spot> {
    let root = scenario::schema();
    let mut found = Vec::new();
    walk(&root, &root, scenario, String::new(), &mut found);
    found
}

fn walk(root: &Value, field: &Value, value: &Value, pointer: String, found: &mut Vec<Spot>) {
    let (kind, names) = resolve(root, field);
    let kind = variant(&kind, value);
    found.push(Spot { pointer: pointer.clone(), kind: kind.clone(), names, field: field.clone() });
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let next = kind["properties"].get(name).unwrap_or(&kind["additionalProperties"]);
                walk(root, next, value, format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(elements) => {
            for (at, value) in elements.iter().enumerate() {
                walk(root, &kind["items"], value, format!("{pointer}/{at}"), found);
            }
        }
        _ => {}
    }
}

/// The scenario with another value at a place.
pub fn with(scenario: &Value, pointer: &str, value: Value) -> Value {
    let mut other = scenario.clone();
    *other.pointer_mut(pointer).unwrap() = value;
    other
}

/// The scenario without a field.
pub fn without(scenario: &Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let mut other = scenario.clone();
    other.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
    other
}

/// The scenario with one more field.
pub fn plus(scenario: &Value, parent: &str, name: &str, value: Value) -> Value {
    let mut other = scenario.clone();
    other.pointer_mut(parent).unwrap().as_object_mut().unwrap().insert(name.to_owned(), value);
    other
}

/// Every object with all fields that the schema allows there: the names, and the schema of each.
pub fn allowed(kind: &Value) -> Vec<(String, Value)> {
    let fields = kind["properties"].as_object().into_iter().flatten();
    fields.map(|(name, schema)| (name.clone(), schema.clone())).collect()
}

#[test]
fn the_full_scenario_has_every_field_of_every_type() {
    let (root, full) = (scenario::schema(), full());
    let found = spots(&full);
    let mut missing = Vec::new();
    let mut kinds: Vec<Value> = vec![root.clone()];
    for (_, kind) in root["$defs"].as_object().unwrap() {
        match kind["oneOf"].as_array() {
            Some(variants) => kinds.extend(variants.clone()),
            None => kinds.push(kind.clone()),
        }
    }
    for kind in kinds {
        for (name, _) in allowed(&kind) {
            let there = found.iter().any(|s| {
                s.kind == kind && full.pointer(&format!("{}/{name}", s.pointer)).is_some_and(|v| !v.is_null())
            });
            if !there {
                missing.push(format!("{name} of {}", kind["description"]));
            }
        }
    }
    assert_eq!(json!(missing), json!([]));
}
