//! The form of a scenario in JSON: every field said once, read with its place and written in its order.
//!
//! Reading goes on after a problem, so that one pass finds them all.

use super::limits::{MAX_ELEMENT_PROBLEMS, MAX_ID, MAX_PROBLEMS};
use super::{Code, Problem};
use crate::units::{Decimal, DecimalError, Price, Rate};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

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

/// A thing's JSON as a value, for comparing field by field.
pub fn to_value<T: Form>(thing: &T) -> Value {
    serde_json::from_str(&write(thing, false)).unwrap_or_default()
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

    /// The elements of a list.
    fn elements<'v>(&mut self, value: &'v Value) -> Option<&'v Vec<Value>> {
        match value {
            Value::Array(elements) => return Some(elements),
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

/// Text in the making.
#[derive(Debug)]
pub struct Writer {
    text: String,
    lines: bool,
    depth: usize,
    /// Whether nothing stands yet in the bracket that is open.
    first: bool,
}

impl Writer {
    /// What needs no quotes.
    fn plain(&mut self, value: &dyn Display) {
        let _ = write!(self.text, "{value}");
    }

    /// A finite number, with a point and in the fewest digits; small and large ones with an exponent.
    fn float(&mut self, value: f64) {
        let _ = if (1e-5..1e-4).contains(&value.abs()) {
            write!(self.text, "{value}")
        } else if value.is_finite() && value.abs() < 1e16 {
            write!(self.text, "{value:?}")
        } else if value.is_finite() {
            write!(self.text, "{}", format!("{value:?}").replace('e', "e+"))
        } else {
            write!(self.text, "null")
        };
    }

    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            let _ = match c {
                '"' | '\\' => write!(self.text, "\\{c}"),
                '\n' => write!(self.text, "\\n"),
                '\r' => write!(self.text, "\\r"),
                '\t' => write!(self.text, "\\t"),
                '\u{8}' => write!(self.text, "\\b"),
                '\u{c}' => write!(self.text, "\\f"),
                c if c < ' ' => write!(self.text, "\\u{:04x}", u32::from(c)),
                c => self.text.write_char(c),
            };
        }
        self.text.push('"');
    }

    /// Opens a bracket.
    pub(super) fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
        self.first = true;
    }

    /// Closes it.
    pub(super) fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !self.first {
            self.line();
        }
        self.first = false;
        self.text.push(bracket);
    }

    fn line(&mut self) {
        if self.lines {
            self.text.push('\n');
            for _ in 0..self.depth {
                self.text.push_str("  ");
            }
        }
    }

    fn next(&mut self) {
        if !self.first {
            self.text.push(',');
        }
        self.first = false;
        self.line();
    }

    /// A field's name.
    pub(super) fn name(&mut self, name: &str) {
        self.next();
        self.quoted(name);
        self.text.push_str(if self.lines { ": " } else { ":" });
    }

    /// A field with one of several words.
    pub(super) fn word(&mut self, word: &str) {
        self.quoted(word);
    }

    /// A field.
    pub(super) fn field(&mut self, name: &str, value: &dyn Form) {
        self.name(name);
        value.write(self);
    }

    /// A field that is left out where it is blank.
    pub(super) fn unless_blank(&mut self, name: &str, value: &dyn Form) {
        if !value.is_blank() {
            self.field(name, value);
        }
    }

    fn list<T: Form>(&mut self, elements: &[T]) {
        self.open('[');
        for element in elements {
            self.next();
            element.write(self);
        }
        self.close(']');
    }
}

/// A whole number of either sign as its text.
fn whole_text(value: &Value) -> Option<String> {
    value.as_i64().map(|n| n.to_string()).or_else(|| value.as_u64().map(|n| n.to_string()))
}

impl Form for bool {
    fn blank() -> Self {
        false
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        match value.as_bool() {
            Some(read) => *self = read,
            None => r.expected(value, "a boolean"),
        }
    }
    fn write(&self, w: &mut Writer) {
        w.plain(self);
    }
}

impl Form for u8 {
    fn blank() -> Self {
        0
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        if let Some(read) = r.whole(value, Self::MAX.into(), "u8") {
            *self = read as Self;
        }
    }
    fn write(&self, w: &mut Writer) {
        w.plain(self);
    }
}

impl Form for u32 {
    fn blank() -> Self {
        0
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        if let Some(read) = r.whole(value, Self::MAX, "u32") {
            *self = read;
        }
    }
    fn write(&self, w: &mut Writer) {
        w.plain(self);
    }
}

impl Form for f64 {
    fn blank() -> Self {
        0.0
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        match value.as_f64() {
            Some(read) => *self = read,
            None => r.expected(value, "f64"),
        }
    }
    fn write(&self, w: &mut Writer) {
        w.float(*self);
    }
}

