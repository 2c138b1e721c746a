//! Many seeds on all cores.

use crate::auditor::{Broken, audit, observe};
use crate::coverage::Coverage;
use crate::draw;
use interclear_core::{Scenario, Trace, check};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// What a sweep found.
#[derive(Debug, Default)]
pub struct Found {
    /// Scenarios run.
    pub scenarios: u64,
    /// Ticks audited.
    pub ticks: u64,
    /// What occurred, by feature.
    pub coverage: Coverage,
    /// Seeds that broke something, with what.
    pub violations: Vec<(u64, String)>,
}

impl Found {
    fn add(&mut self, other: Self) {
        self.scenarios += other.scenarios;
        self.ticks += other.ticks;
        self.coverage.add(&other.coverage);
        self.violations.extend(other.violations);
    }
}

/// Runs a scenario under every invariant and the auditor.
///
/// # Errors
/// Why the scenario does not load, or what it broke, a panic among them.
pub fn judge(s: &Scenario) -> Result<Trace, Broken> {
    let broken = |id: &str, detail: String| Broken { id: id.to_owned(), tick: 0, detail };
    let (world, problems) = check(s);
    let world = world.ok_or_else(|| broken("valid", format!("{problems:?}")))?;
    let judged = catch_unwind(AssertUnwindSafe(|| {
        let (trace, ticks) = observe(&world);
        audit(s, &trace, &ticks).map(|()| trace)
    }));
    judged.unwrap_or_else(|_| Err(broken("no_panic", "the run or the auditor panicked".into())))
}

/// Runs the scenarios of so many seeds from one on, on so many threads; `go_on` is asked before each.
#[must_use]
pub fn sweep(from: u64, count: u64, threads: usize, go_on: impl Fn() -> bool + Sync) -> Found {
    let next = AtomicU64::new(from);
    let all = Mutex::new(Found::default());
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                let mut mine = Found::default();
                while go_on() {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= from.saturating_add(count) {
                        break;
                    }
                    one(seed, &mut mine);
                }
                if let Ok(mut all) = all.lock() {
                    all.add(mine);
                }
            });
        }
    });
    let mut found = all.into_inner().unwrap_or_default();
    found.violations.sort_unstable();
    found
}

fn one(seed: u64, found: &mut Found) {
    let s = draw::scenario(seed);
    found.scenarios += 1;
    match judge(&s) {
        Ok(trace) => {
            found.ticks += trace.frames.len() as u64;
            found.coverage.note(&s, &trace);
        }
        Err(broken) => found.violations.push((seed, broken.to_string())),
    }
}
