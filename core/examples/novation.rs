//! Reads a scenario file, settles its positions four ways and prints the outcomes side by side as JSON, with the number of
//! parties and contracts and whether a clearing house lowers expected exposure by Duffie and Zhu (2011).
//!
//! `cargo run --release -p interclear-core --example novation -- static/scenarios/four-ways.json`
//!
//! Exit code 2 when the file does not load.
#![allow(clippy::disallowed_methods, reason = "the core does no input or output; this program around it does")]

use interclear_core::analysis::{SettledWay, parties_and_contracts, settled_ways};
use interclear_core::clearing::duffie_zhu::{fewest_members, lowers};
use interclear_core::parse;
use serde_json::{Map, Value, json};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: novation SCENARIO.json");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) => {
            eprintln!("{path}: {e}");
            return ExitCode::from(2);
        }
    };
    let scenario = match parse(&text) {
        Ok(scenario) => scenario,
        Err(problems) => {
            for p in problems {
                eprintln!("{path}: {p}");
            }
            return ExitCode::from(2);
        }
    };
    let (parties, contracts) = parties_and_contracts(&scenario);
    let ways: Map<String, Value> = settled_ways(&scenario).iter().map(way).collect();
    let threshold = json!({
        "parties": parties, "contracts": contracts,
        "a house for one contract lowers expected exposure": lowers(parties, contracts),
        "fewest parties with which it does": fewest_members(contracts),
    });
    println!("{:#}", json!({ "ways": ways, "duffie_zhu": threshold }));
    ExitCode::SUCCESS
}

/// A way by its words, and what comes of it or why it cannot be had.
fn way(w: &SettledWay) -> (String, Value) {
    let outcome = match &w.outcome {
        Ok(settled) => json!(settled),
        Err(why) => json!({ "not possible": why }),
    };
    (w.how.label().to_owned(), outcome)
}
