//! Changing the document: edits, sliders, undo; each asks for a new run and keeps the playhead.

use super::edit::Edit;
use super::effect::Effect;
use super::history::Snapshot;
use super::model::{Item, Mode, Model, Notice, Offer};
use super::{engine, several, words};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Scenario, control};
use std::rc::Rc;

/// Makes one edit, as one step of undo.
pub(super) fn edit(model: &mut Model, edit: &Edit) -> Vec<Effect> {
    match edit.apply(&model.scenario) {
        Err(problem) => say(model, problem.to_string(), true),
        Ok((next, _)) if next == *model.scenario => Vec::new(),
        Ok((next, label)) => {
            let before = Rc::clone(&model.scenario);
            model.history.push(before, label);
            model.ghost.clone_from(&model.trace);
            let moved = matches!(edit, Edit::Place(..));
            replaced(model, next, !moved, true)
        }
    }
}

/// Makes an edit and selects what it made.
pub(super) fn edit_and_select(model: &mut Model, change: &Edit, item: Item) -> Vec<Effect> {
    let effects = edit(model, change);
    model.selection = Some(item);
    effects
}

/// Turns a slider's target. All moves of one drag are one step of undo.
pub(super) fn slide(model: &mut Model, target: &str, value: f64, done: bool) -> Vec<Effect> {
    let mut scenario = (*model.scenario).clone();
    if let Err(problem) = control::set(&mut scenario, target, value) {
        return say(model, problem.to_string(), true);
    }
    let large = model.scenario.controls.first().is_some_and(|c| c.target == target);
    let known = model.profile.as_ref().is_some_and(|p| p.target == target) && !model.profile_due;
    drag(model, (target, value), scenario, done, large && known)
}

fn drag(
    model: &mut Model,
    (target, value): (&str, f64),
    scenario: Scenario,
    done: bool,
    profile_stays: bool,
) -> Vec<Effect> {
    let key = target;
    if model.history.drag_start(key).is_none() && scenario == *model.scenario {
        return Vec::new();
    }
    if model.history.drag_start(key).is_none() {
        model.ghost.clone_from(&model.trace);
    }
    note_drag(model, key, done, &scenario, |start| words::slide(start, target, value));
    let mut effects = replaced(model, scenario, true, !profile_stays);
    if !done {
        // While the slider is in the hand only the run is wanted; what lies beside it can wait.
        for effect in &mut effects {
            if let Effect::Run { profile, .. } = effect {
                *profile = false;
            }
        }
        effects.retain(|e| *e != Effect::Autosave);
    }
    effects
}

/// One undo step per drag: begins it, goes on with it, or forgets it when all is as it was.
pub(super) fn note_drag(
    model: &mut Model,
    key: &str,
    done: bool,
    after: &Scenario,
    label: impl FnOnce(&Scenario) -> String,
) {
    match model.history.drag_start(key) {
        None => {
            let before = Rc::clone(&model.scenario);
            let words = label(&before);
            model.history.push(before, words);
        }
        Some(start) => model.history.relabel(label(&start)),
    }
    let back = done && model.history.past.last().is_some_and(|s| *s.scenario == *after);
    if back {
        model.history.past.pop();
    }
    model.history.dragging = if done { None } else { Some(key.to_owned()) };
}

/// Puts a new scenario in place and asks for its run when that can change.
fn replaced(model: &mut Model, scenario: Scenario, run: bool, profile: bool) -> Vec<Effect> {
    let mut effects = install(model, Rc::new(scenario), run, profile);
    if model.mode == Mode::Full {
        effects.push(Effect::Autosave);
    }
    model.edited = true;
    effects
}

/// What was run before is over, with what was said of it.
pub(super) fn run_anew(model: &mut Model) {
    model.generation += 1;
    model.fault = None;
    model.notice = model.notice.take().filter(|n| n.offer != Offer::Diagnosis);
}

/// Puts a scenario in place, checked, and asks for its run.
pub(super) fn install(model: &mut Model, scenario: Rc<Scenario>, run: bool, profile: bool) -> Vec<Effect> {
    model.scenario = scenario;
    keep_selection(model);
    if !run {
        return Vec::new();
    }
    run_anew(model);
    model.problems = Rc::new(engine::check(&model.scenario));
    if profile {
        model.profile_due = true;
    }
    if model.has_errors() {
        model.running = false;
        model.playing = false;
        return Vec::new();
    }
    model.running = true;
    let (generation, scenario, profile) = (model.generation, Rc::clone(&model.scenario), model.profile_due);
    vec![Effect::Run { generation, scenario, profile }]
}

