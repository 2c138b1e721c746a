//! Lists: rows where each element is a few fields, columns where it is one or two numbers, sections where it
//! has parts of its own.

use super::leaf::is_leaf;
use super::{Made, say};
use crate::app::form::{Action, Edit, Input, Row, Section};
use interclear_core::scenario::{Kind, Limit, Part, Shape, Variant};
use serde_json::Value;

/// The most columns beside the name.
const COLUMNS: usize = 2;
/// The sign on a button that takes a row away.
pub const GONE: &str = "\u{2715}";

/// The sections of a list.
pub fn list(here: &Made<'_>, part: &'static Part, inner: &'static Shape) -> Vec<Section> {
    let limit = part.limit();
    let title = say::label(part.key);
    let mut section = Section::new(title.as_str(), say::help(part.help()), []).at(here.spot.at.clone());
    section.depth = here.spot.depth;
    let all: &[Value] = here.value().and_then(Value::as_array).map_or(&[], Vec::as_slice);
    let all = List { here, part, inner, limit, all, one: say::single(part.key) };
    match inner {
        Shape::Text if !names(limit.kind) => {
            section.fields.push(all.lines());
            vec![section]
        }
        Shape::Text => vec![all.ids(section)],
        _ if is_leaf(inner) => vec![all.values(section)],
        _ => all.objects(section),
    }
}

const fn names(kind: Option<Kind>) -> bool {
    matches!(kind, Some(Kind::Asset | Kind::Participant | Kind::Party | Kind::Contract))
}

/// A list and what its elements are.
pub struct List<'a> {
    pub here: &'a Made<'a>,
    pub part: &'static Part,
    pub inner: &'static Shape,
    pub limit: Limit,
    pub all: &'a [Value],
    /// The word for an element.
    pub one: String,
}

