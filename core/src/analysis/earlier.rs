//! What an hour is worth: a result by the delay of a bridge's guardian; and what an upgrade alone makes liquidatable.

use super::measure;
use crate::scenario::{Code, EventKind, Mechanism, Problem, control};
use crate::units::Tick;
use crate::{Scenario, Trace, check, run};

fn made(s: &Scenario) -> Result<Trace, Problem> {
    let (world, problems) = check(s);
    let broken = || Problem::error(Code::BadValue, "", "the scenario does not load");
    let world = world.ok_or_else(|| problems.into_iter().next().unwrap_or_else(broken))?;
    Ok(run(&world))
}

fn unknown(at: &str, what: &str) -> Problem {
    Problem::error(Code::UnknownId, at, format!("nothing is named `{}`", what.escape_debug()))
}

/// A result for each delay of a bridge's guardian, from 0 up to what the scenario has: what lies between two is what one
/// tick earlier avoids. `what` is a name that [`measure`] knows, `loss` say.
///
/// # Errors
/// A [`Problem`] when there is no such bridge, it has no guardian, or nothing has that name.
pub fn by_guardian_delay(scenario: &Scenario, bridge: &str, what: &str) -> Result<Vec<(Tick, f64)>, Problem> {
    let at = format!("participants/{bridge}/bridge/guardian_delay");
    let runs = scenario.participants.iter().filter(|p| p.id == bridge).flat_map(|p| &p.mechanisms);
    let delay = runs.into_iter().find_map(|m| match m {
        Mechanism::Bridge { bridge } => bridge.guardian_delay,
        _ => None,
    });
    let most = delay.ok_or_else(|| unknown(&at, bridge).hint("give the bridge a guardian_delay"))?;
    let delays: Vec<f64> = (0..=most).map(f64::from).collect();
    let found = by_setting(scenario, &at, &delays, &[what])?;
    Ok((0..=most).zip(found.into_iter().filter_map(|row| row.first().copied())).collect())
}

/// Results for each value of one setting: a row for each value, a figure for each name that [`measure`] knows. By
/// `events/FREEZE/tick` it says what each tick earlier avoids.
///
/// # Errors
/// A [`Problem`] when the setting cannot have a value, the scenario does not load with it, or nothing has one of the names.
pub fn by_setting(scenario: &Scenario, target: &str, values: &[f64], names: &[&str]) -> Result<Vec<Vec<f64>>, Problem> {
    let one = |value: &f64| {
        let mut s = scenario.clone();
        control::set(&mut s, target, *value)?;
        let trace = made(&s)?;
        names.iter().map(|what| measure(&trace, what).ok_or_else(|| unknown(what, what))).collect()
    };
    values.iter().map(one).collect()
}

/// Debt, in units of the numeraire, of positions with lending pools whose health is below 1 on the tick of an upgrade and
/// would not be without it: what the change alone makes liquidatable.
///
/// # Errors
/// A [`Problem`] when no upgrade has this id or the scenario does not load.
pub fn newly_liquidatable(scenario: &Scenario, upgrade: &str) -> Result<f64, Problem> {
    let named = scenario.events.iter().find(|e| e.id == upgrade && matches!(e.what, EventKind::Upgrade { .. }));
    let tick = named.ok_or_else(|| unknown("events", upgrade).hint("name an event of the type `upgrade`"))?.tick;
    let mut without = scenario.clone();
    without.events.retain(|e| e.id != upgrade);
    let unhealthy = |s: &Scenario| {
        let what = format!("unhealthy@{tick}");
        measure(&made(s)?, &what).ok_or_else(|| unknown(&what, &what))
    };
    Ok((unhealthy(scenario)? - unhealthy(&without)?).max(0.0))
}
