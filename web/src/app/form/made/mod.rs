//! Forms made of the format itself: whatever an entry of the scenario format says of a type becomes sections, fields and
//! buttons. Here is the walk; a new mechanism, kind of shock or part of an asset needs no line of its own.

mod first;
mod leaf;
mod list;
mod map;
mod plain;
pub mod say;
pub mod shock;
#[cfg(test)]
mod tests;
mod thing;

use super::{Action, Edit, Field, Input, Section};
use first::First;
use interclear_core::scenario::{Part, Shape, Variant};
use serde_json::Value;
pub use thing::Thing;

/// Where in a thing something stands.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Its way in the thing's JSON: `/mechanisms/1/lines`.
    pub pointer: String,
    /// Where problems with it are reported: `participants/ida/mechanisms/mutual_backstop/lines`.
    pub at: String,
    /// The word for it after "of" on the undo button; may be empty.
    pub noun: String,
    /// The asset in whose units its amounts are; the numeraire where there is none.
    pub asset: String,
    /// How deep it stands in others.
    pub depth: u8,
}

impl Spot {
    /// A place of a thing where amounts are in an asset.
    pub fn of(pointer: String, at: String, asset: &str) -> Self {
        Self { pointer, at, noun: String::new(), asset: asset.to_owned(), depth: 0 }
    }

    /// A part of it, at the same depth.
    fn part(&self, key: &str) -> Self {
        // Problems with a part of the scenario itself name the part alone.
        let at = if self.at.is_empty() { key.to_owned() } else { format!("{}/{key}", self.at) };
        Self { pointer: format!("{}/{key}", self.pointer), at, ..self.clone() }
    }

    /// A part with parts of its own.
    fn inside(&self, key: &str, noun: String) -> Self {
        Self { depth: self.depth + 1, noun, ..self.part(key) }
    }
}

/// An object to make a form of.
pub struct Made<'a> {
    /// The thing that holds it.
    pub thing: &'a Thing<'a>,
    /// Where it stands in it.
    pub spot: Spot,
}

impl<'a> Made<'a> {
    /// The object at a place of a thing.
    pub const fn new(thing: &'a Thing<'a>, spot: Spot) -> Self {
        Self { thing, spot }
    }

    fn to(&self, spot: Spot) -> Self {
        Self { thing: self.thing, spot }
    }

