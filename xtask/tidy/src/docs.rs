//! Documents name only what there is: files, commands, examples, shipped scenarios, and names of the code.

mod paths;

use crate::Look;
use crate::tree::{folder_of, inside, name_of};
use paths::{is_path, look_up, path, rooms};
use std::collections::BTreeSet;

/// Documents of the repository by their path, beside the README of every folder.
const DOCUMENTS: [&str; 4] = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "tests/soak.md"];
/// Documents in which every name of the code must exist.
const NAMING: [&str; 2] = ["README.md", "ARCHITECTURE.md"];
/// Its strings are help in the page.
const HELP: &str = "web/src/view/dialogs";
/// Tells the developer commands apart.
const COMMANDS: &str = "xtask/src/main.rs";
/// A line of a document, with its number.
struct Line<'a> {
    path: &'a str,
    at: usize,
    text: &'a str,
}

/// What documents may name.
struct Known {
    commands: BTreeSet<String>,
    examples: BTreeSet<String>,
    programs: BTreeSet<String>,
    packages: BTreeSet<String>,
    /// Identifiers, and the words of strings.
    names: BTreeSet<String>,
}

pub(crate) fn check(look: &mut Look<'_>) {
    let known = known(look);
    for (path, text) in look.tree.ending(&[".md"]) {
        if !DOCUMENTS.contains(&path) && name_of(path) != "README.md" {
            continue;
        }
        let mut fence = false;
        let mut tree = Vec::new();
        for line in newest(path, text) {
            if line.text.starts_with("```") {
                fence = !fence;
                tree.clear();
            } else if fence && path == "ARCHITECTURE.md" {
                rooms(look, &line, &mut tree);
            }
            commands(look, &line, &known);
            if !fence {
                spans(look, &line, &known);
                links(look, &line);
            }
        }
    }
    for (path, source) in look.program.sources.iter().filter(|(path, _)| inside(path, HELP).is_some()) {
        for (at, text) in &source.words.strings {
            let line = Line { path, at: *at, text };
            commands(look, &line, &known);
            spans(look, &line, &known);
        }
    }
    for (path, text) in look.tree.ending(&[".ci/run"]) {
        for line in numbered(path, text) {
            commands(look, &line, &known);
        }
    }
}

fn numbered<'a>(path: &'a str, text: &'a str) -> impl Iterator<Item = Line<'a>> {
    text.lines().enumerate().map(move |(at, text)| Line { path, at: at + 1, text })
}

/// The lines of a document; of a changelog, which is history further down, those of its newest section.
fn newest<'a>(path: &'a str, text: &'a str) -> Vec<Line<'a>> {
    let lines = numbered(path, text);
    if path != "CHANGELOG.md" {
        return lines.collect();
    }
    let mut sections = 0;
    lines
        .take_while(|line| {
            sections += usize::from(line.text.starts_with("## "));
            sections < 2
        })
        .collect()
}

fn known(look: &Look<'_>) -> Known {
    let all = || look.program.packages.iter().flat_map(|p| &p.targets);
    let targets = |kind: &str| all().filter(|t| t.kind == kind).map(|t| t.name.clone()).collect();
    let mut names: BTreeSet<String> = all().map(|t| t.name.clone()).collect();
    for source in look.program.sources.values() {
        names.extend(source.words.identifiers.iter().cloned());
        let strings = source.words.strings.iter();
        names.extend(strings.flat_map(|(_, text)| text.split(|c| !is_part(c))).map(str::to_owned));
    }
    Known {
        commands: dispatched(look),
        examples: targets("example"),
        programs: targets("bin"),
        packages: look.program.packages.iter().map(|p| p.name.clone()).collect(),
        names,
    }
}

/// The words that the developer commands are told apart by.
fn dispatched(look: &Look<'_>) -> BTreeSet<String> {
    #[derive(Default)]
    struct Arms(BTreeSet<String>);
    impl<'ast> syn::visit::Visit<'ast> for Arms {
        fn visit_pat(&mut self, pattern: &'ast syn::Pat) {
            if let syn::Pat::Lit(syn::PatLit { lit: syn::Lit::Str(word), .. }) = pattern {
                self.0.insert(word.value());
            }
            syn::visit::visit_pat(self, pattern);
        }
    }
    let mut arms = Arms::default();
    if let Some(source) = look.program.sources.get(COMMANDS) {
        syn::visit::Visit::visit_file(&mut arms, &source.syntax);
    }
    arms.0
}

const fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// What commands in a line name: commands of xtask, examples, programs, packages, files; and scenarios in addresses.
fn commands(look: &mut Look<'_>, line: &Line<'_>, known: &Known) {
    let words: Vec<&str> =
        line.text.split(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '\'' | ')' | ',')).collect();
    for pair in words.windows(3) {
        if let ["cargo", "xtask", name] = pair
            && name.chars().next().is_some_and(char::is_alphabetic)
        {
            missing(look, line, &known.commands, name, "command of xtask");
        }
    }
    if words.contains(&"cargo") {
        for pair in words.windows(2) {
            match pair {
                ["--example", name] => missing(look, line, &known.examples, name, "example"),
                ["--bin", name] => missing(look, line, &known.programs, name, "program"),
                ["-p" | "--package", name] => missing(look, line, &known.packages, name, "package"),
                _ => {}
            }
        }
        for word in words.iter().filter(|word| word.contains('/') && is_path(word)) {
            path(look, line, word);
        }
    }
    for (at, _) in line.text.match_indices("ex=") {
        let id: String = line.text[at + 3..].chars().take_while(|&c| is_part(c) || c == '-').collect();
        if look.tree.text(&format!("static/scenarios/{id}.json")).is_none() {
            look.report(line.path, line.at, format!("no shipped scenario is called `{id}`: name one that is"));
        }
    }
}

fn missing(look: &mut Look<'_>, line: &Line<'_>, known: &BTreeSet<String>, name: &str, kind: &str) {
    let name = name.trim_end_matches(['.', ';', ':']);
    if !known.contains(name) {
        look.report(line.path, line.at, format!("there is no {kind} `{name}`: name what there is"));
    }
}

/// What stands in backticks.
fn spans(look: &mut Look<'_>, line: &Line<'_>, known: &Known) {
    for span in line.text.split('`').skip(1).step_by(2) {
        if is_path(span) {
            path(look, line, span);
            continue;
        }
        let name = span.trim_end_matches("()");
        let parts: Vec<&str> = name.split("::").collect();
        let named = parts.iter().all(|p| p.starts_with(|c: char| c.is_ascii_alphabetic()) && p.chars().all(is_part));
        if NAMING.contains(&line.path) && named {
            for part in parts.iter().filter(|part| !known.names.contains(**part)) {
                let of = if parts.len() > 1 { format!(" of `{name}`") } else { String::new() };
                look.report(line.path, line.at, format!("nothing is called `{part}`{of} any more: name what there is"));
            }
        }
    }
}

/// What is linked to, in this repository.
fn links(look: &mut Look<'_>, line: &Line<'_>) {
    for rest in line.text.split("](").skip(1) {
        let target = rest.split([')', '#', ' ']).next().unwrap_or_default();
        if !target.is_empty() && !target.contains("://") && !look_up(look, folder_of(line.path), target, false) {
            look.report(line.path, line.at, format!("the link leads to `{target}`, which does not exist: mend it"));
        }
    }
}

#[cfg(test)]
mod tests;
