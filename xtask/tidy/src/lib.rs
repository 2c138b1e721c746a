//! `cargo xtask tidy`: whether the repository keeps to its own rules. Each check is a file and a line in `CHECKS`.
//!
//! A check looks at the tracked files alone, so that a clean checkout gives the same result.

mod docs;
mod head;
mod imports;
mod length;
mod markers;
mod packages;
mod program;
mod ratchet;
mod reach;
mod registries;
mod rooms;
mod served;
#[cfg(test)]
mod support;
mod tree;
mod used;
mod words;

use anyhow::Result;
use program::Program;
use std::collections::BTreeSet;
use std::fmt;

pub use tree::Tree;

/// Something that breaks a rule: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offence {
    /// The file, from the root of the repository.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub what: String,
}

impl fmt::Display for Offence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// What a check looks at, and where it says what it found.
pub(crate) struct Look<'a> {
    pub tree: &'a Tree,
    pub program: &'a Program,
    found: BTreeSet<Offence>,
}

impl Look<'_> {
    pub fn report(&mut self, path: &str, line: usize, what: impl Into<String>) {
        self.found.insert(Offence { path: path.into(), line, what: what.into() });
    }
}

type Check = fn(&mut Look<'_>);

/// All checks, by name.
const CHECKS: &[(&str, Check)] = &[
    ("markers", markers::check),
    ("imports", imports::check),
    ("rooms", rooms::check),
    ("length", length::check),
    ("head", head::check),
    ("reach", reach::check),
    ("registries", registries::check),
    ("served", served::check),
    ("used", used::check),
    ("docs", docs::check),
];

/// Every offence of the tree, sorted by place.
#[must_use]
pub fn tidy(tree: &Tree) -> Vec<Offence> {
    look(tree, CHECKS)
}

fn look(tree: &Tree, checks: &[(&str, Check)]) -> Vec<Offence> {
    let mut broken = Vec::new();
    let program = Program::read(tree, &mut broken);
    let mut look = Look { tree, program: &program, found: broken.into_iter().collect() };
    for (_, check) in checks {
        check(&mut look);
    }
    look.found.into_iter().collect()
}

/// The files that may be brought up to date by machine, with their new text: lengths allowed are lowered to what they
/// are, never raised, and the published table of rooms is written from its data.
///
/// # Errors
/// When the ratchet is not in its form.
pub fn bless(tree: &Tree) -> Result<Vec<(String, String)>> {
    let program = Program::read(tree, &mut Vec::new());
    let mut changed = vec![(ratchet::FILE.to_owned(), length::lowered(tree, &program)?)];
    changed.extend(rooms::published(tree));
    changed.retain(|(path, text)| tree.text(path) != Some(text));
    Ok(changed)
}
