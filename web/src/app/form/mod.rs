//! Forms as data: the fields of whatever is selected, with help, limits and the edit each one makes.
//!
//! The page draws them and knows none by name. A text that cannot be read is an error in words and makes no edit.

mod maker;
mod party;
mod read;
mod rules;
#[cfg(test)]
mod tests;
mod things;
mod wires;

use super::{Edit, Item};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Control, Problem, Scenario};
use std::fmt;
use std::rc::Rc;

/// What a field is filled in with.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A number as text.
    Number(String),
    /// A line of text.
    Text(String),
    /// Some lines of text.
    Long(String),
    /// Yes or no.
    Check(bool),
    /// One of several: the value and the word of each.
    Choice(String, Vec<(String, String)>),
}

/// Reads a text into an edit, or says why it cannot.
pub type Set = Rc<dyn Fn(&str) -> Result<Edit, String>>;

/// A field of a form.
#[derive(Clone)]
pub struct Field {
    /// Where a problem with it is reported: `collateral/l1/haircut`.
    pub at: String,
    /// Its name.
    pub label: String,
    /// What it means.
    pub help: &'static str,
    /// The unit after the entry: `%`, `days`.
    pub unit: String,
    /// What stands for an empty entry.
    pub empty: &'static str,
    /// What it is filled in with now.
    pub input: Input,
    /// Makes the edit; a check gives `true` or `false`.
    pub set: Set,
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field").field("at", &self.at).field("input", &self.input).finish_non_exhaustive()
    }
}

impl PartialEq for Field {
    /// Fields are equal when they look the same and stand for the same scenario.
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
            && self.input == other.input
            && self.label == other.label
            && self.unit == other.unit
            && Rc::ptr_eq(&self.set, &other.set)
    }
}

/// A button of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// The word on it.
    pub label: String,
    /// What it does.
    pub edit: Edit,
    /// Whether it takes something away.
    pub removes: bool,
}

impl Action {
    fn add(label: impl Into<String>, edit: Edit) -> Self {
        Self { label: label.into(), edit, removes: false }
    }

    fn remove(label: impl Into<String>, edit: Edit) -> Self {
        Self { label: label.into(), edit, removes: true }
    }
}

/// Fields that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Its name.
    pub title: String,
    /// What it is about.
    pub help: &'static str,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its buttons.
    pub actions: Vec<Action>,
}

impl Section {
    fn new(title: impl Into<String>, help: &'static str, fields: impl IntoIterator<Item = Option<Field>>) -> Self {
        Self { title: title.into(), help, fields: fields.into_iter().flatten().collect(), actions: Vec::new() }
    }

    fn with(mut self, actions: impl IntoIterator<Item = Action>) -> Self {
        self.actions.extend(actions);
        self
    }
}

/// The form of what is selected; of the rules, clock and description when nothing is.
#[must_use]
pub fn sections(scenario: &Scenario, item: Option<&Item>) -> Vec<Section> {
    match item {
        None => rules::sections(scenario),
        Some(Item::Participant(id)) => party::sections(scenario, id),
        Some(Item::Link(LinkKind::Collateral, id)) => wires::collateral(scenario, id),
        Some(Item::Link(LinkKind::Obligation, id)) => wires::obligation(scenario, id),
        Some(Item::Link(LinkKind::Trade, id)) => wires::trade(scenario, id),
        Some(Item::Link(LinkKind::Deposit, id)) => wires::deposit(scenario, id),
        Some(Item::Event(id)) => things::event(scenario, id),
        Some(Item::Asset(id)) => things::asset(scenario, id),
    }
}

/// The part of a problem's place that says which thing it is about: `collateral/l1`.
#[must_use]
pub fn place(item: &Item) -> String {
    match item {
        Item::Participant(id) => format!("participants/{id}"),
        Item::Link(LinkKind::Obligation, id) => format!("obligations/{id}"),
        Item::Link(LinkKind::Trade, id) => format!("trades/{id}"),
        Item::Link(LinkKind::Deposit, id) => format!("deposits/{id}"),
        Item::Link(LinkKind::Collateral, id) => format!("collateral/{id}"),
        Item::Event(id) => format!("events/{id}"),
        Item::Asset(id) => format!("assets/{id}"),
    }
}

/// Whether something is at a place or inside it.
#[must_use]
pub fn is_at(at: &str, place: &str) -> bool {
    at.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Problems of what is selected that no field of its form shows.
#[must_use]
pub fn loose<'a>(problems: &'a [Problem], item: Option<&Item>, sections: &[Section]) -> Vec<&'a Problem> {
    let shown = |p: &Problem| sections.iter().flat_map(|s| &s.fields).any(|f| is_at(&p.at, &f.at));
    let here = |p: &Problem| match item {
        Some(item) => is_at(&p.at, &place(item)),
        None => true,
    };
    problems.iter().filter(|p| here(p) && !shown(p)).collect()
}

/// Sliders that turn what is selected; all but the large one when nothing is.
#[must_use]
pub fn controls<'a>(scenario: &'a Scenario, item: Option<&Item>) -> Vec<&'a Control> {
    match item {
        None => scenario.controls.iter().skip(1).collect(),
        Some(item) => {
            let place = place(item);
            scenario.controls.iter().filter(|c| is_at(&c.target, &place)).collect()
        }
    }
}

/// Participants to choose from, and everybody else where that makes sense.
fn parties(scenario: &Scenario, outside: bool) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        scenario.participants.iter().map(|p| (p.id.clone(), p.label.clone())).collect();
    if outside {
        all.push((super::OUTSIDE.to_owned(), "everybody else".to_owned()));
    }
    all
}

/// Assets to choose from.
fn assets(scenario: &Scenario) -> Vec<(String, String)> {
    scenario.assets.iter().map(|a| (a.id.clone(), a.label.clone())).collect()
}

/// The label of the numeraire.
fn numeraire(scenario: &Scenario) -> String {
    label_of(scenario, &scenario.numeraire)
}

/// The label of an asset.
fn label_of(scenario: &Scenario, id: &str) -> String {
    scenario.assets.iter().find(|a| a.id == id).map_or_else(|| id.to_owned(), |a| a.label.clone())
}

/// `days`, from the word for a tick.
fn ticks(scenario: &Scenario) -> String {
    format!("{}s", scenario.clock.unit)
}
