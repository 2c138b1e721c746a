//! Maps by participant or asset: a row for each, columns where it is a number, sections where it has parts of its own.

use super::leaf::{Leaf, is_leaf};
use super::list::GONE;
use super::{Made, Spot, say};
use crate::app::form::{Action, Edit, Field, Row, Section, assets, parties};
use crate::app::words::capital;
use interclear_core::scenario::{Kind, Limit, Part, Shape};
use serde_json::{Map, Value};

/// A map and what it holds.
struct Entries<'a> {
    here: &'a Made<'a>,
    part: &'static Part,
    inner: &'static Shape,
    limit: Limit,
    all: Option<&'a Map<String, Value>>,
    /// The word for an entry.
    one: String,
    title: String,
}

/// The sections of a map.
pub fn map(here: &Made<'_>, part: &'static Part, inner: &'static Shape) -> Vec<Section> {
    let all = here.value().and_then(Value::as_object);
    let (title, one) = (say::label(part.key), say::single(part.key));
    Entries { here, part, inner, limit: part.limit(), all, one, title }.sections()
}

impl Entries<'_> {
    fn by_asset(&self) -> bool {
        self.limit.keys == Some(Kind::Asset)
    }

    fn has(&self, id: &str) -> bool {
        self.all.is_some_and(|all| all.contains_key(id))
    }

    fn sections(&self) -> Vec<Section> {
        let s = self.here.thing.s;
        let mut section =
            Section::new(self.title.as_str(), say::help(self.part.help()), []).at(self.here.spot.at.clone());
        section.depth = self.here.spot.depth;
        let options = if self.by_asset() { assets(s) } else { parties(s, false) };
        let known = options.iter().map(|(id, _)| id).filter(|id| self.has(id));
        let strange = self.all.into_iter().flat_map(|e| e.keys()).filter(|id| !options.iter().any(|(x, _)| x == *id));
        let (mut rows, mut more) = (Vec::new(), Vec::new());
        for id in known.chain(strange) {
            if is_leaf(self.inner) {
                rows.push(self.row(id));
            } else {
                more.extend(self.parts(id));
            }
        }
        if is_leaf(self.inner) {
            let unit = say::unit(self.here, self.part, &[], self.inner);
            let head = capital(&self.one);
            let who = if self.by_asset() { "Asset" } else { "Participant" };
            section.columns = vec![who.into(), if unit.is_empty() { head } else { format!("{head}, {unit}") }];
        }
        let room = self.limit.most.is_none_or(|most| self.all.map_or(0, Map::len) < most);
        let absent = options.iter().filter(|(id, _)| room && !self.has(id)).map(|(id, name)| self.add(id, name));
        let what = if self.by_asset() { "Add an asset" } else { "Add a participant" };
        more.insert(0, section.list(rows, what, absent.collect()));
        more
    }

    /// The name of an entry: `Line of Nora`.
    fn label(&self, id: &str) -> String {
        format!("{} of {}", capital(&self.one), say::name(self.here.thing.s, self.limit.keys, id))
    }

    /// The button that takes an entry away; one that must stay keeps it.
    fn gone(&self, id: &str, at: &str) -> Action {
        let name = say::name(self.here.thing.s, self.limit.keys, id);
        let free = self.all.map_or(0, Map::len) > self.limit.least.unwrap_or_default();
        let remove = free.then(|| {
            let edit = self.here.thing.part().without(format!("{}/{id}", self.here.spot.pointer));
            Edit::Named(format!("remove {name} from {}", say::low(&self.title)), Box::new(edit))
        });
        let gone = Action::small(GONE, format!("Remove {name}"), remove, format!("{at}/remove"));
        Action { removes: true, ..gone.then(self.here.spot.at.clone()) }
    }

    /// An entry of one value.
    fn row(&self, id: &str) -> Row {
        let at = format!("{}/{id}/row", self.here.spot.at);
        let label = self.label(id);
        let (limit, shape) = (self.limit, self.inner);
        let leaf = Leaf { label: &label, help: self.part.help(), shape, limit, may: false, blank: false, noun: "" };
        let unit = say::unit(self.here, self.part, &[], self.inner);
        let field = leaf.field(&self.here.to(self.here.spot.part(id))).map(|f| Field { unit, ..f });
        Row {
            title: say::name(self.here.thing.s, limit.keys, id),
            help: "".into(),
            fields: field.into_iter().collect(),
            actions: vec![self.gone(id, &at)],
            order: None,
            at,
        }
    }

    /// An entry with parts of its own.
    fn parts(&self, id: &str) -> Vec<Section> {
        let label = self.label(id);
        let asset = if self.by_asset() { id.to_owned() } else { self.here.spot.asset.clone() };
        let spot = Spot { asset, ..self.here.spot.inside(id, say::low(&label)) };
        let at = spot.at.clone();
        let mut all = self.here.to(spot).whole(&label, "", self.inner);
        if let Some(first) = all.first_mut() {
            first.signs = vec![self.gone(id, &at)];
        }
        all
    }

    fn add(&self, id: &str, name: &str) -> Action {
        let (inner, key) = (self.inner, self.part.key);
        let element = Limit { least: None, most: None, ..self.limit };
        let pointer = format!("{}/{id}", self.here.spot.pointer);
        let edit = self.here.thing.part().first(pointer, move |f| f.value(inner, key, element));
        let words = format!("add {name} to {}", say::low(&self.title));
        Action::add(name, Edit::Named(words, Box::new(edit))).then(format!("{}/{id}", self.here.spot.at))
    }
}
