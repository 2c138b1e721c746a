//! Opening a scenario in place of the present one: to be run, or with the run that was made of it beforehand.

use super::document::{install, run_anew};
use super::effect::Effect;
use super::model::{Dialog, Mode, Model, Offer, Playhead, Prediction};
use super::{engine, run};
use interclear_core::engine::Trace;
use interclear_core::scenario::{Problem, Scenario, Severity};
use std::rc::Rc;

/// Opens a scenario from the beginning; undo brings the former one back.
pub(super) fn open(model: &mut Model, scenario: Scenario) -> Vec<Effect> {
    let problems = engine::check(&scenario);
    if problems.iter().any(|p| p.severity == Severity::Error) {
        model.dialog = Some(Dialog::Problems { list: Rc::new(problems), text: None });
        return Vec::new();
    }
    begin(model, scenario)
}

/// The same for a scenario that is good enough to be opened, whatever its problems: work is never refused.
pub(super) fn begin(model: &mut Model, scenario: Scenario) -> Vec<Effect> {
    let before = make_way(model, &scenario.title);
    let effects = install(model, Rc::new(scenario), true, true);
    opened(model, before, effects)
}

/// The same for a scenario that comes with its warnings and its run: without the check and without the engine.
pub(super) fn begin_made(
    model: &mut Model,
    (scenario, problems): (Scenario, Vec<Problem>),
    trace: Rc<Trace>,
) -> Vec<Effect> {
    let before = make_way(model, &scenario.title);
    model.scenario = Rc::new(scenario);
    model.problems = Rc::new(problems);
    run_anew(model);
    let generation = model.generation;
    let mut effects = run::ran(model, generation, trace);
    model.profile_due = true;
    if !model.scenario.controls.is_empty() {
        effects.push(Effect::Profile { generation, scenario: Rc::clone(&model.scenario) });
    }
    opened(model, before, effects)
}

/// What a scenario came in place of.
#[derive(Clone, Copy)]
struct Before {
    /// Nothing: it is the first of this page.
    first: bool,
    /// Whether somebody had worked on it.
    worked: bool,
}

/// Clears the page for a scenario of this title.
fn make_way(model: &mut Model, title: &str) -> Before {
    let first = !model.is_open();
    if !first {
        let before = Rc::clone(&model.scenario);
        model.history.push_opening(before, title);
    }
    model.selection = None;
    model.desk.group.clear();
    model.desk.hands.clear();
    model.drafts.clear();
    model.why = None;
    model.wiring = None;
    model.dialog = None;
    // What was said about the address or the last file stays; an offer to undo is over.
    model.notice = model.notice.take().filter(|n| n.offer == Offer::Nothing);
    model.trace = None;
    model.ghost = None;
    model.profile = None;
    model.playing = false;
    model.playhead = Playhead::default();
    model.prediction = Prediction::Unasked;
    model.revealed = false;
    Before { first, worked: std::mem::take(&mut model.edited) }
}

/// What is to be done once a scenario is open.
fn opened(model: &Model, before: Before, mut effects: Vec<Effect>) -> Vec<Effect> {
    effects.push(Effect::Fit);
    if !before.first {
        if model.mode == Mode::Full {
            effects.extend(before.worked.then_some(Effect::Park));
            effects.push(Effect::Autosave);
        }
        effects.push(Effect::Announce(format!("Opened {}.", model.scenario.title)));
    }
    effects
}
