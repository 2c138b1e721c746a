//! What the description of a slider's target says can be turned.

use crate::walk::{full, spots};
use interclear_core::{parse, scenario};
use serde_json::Value;

/// Every path that the description of a slider's target names turns something, in the full scenario.
#[test]
fn the_targets_of_sliders_are_as_described() {
    let (schema, scenario) = (scenario::schema(), parse(&full().to_string()).unwrap());
    let told = schema["$defs"]["Control"]["properties"]["target"]["description"].as_str().unwrap().to_owned();
    let paths: Vec<&str> = told.split('`').skip(1).step_by(2).filter(|path| path.contains('/')).collect();
    assert!(paths.len() >= 25, "{paths:?}");
    let mut ids = Vec::new();
    for spot in spots(&full()).iter().filter(|s| s.pointer.ends_with("/id")) {
        ids.extend(full().pointer(&spot.pointer).and_then(Value::as_str).map(str::to_owned));
    }
    let turns = |path: &str| {
        let now = scenario::control::get(&scenario, path);
        now.is_ok_and(|now| scenario::control::set(&mut scenario.clone(), path, now).is_ok())
    };
    for path in paths {
        if path.ends_with("/FIELD") {
            let meant = fields(&full(), path);
            assert!(!meant.is_empty(), "{path}");
            meant.iter().for_each(|field| assert!(turns(field), "{path}: {field} turns nothing"));
            continue;
        }
        let some = |id: &String| {
            let path = path.replace("/ID/", &format!("/{id}/"));
            ["alpha", "beta", "cash"].iter().any(|end| turns(&path.replace("ASSET", end).replace("MEMBER", end)))
        };
        assert!(ids.iter().any(some), "{path} turns nothing");
    }
}

/// The paths that a path with `FIELD` stands for: every number, and every yes or no, that the file has there.
fn fields(full: &Value, path: &str) -> Vec<String> {
    let numbers = |object: &Value| -> Vec<String> {
        let all = object.as_object().into_iter().flatten().filter(|(_, v)| v.is_number() || v.is_boolean());
        all.map(|(name, _)| name.clone()).collect()
    };
    let Some((section, rest)) = path.split_once("/ID") else {
        let part = path.trim_end_matches("/FIELD");
        let object = full.pointer(&format!("/{part}")).unwrap();
        return numbers(object).into_iter().map(|name| format!("{part}/{name}")).collect();
    };
    let mut found = Vec::new();
    for thing in full[section].as_array().unwrap() {
        let id = thing["id"].as_str().unwrap();
        let parts: Vec<(String, &Value)> = match rest {
            "/MECHANISM/FIELD" => {
                let mechanisms = thing["mechanisms"].as_array().into_iter().flatten();
                mechanisms.map(|m| (format!("{section}/{id}/{}", m["type"].as_str().unwrap()), m)).collect()
            }
            "/FIELD" => vec![(format!("{section}/{id}"), &thing["what"])],
            _ => {
                let part = rest.trim_start_matches('/').trim_end_matches("/FIELD");
                vec![(format!("{section}/{id}/{part}"), &thing[part])]
            }
        };
        for (start, object) in parts {
            let numbers = object.as_object().into_iter().flatten().filter(|(_, v)| v.is_number() || v.is_boolean());
            found.extend(numbers.map(|(name, _)| format!("{start}/{name}")));
        }
    }
    found
}