impl List<'_> {
    pub fn place(&self, at: usize) -> String {
        format!("{}/{at}", self.here.spot.at)
    }

    pub fn pointer(&self, at: usize) -> String {
        format!("{}/{at}", self.here.spot.pointer)
    }

    pub fn has_room(&self) -> bool {
        self.limit.most.is_none_or(|most| self.all.len() < most)
    }

    /// The button that takes an element away; one that must stay keeps it.
    pub fn gone(&self, at: usize, name: &str) -> Action {
        let free = self.all.len() > self.limit.least.unwrap_or_default();
        let remove = free.then(|| {
            let edit = self.here.thing.part().without(self.pointer(at));
            Edit::Named(format!("remove {name}"), Box::new(edit))
        });
        let gone = Action::small(GONE, format!("Remove {name}"), remove, format!("{}/remove", self.place(at)));
        Action { removes: true, ..gone.then(self.here.spot.at.clone()) }
    }

    /// The buttons that move an element, where the order means something.
    pub fn steps(&self, at: usize, name: &str) -> Vec<Action> {
        let about = self.part.help();
        if !about.contains("order") || about.contains("any order") || self.all.len() < 2 {
            return Vec::new();
        }
        let step = |sign, way: &str, to: usize| {
            let free = to < self.all.len() && to != at;
            let edit = free.then(|| {
                let swap = move |v: &mut Value| v.as_array_mut().into_iter().for_each(|all| all.swap(at, to));
                let edit = self.here.thing.part().changed(self.here.spot.pointer.clone(), swap);
                Edit::Named(format!("move {name} {way}"), Box::new(edit))
            });
            let action = Action::small(sign, format!("Move {name} {way}"), edit, format!("{}/{way}", self.place(at)));
            action.then(format!("{}/{way}", self.place(to)))
        };
        vec![step("\u{2191}", "up", at.saturating_sub(1)), step("\u{2193}", "down", at + 1)]
    }

    /// The button that adds an element.
    pub fn add(&self) -> Option<Action> {
        let (inner, limit, one) = (self.inner, self.limit, self.one.clone());
        let key = self.part.key;
        let element = Limit { least: None, most: None, ..limit };
        self.has_room().then(|| {
            let edit =
                self.here.thing.part().first(self.pointer(self.all.len()), move |f| f.value(inner, key, element));
            let words = format!("add {}", say::article(&one));
            Action::add(format!("Add {one}"), Edit::Named(words, Box::new(edit)))
                .then(format!("{}/", self.place(self.all.len())))
        })
    }

    /// The kinds of element that may be added.
    fn add_kinds(&self, variants: &'static [Variant]) -> Vec<Action> {
        let add = |v: &'static Variant| {
            let edit = self.here.thing.part().first(self.pointer(self.all.len()), move |f| f.variant(v));
            let label = say::label(v.word);
            let words = format!("add {}", say::low(&label));
            Action::add(label, Edit::Named(words, Box::new(edit))).then(format!("{}/", self.place(self.all.len())))
        };
        if self.has_room() { variants.iter().map(add).collect() } else { Vec::new() }
    }

    /// The name of an element, and what it means.
    fn title(&self, at: usize, value: &Value, parts: &'static [Part]) -> (String, &'static str) {
        if let Shape::Choice(variants) = self.inner {
            let word = value.get("type").and_then(Value::as_str).unwrap_or_default();
            let help = variants.iter().find(|v| v.word == word).map_or("", |v| v.object.help());
            return (format!("{}. {}", at + 1, say::label(word)), help);
        }
        let one = crate::app::words::capital(&self.one);
        let named = say::named(self.here.thing.s, parts, value);
        (named.map_or_else(|| format!("{one} {}", at + 1), |n| format!("{one} {}: {n}", at + 1)), "")
    }

    /// Objects: rows when all their parts are plain, otherwise sections of their own.
    fn objects(&self, mut section: Section) -> Vec<Section> {
        let variants: Vec<&'static [Part]> = match self.inner {
            Shape::Object(object) => vec![object.parts],
            shape => shape.variants().iter().map(|v| v.object.parts).collect(),
        };
        let flat = variants.iter().all(|parts| parts.iter().all(|p| is_leaf(p.shape)));
        let mut more = Vec::new();
        for (at, value) in self.all.iter().enumerate() {
            let parts = self.inner.object_of(value).map_or(&[] as &'static [Part], |o| o.parts);
            let (title, help) = self.title(at, value, parts);
            let noun = say::low(&title);
            let element = self.here.to(self.here.spot.inside(&at.to_string(), noun.clone()));
            let buttons = [self.steps(at, &noun), vec![self.gone(at, &noun)]].concat();
            if flat {
                let fields = parts.iter().filter_map(|p| element.field(p, parts)).collect();
                section.rows.push(Row {
                    at: self.place(at),
                    title,
                    help: say::help(help),
                    fields,
                    actions: buttons,
                    order: None,
                });
            } else {
                let mut all = element.object(&title, help, parts);
                if let Some(first) = all.first_mut() {
                    first.signs = buttons;
                }
                more.extend(all);
            }
        }
        section = match self.inner {
            Shape::Choice(variants) => {
                let rows = std::mem::take(&mut section.rows);
                section.list(rows, &format!("Add {}", say::article(&self.one)), self.add_kinds(variants))
            }
            _ => section.with(self.add()),
        };
        if let (true, [parts]) = (flat, &variants[..]) {
            section.columns = columns(&self.one, parts, &section.rows);
        }
        more.insert(0, section);
        more
    }
}

/// Heads of columns, where each element is one or two numbers.
fn columns(one: &str, parts: &'static [Part], rows: &[Row]) -> Vec<String> {
    let numbers =
        |r: &Row| r.fields.len() == parts.len() && r.fields.iter().all(|f| matches!(f.input, Input::Number(_)));
    if parts.len() > COLUMNS || !rows.iter().all(numbers) {
        return Vec::new();
    }
    let head = |p: &Part| {
        let unit = rows.first().and_then(|r| r.fields.iter().find(|f| f.label == say::label(p.key)));
        let unit = unit.map(|f| f.unit.as_str()).filter(|u| !u.is_empty());
        unit.map_or_else(|| say::label(p.key), |u| format!("{}, {u}", say::label(p.key)))
    };
    std::iter::once(crate::app::words::capital(one)).chain(parts.iter().map(head)).collect()
}
