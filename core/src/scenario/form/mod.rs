//! The form of a scenario in JSON: every field said once, read with its place and written in its order.
//!
//! Reading goes on after a problem, so that one pass finds them all.

mod field;
pub(super) mod limit;
mod macros;
mod nearest;
#[cfg(feature = "schema")]
pub(super) mod schema;
pub(super) mod shape;
mod values;
mod writer;

#[cfg(feature = "schema")]
pub(crate) use field::describe_field;
pub(crate) use field::{key, names, part, parts, presence, read_field, write_field};
pub(crate) use macros::form;
pub use writer::Writer;

use super::limits::{MAX_ELEMENT_PROBLEMS, MAX_PROBLEMS, most};
use super::{Code, Problem};
use nearest::nearest;
use serde_json::{Map, Value};
use std::fmt::Display;

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
    let mut w = Writer { text: String::new(), lines: false, depth: 0, first: true };
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
    let mut w = Writer { text: String::new(), lines, depth: 0, first: true };
    thing.write(&mut w);
    w.text
}

/// Where reading is, and what was wrong up to there.
#[derive(Debug)]
pub struct Reader<'a> {
    place: Vec<String>,
    problems: &'a mut Vec<Problem>,
    /// How many problems more are looked for in this element.
    left: usize,
}

type Fields = Map<String, Value>;

impl<'a> Reader<'a> {
    pub(super) fn new(problems: &'a mut Vec<Problem>) -> Self {
        Self { place: Vec::new(), problems, left: MAX_ELEMENT_PROBLEMS + 1 }
    }

    fn report(&mut self, code: Code, message: String, hint: Option<String>) {
        if self.left > 0 && self.problems.len() < MAX_PROBLEMS {
            self.left -= 1;
            let problem = Problem::error(code, self.place.join("/"), message);
            self.problems.push(match hint {
                Some(hint) => problem.hint(hint),
                None => problem,
            });
        }
    }

    fn unfit(&mut self, why: &dyn Display) {
        self.report(Code::BadValue, why.to_string(), None);
    }

    fn expected(&mut self, value: &Value, what: &str) {
        let found = match value {
            Value::Null => "null".to_owned(),
            Value::Bool(b) => format!("boolean `{b}`"),
            Value::Number(n) => match whole_text(value) {
                Some(n) => format!("integer `{n}`"),
                None => format!("floating point `{:?}`", n.as_f64().unwrap_or_default()),
            },
            Value::String(s) => format!("string {s:?}"),
            Value::Array(_) => "sequence".to_owned(),
            Value::Object(_) => "map".to_owned(),
        };
        self.unfit(&format_args!("invalid type: {found}, expected {what}"));
    }

    /// A whole number from 0 to `most`.
    fn whole(&mut self, value: &Value, most: u32, what: &str) -> Option<u32> {
        match (whole_text(value), value.as_u64().map(u32::try_from)) {
            (_, Some(Ok(n))) if n <= most => return Some(n),
            (Some(n), _) => self.unfit(&format_args!("invalid value: integer `{n}`, expected {what}")),
            (None, _) => self.expected(value, what),
        }
        None
    }

    fn unknown_variant(&mut self, word: &str, words: &[&str]) {
        let known: Vec<String> = words.iter().map(|w| format!("`{w}`")).collect();
        let known = match known.as_slice() {
            [one, other] => format!("{one} or {other}"),
            all => format!("one of {}", all.join(", ")),
        };
        self.unfit(&format_args!("unknown variant `{word}`, expected {known}"));
    }

