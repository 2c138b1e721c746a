//! How debts settle: what fits together.

use super::check::Names;
use crate::scenario::limits::{MAX_CAPACITY, MAX_PARTICIPANTS, MAX_TICKS};
use crate::scenario::{Scenario, SettledBy, Settlement};
use crate::units::Tick;

/// The tick on which a debt that falls due settles.
pub(super) fn settles(s: &Scenario, due: Tick) -> Tick {
    s.rules.settlement.as_ref().map_or(due, |x| x.settles(due))
}

pub(super) fn check(s: &Scenario, n: &mut Names<'_>) {
    let Some(x) = &s.rules.settlement else { return };
    if x.every == 0 || x.every > MAX_TICKS {
        n.bad("rules/settlement/every", format!("{} is not between 1 and {MAX_TICKS}", x.every), "1 is every tick");
    }
    let most = |n: &mut Names<'_>, at: &str, capacity: u32| {
        if capacity > MAX_CAPACITY {
            n.bad(at, format!("{capacity} is more than {MAX_CAPACITY}"), "leave it out for no limit");
        }
    };
    if let Some(capacity) = x.capacity {
        most(n, "rules/settlement/capacity", capacity);
    }
    if let Some(c) = &x.congestion {
        n.share("rules/settlement/congestion/above", c.above.get(), 0.0, MAX_PARTICIPANTS as f64);
        most(n, "rules/settlement/congestion/capacity", c.capacity);
    }
    // Where a slider turns how payments are made, what suits another way waits for it.
    if !s.controls.iter().any(|c| c.target == "rules/settlement/by") {
        suits(x, n);
    }
    for o in &s.obligations {
        let Some(period) = o.rolls.as_ref().map(|r| r.every).filter(|_| x.by == SettledBy::Batch) else { continue };
        if period % x.every.max(1) != 0 {
            let what = "it is rolled over between two batches";
            n.conflict(
                &format!("obligations/{}/rolls", o.id),
                what,
                "let the period be a multiple of `rules.settlement.every`",
            );
        }
    }
}

/// Nothing is said that does not suit how payments are made.
fn suits(x: &Settlement, n: &mut Names<'_>) {
    if x.by == SettledBy::Batch {
        for (at, there) in [("capacity", x.capacity.is_some()), ("congestion", x.congestion.is_some())] {
            if there {
                let hint = "leave it out, or settle `one_by_one` or `together`";
                n.conflict(&format!("rules/settlement/{at}"), "a batch has room for all that is due", hint);
            }
        }
    } else if x.every > 1 {
        n.conflict("rules/settlement/every", "only batches come every few ticks", "leave it out, or settle by `batch`");
    }
}
