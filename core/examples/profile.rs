//! Reads a scenario file and prints how many fail at each stop of each of its sliders.
//!
//! `cargo run --release -p interclear-core --example profile -- static/scenarios/one-chain.json`
#![allow(clippy::disallowed_methods, reason = "the core does no input or output; this program around it does")]

use interclear_core::{analysis, parse};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(scenario) =
        std::env::args().nth(1).and_then(|p| std::fs::read_to_string(p).ok()).and_then(|t| parse(&t).ok())
    else {
        eprintln!("usage: profile SCENARIO.json");
        return ExitCode::from(2);
    };
    for slider in &scenario.controls {
        println!("{} ({})", slider.label, slider.target);
        let mut last = None;
        for (stop, failed) in (0u32..).zip(analysis::profile(&scenario, slider)) {
            if last != Some(failed) {
                println!(
                    "  from {}: {}",
                    slider.show(slider.value_at(stop)),
                    failed.map_or("does not load".into(), |n| n.to_string())
                );
            }
            last = Some(failed);
        }
    }
    ExitCode::SUCCESS
}
