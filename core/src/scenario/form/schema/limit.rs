//! Limits of fields in the words of JSON Schema.

use crate::scenario::OUTSIDE;
use crate::scenario::form::limit::{Kind, Limit};
use crate::scenario::limits::{MAX_ID, MAX_LABEL, MAX_TEXT};
use crate::units::{Amount as Quanta, Decimal, Price, Rate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};
use std::borrow::Cow;

/// What a kind of value is in the schema.
fn of_kind(kind: Kind, all: &mut SchemaGenerator) -> Schema {
    match kind {
        Kind::Id | Kind::Asset | Kind::Participant | Kind::Contract => all.subschema_for::<Id>(),
        Kind::Party => all.subschema_for::<Party>(),
        Kind::Label => all.subschema_for::<Label>(),
        Kind::Text => all.subschema_for::<Text>(),
        Kind::Amount => all.subschema_for::<Amount>(),
    }
}

/// Puts a limit on what the type alone says.
pub(super) fn put_on(limit: &Limit, schema: &mut Schema, all: &mut SchemaGenerator) {
    if limit.keys.is_some() && schema.get("additionalProperties").is_some() {
        schema.insert("propertyNames".into(), all.subschema_for::<Id>().to_value());
    }
    if let Some(kind) = limit.kind {
        let kind = of_kind(kind, all).to_value();
        if schema.get("items").is_some() {
            schema.insert("items".into(), kind);
        } else if schema.get("additionalProperties").is_some() {
            schema.insert("additionalProperties".into(), kind);
        } else if may_be_null(schema) {
            *schema = json_schema!({ "anyOf": [kind, { "type": "null" }] });
        } else if let Ok(kind) = kind.try_into() {
            *schema = kind;
        }
    }
    for (keyword, value) in keywords(limit) {
        schema.insert(keyword.to_owned(), value);
    }
}

/// The keywords of a limit.
fn keywords(limit: &Limit) -> impl Iterator<Item = (&'static str, Value)> {
    let map = limit.keys.is_some();
    let items = |most: f64| json!({ "type": "number", "minimum": number(-most), "maximum": number(most) });
    let all = [
        ("minimum", limit.low.map(number)),
        ("exclusiveMinimum", limit.above.map(number)),
        ("maximum", limit.high.map(number)),
        (if map { "minProperties" } else { "minItems" }, limit.least.map(Value::from)),
        (if map { "maxProperties" } else { "maxItems" }, limit.most.map(Value::from)),
        ("const", limit.only.map(Value::from)),
        ("items", limit.around.map(items)),
        ("pattern", limit.seen.then(|| "\\S".into())),
    ];
    all.into_iter().filter_map(|(keyword, value)| value.map(|v| (keyword, v)))
}

fn may_be_null(schema: &Schema) -> bool {
    let null = |list: Option<&Value>, null: Value| list.and_then(Value::as_array).is_some_and(|l| l.contains(&null));
    null(schema.get("type"), "null".into()) || null(schema.get("anyOf"), json!({ "type": "null" }))
}

/// A whole number without a point where it is one.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 { (value as i64).into() } else { value.into() }
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
