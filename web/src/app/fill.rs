//! Filling in forms: what is typed and refused stays in its field, and the scenario keeps its last good state.

use super::document;
use super::edit::Edit;
use super::effect::Effect;
use super::form;
use super::model::{Model, Panel};
use super::update::edited;

/// Makes the edit of a field, or keeps what was typed as a draft.
pub(super) fn enter(model: &mut Model, at: String, text: String, edit: Option<&Edit>) -> Vec<Effect> {
    match edit.filter(|e| form::refused(&model.scenario, &model.problems, e).is_empty()) {
        Some(edit) => {
            model.drafts.remove(&at);
            edited(model, edit)
        }
        None => {
            model.drafts.insert(at, text);
            Vec::new()
        }
    }
}

/// Does what a button does; an error that it would bring is said instead.
pub(super) fn press(model: &mut Model, edit: &Edit, then: Option<String>) -> Vec<Effect> {
    if let Some(problem) = form::refused(&model.scenario, &model.problems, edit).first() {
        return document::say(model, form::says(problem), true);
    }
    let before = model.generation;
    let effects = edited(model, edit);
    if let Some(at) = then.filter(|_| model.generation != before) {
        aim(model, at);
    }
    effects
}

/// Moves a layer to another place and says where it is then; one that cannot go there stays, and the reason is said.
pub(super) fn arrange(model: &mut Model, to: &form::Arrange, then: Option<String>) -> Vec<Effect> {
    match form::arrange(&model.scenario, to) {
        None => Vec::new(),
        Some(Err(why)) => document::say(model, why, true),
        Some(Ok(arranged)) => {
            let before = model.generation;
            let mut effects = press(model, &arranged.edit, then.or(Some(arranged.at)));
            if model.generation != before {
                effects.push(Effect::Announce(arranged.said));
            }
            effects
        }
    }
}

/// Selects the thing that a place is in and puts the focus there.
pub(super) fn go_to(model: &mut Model, at: &str) -> Vec<Effect> {
    let Some(spot) = form::spot(&model.scenario, at) else { return Vec::new() };
    model.panel = if spot.item.is_some() { Panel::Inspect } else { Panel::Rules };
    if spot.item.is_some() {
        model.selection = spot.item;
        model.why = None;
    }
    aim(model, at.to_owned());
    Vec::new()
}

fn aim(model: &mut Model, at: String) {
    model.aim = (at, model.aim.1.wrapping_add(1));
}
