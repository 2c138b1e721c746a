//! The JSON Schema of scenarios, made of the entries that also make the reader. Only with the feature `schema`.

mod limit;

use super::limit::Limit;
use super::shape::Presence;
use crate::scenario::{Scenario, VERSION};
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// The keyword that [`outline`] adds to each object: the names of its fields in the order in which they are written.
pub const ORDER: &str = "x-order";

/// An object in the making.
pub(crate) struct Object {
    schema: Schema,
    properties: Map<String, Value>,
    order: Vec<Value>,
    required: Vec<Value>,
}

impl Object {
    /// An object without fields, and what it means.
    pub fn new(about: &[&str]) -> Self {
        Self {
            schema: json_schema!({ "type": "object", "description": told(about) }),
            properties: Map::new(),
            order: Vec::new(),
            required: Vec::new(),
        }
    }

    /// One of several objects, told apart by the word in `type`.
    pub fn tagged(word: &str, about: &[&str]) -> Self {
        let mut object = Self::new(about);
        object.schema.insert("title".into(), word.into());
        object.put("type", json!({ "const": word }), true);
        object
    }

    fn put(&mut self, name: &str, schema: Value, required: bool) {
        self.properties.insert(name.to_owned(), schema);
        self.order.push(name.into());
        if required {
            self.required.push(name.into());
        }
    }

    /// Adds a field of a type.
    pub fn field<T: JsonSchema>(
        mut self,
        all: &mut SchemaGenerator,
        name: &str,
        about: &[&str],
        presence: Presence,
        limits: &[Limit],
    ) -> Self {
        let mut schema = all.subschema_for::<T>();
        for limit in limits {
            limit::put_on(limit, &mut schema, all);
        }
        schema.insert("description".into(), told(about).into());
        let required = matches!(presence, Presence::Need);
        if let Presence::Or(default) = presence {
            schema.insert("default".into(), default());
        }
        self.put(name, schema.to_value(), required);
        self
    }

    pub fn finish(mut self) -> Schema {
        for (keyword, value) in [
            ("properties", self.properties.into()),
            ("required", self.required.into()),
            ("additionalProperties", false.into()),
            (ORDER, self.order.into()),
        ] {
            self.schema.insert(keyword.into(), value);
        }
        self.schema
    }
}

/// One of several words.
pub(crate) fn words(about: &[&str], words: &[(&str, &[&str])]) -> Schema {
    let each = |(word, about): &(&str, &[&str])| json!({ "const": word, "description": told(about) });
    let all: Vec<Value> = words.iter().map(each).collect();
    json_schema!({ "type": "string", "description": told(about), "oneOf": all })
}

/// One of several objects.
pub(crate) fn choice(about: &[&str], variants: Vec<Schema>) -> Schema {
    json_schema!({ "description": told(about), "oneOf": variants })
}

/// The lines of a comment as one text; an empty line parts paragraphs.
fn told(lines: &[&str]) -> String {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    let paragraphs = lines.split(|line| line.is_empty()).map(|lines| lines.join(" "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// The published schema of a scenario file, in the terms of draft 2020-12.
#[must_use]
pub fn schema() -> Value {
    let mut schema = made();
    RecursiveTransform(|schema: &mut Schema| {
        schema.remove(ORDER);
    })
    .transform(&mut schema);
    schema.to_value()
}

/// The same with the order of each object's fields under [`ORDER`], for a page that lists them.
#[must_use]
pub fn outline() -> Value {
    made().to_value()
}

fn made() -> Schema {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Scenario>();
    schema.insert("$id".into(), format!("urn:interclear:scenario:{VERSION}").into());
    schema.insert("title".into(), "Interclear scenario".into());
    RecursiveTransform(plain_numbers).transform(&mut schema);
    schema
}

/// Says in keywords that every validator knows what schemars says of Rust's numbers in `format`.
fn plain_numbers(schema: &mut Schema) {
    if schema.remove("format").is_some_and(|format| format == "uint32") && schema.get("maximum").is_none() {
        schema.insert("maximum".into(), u32::MAX.into());
    }
}