    fn object<'v>(&mut self, value: &'v Value, what: &str) -> Option<&'v Fields> {
        match value {
            Value::Object(fields) => Some(fields),
            Value::Array(_) => {
                self.report(Code::BadValue, "is a list; must be an object, { ... }".into(), None);
                None
            }
            _ => {
                self.expected(value, what);
                None
            }
        }
    }

    /// The fields of an object, after a look at the names of all.
    pub(super) fn fields<'v>(&mut self, value: &'v Value, what: &str, known: &[&str]) -> Option<&'v Fields> {
        let fields = self.object(value, what)?;
        self.known(fields, known, "");
        Some(fields)
    }

    /// The same for the fields beside `type`.
    pub(super) fn known_but_type(&mut self, fields: &Fields, known: &[&str]) {
        self.known(fields, known, "type");
    }

    fn known(&mut self, fields: &Fields, known: &[&str], but: &str) {
        for name in fields.keys().filter(|name| *name != but && !known.contains(&name.as_str())) {
            if self.left == 0 {
                return;
            }
            let hint = match nearest(name, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("fields here: {}", known.join(", ")),
            };
            self.place.push(name.clone());
            self.report(Code::UnknownField, format!("there is no field `{name}` here"), Some(hint));
            self.place.pop();
        }
    }

    /// The fields of an object that says in `type` which of several it is, and that word.
    pub(super) fn tagged<'v>(&mut self, value: &'v Value, what: &str) -> Option<(&'v Fields, &'v str)> {
        let fields = self.object(value, what)?;
        match fields.get("type") {
            Some(Value::String(tag)) => Some((fields, tag)),
            Some(other) => {
                self.place.push("type".into());
                self.expected(other, "variant identifier");
                self.leave();
                None
            }
            None => {
                self.missing("type");
                None
            }
        }
    }

    /// A word that must be one of several.
    pub(super) fn word(&mut self, value: &Value, words: &[&str]) -> Option<usize> {
        let Value::String(word) = value else {
            self.expected(value, "string or map");
            return None;
        };
        let at = words.iter().position(|w| w == word);
        if at.is_none() {
            self.unknown_variant(word, words);
        }
        at
    }

    /// The same for the word in `type`.
    pub(super) fn wrong_tag(&mut self, tag: &str, words: &[&str]) {
        self.place.push("type".into());
        self.unknown_variant(tag, words);
        self.leave();
    }

    /// Steps to a field, if it is there.
    fn enter<'v>(&mut self, fields: &'v Fields, name: &str) -> Option<&'v Value> {
        let value = fields.get(name)?;
        self.place.push(name.to_owned());
        Some(value)
    }

    fn missing(&mut self, name: &str) {
        self.place.push(name.to_owned());
        self.report(Code::MissingField, format!("`{name}` is missing"), None);
        self.place.pop();
    }

    fn leave(&mut self) {
        self.place.pop();
    }

    /// A field that must be there.
    pub(super) fn need(&mut self, fields: &Fields, name: &str, into: &mut dyn Form) {
        if !self.may(fields, name, into) {
            self.missing(name);
        }
    }

    /// A field that may be absent; whether it is there.
    pub(super) fn may(&mut self, fields: &Fields, name: &str, into: &mut dyn Form) -> bool {
        let Some(value) = self.enter(fields, name) else { return false };
        into.read(value, self);
        self.leave();
        true
    }

    /// Whether so many are not more than a list or map of this field may have: told before any of them is read.
    fn few(&mut self, count: usize) -> bool {
        let most = most(self.place.last().map_or("", String::as_str));
        if count > most {
            self.report(
                Code::Limit,
                format!("there are {count}; at most {most} are read"),
                Some("take some out".into()),
            );
        }
        count <= most
    }

    /// The elements of a list.
    fn elements<'v>(&mut self, value: &'v Value) -> Option<&'v Vec<Value>> {
        match value {
            Value::Array(elements) => return self.few(elements.len()).then_some(elements),
            _ if self.place.len() > 1 => self.expected(value, "a sequence"),
            _ => self.report(Code::BadValue, "must be a list, [ ... ]".into(), None),
        }
        None
    }

    /// Steps to an element of a list, or says that enough was found. An element of a whole section goes by its id,
    /// and as many problems are looked for in it as in any other.
    fn enter_element(&mut self, at: usize, value: &Value) -> bool {
        if self.problems.len() >= MAX_PROBLEMS {
            return false;
        }
        let section = self.place.len() == 1;
        let id = value.get("id").and_then(Value::as_str).filter(|_| section);
        self.place.push(id.map_or_else(|| at.to_string(), str::to_owned));
        if section {
            self.left = MAX_ELEMENT_PROBLEMS + 1;
        }
        true
    }
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
