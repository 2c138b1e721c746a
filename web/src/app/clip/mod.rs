//! Copy, paste, duplicate: participants with the links among them, as a fragment of a scenario in text.

mod fragment;
mod free;
mod names;
mod paste;
#[cfg(test)]
mod tests;

pub use fragment::{Fragment, VERSION};

use super::desk::Glide;
use super::document::{edit, say};
use super::effect::Effect;
use super::model::{Model, Notice, Offer, Point};
use super::several::{choose, named, remove, set};
use super::{Edit, form};
use paste::{Pasted, merged};

/// The chosen participants with the links among them, as text; nothing when none is chosen.
#[must_use]
pub fn chosen_text(model: &Model) -> Option<String> {
    let chosen = model.chosen();
    if chosen.is_empty() {
        return None;
    }
    Fragment::of(&model.scenario, &chosen).map(|f| f.text()).ok()
}

/// Copies the chosen, or cuts them out.
pub(super) fn copy(model: &mut Model, cut: bool, there: bool) -> Vec<Effect> {
    let chosen = model.chosen();
    let Some(text) = chosen_text(model) else {
        return say(model, "Select participants first: these are copied, with the links among them.".into(), false);
    };
    let who = named(model, &chosen);
    let mut effects = if cut { remove(model) } else { Vec::new() };
    effects.push(Effect::Clip { text, put: !there });
    effects.extend(say(model, format!("{} {who}.", if cut { "Cut" } else { "Copied" }), false));
    if cut {
        model.notice = model.notice.take().map(|n| Notice { offer: Offer::Undo, ..n });
    }
    effects
}

/// Pastes a text near a place, or near where it was copied.
pub(super) fn paste(model: &mut Model, text: &str, near: Option<Point>) -> Vec<Effect> {
    match Fragment::read(text) {
        Err(reason) => say(model, reason, true),
        Ok(fragment) => put(model, &fragment, near, "paste"),
    }
}

/// Makes another of each of the chosen, with the links among them.
pub(super) fn duplicate(model: &mut Model) -> Vec<Effect> {
    let chosen = model.chosen();
    if chosen.is_empty() {
        return say(model, "Select participants first.".into(), false);
    }
    match Fragment::of(&model.scenario, &chosen) {
        Err(problem) => say(model, form::says(&problem), true),
        Ok(fragment) => put(model, &fragment, None, "duplicate"),
    }
}

fn put(model: &mut Model, fragment: &Fragment, near: Option<Point>, verb: &str) -> Vec<Effect> {
    let Pasted { scenario, ids, came } = merged(&model.scenario, fragment, near);
    let of: Vec<String> = fragment.participants().map(str::to_owned).collect();
    let what = match of.as_slice() {
        [one] => one.clone(),
        all => super::words::count(all.len(), "participant", "participants"),
    };
    let change = Edit::Named(format!("{verb} {what}"), Box::new(Edit::Replace(Box::new(scenario))));
    if let Some(problem) = form::refused(&model.scenario, &model.problems, &change).first() {
        let done = if verb == "paste" { "Not pasted" } else { "Not duplicated" };
        return say(model, format!("{done}: {}", form::says(problem)), true);
    }
    let mut effects = edit(model, &change);
    set(model, ids.clone());
    if came.is_empty() {
        model.notice = None;
        effects.extend(choose(model, ids));
        effects.push(Effect::Announce(format!("{} {what}.", if verb == "paste" { "Pasted" } else { "Duplicated" })));
    } else {
        let text = format!("Pasted {what}; {} came along, since nothing here is the same.", words(&came));
        effects.extend(say(model, text, false));
        model.notice = model.notice.take().map(|n| Notice { offer: Offer::Undo, ..n });
    }
    // What was under way as a movement is over.
    model.desk.glide = Glide { fit: false, ..model.desk.glide };
    effects
}

/// Names in a row: "A, B and C".
fn words(all: &[String]) -> String {
    match all.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    }
}