impl Form for Rate {
    fn blank() -> Self {
        Self::ZERO
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        let mut number = 0.0;
        number.read(value, r);
        match Self::new(number) {
            Ok(read) => *self = read,
            Err(why) => r.unfit(&why),
        }
    }
    fn write(&self, w: &mut Writer) {
        w.float(self.get());
    }
}

impl Form for Price {
    fn blank() -> Self {
        Self::ONE
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        let mut number = 0.0;
        number.read(value, r);
        match Self::new(number) {
            Ok(read) => *self = read,
            Err(why) => r.unfit(&why),
        }
    }
    fn write(&self, w: &mut Writer) {
        w.float(self.get());
    }
}

impl Form for Decimal {
    fn blank() -> Self {
        Self::ZERO
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        let text = match (value, value.as_f64()) {
            (Value::String(text), _) => text.clone(),
            (_, Some(n)) => whole_text(value).unwrap_or_else(|| n.to_string()),
            _ => return r.expected(value, "a decimal number, as a number or a string"),
        };
        match text.parse() {
            Ok(read) => *self = read,
            Err(why) => {
                let why: DecimalError = why;
                r.unfit(&why);
            }
        }
    }
    /// A number where that is exact in every reader, otherwise a string of digits.
    fn write(&self, w: &mut Writer) {
        let (text, number) = (self.to_string(), self.to_f64());
        if !text.contains('.') {
            w.plain(&text);
        } else if number.to_string().parse() == Ok(*self) {
            w.float(number);
        } else {
            w.quoted(&text);
        }
    }
}

impl Form for String {
    fn blank() -> Self {
        Self::new()
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        match value.as_str() {
            Some(read) => read.clone_into(self),
            None => r.expected(value, "a string"),
        }
    }
    fn write(&self, w: &mut Writer) {
        w.quoted(self);
    }
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Form> Form for Option<T> {
    fn blank() -> Self {
        None
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        if !value.is_null() {
            self.insert(T::blank()).read(value, r);
        }
    }
    fn write(&self, w: &mut Writer) {
        match self {
            Some(value) => value.write(w),
            None => w.text.push_str("null"),
        }
    }
    fn is_blank(&self) -> bool {
        self.is_none()
    }
}

impl<T: Form> Form for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        let Some(elements) = r.elements(value) else { return };
        for (at, element) in elements.iter().enumerate() {
            if !r.enter_element(at, element) {
                return;
            }
            let mut read = T::blank();
            read.read(element, r);
            self.push(read);
            r.leave();
        }
    }
    fn write(&self, w: &mut Writer) {
        w.list(self);
    }
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Form for [f64; 2] {
    fn blank() -> Self {
        [0.0; 2]
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        match value.as_array() {
            Some(both) if both.len() == self.len() => {
                for (at, (value, into)) in both.iter().zip(self).enumerate() {
                    if r.enter_element(at, value) {
                        into.read(value, r);
                        r.leave();
                    }
                }
            }
            Some(other) => r.unfit(&format_args!("invalid length {}, expected an array of length 2", other.len())),
            None => r.expected(value, "an array of length 2"),
        }
    }
    fn write(&self, w: &mut Writer) {
        w.list(self);
    }
}

