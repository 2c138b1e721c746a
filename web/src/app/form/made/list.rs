//! Lists and maps: rows where each element is a few fields, columns where it is one or two numbers, sections where it
//! has parts of its own.

use super::leaf::{Leaf, is_leaf};
use super::{Made, say};
use crate::app::form::{Action, Edit, Field, Input, Row, Section, assets, parties};
use interclear_core::scenario::{Kind, Limit, Part, Shape, Variant};
use serde_json::Value;
use std::rc::Rc;

/// The most columns beside the name.
const COLUMNS: usize = 2;
/// The sign on a button that takes a row away.
const GONE: &str = "\u{2715}";

/// The sections of a list.
pub fn list(here: &Made<'_>, part: &'static Part, inner: &'static Shape) -> Vec<Section> {
    let limit = part.limit();
    let title = say::label(part.key);
    let mut section = Section::new(title.as_str(), part.help(), []).at(here.spot.at.clone());
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
    matches!(kind, Some(Kind::Asset | Kind::Participant | Kind::Party))
}

/// A list and what its elements are.
struct List<'a> {
    here: &'a Made<'a>,
    part: &'static Part,
    inner: &'static Shape,
    limit: Limit,
    all: &'a [Value],
    /// The word for an element.
    one: String,
}

impl List<'_> {
    /// Texts, one to a line.
    fn lines(&self) -> Field {
        let text = self.all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n");
        let (held, pointer) = (self.here.thing.part(), self.here.spot.pointer.clone());
        let set = move |text: &str| {
            let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
            held.set(&pointer, Some(lines.map(Value::from).collect()))
        };
        Field {
            at: self.here.spot.at.clone(),
            label: "One to a line".into(),
            help: self.part.help().into(),
            unit: String::new(),
            empty: "",
            input: Input::Long(text),
            set: Rc::new(set),
        }
    }

    fn place(&self, at: usize) -> String {
        format!("{}/{at}", self.here.spot.at)
    }

    fn pointer(&self, at: usize) -> String {
        format!("{}/{at}", self.here.spot.pointer)
    }

    fn has_room(&self) -> bool {
        self.limit.most.is_none_or(|most| self.all.len() < most)
    }

    /// The button that takes an element away; one that must stay keeps it.
    fn gone(&self, at: usize, name: &str) -> Action {
        let free = self.all.len() > self.limit.least.unwrap_or_default();
        let remove = free.then(|| {
            let edit = self.here.thing.part().without(self.pointer(at));
            Edit::Named(format!("remove {name}"), Box::new(edit))
        });
        let gone = Action::small(GONE, format!("Remove {name}"), remove, format!("{}/remove", self.place(at)));
        Action { removes: true, ..gone.then(self.here.spot.at.clone()) }
    }

    /// The buttons that move an element, where the order means something.
    fn steps(&self, at: usize, name: &str) -> Vec<Action> {
        if !self.part.help().contains("order") || self.all.len() < 2 {
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

    /// Participants or assets, each once.
    fn ids(&self, section: Section) -> Section {
        let s = self.here.thing.s;
        let row = |(at, id): (usize, &Value)| {
            let title = say::name(s, self.limit.kind, id.as_str().unwrap_or_default());
            let actions = [self.steps(at, &title), vec![self.gone(at, &title)]].concat();
            Row { at: self.place(at), title, help: "".into(), fields: Vec::new(), actions }
        };
        let all = match self.limit.kind {
            Some(Kind::Asset) => assets(s),
            kind => parties(s, kind == Some(Kind::Party)),
        };
        let absent = all.into_iter().filter(|(id, _)| self.has_room() && !self.all.contains(&id.as_str().into()));
        let add = |(id, name): (String, String)| {
            let pointer = self.pointer(self.all.len());
            let edit = self.here.thing.part().first(pointer, move |_| id.clone().into());
            let words = format!("add {name} to {}", say::low(&section.title));
            Action::add(name, Edit::Named(words, Box::new(edit))).then(self.place(self.all.len()))
        };
        let (rows, options) = (self.all.iter().enumerate().map(row).collect(), absent.map(add).collect());
        section.list(rows, &format!("Add {}", article(&self.one)), options)
    }

    /// Numbers or words.
    fn values(&self, mut section: Section) -> Section {
        let row = |at: usize| {
            let title = format!("{} {}", crate::app::words::capital(&self.one), at + 1);
            let leaf = Leaf {
                label: &title,
                help: self.part.help(),
                shape: self.inner,
                limit: self.limit,
                may: false,
                blank: false,
                noun: "",
            };
            let element = self.here.to(self.here.spot.part(&at.to_string()));
            let actions = vec![self.gone(at, &say::low(&title))];
            Row {
                at: format!("{}/row", self.place(at)),
                fields: leaf.field(&element).into_iter().collect(),
                title,
                help: "".into(),
                actions,
            }
        };
        section.rows = (0..self.all.len()).map(row).collect();
        section.columns = vec![crate::app::words::capital(&self.one), section.title.clone()];
        section.with(self.add())
    }

    /// The button that adds an element.
    fn add(&self) -> Option<Action> {
        let (inner, limit, one) = (self.inner, self.limit, self.one.clone());
        let key = self.part.key;
        let element = Limit { least: None, most: None, ..limit };
        self.has_room().then(|| {
            let edit =
                self.here.thing.part().first(self.pointer(self.all.len()), move |f| f.value(inner, key, element));
            let words = format!("add {}", article(&one));
            Action::add(format!("Add {one}"), Edit::Named(words, Box::new(edit))).then(self.place(self.all.len()))
        })
    }

    /// The kinds of element that may be added.
    fn add_kinds(&self, variants: &'static [Variant]) -> Vec<Action> {
        let add = |v: &'static Variant| {
            let edit = self.here.thing.part().first(self.pointer(self.all.len()), move |f| f.variant(v));
            let label = say::label(v.word);
            let words = format!("add {}", say::low(&label));
            Action::add(label, Edit::Named(words, Box::new(edit))).then(self.place(self.all.len()))
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
                section.rows.push(Row { at: self.place(at), title, help: help.into(), fields, actions: buttons });
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
                section.list(rows, &format!("Add {}", article(&self.one)), self.add_kinds(variants))
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

/// "a market", "an oracle".
fn article(word: &str) -> String {
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {word}", if vowel { "an" } else { "a" })
}

/// The sections of a map: a row for each asset or participant, and what may still be added.
pub fn map(here: &Made<'_>, part: &'static Part, inner: &'static Shape) -> Vec<Section> {
    let (s, limit) = (here.thing.s, part.limit());
    let (title, one) = (say::label(part.key), say::single(part.key));
    let mut section = Section::new(title.as_str(), part.help(), []).at(here.spot.at.clone());
    section.depth = here.spot.depth;
    let entries = here.value().and_then(Value::as_object);
    let count = entries.map_or(0, serde_json::Map::len);
    let (free, room) = (count > limit.least.unwrap_or_default(), limit.most.is_none_or(|most| count < most));
    let mut more = Vec::new();
    let options = if limit.keys == Some(Kind::Asset) { assets(s) } else { parties(s, false) };
    let known: Vec<String> = options.iter().map(|(id, _)| id.clone()).collect();
    let strange = entries.into_iter().flat_map(|e| e.keys()).filter(|id| !known.contains(id));
    let inside = options.iter().map(|(id, _)| id).filter(|id| entries.is_some_and(|e| e.contains_key(*id)));
    for id in inside.chain(strange) {
        let name = say::name(s, limit.keys, id);
        let label = format!("{} of {name}", crate::app::words::capital(&one));
        let remove = free.then(|| {
            let edit = here.thing.part().without(format!("{}/{id}", here.spot.pointer));
            Edit::Named(format!("remove {name} from {}", say::low(&title)), Box::new(edit))
        });
        let at = format!("{}/{id}/row", here.spot.at);
        let gone = Action::small(GONE, format!("Remove {name}"), remove, format!("{at}/remove"));
        let gone = Action { removes: true, ..gone.then(here.spot.at.clone()) };
        if is_leaf(inner) {
            let leaf =
                Leaf { label: &label, help: part.help(), shape: inner, limit, may: false, blank: false, noun: "" };
            let element = here.to(here.spot.part(id));
            let unit = say::unit(here, part, &[], inner);
            let field = leaf.field(&element).map(|f| Field { unit, ..f });
            let fields = field.into_iter().collect();
            section.rows.push(Row { at, title: name, help: "".into(), fields, actions: vec![gone] });
        } else {
            let asset = if limit.keys == Some(Kind::Asset) { id.clone() } else { here.spot.asset.clone() };
            let spot = super::Spot { asset, ..here.spot.inside(id, say::low(&label)) };
            let mut all = here.to(spot).whole(&label, "", inner);
            if let Some(first) = all.first_mut() {
                first.signs = vec![gone];
            }
            more.extend(all);
        }
    }
    if is_leaf(inner) {
        let key = match limit.keys {
            Some(Kind::Asset) => "Asset",
            _ => "Participant",
        };
        let unit = say::unit(here, part, &[], inner);
        let head = crate::app::words::capital(&one);
        section.columns = vec![key.into(), if unit.is_empty() { head } else { format!("{head}, {unit}") }];
    }
    let absent = options.into_iter().filter(|(id, _)| room && !entries.is_some_and(|e| e.contains_key(id)));
    let add = |(id, name): (String, String)| {
        let key = part.key;
        let element = Limit { least: None, most: None, ..limit };
        let edit =
            here.thing.part().first(format!("{}/{id}", here.spot.pointer), move |f| f.value(inner, key, element));
        let words = format!("add {name} to {}", say::low(&title));
        Action::add(name, Edit::Named(words, Box::new(edit))).then(format!("{}/{id}", here.spot.at))
    };
    let rows = std::mem::take(&mut section.rows);
    let what = if limit.keys == Some(Kind::Asset) { "an asset" } else { "a participant" };
    more.insert(0, section.list(rows, &format!("Add {what}"), absent.map(add).collect()));
    more
}