/// Steps back in the history.
pub(super) fn undo(model: &mut Model) -> Vec<Effect> {
    let back = model.history.undo(Rc::clone(&model.scenario));
    back.map_or_else(Vec::new, |s| travelled(model, &s, format!("Undone: {}.", s.label)))
}

/// Steps forward in the history.
pub(super) fn redo(model: &mut Model) -> Vec<Effect> {
    let on = model.history.redo(Rc::clone(&model.scenario));
    on.map_or_else(Vec::new, |s| travelled(model, &s, format!("Done again: {}.", s.label)))
}

fn travelled(model: &mut Model, step: &Snapshot, words: String) -> Vec<Effect> {
    let places = several::only_places(&model.scenario, &step.scenario);
    if places > 1 {
        model.desk.glide(false);
    }
    model.ghost.clone_from(&model.trace);
    model.notice = None;
    model.drafts.clear();
    let mut effects = install(model, Rc::clone(&step.scenario), places == 0, true);
    // It may have been worked on before something else was opened.
    model.edited = true;
    effects.extend(step.opens.then_some(Effect::Fit));
    if model.mode == Mode::Full {
        // What is left behind may be work, too.
        effects.extend(step.opens.then_some(Effect::Park));
        effects.push(Effect::Autosave);
    }
    effects.push(Effect::Announce(words));
    effects
}

/// Removes what is selected and offers to undo it.
pub(super) fn delete_selection(model: &mut Model) -> Vec<Effect> {
    if model.mode == Mode::Embed {
        return Vec::new();
    }
    let before = model.history.past.len();
    let mut effects = match model.selection.clone() {
        None if model.desk.group.is_empty() => return Vec::new(),
        None => several::remove(model),
        Some(Item::Participant(id)) => edit(model, &Edit::RemoveParticipant(id)),
        Some(Item::Link(kind, id)) => edit(model, &Edit::RemoveLink(kind, id)),
        Some(Item::Event(id)) => edit(model, &Edit::RemoveEvent(id)),
        Some(Item::Asset(_)) => return say(model, "An asset stays while something may hold it.".into(), true),
    };
    if let Some(step) = model.history.past.get(before..).and_then(<[_]>::last) {
        let text = words::capital(&step.label.replacen("remove ", "removed ", 1)) + ".";
        model.notice = Some(Notice { text: text.clone(), bad: false, offer: Offer::Undo });
        effects.push(Effect::HushLater);
        effects.push(Effect::Announce(text));
    }
    effects
}

/// Says something shortly.
pub(super) fn say(model: &mut Model, text: String, bad: bool) -> Vec<Effect> {
    model.notice = Some(Notice { text: text.clone(), bad, offer: Offer::Nothing });
    vec![Effect::HushLater, Effect::Announce(text)]
}

/// A selection of something that is gone is no selection.
fn keep_selection(model: &mut Model) {
    let s = &model.scenario;
    let there = match &model.selection {
        None => true,
        Some(Item::Participant(id)) => s.participants.iter().any(|p| p.id == *id),
        Some(Item::Event(id)) => s.events.iter().any(|e| e.id == *id),
        Some(Item::Asset(id)) => s.assets.iter().any(|a| a.id == *id),
        Some(Item::Link(LinkKind::Obligation, id)) => {
            let owed = id.strip_suffix(".loan");
            let loan = |c: &interclear_core::scenario::Collateral| c.funding.is_some() && owed == Some(c.id.as_str());
            s.obligations.iter().any(|o| o.id == *id) || s.collateral.iter().any(loan)
        }
        Some(Item::Link(LinkKind::Trade, id)) => s.trades.iter().any(|t| t.id == *id),
        Some(Item::Link(LinkKind::Deposit, id)) => s.deposits.iter().any(|d| d.id == *id),
        Some(Item::Link(LinkKind::Collateral, id)) => s.collateral.iter().any(|c| c.id == *id),
        Some(Item::Link(LinkKind::Position, id)) => super::accounts::is_there(s, id),
    };
    if !there {
        model.selection = None;
    }
}