    fn value(&self) -> Option<&'a Value> {
        self.thing.value.pointer(&self.spot.pointer)
    }

    /// The sections of an object: one with its plain fields, and one or more for each of its parts that has parts.
    pub fn object(&self, title: &str, help: &'static str, parts: &'static [Part]) -> Vec<Section> {
        let mut section = Section::new(title, say::help(help), []).at(self.spot.at.clone());
        section.depth = self.spot.depth;
        let mut more = Vec::new();
        for part in parts {
            match self.field(part, parts) {
                Some(field) => section.fields.push(field),
                None => more.extend(self.sections(part)),
            }
        }
        more.insert(0, section);
        more
    }

    /// Adds what a form of its own lacks: fields to its first section, and sections to its last.
    pub fn complete(&self, form: &mut Vec<Section>, shape: &'static Shape, known: &[&str]) {
        let parts = self.value().and_then(|v| shape.object_of(v)).map_or(&[] as &[Part], |o| o.parts);
        for part in parts.iter().filter(|p| !known.contains(&p.key)) {
            match (self.field(part, parts), form.first_mut()) {
                (Some(field), Some(first)) => first.fields.push(field),
                _ => form.extend(self.sections(part)),
            }
        }
    }

    /// The sections of one part that has parts, at the depth of the object itself.
    pub fn only(&self, shape: &'static Shape, key: &str) -> Vec<Section> {
        let parts = self.value().and_then(|v| shape.object_of(v)).map_or(&[] as &[Part], |o| o.parts);
        let mut all: Vec<Section> = parts.iter().filter(|p| p.key == key).flat_map(|p| self.sections(p)).collect();
        all.iter_mut().for_each(|section| section.depth = section.depth.saturating_sub(1));
        all
    }

    /// The field of a part that one entry can hold.
    fn field(&self, part: &'static Part, beside: &'static [Part]) -> Option<Field> {
        leaf::field(self, part, beside)
    }

    /// The sections of a part that has parts.
    fn sections(&self, part: &'static Part) -> Vec<Section> {
        let label = say::label(part.key);
        let here = self.to(self.spot.inside(part.key, say::low(&label)));
        match part.shape {
            Shape::List(inner) | Shape::Optional(Shape::List(inner)) => list::list(&here, part, inner),
            Shape::Map(inner) | Shape::Optional(Shape::Map(inner)) => map::map(&here, part, inner),
            Shape::Optional(inner) => here.option(&label, part, inner),
            shape => here.whole(&label, part.help(), shape),
        }
    }

    /// An object, or one of several.
    fn whole(&self, title: &str, help: &'static str, shape: &'static Shape) -> Vec<Section> {
        match shape {
            Shape::Object(object) => self.object(title, help, object.parts),
            Shape::Choice(variants) => {
                let now = self.value().and_then(|v| shape.object_of(v));
                let mut all = self.object(title, help, now.map_or(&[], |o| o.parts));
                if let Some(section) = all.first_mut().filter(|_| variants.len() > 1) {
                    section.fields.insert(0, self.kind(variants));
                }
                all
            }
            _ => Vec::new(),
        }
    }

    /// Which of several it is.
    fn kind(&self, variants: &'static [Variant]) -> Field {
        let now = self.value().and_then(|v| v.get("type")).and_then(Value::as_str).unwrap_or_default().to_owned();
        let help = variants.iter().find(|v| v.word == now).map_or("", |v| v.object.help());
        let options = variants.iter().map(|v| (v.word.to_owned(), say::label(v.word))).collect();
        let (thing, spot) = (self.thing.part(), self.spot.clone());
        let words = format!("{} {} to ", self.spot.noun, say::low(&say::label(&now)));
        let set = move |word: &str| {
            let Some(variant) = variants.iter().find(|v| v.word == word) else {
                return Err("There is no such kind.".to_owned());
            };
            let words = format!("{words}{}", say::low(&say::label(word)));
            let before = thing.value.pointer(&spot.pointer).cloned().unwrap_or_default();
            let (thing, pointer) = (thing.clone(), spot.pointer.clone());
            // What both kinds have stays as it is.
            let first = move |f: &First<'_>| first::kept(f.variant(variant), &before, variant);
            Ok(Edit::Named(words, Box::new(thing.first(pointer, first))))
        };
        Field {
            at: format!("{}/type", self.spot.at),
            label: "Kind".into(),
            help: say::help(help),
            unit: String::new(),
            empty: "",
            input: Input::Choice(now, options),
            set: std::rc::Rc::new(set),
        }
    }

    /// A part that may be absent: a button adds it, another takes it away.
    fn option(&self, title: &str, part: &'static Part, inner: &'static Shape) -> Vec<Section> {
        let low = say::low(title);
        let limit = part.limit();
        if self.value().is_none_or(Value::is_null) {
            let edit = self.thing.part().first(self.spot.pointer.clone(), move |f| f.value(inner, part.key, limit));
            let add = Action::add(format!("Add {low}"), Edit::Named(format!("add {low}"), Box::new(edit)));
            let mut section = Section::new(title, say::help(part.help()), []).at(self.spot.at.clone());
            section.depth = self.spot.depth;
            return vec![section.with([add.then(format!("{}/", self.spot.at))])];
        }
        let mut all = self.whole(title, part.help(), inner);
        let edit = self.thing.part().without(self.spot.pointer.clone());
        let gone = Action::remove(format!("Remove {low}"), Edit::Named(format!("remove {low}"), Box::new(edit)));
        if let Some(section) = all.first_mut() {
            section.actions.push(gone.then(self.spot.at.clone()));
        }
        all
    }
}
