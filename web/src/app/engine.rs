//! The one place where the page's logic asks the core about a scenario.

use interclear_core::engine::{BalanceSheet, LookThrough};
use interclear_core::preset::{self, Additions};
use interclear_core::scenario::{Problem, Scenario};
use interclear_core::units::{ParticipantIx, Tick};

/// Everything wrong with a scenario.
pub(super) fn check(scenario: &Scenario) -> Vec<Problem> {
    interclear_core::check(scenario).1
}

/// What everybody stands on at a tick; nothing when the scenario does not run.
pub(super) fn look_through(scenario: &Scenario, tick: Tick) -> Option<LookThrough> {
    let world = interclear_core::check(scenario).0?;
    Some(interclear_core::analysis::look_through(&world, tick))
}

/// What a participant has and owes at a tick; nothing when the scenario does not run or has no such participant.
pub(super) fn balance_sheet(scenario: &Scenario, who: &str, tick: Tick) -> Option<BalanceSheet> {
    let world = interclear_core::check(scenario).0?;
    // The world has participants in the order of their ids.
    let before = scenario.participants.iter().filter(|p| p.id.as_str() < who).count();
    let who = scenario.participants.iter().any(|p| p.id == who).then_some(before)?;
    interclear_core::analysis::balance_sheet(&world, ParticipantIx(u32::try_from(who).ok()?), tick)
}

/// Results for each value of a setting; nothing when one cannot be run.
pub(super) fn by_setting(s: &Scenario, target: &str, values: &[f64], names: &[&str]) -> Option<Vec<Vec<f64>>> {
    interclear_core::analysis::by_setting(s, target, values, names).ok()
}

/// The positions of a scenario settled four ways.
pub(super) fn settled_ways(s: &Scenario) -> Vec<interclear_core::analysis::SettledWay> {
    interclear_core::analysis::settled_ways(s)
}

/// Debt that an upgrade alone makes liquidatable, in units of the numeraire.
pub(super) fn newly_liquidatable(s: &Scenario, upgrade: &str) -> Option<f64> {
    interclear_core::analysis::newly_liquidatable(s, upgrade).ok()
}

/// A house's own test for some of its members, and what comes of their failure in the whole network; nothing where
/// that cannot be run.
pub(super) type Cover = (interclear_core::analysis::CoverTest, Option<interclear_core::analysis::Fall>);

/// Participants times ticks up to which a scenario is run for each choice of members; a larger one for two choices only.
const QUICK: usize = 4_000;

/// Each choice of one and two of a house's costliest members.
pub(super) fn cover(s: &Scenario, house: &str) -> Vec<Cover> {
    let quick = s.participants.len() * s.clock.ticks as usize <= QUICK;
    let tests = if quick {
        interclear_core::analysis::cover_each(s, house)
    } else {
        interclear_core::analysis::cover(s, house)
    };
    let run = |members: &[String]| interclear_core::analysis::fall(s, house, members).ok();
    tests.into_iter().map(|t| (t.clone(), run(&t.members))).collect()
}

/// What a new participant of a preset adds to a scenario; nothing when there is no such preset.
pub(super) fn additions(scenario: &Scenario, preset: &str) -> Option<Result<Additions, Problem>> {
    preset::by_id(preset).map(|p| p.place(scenario, p.id, p.label))
}
