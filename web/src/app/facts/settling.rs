//! What a frame says of settlement, where the rules say how debts settle: what was sent, what settled, what it took.

use super::{Facts, Shown};
use crate::app::words;
use interclear_core::metric;
use interclear_core::scenario::{SettledBy, Settlement};
use interclear_core::units::Amount;

/// How payments of the tick went, and how they have gone so far.
#[must_use]
pub fn of_run(shown: Shown<'_>) -> Vec<Facts> {
    let (Some(rule), Some(x)) = (&shown.scenario.rules.settlement, shown.frame.settling) else { return Vec::new() };
    let sample = |id: &str| metric::index_of(id).and_then(|at| shown.frame.metrics.get(at)).copied().unwrap_or(0.0);
    let mut now = Facts::of(format!("Settlement, {}", words::day(shown.trace, shown.frame.tick)));
    now.say("Debts settle", way(shown, rule), false);
    let (due, paid) = (sample("due"), sample("paid"));
    now.say("Sent for settlement", units(due), false);
    now.say("Settled of it", units(paid), paid < due - 1e-9);
    if rule.by != SettledBy::Batch {
        let room = x.room.or(rule.capacity).map(|room| words::rounded(f64::from(room), 0));
        let full = x.room.is_some_and(|room| x.payments >= room) && x.waiting > Amount::ZERO;
        let made = words::rounded(f64::from(x.payments), 0);
        let made = room.map_or_else(|| format!("{made}, no limit"), |room| format!("{made}, room for {room}"));
        now.say("Payments made", made, full);
        now.say("Waits for room", shown.money(x.waiting), x.waiting > Amount::ZERO);
    }
    if rule.by == SettledBy::OneByOne {
        now.say("Stuck, would go together", shown.money(x.gridlocked), x.gridlocked > Amount::ZERO);
    }
    let (needed, saved) = (sample("liquidity_needed"), sample("liquidity_saved"));
    now.say("Money that it took", units(needed), false);
    if needed + saved > 0.0 {
        let times = if needed > 0.0 {
            format!("{} times", words::rounded((needed + saved) / needed, 2))
        } else {
            "no money moved".to_owned()
        };
        now.say("Paid over money that moved", times, false);
        now.say("Netting could take away", Shown::percent(sample("netting_efficiency")), false);
    }
    let mut so_far = Facts::of("Settlement so far".to_owned());
    so_far.say("Due on its date", shown.money(x.due), false);
    so_far.say("Not settled on it", shown.money(x.missed), x.missed > Amount::ZERO);
    so_far.say("Fail rate", Shown::percent(sample("settlement_fails")), x.missed > Amount::ZERO);
    if rule.by != SettledBy::Batch {
        so_far.say("Fees paid", shown.money(x.fees), false);
    }
    vec![now, so_far]
}

fn units(value: f64) -> String {
    words::rounded(value, 2)
}

fn way(shown: Shown<'_>, rule: &Settlement) -> String {
    match rule.by {
        SettledBy::Batch if rule.every > 1 => format!("in a batch every {} {}s", rule.every, shown.trace.unit),
        SettledBy::Batch => format!("in a batch every {}", shown.trace.unit),
        SettledBy::OneByOne => "one by one, in full".to_owned(),
        SettledBy::Together => "together, in full".to_owned(),
    }
}
