//! Reads a scenario file and prints the journal of its run, one sentence a line.
//!
//! `cargo run --release -p interclear-core --example journal -- static/scenarios/one-chain.json`
#![allow(clippy::disallowed_methods, reason = "the core does no input or output; this program around it does")]

use interclear_core::journal::words;
use interclear_core::{check, parse, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    let text = std::env::args().nth(1).and_then(|p| std::fs::read_to_string(p).ok());
    let Some(world) = text.and_then(|t| parse(&t).ok()).and_then(|s| check(&s).0) else {
        eprintln!("usage: journal SCENARIO.json");
        return ExitCode::from(2);
    };
    let trace = run(&world);
    for (i, e) in trace.journal.entries.iter().enumerate() {
        let causes: Vec<String> = e.causes.iter().map(|c| c.entry.0.to_string()).collect();
        println!(
            "{i:4}  {} {} {:8} {} [{}]",
            trace.unit,
            e.tick,
            e.phase.label(),
            words::sentence(&trace, e),
            causes.join(" ")
        );
    }
    ExitCode::SUCCESS
}
