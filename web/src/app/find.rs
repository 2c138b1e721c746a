//! The place of a problem in the text of a file: line, column, and the line itself with a mark.

use interclear_core::scenario::{Code, Problem, is_hidden};
use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// Characters of a line that are shown.
const ROOM: usize = 72;
/// Of these, at most so many before the mark.
const BEFORE: usize = 36;

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The line, from 1.
    pub line: usize,
    /// The character in it, from 1.
    pub column: usize,
    /// The line, or the part of it round the place where it is long.
    pub text: String,
    /// Characters of `text` before the place.
    pub before: usize,
}

impl Found {
    /// The text before what stands at the place, that itself (a word, a number, a text in quotes), and the rest.
    #[must_use]
    pub fn parts(&self) -> (String, String, String) {
        let mut all = self.text.chars();
        let head: String = all.by_ref().take(self.before).collect();
        let tail: Vec<char> = all.collect();
        let end = match tail.first() {
            Some('"') => tail.iter().skip(1).position(|c| *c == '"').map(|n| n + 2),
            _ => tail.iter().position(|c| c.is_whitespace() || matches!(c, ',' | ':' | '}' | ']')),
        };
        let (here, rest) = tail.split_at(end.unwrap_or(tail.len()).clamp(1.min(tail.len()), tail.len()));
        // At the end of a line there is nothing to mark but the end.
        let here = if here.is_empty() { "\u{a0}".to_owned() } else { here.iter().collect() };
        (head, here, rest.iter().collect())
    }
}

/// A text whose problems have places.
#[derive(Debug)]
pub struct Finder<'a> {
    text: &'a str,
    whole: Option<Value<'a>>,
}

impl<'a> Finder<'a> {
    /// Reads the text; where it is no JSON, only problems that name their line themselves have a place.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let read = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        Self { text, whole: read.ok().and_then(|r| r.value) }
    }

    /// The place of a problem; none where it is about the file as a whole.
    #[must_use]
    pub fn find(&self, problem: &Problem) -> Option<Found> {
        if problem.code == Code::Syntax {
            return self.line_and_column(&problem.at);
        }
        if problem.at.is_empty() {
            return None;
        }
        Some(self.show(self.position(problem)?))
    }

    /// `line 3, column 5`, as a reader of JSON counts: columns in bytes.
    fn line_and_column(&self, at: &str) -> Option<Found> {
        let mut numbers = at.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<usize>().ok());
        let (line, column) = (numbers.next()?, numbers.next()?);
        // A byte order mark is left out before reading.
        let skipped = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        let lines = self.text.get(skipped..)?.split_inclusive('\n');
        let start: usize = skipped + lines.take(line.checked_sub(1)?).map(str::len).sum::<usize>();
        Some(self.show(start + column.saturating_sub(1)))
    }

    fn position(&self, problem: &Problem) -> Option<usize> {
        let mut parts: Vec<&str> = problem.at.split('/').collect();
        if problem.code == Code::MissingField {
            // It is missing from what holds it.
            parts.pop();
        }
        let mut at = self.whole.as_ref()?;
        let mut place = at.range().start;
        for (i, part) in parts.iter().enumerate() {
            let last = i + 1 == parts.len();
            let doubled = last && problem.code == Code::DuplicateId;
            let Some((value, name)) = step(at, part, doubled) else { break };
            // A field that should not be there is shown by its name, a wrong value by itself.
            place = name.filter(|_| last && problem.code == Code::UnknownField).unwrap_or(value.range().start);
            at = value;
        }
        Some(place)
    }

    /// The line round a position, cut where it is long, with nothing in it that hides or turns text.
    fn show(&self, at: usize) -> Found {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let (head, tail) = self.text.split_at(at);
        let start = head.rfind('\n').map_or(0, |n| n + 1);
        let line = head.matches('\n').count() + 1;
        let head = head.get(start..).unwrap_or_default();
        let tail = tail.split('\n').next().unwrap_or_default();
        let plain = |c: char| if is_hidden(c) { if c == '\t' { ' ' } else { '\u{fffd}' } } else { c };
        let column = head.chars().count() + 1;
        let mut text: String = head.chars().skip(column.saturating_sub(BEFORE + 1)).map(plain).collect();
        if column > BEFORE + 1 {
            text.insert(0, '\u{2026}');
        } else {
            // Where all of it is shown the indent says nothing.
            text = text.trim_start().to_owned();
        }
        let before = text.chars().count();
        text.extend(tail.trim_end().chars().take(ROOM.saturating_sub(before)).map(plain));
        if tail.trim_end().chars().count() > ROOM.saturating_sub(before) {
            text.push('\u{2026}');
        }
        Found { line, column, text, before }
    }
}

/// The part of a value by a name, an id, a kind or a number, and where its name stands, if it has one.
fn step<'v, 'a>(value: &'v Value<'a>, part: &str, doubled: bool) -> Option<(&'v Value<'a>, Option<usize>)> {
    let named = |props: &'v [ObjectProp<'a>], name: &str| {
        let found = props.iter().find(|p| p.name.as_str() == name);
        found.map(|p| (&p.value, Some(p.range.start)))
    };
    match value {
        // Some fields stand one level deeper in the file than in the words for their place.
        Value::Object(object) => named(&object.properties, part).or_else(|| {
            object.properties.iter().find_map(|p| match &p.value {
                Value::Object(inner) => named(&inner.properties, part),
                _ => None,
            })
        }),
        Value::Array(list) => {
            let says = |v: &Value<'a>, name: &str| match v {
                Value::Object(o) => matches!(named_text(o.properties.as_slice(), name), Some(text) if text == part),
                _ => false,
            };
            let mut by_id = list.elements.iter().filter(|v| says(v, "id"));
            let id = if doubled { by_id.next_back() } else { by_id.next() };
            let kind = || list.elements.iter().find(|v| says(v, "type"));
            let number = || part.parse::<usize>().ok().and_then(|n| list.elements.get(n));
            id.or_else(kind).or_else(number).map(|v| (v, None))
        }
        _ => None,
    }
}

fn named_text<'v>(props: &'v [ObjectProp<'_>], name: &str) -> Option<&'v str> {
    props.iter().find(|p| p.name.as_str() == name).and_then(|p| match &p.value {
        Value::StringLit(text) => Some(text.value.as_ref()),
        _ => None,
    })
}

/// All problems of a file as plain text, for a report.
#[must_use]
pub fn report(list: &[Problem], text: Option<&str>) -> String {
    let finder = text.map(Finder::new);
    let one = |p: &Problem| {
        let found = finder.as_ref().and_then(|f| f.find(p));
        let mut out = found.as_ref().map(|f| format!("Line {}, column {}: ", f.line, f.column)).unwrap_or_default();
        out += &p.to_string();
        if let Some(f) = found {
            out += &format!("\n    {}\n    {:>2$}", f.text, "^", f.before + 1);
        }
        out
    };
    let lines: Vec<String> = list.iter().map(one).collect();
    format!("Interclear {}\n{}\n", interclear_core::MODEL_VERSION, lines.join("\n"))
}
