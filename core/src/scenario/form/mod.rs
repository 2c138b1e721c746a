//! The form of a scenario in JSON: every field said once, read with its place and written in its order.
//!
//! Reading goes on after a problem, so that one pass finds them all.

mod field;
pub(super) mod limit;
mod macros;
mod nearest;
mod reader;
#[cfg(feature = "schema")]
pub(super) mod schema;
pub(super) mod shape;
mod values;
mod writer;

#[cfg(feature = "schema")]
pub(crate) use field::describe_field;
pub(crate) use field::{key, names, part, parts, presence, read_field, write_field};
pub(crate) use macros::form;
pub use reader::Reader;
pub use writer::Writer;

use serde_json::{Map, Value};

/// What has a form in a scenario's JSON.
pub trait Form {
    /// What stands there until it is read, and stays where it cannot be.
    fn blank() -> Self
    where
        Self: Sized;
    /// Reads a value; what is wrong with it goes to the reader.
    fn read(&mut self, value: &Value, r: &mut Reader<'_>);
    /// Writes the value.
    fn write(&self, w: &mut Writer);
    /// Whether an optional field with this value is left out.
    fn is_blank(&self) -> bool {
        false
    }
}

/// The fields of a struct without the braces, so that they can stand beside those of something else.
pub trait Flat {
    /// Their names in JSON.
    const NAMES: &'static [&'static str];
    /// Reads them out of an object that may have more.
    fn read_fields(&mut self, fields: &Map<String, Value>, r: &mut Reader<'_>);
    /// Writes them into an object that is open.
    fn write_fields(&self, w: &mut Writer);
    /// Adds them to the description of an object.
    #[cfg(feature = "schema")]
    fn describe(object: schema::Object, all: &mut schemars::SchemaGenerator) -> schema::Object;
}

/// A simple value as JSON text; of lists and objects only the brackets.
pub(super) fn text(value: &Value) -> String {
    let mut w = Writer { text: String::new(), lines: false, depth: 0, first: true, places: false };
    match (value, value.as_f64()) {
        (Value::String(text), _) => w.quoted(text),
        (_, Some(n)) => match whole_text(value) {
            Some(n) => w.plain(&n),
            None => w.float(n),
        },
        (Value::Bool(yes), _) => w.plain(yes),
        (Value::Array(_), _) => w.text.push_str("[...]"),
        (Value::Object(_), _) => w.text.push_str("{...}"),
        _ => w.text.push_str("null"),
    }
    w.text
}

/// A thing's JSON as text: in lines, or as short as can be.
pub(crate) fn write<T: Form>(thing: &T, lines: bool) -> String {
    let mut w = Writer { text: String::new(), lines, depth: 0, first: true, places: false };
    thing.write(&mut w);
    w.text
}

/// The same, as short as can be; where so asked, with one of several words written as its place among them.
pub(crate) fn write_plain(thing: &dyn Form, places: bool) -> String {
    let mut w = Writer { text: String::new(), lines: false, depth: 0, first: true, places };
    thing.write(&mut w);
    w.text
}

/// A whole number of either sign as its text.
fn whole_text(value: &Value) -> Option<String> {
    value.as_i64().map(|n| n.to_string()).or_else(|| value.as_u64().map(|n| n.to_string()))
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn numbers_and_texts_as_serde_json_writes_them() {
        for x in [
            0.0,
            -0.0,
            1.0,
            0.1,
            -2.5,
            1e-4,
            9.99e-5,
            1.5e-5,
            1e-5,
            9e-6,
            1e-7,
            123_456_789.25,
            1e15,
            1.5e15,
            1e16,
            1.2e17,
            f64::MAX,
        ] {
            assert_eq!(write(&x, false), serde_json::to_string(&x).unwrap());
        }
        for s in ["", "a\"b\\c", "\u{0}\u{8}\u{c}\n\r\t\u{1f}\u{7f}", "\u{e9}\u{2028}\u{1F600}"] {
            assert_eq!(write(&s.to_owned(), false), serde_json::to_string(s).unwrap());
        }
    }
}
