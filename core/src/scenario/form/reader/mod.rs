//! Reading with its place: what a value should have been, and what was found.

mod fields;

use super::whole_text;
use crate::scenario::limits::{MAX_ELEMENT_PROBLEMS, MAX_PROBLEMS};
use crate::scenario::{Code, Problem};
use serde_json::{Map, Value};
use std::fmt::Display;

/// Where reading is, and what was wrong up to there.
#[derive(Debug)]
pub struct Reader<'a> {
    place: Vec<String>,
    problems: &'a mut Vec<Problem>,
    /// How many problems more are looked for in this element.
    left: usize,
    /// Whether one of several words is given as its place among them.
    places: bool,
}

type Fields = Map<String, Value>;

impl<'a> Reader<'a> {
    pub(in crate::scenario) fn new(problems: &'a mut Vec<Problem>) -> Self {
        Self { place: Vec::new(), problems, left: MAX_ELEMENT_PROBLEMS + 1, places: false }
    }

    /// The same where words are written as their places.
    pub(in crate::scenario) fn of_places(problems: &'a mut Vec<Problem>) -> Self {
        Self { places: true, ..Self::new(problems) }
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

    pub(in crate::scenario::form) fn unfit(&mut self, why: &dyn Display) {
        self.report(Code::BadValue, why.to_string(), None);
    }

    pub(in crate::scenario::form) fn expected(&mut self, value: &Value, what: &str) {
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
    pub(in crate::scenario::form) fn whole(&mut self, value: &Value, most: u32, what: &str) -> Option<u32> {
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

    /// The fields of an object that says in `type` which of several it is, and that word.
    pub(in crate::scenario) fn tagged<'v>(&mut self, value: &'v Value, what: &str) -> Option<(&'v Fields, &'v str)> {
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
    pub(in crate::scenario) fn word(&mut self, value: &Value, words: &[&str]) -> Option<usize> {
        if self.places {
            let last = words.len().saturating_sub(1) as u32;
            return self.whole(value, last, &format!("one from 0 to {last}")).map(|at| at as usize);
        }
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
    pub(in crate::scenario) fn wrong_tag(&mut self, tag: &str, words: &[&str]) {
        self.place.push("type".into());
        self.unknown_variant(tag, words);
        self.leave();
    }
}
