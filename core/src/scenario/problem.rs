//! `Problem`: what is wrong with a scenario, where, and what would mend it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A stable name for a kind of problem; the words may improve, the code stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The text is not JSON.
    Syntax,
    /// The file is larger than may be read.
    TooLarge,
    /// A version this program does not know.
    Version,
    /// A field that does not exist.
    UnknownField,
    /// A field that must be there and is not.
    MissingField,
    /// A value of the wrong type, or outside its range.
    BadValue,
    /// Two things with one id.
    DuplicateId,
    /// An id that nothing has.
    UnknownId,
    /// A count or a length beyond its limit.
    Limit,
    /// Parts that do not fit each other.
    Conflict,
}

/// Bytes of a place, a message or a hint.
const MAX_WORDS: usize = 400;

/// Text that a file may have a part in, made fit to show: nothing hidden or turned, nothing endless.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(MAX_WORDS));
    for c in text.chars() {
        if out.len() >= MAX_WORDS {
            out.push_str("...");
            break;
        }
        if super::ids::is_hidden(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The scenario cannot run.
    Error,
    /// It runs, but probably not as meant.
    Warning,
}

/// One thing wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind of problem.
    pub code: Code,
    /// Where: `collateral/l1/haircut`, ids rather than positions where there are ids; empty for the whole file.
    pub at: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What would mend it, when that is known.
    pub hint: Option<String>,
}

impl Problem {
    /// An error at a place.
    #[must_use]
    pub fn error(code: Code, at: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, at: plain(&at.into()), severity: Severity::Error, message: plain(&message.into()), hint: None }
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: Code, at: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, at, message) }
    }

    /// The same problem with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(plain(&hint.into()));
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.at.is_empty() { "scenario" } else { &self.at };
        write!(f, "{place}: {}", self.message)?;
        match &self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}
