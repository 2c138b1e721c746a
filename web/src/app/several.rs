//! Choosing several participants, and what is done with all of them.

use super::desk::Many;
use super::document::{edit, say};
use super::effect::Effect;
use super::model::{Item, Mode, Model};
use super::{Edit, arrange, clip, moving, tools, words};
use interclear_core::scenario::Scenario;

/// Does what is done with several participants. In an embedded page nothing is.
pub(super) fn act(model: &mut Model, many: Many) -> Vec<Effect> {
    if model.mode == Mode::Embed {
        return Vec::new();
    }
    match many {
        Many::Toggle(id) => toggle(model, id),
        Many::These(ids) => choose(model, ids),
        Many::Also(more) => {
            let mut ids = model.chosen();
            ids.extend(more);
            choose(model, ids)
        }
        Many::All => {
            let all = model.scenario.participants.iter().map(|p| p.id.clone()).collect();
            choose(model, all)
        }
        Many::Move { moves, done } => moving::to(model, &moves, done),
        Many::Line(line) => moving::in_line(model, line),
        Many::Lay(way) => arrange::lay(model, way),
        Many::Keep(keep) => {
            model.desk.keep = keep;
            Vec::new()
        }
        Many::Copy { cut, there } => clip::copy(model, cut, there),
        Many::Paste(text, near) => clip::paste(model, &text, near),
        Many::PasteHeld => vec![Effect::ReadClip],
        Many::Duplicate => clip::duplicate(model),
        Many::Hear(text) => vec![Effect::Announce(text)],
        Many::OpenEnd(at) => tools::open_end(model, at),
        Many::NewAtEnd(preset) => tools::new_at_end(model, &preset),
    }
}

impl Model {
    /// The participants that are chosen, one or several, in the order of choosing.
    #[must_use]
    pub fn chosen(&self) -> Vec<String> {
        match &self.selection {
            Some(Item::Participant(id)) => vec![id.clone()],
            Some(_) => Vec::new(),
            None => self.desk.group.clone(),
        }
    }

    /// How many links there are among the chosen.
    #[must_use]
    pub fn links_among(&self) -> usize {
        let (s, ids) = (&self.scenario, self.chosen());
        let both = |a: &str, b: &str| [a, b].iter().all(|end| ids.iter().any(|id| id == end));
        s.obligations.iter().filter(|o| both(&o.debtor, &o.creditor)).count()
            + s.trades.iter().filter(|t| both(&t.seller, &t.buyer)).count()
            + s.deposits.iter().filter(|d| both(&d.holder, &d.taker)).count()
            + s.collateral.iter().filter(|c| both(&c.pledger, &c.holder)).count()
            + s.positions.iter().filter(|p| both(&p.long, &p.short)).count()
    }

    /// Whether a participant is chosen.
    #[must_use]
    pub fn is_chosen(&self, id: &str) -> bool {
        match &self.selection {
            Some(Item::Participant(chosen)) => chosen == id,
            Some(_) => false,
            None => self.desk.group.iter().any(|g| g == id),
        }
    }
}

/// Chooses those of the ids that there are, each once.
pub(super) fn choose(model: &mut Model, ids: Vec<String>) -> Vec<Effect> {
    let before = model.chosen();
    set(model, ids);
    let now = model.chosen();
    if now == before {
        return Vec::new();
    }
    vec![Effect::Announce(match now.as_slice() {
        [] => "Nothing selected.".to_owned(),
        [one] => format!("{} selected.", model.name(one)),
        all => format!("{} participants selected.", all.len()),
    })]
}

/// The same without a word.
pub(super) fn set(model: &mut Model, ids: Vec<String>) {
    let mut group: Vec<String> = Vec::new();
    for id in ids {
        if !group.contains(&id) && model.scenario.participants.iter().any(|p| p.id == id) {
            group.push(id);
        }
    }
    model.why = None;
    model.selection = None;
    if group.len() == 1 {
        model.selection = group.pop().map(Item::Participant);
    }
    model.desk.group = group;
}

fn toggle(model: &mut Model, id: String) -> Vec<Effect> {
    let mut ids = model.chosen();
    match ids.iter().position(|x| *x == id) {
        Some(at) => drop(ids.remove(at)),
        None => ids.push(id),
    }
    choose(model, ids)
}

/// After anything has happened: what is selected takes the place of a group, and a group has none that is gone.
pub(super) fn keep(model: &mut Model) {
    if model.selection.is_some() {
        model.desk.group.clear();
    }
    if model.wiring.is_none() {
        model.desk.open_end = None;
    }
    let there = |id: &String| model.scenario.participants.iter().any(|p| p.id == *id);
    if !model.desk.group.iter().all(there) {
        let ids = model.desk.group.clone();
        set(model, ids);
    }
}

/// Removes all that are chosen, as one step of undo.
pub(super) fn remove(model: &mut Model) -> Vec<Effect> {
    let ids = model.chosen();
    let mut next = (*model.scenario).clone();
    for id in &ids {
        match Edit::RemoveParticipant(id.clone()).apply(&next) {
            Ok((without, _)) => next = without,
            Err(problem) => return say(model, problem.to_string(), true),
        }
    }
    let label = format!("remove {}", named(model, &ids));
    model.desk.group.clear();
    edit(model, &Edit::Named(label, Box::new(Edit::Replace(Box::new(next)))))
}

/// One by its name, several by their number.
pub(super) fn named(model: &Model, ids: &[String]) -> String {
    match ids {
        [one] => model.name(one).to_owned(),
        all => words::count(all.len(), "participant", "participants"),
    }
}

/// How many participants stand elsewhere in another scenario, when nothing else is different.
pub(super) fn only_places(now: &Scenario, then: &Scenario) -> usize {
    let mut moved = now.clone();
    let mut count = 0;
    for (p, q) in moved.participants.iter_mut().zip(&then.participants) {
        count += usize::from(p.place != q.place);
        p.place = q.place;
    }
    if moved == *then { count } else { 0 }
}
