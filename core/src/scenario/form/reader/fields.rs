//! The fields of an object and the elements of a list, one after another.

use super::super::Form;
use super::super::nearest::nearest;
use super::{Fields, Reader};
use crate::scenario::Code;
use crate::scenario::limits::{MAX_ELEMENT_PROBLEMS, MAX_PROBLEMS, most};
use serde_json::Value;

impl Reader<'_> {
    pub(super) fn object<'v>(&mut self, value: &'v Value, what: &str) -> Option<&'v Fields> {
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
    pub(in crate::scenario) fn fields<'v>(
        &mut self,
        value: &'v Value,
        what: &str,
        known: &[&str],
    ) -> Option<&'v Fields> {
        let fields = self.object(value, what)?;
        self.known(fields, known, "");
        Some(fields)
    }

    /// The same for the fields beside `type`.
    pub(in crate::scenario) fn known_but_type(&mut self, fields: &Fields, known: &[&str]) {
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

    /// Steps to a field, if it is there.
    pub(super) fn enter<'v>(&mut self, fields: &'v Fields, name: &str) -> Option<&'v Value> {
        let value = fields.get(name)?;
        self.place.push(name.to_owned());
        Some(value)
    }

    pub(super) fn missing(&mut self, name: &str) {
        self.place.push(name.to_owned());
        self.report(Code::MissingField, format!("`{name}` is missing"), None);
        self.place.pop();
    }

    pub(in crate::scenario::form) fn leave(&mut self) {
        self.place.pop();
    }

    /// A field that must be there.
    pub(in crate::scenario) fn need(&mut self, fields: &Fields, name: &str, into: &mut dyn Form) {
        if !self.may(fields, name, into) {
            self.missing(name);
        }
    }

    /// A field that may be absent; whether it is there.
    pub(in crate::scenario) fn may(&mut self, fields: &Fields, name: &str, into: &mut dyn Form) -> bool {
        let Some(value) = self.enter(fields, name) else { return false };
        into.read(value, self);
        self.leave();
        true
    }

    /// Whether so many are not more than a list or map of this field may have: told before any of them is read.
    pub(in crate::scenario::form) fn few(&mut self, count: usize) -> bool {
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
    pub(in crate::scenario::form) fn elements<'v>(&mut self, value: &'v Value) -> Option<&'v Vec<Value>> {
        match value {
            Value::Array(elements) => return self.few(elements.len()).then_some(elements),
            _ if self.place.len() > 1 => self.expected(value, "a sequence"),
            _ => self.report(Code::BadValue, "must be a list, [ ... ]".into(), None),
        }
        None
    }

    /// Steps to an element of a list, or says that enough was found. An element of a whole section goes by its id,
    /// and as many problems are looked for in it as in any other.
    pub(in crate::scenario::form) fn enter_element(&mut self, at: usize, value: &Value) -> bool {
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
