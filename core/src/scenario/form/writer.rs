//! JSON text in the making, in the order in which it is said.

use super::Form;
use std::fmt::{Display, Write as _};

/// Text in the making.
#[derive(Debug)]
pub struct Writer {
    pub(super) text: String,
    pub(super) lines: bool,
    pub(super) depth: usize,
    /// Whether nothing stands yet in the bracket that is open.
    pub(super) first: bool,
    /// Whether one of several words is written as its place among them, from 0: what a slider counts.
    pub(super) places: bool,
}

impl Writer {
    /// What needs no quotes.
    pub(in crate::scenario) fn plain(&mut self, value: &dyn Display) {
        let _ = write!(self.text, "{value}");
    }

    /// A finite number, with a point and in the fewest digits; small and large ones with an exponent.
    pub(in crate::scenario) fn float(&mut self, value: f64) {
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

    pub(in crate::scenario) fn quoted(&mut self, text: &str) {
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
    pub(in crate::scenario) fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
        self.first = true;
    }

    /// Closes it.
    pub(in crate::scenario) fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !self.first {
            self.line();
        }
        self.first = false;
        self.text.push(bracket);
    }

    pub(in crate::scenario) fn line(&mut self) {
        if self.lines {
            self.text.push('\n');
            for _ in 0..self.depth {
                self.text.push_str("  ");
            }
        }
    }

    pub(in crate::scenario) fn next(&mut self) {
        if !self.first {
            self.text.push(',');
        }
        self.first = false;
        self.line();
    }

    /// A field's name.
    pub(in crate::scenario) fn name(&mut self, name: &str) {
        self.next();
        self.quoted(name);
        self.text.push_str(if self.lines { ": " } else { ":" });
    }

    /// A word that is no choice of a setting: which of several objects this is.
    pub(in crate::scenario) fn word(&mut self, word: &str) {
        self.quoted(word);
    }

    /// One of several words, at a place among them.
    pub(in crate::scenario) fn one_of(&mut self, words: &[&str], at: usize) {
        if self.places {
            self.plain(&at);
        } else {
            self.quoted(words.get(at).unwrap_or(&""));
        }
    }

    /// A field.
    pub(in crate::scenario) fn field(&mut self, name: &str, value: &dyn Form) {
        self.name(name);
        value.write(self);
    }

    /// A field that is left out where it is blank.
    pub(in crate::scenario) fn unless_blank(&mut self, name: &str, value: &dyn Form) {
        if !value.is_blank() {
            self.field(name, value);
        }
    }

    pub(in crate::scenario) fn list<T: Form>(&mut self, elements: &[T]) {
        self.open('[');
        for element in elements {
            self.next();
            element.write(self);
        }
        self.close(']');
    }
}
