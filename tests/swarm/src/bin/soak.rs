//! Runs the swarm for long: `cargo xtask soak [--from N] [--count N] [--minutes M]`.
//!
//! Every scenario runs under all invariants and the auditor, on all cores. Seeds that break something are printed,
//! and a line is added to `tests/soak.md`.
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a program reads the clock and writes its record"
)]

use interclear_swarm::{Found, sweep};
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

const HELP: &str = "soak [--from N] [--count N] [--minutes M]: random scenarios from seed N on, until either runs out";

struct Order {
    from: u64,
    count: u64,
    time: Option<Duration>,
}

fn order() -> Result<Order, String> {
    let mut order = Order { from: 0, count: u64::MAX, time: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || words.next().and_then(|n| n.parse::<u64>().ok()).ok_or(format!("{word} needs a number"));
        match word.as_str() {
            "--from" => order.from = number()?,
            "--count" => order.count = number()?,
            "--minutes" => order.time = Some(Duration::from_secs(60 * number()?)),
            _ => return Err(HELP.to_owned()),
        }
    }
    if order.count == u64::MAX && order.time.is_none() {
        order.time = Some(Duration::from_secs(300));
    }
    Ok(order)
}

fn main() -> ExitCode {
    let order = match order() {
        Ok(order) => order,
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::from(2);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let commit = commit();
    let start = Instant::now();
    let go_on = || order.time.is_none_or(|time| start.elapsed() < time);
    // What panics is reported with its seed; the message of the panic itself would only stand in between.
    std::panic::set_hook(Box::new(|_| {}));
    let found = sweep(order.from, order.count, threads, go_on);
    let took = start.elapsed();
    println!("{}", found.coverage);
    for (seed, why) in &found.violations {
        println!("seed {seed}: {why}");
    }
    let line = record(&order, &commit, &found, threads, took);
    println!("{line}");
    if let Err(problem) = write(&line) {
        eprintln!("tests/soak.md could not be written: {problem}");
        return ExitCode::FAILURE;
    }
    if found.violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The commit that is run, and whether something differs from it; the record itself does not.
fn commit() -> String {
    let commit = said("git", &["rev-parse", "--short=10", "HEAD"]);
    let changed = !said("git", &["status", "--porcelain", "--", ":!tests/soak.md"]).is_empty();
    if changed { commit + " and changes" } else { commit }
}

/// A line of the table: date, commit, seeds, scenarios, ticks, violations, time, machine.
fn record(order: &Order, commit: &str, found: &Found, threads: usize, took: Duration) -> String {
    let last = (order.from + found.scenarios).saturating_sub(1);
    let mut line = format!("| {} | {commit}", said("date", &["-u", "+%Y-%m-%d"]));
    let _ = write!(line, " | {} to {last} | {} | {} | ", order.from, found.scenarios, found.ticks);
    let _ = write!(line, "{} | {} s", found.violations.len(), took.as_secs());
    let _ = write!(line, " | {threads} cores, {} |", std::env::consts::ARCH);
    line
}

fn said(program: &str, words: &[&str]) -> String {
    let out = Command::new(program).args(words).current_dir(root()).output();
    out.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned()).unwrap_or_default()
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn write(line: &str) -> std::io::Result<()> {
    let file = root().join("tests/soak.md");
    let mut text = std::fs::read_to_string(&file)?;
    text.push_str(line);
    text.push('\n');
    std::fs::write(file, text)
}
