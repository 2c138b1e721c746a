//! Tools on the canvas: wires, new participants, shocks.

use super::document::{edit_and_select, say};
use super::effect::Effect;
use super::model::{Item, Mode, Model, Notice, Offer, Point, Tool, Wiring};
use super::{Edit, bring, form, place, wiring};
use interclear_core::journal::LinkKind;
use std::rc::Rc;

/// Takes up a tool; a wire in the hand is put down.
pub(super) fn take(model: &mut Model, tool: Tool) -> Vec<Effect> {
    model.wiring = None;
    if model.mode == Mode::Full {
        model.tool = tool;
    }
    Vec::new()
}

/// Begins a wire.
pub(super) fn wire_from(model: &mut Model, from: String) -> Vec<Effect> {
    if model.mode == Mode::Full {
        let at = model.scenario.participants.iter().find(|p| p.id == from).and_then(|p| p.place);
        let to = at.map_or(Point::default(), |[x, y]| Point { x, y });
        model.wiring = Some(Wiring { from, to });
        model.desk.open_end = None;
    }
    Vec::new()
}

/// Its loose end moves.
pub(super) fn wire_move(model: &mut Model, to: Point) -> Vec<Effect> {
    if let Some(wire) = &mut model.wiring {
        wire.to = to;
    }
    Vec::new()
}

/// Ends a wire at a participant, or says why it may not end there.
pub(super) fn wire_to(model: &mut Model, to: &str) -> Vec<Effect> {
    let Some(wire) = model.wiring.take() else { return Vec::new() };
    let kind = if let Tool::Wire(kind) = model.tool { kind } else { LinkKind::Obligation };
    match place::link(model, kind, &wire.from, to) {
        Err(reason) => say(model, reason, true),
        Ok((edit, id)) => {
            let lonely = kind == LinkKind::Collateral && place::debts(&model.scenario, &wire.from, to) <= 0.0;
            let mut effects = edit_and_select(model, &edit, Item::Link(kind, id));
            if lonely {
                let (a, b) = (model.name(&wire.from).to_owned(), model.name(to).to_owned());
                let text = format!("This secures nothing yet: {a} owes {b} nothing.");
                effects.extend(say(model, text, false));
            }
            effects
        }
    }
}

/// Places a participant and takes the pointer back to selecting.
pub(super) fn place_at(model: &mut Model, preset: &str, at: Point) -> Vec<Effect> {
    if model.mode == Mode::Embed {
        return Vec::new();
    }
    model.tool = Tool::Select;
    match bring::participant(model, preset, at) {
        Ok((edit, id)) => {
            let mut effects = edit_and_select(model, &edit, Item::Participant(id.clone()));
            model.desk.put(&id, [at.x.round(), at.y.round()]);
            if let Some(text) = bring::came_along(&edit) {
                effects.extend(say(model, text, false));
                model.notice = model.notice.take().map(|n| Notice { offer: Offer::Undo, ..n });
            }
            effects
        }
        Err(reason) => say(model, reason, true),
    }
}

/// Drops a shock on a participant and takes the pointer back to selecting.
pub(super) fn shock_at(model: &mut Model, kind: &str, on: &str) -> Vec<Effect> {
    if model.mode == Mode::Embed {
        return Vec::new();
    }
    model.tool = Tool::Select;
    match place::shock(model, kind, on) {
        Ok((edit, id)) => edit_and_select(model, &edit, Item::Event(id)),
        Err(reason) => say(model, reason, true),
    }
}

/// Whether a wire of the tool in hand may end at a participant; the reason when not.
///
/// # Errors
/// Why not, in a sentence.
pub fn legal_end(model: &Model, to: &str) -> Result<(), String> {
    let Some(wire) = &model.wiring else { return Ok(()) };
    let kind = if let Tool::Wire(kind) = model.tool { kind } else { LinkKind::Obligation };
    wiring::legal_target(model, kind, &wire.from, to)
}

/// A wire is dropped on nothing: somebody new is offered there.
pub(super) fn open_end(model: &mut Model, at: Point) -> Vec<Effect> {
    if model.wiring.is_none() {
        return Vec::new();
    }
    model.desk.open_end = Some(at);
    vec![Effect::Announce("A new participant here? Choose what it is.".to_owned())]
}

/// A new participant of a preset where the wire was dropped, with the wire: one step of undo.
pub(super) fn new_at_end(model: &mut Model, preset: &str) -> Vec<Effect> {
    let (Some(wire), Some(at)) = (model.wiring.clone(), model.desk.open_end) else { return Vec::new() };
    let kind = if let Tool::Wire(kind) = model.tool { kind } else { LinkKind::Obligation };
    let made = bring::participant(model, preset, at).and_then(|(edit, id)| {
        let came = bring::came_along(&edit);
        let (with, label) = edit.apply(&model.scenario).map_err(|p| form::says(&p))?;
        let scratch = Model { scenario: Rc::new(with), problems: Rc::clone(&model.problems), ..model.clone() };
        let (link, link_id) = place::link(&scratch, kind, &wire.from, &id)?;
        let (whole, _) = link.apply(&scratch.scenario).map_err(|p| form::says(&p))?;
        let label = format!("{label}, wired");
        let edit = Edit::Named(label, Box::new(Edit::Replace(Box::new(whole))));
        match form::refused(&model.scenario, &model.problems, &edit).first() {
            Some(problem) => Err(form::says(problem)),
            None => Ok((edit, link_id, came)),
        }
    });
    match made {
        // The offer stays: another kind may do.
        Err(reason) => say(model, reason, true),
        Ok((edit, link, came)) => {
            model.wiring = None;
            let mut effects = edit_and_select(model, &edit, Item::Link(kind, link));
            if let Some(text) = came {
                effects.extend(say(model, text, false));
            }
            effects
        }
    }
}
