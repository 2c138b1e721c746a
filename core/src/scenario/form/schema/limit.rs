//! Limits of fields in the words of JSON Schema; `check` holds the same ones, and tests compare the two.

use crate::scenario::limits::{MAX_ID, MAX_LABEL, MAX_TEXT};
use crate::scenario::{OUTSIDE, VERSION};
use crate::units::{Amount as Quanta, Decimal, Price, Rate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};
use std::borrow::Cow;

/// A rule that every value of a field keeps, whatever else is in the file.
pub(crate) struct Limit {
    /// The values of the field, of its list or of its map are of this kind.
    kind: Option<fn(&mut SchemaGenerator) -> Schema>,
    keywords: Vec<(&'static str, Value)>,
}

impl Limit {
    const fn kind(kind: fn(&mut SchemaGenerator) -> Schema) -> Self {
        Self { kind: Some(kind), keywords: Vec::new() }
    }

    fn keywords(keywords: Vec<(&'static str, Value)>) -> Self {
        Self { kind: None, keywords }
    }

    fn and(mut self, keyword: &'static str, value: Value) -> Self {
        self.keywords.push((keyword, value));
        self
    }

    /// Puts the rule on what the type alone says.
    pub fn put_on(&self, schema: &mut Schema, all: &mut SchemaGenerator) {
        if let Some(kind) = self.kind {
            let kind = kind(all).to_value();
            if schema.get("items").is_some() {
                schema.insert("items".into(), kind);
            } else if schema.get("additionalProperties").is_some() {
                schema.insert("propertyNames".into(), all.subschema_for::<Id>().to_value());
                schema.insert("additionalProperties".into(), kind);
            } else if may_be_null(schema) {
                *schema = json_schema!({ "anyOf": [kind, { "type": "null" }] });
            } else if let Ok(kind) = kind.try_into() {
                *schema = kind;
            }
        }
        for (keyword, value) in &self.keywords {
            schema.insert((*keyword).to_owned(), value.clone());
        }
    }
}

fn may_be_null(schema: &Schema) -> bool {
    let null = |list: Option<&Value>, null: Value| list.and_then(Value::as_array).is_some_and(|l| l.contains(&null));
    null(schema.get("type"), "null".into()) || null(schema.get("anyOf"), json!({ "type": "null" }))
}

/// A whole number without a point where it is one.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 { (value as i64).into() } else { value.into() }
}

pub(crate) const ID: Limit = Limit::kind(|all| all.subschema_for::<Id>());
pub(crate) const PARTY: Limit = Limit::kind(|all| all.subschema_for::<Party>());
pub(crate) const LABEL: Limit = Limit::kind(|all| all.subschema_for::<Label>());
pub(crate) const TEXT: Limit = Limit::kind(|all| all.subschema_for::<Text>());
pub(crate) const AMOUNT: Limit = Limit::kind(|all| all.subschema_for::<Amount>());

/// A text of which something can be seen.
pub(crate) fn not_blank() -> Limit {
    TEXT.and("pattern", "\\S".into())
}

/// An amount of which something is left.
pub(crate) fn positive() -> Limit {
    AMOUNT.and("exclusiveMinimum", 0.into())
}

/// The version this program writes.
pub(crate) fn version() -> Limit {
    Limit::keywords(vec![("const", VERSION.into())])
}

/// A number with both ends included.
pub(crate) fn between(low: impl Into<f64>, high: impl Into<f64>) -> Limit {
    Limit::keywords(vec![("minimum", number(low.into())), ("maximum", number(high.into()))])
}

/// A part of a whole.
pub(crate) fn share() -> Limit {
    between(0, 1)
}

/// A number from an end that is not included up to one that is.
pub(crate) fn above_to(low: f64, high: f64) -> Limit {
    Limit::keywords(vec![("exclusiveMinimum", number(low)), ("maximum", number(high))])
}

/// A number beyond an end that is not included.
pub(crate) fn above(low: f64) -> Limit {
    Limit::keywords(vec![("exclusiveMinimum", number(low))])
}

/// A number from an end on.
pub(crate) fn from(low: u32) -> Limit {
    Limit::keywords(vec![("minimum", low.into())])
}

/// A list of so many elements at most.
pub(crate) fn at_most(count: usize) -> Limit {
    Limit::keywords(vec![("maxItems", count.into())])
}

/// The same, and at least one.
pub(crate) fn some(count: usize) -> Limit {
    at_most(count).and("minItems", 1.into())
}

/// A list of ids.
pub(crate) fn ids(count: usize) -> Limit {
    ID.and("maxItems", count.into())
}

/// A list of longer texts.
pub(crate) fn texts(count: usize) -> Limit {
    TEXT.and("maxItems", count.into())
}

/// Amounts by id.
pub(crate) fn amounts(count: usize) -> Limit {
    AMOUNT.and("maxProperties", count.into())
}

/// The same for so many ids at least.
pub(crate) fn amounts_from(least: usize, count: usize) -> Limit {
    amounts(count).and("minProperties", least.into())
}

/// Two numbers within so much of 0.
pub(crate) fn around(most: f64) -> Limit {
    Limit::keywords(vec![("items", json!({ "type": "number", "minimum": number(-most), "maximum": number(most) }))])
}

/// A kind of value with a name of its own in the schema.
macro_rules! kinds {
    ($($(#[doc = $doc:expr])* $kind:ident = $schema:expr;)*) => {$(
        $(#[doc = $doc])*
        pub(crate) struct $kind;

        impl JsonSchema for $kind {
            fn schema_name() -> Cow<'static, str> {
                stringify!($kind).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let mut schema: Schema = $schema;
                schema.insert("description".into(), super::told(&[$($doc),*]).into());
                schema
            }
        }
    )*};
}

/// Everything but controls and characters that hide or turn text; `also` may be there.
fn visible(also: &str) -> String {
    let hidden = r"\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff";
    if also.is_empty() { format!("^[^{hidden}]*$") } else { format!("^([^{hidden}]|{also})*$") }
}

fn plain_id() -> Value {
    json!({ "type": "string", "maxLength": MAX_ID, "pattern": "^[A-Za-z0-9._-]+$" })
}

/// A number, or a string of its digits: up to 16 before the point and 8 after it.
fn decimal(sign: &str, least: i64) -> Schema {
    json_schema!({
        "type": ["number", "string"],
        "pattern": format!(r"^{sign}[0-9]{{1,16}}(\.[0-9]{{1,8}}0*)?$"),
        "minimum": least,
        "maximum": Quanta::SUPPLY_LIMIT,
    })
}

kinds! {
    /// The short name of a thing, by which others refer to it: letters, digits, `-`, `_` and `.`. No two things of a
    /// section have the same. The word `outside` is taken.
    Id = {
        let mut id = plain_id();
        id["not"] = json!({ "const": OUTSIDE });
        id.try_into().unwrap_or_default()
    };
    /// The id of a participant, or `outside` for everybody who is not a participant.
    Party = plain_id().try_into().unwrap_or_default();
    /// A short text that is shown, without line breaks and without characters that hide or turn text.
    Label = json_schema!({ "type": "string", "maxLength": MAX_LABEL, "pattern": visible("") });
    /// A longer text that is shown: line breaks are kept; characters that hide or turn text are refused.
    Text = json_schema!({ "type": "string", "maxLength": MAX_TEXT, "pattern": visible(r"\n") });
    /// How much of an asset, in units of that asset, with no more decimals than the asset has. A number, or a string of
    /// digits where a number would lose some: `0.1`, `160`, `"90071992.54740991"`.
    Amount = decimal("", 0);
}

impl JsonSchema for Decimal {
    fn schema_name() -> Cow<'static, str> {
        "SignedAmount".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut schema = decimal("-?", -Quanta::SUPPLY_LIMIT);
        schema.insert("description".into(), "The same as an amount, but it may be below zero.".into());
        schema
    }
}

/// Numbers that say what they are only by their limits.
macro_rules! plain_number {
    ($($kind:ty),*) => {$(
        impl JsonSchema for $kind {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($kind).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "number" })
            }
        }
    )*};
}

plain_number!(Rate, Price);
