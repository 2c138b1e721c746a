//! What a part of a scenario names, wherever the format lets something be named, and other names for it.

use interclear_core::scenario::{Kind, Limit, Part, Shape};
use litemap::LiteMap;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// New names for old ones, by what they are names of.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Of participants.
    pub participants: LiteMap<String, String>,
    /// Of assets.
    pub assets: LiteMap<String, String>,
    /// Of contracts.
    pub contracts: LiteMap<String, String>,
}

impl Names {
    fn new_of(&self, kind: Option<Kind>, id: &str) -> Option<&String> {
        match kind {
            Some(Kind::Participant | Kind::Party) => self.participants.get(id),
            Some(Kind::Asset) => self.assets.get(id),
            Some(Kind::Contract) => self.contracts.get(id),
            _ => None,
        }
    }

    /// Puts the new names into a value of a shape.
    pub(super) fn put(&self, shape: &'static Shape, limit: Limit, value: &mut Value) {
        match (shape, value) {
            (Shape::Text, Value::String(id)) => {
                if let Some(new) = self.new_of(limit.kind, id) {
                    id.clone_from(new);
                }
            }
            (Shape::Optional(inner), value) => self.put(inner, limit, value),
            (Shape::List(inner), Value::Array(all)) => all.iter_mut().for_each(|v| self.put(inner, limit, v)),
            (Shape::Map(inner), Value::Object(all)) => {
                let mut renamed = Map::new();
                for (key, mut element) in std::mem::take(all) {
                    self.put(inner, limit, &mut element);
                    let key = self.new_of(limit.keys, &key).cloned().unwrap_or(key);
                    renamed.insert(key, element);
                }
                *all = renamed;
            }
            (shape, value) => {
                let parts: &'static [Part] = shape.object_of(value).map_or(&[], |o| o.parts);
                for part in parts {
                    if let Some(inside) = value.get_mut(part.key) {
                        self.put(part.shape, part.limit(), inside);
                    }
                }
            }
        }
    }
}

/// Adds to `found` what a value of a shape names of a kind.
pub(super) fn named(kind: Kind, shape: &'static Shape, limit: Limit, value: &Value, found: &mut BTreeSet<String>) {
    match (shape, value) {
        (Shape::Text, Value::String(id)) => {
            if limit.kind == Some(kind) {
                found.insert(id.clone());
            }
        }
        (Shape::Optional(inner), value) => named(kind, inner, limit, value, found),
        (Shape::List(inner), Value::Array(all)) => all.iter().for_each(|v| named(kind, inner, limit, v, found)),
        (Shape::Map(inner), Value::Object(all)) => {
            for (key, element) in all {
                if limit.keys == Some(kind) {
                    found.insert(key.clone());
                }
                named(kind, inner, limit, element, found);
            }
        }
        (shape, value) => {
            let parts: &'static [Part] = shape.object_of(value).map_or(&[], |o| o.parts);
            for part in parts {
                if let Some(inside) = value.get(part.key) {
                    named(kind, part.shape, part.limit(), inside, found);
                }
            }
        }
    }
}
