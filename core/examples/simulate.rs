//! Reads a scenario file, runs it and prints what came out as JSON.
//!
//! `cargo run --release -p interclear-core --example simulate -- static/scenarios/more-collateral.json`
//!
//! A diagnostic file, which the page offers for a run that stopped on a fault, is run as the scenario in it.
//!
//! Exit code 0 when every expectation holds, 1 when one does not, 2 when the file does not load.
#![allow(clippy::disallowed_methods, reason = "the core does no input or output; this program around it does")]

use interclear_core::analysis::expectations;
use interclear_core::journal::EntryKind;
use interclear_core::metric::METRICS;
use interclear_core::scenario::{Problem, Severity};
use interclear_core::units::EntryIx;
use interclear_core::{Trace, check, explain, parse, run};
use serde_json::{Map, Value, json};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: simulate SCENARIO.json");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) => {
            eprintln!("{path}: {e}");
            return ExitCode::from(2);
        }
    };
    let scenario = match parse(&diagnosed(&text).unwrap_or(text)) {
        Ok(scenario) => scenario,
        Err(problems) => return refuse(&path, &problems),
    };
    let (world, problems) = check(&scenario);
    let Some(world) = world else { return refuse(&path, &problems) };
    let trace = run(&world);
    if let Some(reason) = &trace.stopped {
        eprintln!("{path}: stopped at tick {}, seed {}: {reason}", trace.frames.len().saturating_sub(1), trace.seed);
        return ExitCode::from(1);
    }
    let expect = expectations(&scenario, &trace);
    let all = expect.iter().all(|e| e.ok);
    let ticks = trace.frames.len().saturating_sub(1);
    println!(
        "{:#}",
        json!({ "digest": trace.digest().to_string(), "ticks": ticks, "failed": failed(&trace), "metrics": metrics(&trace), "expect": expect, "problems": problems })
    );
    if all { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// The scenario of a diagnostic file, if it is one.
fn diagnosed(text: &str) -> Option<String> {
    let file: Value = serde_json::from_str(text).ok()?;
    file.get("interclear").filter(|kind| *kind == "diagnostic")?;
    Some(file.get("scenario")?.to_string())
}

fn refuse(path: &str, problems: &[Problem]) -> ExitCode {
    for p in problems.iter().filter(|p| p.severity == Severity::Error) {
        eprintln!("{path}: {p}");
    }
    ExitCode::from(2)
}

/// Who failed, when, and the chain that led there, first cause first.
fn failed(trace: &Trace) -> Vec<Value> {
    let one = |who: interclear_core::units::ParticipantIx, tick: u32| {
        let entry = trace
            .journal
            .entries
            .iter()
            .position(|e| e.who == Some(who) && e.tick == tick && Trace::is_failure(e.kind))?;
        let causes: Vec<String> = explain(trace, EntryIx(entry as u32))?.chain.into_iter().map(|s| s.text).collect();
        Some(json!({ "id": trace.participants.get(who.at())?.id, "tick": tick, "causes": causes }))
    };
    trace.failures().iter().filter_map(|&(who, tick, _)| one(who, tick)).collect()
}

/// Every metric, tick by tick.
fn metrics(trace: &Trace) -> Map<String, Value> {
    let series = |k: usize| trace.frames.iter().map(|f| f.metrics.get(k).copied()).collect::<Vec<_>>();
    let _ = EntryKind::Opening;
    METRICS.iter().enumerate().map(|(k, m)| (m.id.to_owned(), json!(series(k)))).collect()
}
