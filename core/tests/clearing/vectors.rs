//! Every reference file in `tests/vectors`, through the example, within its own tolerance.

use super::example;
use serde_json::Value;
use std::path::Path;

const OTHERS: [&str; 3] = ["rogers_veraart", "ccp_default_waterfall", "perpetuals_liquidation_insurance_adl"];
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
        // What another program gets wrong.
        if !name.starts_with("peer_") && !name.ends_with("_by_peer") {
            same(expected, &got[name], &allowed, &format!("{path:?}: {name}"));
        }
    }
}

/// Equal shape and words; numbers within what the file allows. A list of one may stand for its element.
fn same(want: &Value, have: &Value, allowed: &dyn Fn(f64) -> f64, at: &str) {
    match (want, have) {
        (Value::Array(list), Value::Array(other)) => {
            assert_eq!(list.len(), other.len(), "{at}");
            for (i, (want, have)) in list.iter().zip(other).enumerate() {
                same(want, have, allowed, &format!("{at}[{i}]"));
            }
        }
        (Value::Array(list), single) | (single, Value::Array(list)) if list.len() == 1 => {
            same(
                if want.is_array() { &list[0] } else { want },
                if want.is_array() { single } else { &list[0] },
                allowed,
                at,
            );
        }
        (Value::Object(fields), Value::Object(others)) => {
            assert_eq!(fields.keys().collect::<Vec<_>>(), others.keys().collect::<Vec<_>>(), "{at}");
            for (name, want) in fields {
                same(want, &others[name], allowed, &format!("{at}.{name}"));
            }
        }
        (Value::Number(w), Value::Number(h)) => {
            let (w, h) = (w.as_f64().unwrap(), h.as_f64().unwrap());
            assert!((w - h).abs() <= allowed(w), "{at}: {h} for {w}");
        }
        _ => assert_eq!(want, have, "{at}"),
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
            method.starts_with("eisenberg_noe") || OTHERS.contains(&method)
        })
        .collect();
    paths.sort();
    assert!(paths.len() >= 87, "only {} vectors", paths.len());
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
    let members = r#""members":{"D":{"margin":1,"fund":1,"limit":1}},"ccp_equity":0"#;
    let house = |rest: &str| format!(r#"{{"method":"ccp_default_waterfall","inputs":{{{members},{rest}}}}}"#);
    refused(&house(r#""defaulter":"X","loss":1,"final_round_cap":"10% of credit_limit each""#), "no \"X\"");
    refused(&house(r#""defaulter":"D","loss":-1,"final_round_cap":"10% of credit_limit each""#), "amount -1");
    refused(&house(r#""defaulter":"D","loss":1,"final_round_cap":"a tenth""#), "final_round_cap is not");
    refused(&house(r#""defaulter":"D","final_round_cap":"10% of credit_limit each""#), "missing field `loss`");
    let venue = |ranking: &str, mark: &str| {
        format!(
            r#"{{"method":"perpetuals_liquidation_insurance_adl","inputs":{{"tiers":[],"insurance_fund":0,"adl_enabled":true,
            "adl_ranking":"{ranking}","slippage_bps":0,"mark_price":{mark},"positions":[]}}}}"#
        )
    };
    refused(&venue("alphabet", "1"), "adl_ranking \"alphabet\"");
    refused(&venue("binance", "1e11"), "100000000000 is not a number");
}
