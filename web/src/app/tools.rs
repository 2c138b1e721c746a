//! Tools on the canvas: wires, new participants, shocks.

use super::document::{edit_and_select, say};
use super::effect::Effect;
use super::model::{Item, Mode, Model, Notice, Offer, Point, Tool, Wiring};
use super::{bring, place, wiring};
use interclear_core::journal::LinkKind;

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
            let mut effects = edit_and_select(model, &edit, Item::Participant(id));
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
