//! What forms are made of: fields, buttons, rows of a list, and the sections that hold them.

use super::Edit;
use std::borrow::Cow;
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
    pub help: Cow<'static, str>,
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
    /// The words on it, or its name where a sign stands on it.
    pub label: String,
    /// The sign on a small button of a row.
    pub sign: Option<&'static str>,
    /// What it does; a button that can do nothing now stays where it is.
    pub edit: Option<Edit>,
    /// Whether it takes something away.
    pub removes: bool,
    /// Its own place, where the focus may be sent.
    pub at: String,
    /// The place that has the focus afterwards.
    pub then: Option<String>,
    /// It moves a layer; where it cannot, it says why.
    pub moves: Option<Arrange>,
}

/// A layer of a default fund goes to another place in the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrange {
    /// The house, by id.
    pub house: String,
    /// The place of its default fund among its mechanisms.
    pub fund: usize,
    /// The layer's place, from 0.
    pub from: usize,
    /// The place it goes to.
    pub to: usize,
}

impl Action {
    /// A button that adds or changes something.
    pub(super) fn add(label: impl Into<String>, edit: Edit) -> Self {
        Self {
            label: label.into(),
            sign: None,
            edit: Some(edit),
            removes: false,
            at: String::new(),
            then: None,
            moves: None,
        }
    }

    /// A button that takes something away.
    pub(super) fn remove(label: impl Into<String>, edit: Edit) -> Self {
        Self { removes: true, ..Self::add(label, edit) }
    }

    /// A small button of a row, at its own place.
    pub(super) fn small(sign: &'static str, label: String, edit: Option<Edit>, at: String) -> Self {
        Self { label, sign: Some(sign), edit, removes: false, at, then: None, moves: None }
    }

    /// The same, with a place for the focus afterwards.
    pub(super) fn then(mut self, at: impl Into<String>) -> Self {
        self.then = Some(at.into());
        self
    }
}

/// An element of a list: its name, its fields, its buttons.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where problems with it are reported.
    pub at: String,
    /// Its name.
    pub title: String,
    /// What it means.
    pub help: Cow<'static, str>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its buttons.
    pub actions: Vec<Action>,
    /// Its own place in an order that can be changed by dragging it.
    pub order: Option<Arrange>,
}

/// A choice of what to add to a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Picker {
    /// What is chosen: `Add a member`.
    pub label: String,
    /// What there is to choose: a word and what choosing it does.
    pub options: Vec<Action>,
}

/// Fields that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Where problems with it as a whole are reported; empty when they are not its own.
    pub at: String,
    /// Its name.
    pub title: String,
    /// What it is about.
    pub help: Cow<'static, str>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Heads over the names and the fields of its rows, where these stand in columns.
    pub columns: Vec<String>,
    /// Its list.
    pub rows: Vec<Row>,
    /// What may be added to the list.
    pub picker: Option<Picker>,
    /// Its buttons.
    pub actions: Vec<Action>,
    /// Small buttons beside its name.
    pub signs: Vec<Action>,
    /// How deep it stands in others.
    pub depth: u8,
}

impl Section {
    /// A section of fields.
    pub(super) fn new(
        title: impl Into<String>,
        help: impl Into<Cow<'static, str>>,
        fields: impl IntoIterator<Item = Option<Field>>,
    ) -> Self {
        Self {
            title: title.into(),
            help: help.into(),
            fields: fields.into_iter().flatten().collect(),
            ..Self::default()
        }
    }

    /// The same with more buttons.
    pub(super) fn with(mut self, actions: impl IntoIterator<Item = Action>) -> Self {
        self.actions.extend(actions);
        self
    }

    /// The same with a list, and what may be added to it.
    pub(super) fn list(mut self, rows: Vec<Row>, label: &str, options: Vec<Action>) -> Self {
        self.rows = rows;
        self.picker = (!options.is_empty()).then(|| Picker { label: label.to_owned(), options });
        self
    }

    /// The same at a place.
    pub(super) fn at(mut self, at: String) -> Self {
        self.at = at;
        self
    }

    /// All its fields, those of its rows too.
    pub fn all_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().chain(self.rows.iter().flat_map(|r| &r.fields))
    }
}
