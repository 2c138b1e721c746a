//! How long a whole run takes: `cargo bench -p interclear-core --bench engine`.
//!
//! Prints the median in milliseconds of reading, checking and running the speed test case; the target for a run is 16, for that
//! with all mechanisms of chains 30, for that with 10,000 accounts at a margin exchange 150. `cleared` is `chains` with margin,
//! positions and a venue beside them.
#![allow(clippy::disallowed_types, reason = "a benchmark reads the clock")]
#![allow(clippy::unwrap_used, reason = "the benchmark's own scenarios are valid")]

use interclear_core::analysis::{bench_case, bench_chains, bench_exchange};
use interclear_core::{check, parse, run, to_json};
use std::hint::black_box;
use std::time::Instant;

fn millis(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..31)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    // Names after `--` choose cases.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    println!("{:8} {:>8} {:>8} {:>8} {:>8} {:>8}  digest", "case", "failed", "entries", "read", "check", "run");
    let cases = [
        ("large", bench_case::large()),
        ("calm", bench_case::calm()),
        ("chains", bench_chains::chains()),
        ("cleared", bench_chains::cleared()),
        ("exchange", bench_exchange::exchange()),
    ];
    for (name, s) in cases {
        if !wanted.is_empty() && !wanted.iter().any(|w| w == name) {
            continue;
        }
        let text = to_json(&s).unwrap();
        let world = check(&s).0.unwrap();
        let trace = run(&world);
        let reading = millis(|| drop(black_box(parse(black_box(&text)))));
        let checking = millis(|| drop(black_box(check(black_box(&s)))));
        let running = millis(|| drop(black_box(run(black_box(&world)))));
        println!(
            "{name:8} {:8} {:8} {reading:8.2} {checking:8.2} {running:8.2}  {}",
            trace.failures().len(),
            trace.journal.entries.len(),
            trace.digest()
        );
    }
}
