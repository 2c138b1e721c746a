//! Every reference file in `tests/vectors`, through the example, within its own tolerance.

use super::example;
use serde_json::Value;
use std::path::Path;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors");

fn check(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    let got: Value = serde_json::from_str(&example::run(path.to_str().unwrap()).unwrap()).unwrap();
    let allowed = |expected: f64| {
        let part = |name: &str| file["tolerance"][name].as_f64().unwrap_or(0.0);
        part("abs") + part("rel") * expected.abs()
    };
    if let Some(unique) = file["unique"].as_bool() {
        assert_eq!(got["unique"], unique, "{path:?}: unique");
    }
    for (name, expected) in file["outputs"].as_object().unwrap() {
        if name.starts_with("peer_") {
            continue; // What another program gets wrong.
        }
        let lists = [expected, &got[name]].map(|v| match v {
            Value::Array(list) => list.clone(),
            single => vec![single.clone()],
        });
        assert_eq!(lists[0].len(), lists[1].len(), "{path:?}: {name}");
        for (i, (want, have)) in lists[0].iter().zip(&lists[1]).enumerate() {
            match (want.as_f64(), have.as_f64()) {
                (Some(want), Some(have)) => {
                    let gap = (want - have).abs();
                    assert!(gap <= allowed(want), "{path:?}: {name}[{i}]: {have} for {want}");
                }
                _ => assert_eq!(want, have, "{path:?}: {name}[{i}]"),
            }
        }
    }
}

#[test]
fn every_vector_is_met() {
    let mut paths: Vec<_> = std::fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .filter(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let method = serde_json::from_str::<Value>(&text).unwrap()["method"].clone();
            let method = method.as_str().unwrap_or_default();
            method.starts_with("eisenberg_noe") || method == "rogers_veraart"
        })
        .collect();
    paths.sort();
    assert!(paths.len() >= 64, "only {} vectors", paths.len());
    for path in &paths {
        check(path);
    }
}

#[track_caller]
fn refused(text: &str, part: &str) {
    let name = format!("interclear-{}-{}.json", std::process::id(), part.len());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, text).unwrap();
    let message = example::run(path.to_str().unwrap()).unwrap_err();
    std::fs::remove_file(&path).unwrap();
    assert!(message.contains(part), "{message}");
}

#[test]
fn malformed_files_are_refused_with_a_reason() {
    let inputs = r#""inputs":{"external_assets":[1],"external_liabilities":[0],"liabilities":"#;
    refused("{", "EOF");
    refused(&format!(r#"{{"method":"magic",{inputs}[]}}}}"#), "unknown method \"magic\"");
    refused(&format!(r#"{{"method":"eisenberg_noe",{inputs}[[0,5,1]]}}}}"#), "name node 5");
    refused(&format!(r#"{{"method":"eisenberg_noe",{inputs}[[0,0,1]]}}}}"#), "on itself");
    refused(&format!(r#"{{"method":"rogers_veraart",{inputs}[]}}}}"#), "parameters.alpha is missing");
}