impl Form for BTreeMap<String, Decimal> {
    fn blank() -> Self {
        Self::new()
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        let Value::Object(fields) = value else { return r.expected(value, "a map") };
        for name in fields.keys() {
            let mut read = Decimal::ZERO;
            r.need(fields, name, &mut read);
            self.insert(name.clone(), read);
        }
    }
    fn write(&self, w: &mut Writer) {
        w.open('{');
        for (name, value) in self {
            w.field(name, value);
        }
        w.close('}');
    }
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

/// Reads one field: `need` must be there, `opt` is blank when absent and absent when blank, `or(..)` has a default.
macro_rules! read_field {
    ($r:ident $fields:ident $field:ident $into:expr, need) => {
        $r.need($fields, stringify!($field), $into)
    };
    ($r:ident $fields:ident $field:ident $into:expr, opt) => {
        $r.may($fields, stringify!($field), $into);
    };
    ($r:ident $fields:ident $field:ident $into:expr, or($default:expr)) => {
        if !$r.may($fields, stringify!($field), $into) {
            *$into = $default;
        }
    };
}

macro_rules! write_field {
    ($w:ident $field:ident $value:expr, opt) => {
        $w.unless_blank(stringify!($field), $value)
    };
    ($w:ident $field:ident $value:expr, $($how:tt)+) => {
        $w.field(stringify!($field), $value)
    };
}

/// The form of a struct, of a choice between words, or of a choice with fields and a `type`.
macro_rules! form {
    (struct $name:ident { $($field:ident: $how:ident $(($default:expr))?),* $(,)? }) => {
        impl $crate::scenario::form::Form for $name {
            fn blank() -> Self {
                Self { $($field: $crate::scenario::form::Form::blank()),* }
            }
            fn read(&mut self, value: &serde_json::Value, r: &mut $crate::scenario::form::Reader<'_>) {
                let known = &[$(stringify!($field)),*];
                let Some(fields) = r.fields(value, concat!("struct ", stringify!($name)), known) else { return };
                $($crate::scenario::form::read_field!(r fields $field &mut self.$field, $how $(($default))?);)*
            }
            fn write(&self, w: &mut $crate::scenario::form::Writer) {
                w.open('{');
                $($crate::scenario::form::write_field!(w $field &self.$field, $how $(($default))?);)*
                w.close('}');
            }
        }
    };
    (words $name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl $crate::scenario::form::Form for $name {
            fn blank() -> Self {
                let [first, ..] = [$(Self::$variant),*];
                first
            }
            fn read(&mut self, value: &serde_json::Value, r: &mut $crate::scenario::form::Reader<'_>) {
                let read = r.word(value, &[$($word),*]).and_then(|at| [$(Self::$variant),*].get(at).copied());
                *self = read.unwrap_or(*self);
            }
            fn write(&self, w: &mut $crate::scenario::form::Writer) {
                w.word(match self { $(Self::$variant => $word),* });
            }
        }
    };
    (enum $name:ident { $($variant:ident = $word:literal { $($field:ident: $how:ident $(($default:expr))?),* }),* $(,)? }) => {
        impl $crate::scenario::form::Form for $name {
            fn blank() -> Self {
                let [first, ..] = [$(|| Self::$variant { $($field: $crate::scenario::form::Form::blank()),* }),*] as [fn() -> Self; [$($word),*].len()];
                first()
            }
            fn read(&mut self, value: &serde_json::Value, r: &mut $crate::scenario::form::Reader<'_>) {
                let tagged = r.tagged(value, concat!("internally tagged enum ", stringify!($name)));
                let Some((fields, tag)) = tagged else { return };
                match tag {
                    $($word => {
                        r.known_but_type(fields, &[$(stringify!($field)),*]);
                        *self = Self::$variant { $($field: $crate::scenario::form::Form::blank()),* };
                        if let Self::$variant { $($field),* } = self {
                            $($crate::scenario::form::read_field!(r fields $field &mut *$field, $how $(($default))?);)*
                        }
                    })*
                    _ => r.wrong_tag(tag, &[$($word),*]),
                }
            }
            fn write(&self, w: &mut $crate::scenario::form::Writer) {
                w.open('{');
                w.name("type");
                match self {
                    $(Self::$variant { $($field),* } => {
                        w.word($word);
                        $($crate::scenario::form::write_field!(w $field $field, $how $(($default))?);)*
                    })*
                }
                w.close('}');
            }
        }
    };
}

pub(crate) use {form, read_field, write_field};

/// The known name nearest to a misspelt one, if any is close: the fewest letters put in, left out, changed or swapped.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    if name.len() > MAX_ID {
        return None;
    }
    let near = known.iter().map(|k| (distance(name, k), *k)).min_by_key(|(d, _)| *d)?;
    (near.0 * 5 <= 2 * name.len().max(near.1.len())).then_some(near.1)
}

fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut rows: [Vec<usize>; 3] = [Vec::new(), Vec::new(), (0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        rows.rotate_left(1);
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at =
                |back: usize, j: usize| rows.get(2 - back).and_then(|r| r.get(j)).copied().unwrap_or(usize::MAX - 1);
            let mut best = at(1, j) + usize::from(x != y);
            best = best.min(at(1, j + 1) + 1).min(row.get(j).map_or(best, |left| left + 1));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(2, j - 1) + 1);
            }
            row.push(best);
        }
        if let Some(last) = rows.last_mut() {
            *last = row;
        }
    }
    rows.last().and_then(|r| r.last()).copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{distance, write};

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

    #[test]
    fn letters_apart() {
        for (a, b, apart) in [
            ("due", "due", 0),
            ("amuont", "amount", 1),
            ("hair_cut", "haircut", 1),
            ("asett", "asset", 2),
            ("dew", "due", 2),
            ("", "due", 3),
            ("due", "", 3),
            ("numerair", "numeraire", 1),
            ("ab", "ba", 1),
        ] {
            assert_eq!(distance(a, b), apart, "{a} {b}");
        }
    }
}
