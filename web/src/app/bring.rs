//! Placing a participant of a preset with all that it brings, and a position with its first contract.

use super::edit::Edit;
use super::model::{Model, Point};
use super::{engine, form};

/// A participant of a preset at a place, with all that it brings: all of it or nothing.
pub(super) fn participant(model: &Model, preset: &str, at: Point) -> Result<(Edit, String), String> {
    let s = &*model.scenario;
    let made = engine::additions(s, preset).ok_or_else(|| format!("There is no preset `{preset}`."))?;
    let mut made = made.map_err(|problem| form::says(&problem))?;
    let Some(new) = made.placed_mut() else { return Err(format!("There is no preset `{preset}`.")) };
    new.place = Some([at.x.round(), at.y.round()]);
    let id = new.id.clone();
    let edit = Edit::Add(Box::new(made));
    match form::refused(s, &model.problems, &edit).first() {
        Some(problem) => Err(form::says(problem)),
        None => Ok((edit, id)),
    }
}

/// What came along with a participant of a preset, in a sentence; nothing where it came alone.
pub(super) fn came_along(edit: &Edit) -> Option<String> {
    let Edit::Add(made) = edit else { return None };
    let placed = made.placed()?;
    let others = made.participants.iter().filter(|p| p.id != placed.id).map(|p| p.label.as_str());
    let names: Vec<&str> = others.chain(made.assets.iter().map(|a| a.label.as_str())).collect();
    let (last, first) = names.split_last()?;
    let names = if first.is_empty() { (*last).to_owned() } else { format!("{} and {last}", first.join(", ")) };
    Some(format!("{} came with {names}.", placed.label))
}

/// A position of ten contracts, or of one where there is no margin for ten; the first contract comes with it.
pub(super) fn position(model: &Model, long: &str, short: &str) -> Result<(Edit, String), String> {
    let s = &*model.scenario;
    let mut found = None;
    for quantity in [10, 1] {
        let made = form::first_position(s, Some((long, short)), quantity);
        let (next, p) = made.ok_or_else(|| "There are too many contracts.".to_owned())?;
        let words = format!("add position {}", form::position_name(&next, &p));
        let edit = Edit::Named(words, Box::new(Edit::About(Box::new(next))));
        if form::refused(s, &model.problems, &edit).is_empty() {
            return Ok((edit, p.id));
        }
        found = found.or(Some((edit, p.id)));
    }
    found.ok_or_else(|| "There is nothing to trade.".to_owned())
}
