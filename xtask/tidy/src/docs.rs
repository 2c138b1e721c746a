//! Documents name only what there is: files, commands, examples, shipped scenarios, and names of the code.

use crate::Look;
use crate::tree::{folder_of, inside, join, name_of};
use std::collections::BTreeSet;

/// Documents of the repository by their path, beside the README of every folder.
const DOCUMENTS: [&str; 4] = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "tests/soak.md"];
/// Documents in which every name of the code must exist.
const NAMING: [&str; 2] = ["README.md", "ARCHITECTURE.md"];
/// Sources whose strings the page shows as its help.
const HELP: &str = "web/src/view/dialogs";
/// Where the developer commands are told apart.
const COMMANDS: &str = "xtask/src/main.rs";
/// Folders that commands make.
const MADE: [&str; 2] = ["dist", "target"];
/// Endings by which a word is a file.
const ENDINGS: [&str; 9] = [".rs", ".md", ".json", ".toml", ".js", ".css", ".html", ".txt", ".png"];

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
    let (tree, program) = (look.tree, look.program);
    for (path, source) in program.sources.iter().filter(|(path, _)| inside(path, HELP).is_some()) {
        for (at, text) in &source.words.strings {
            let line = Line { path, at: *at, text };
            commands(look, &line, &known);
            spans(look, &line, &known);
        }
    }
    for (path, text) in tree.ending(&[".ci/run"]) {
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
    let within = lines.take_while(|line| {
        sections += usize::from(line.text.starts_with("## "));
        sections < 2
    });
    within.collect()
}

fn known(look: &Look<'_>) -> Known {
    let targets = |kind: &str| {
        let all = look.program.packages.iter().flat_map(|p| &p.targets);
        all.filter(|t| t.kind == kind).map(|t| t.name.clone()).collect()
    };
    let mut names = BTreeSet::new();
    for source in look.program.sources.values() {
        names.extend(source.words.identifiers.iter().cloned());
        let words = source.words.strings.iter().flat_map(|(_, text)| text.split(|c: char| !is_part(c)));
        names.extend(words.map(str::to_owned));
    }
    let targets_of_all = look.program.packages.iter().flat_map(|p| &p.targets).map(|t| t.name.clone());
    names.extend(targets_of_all);
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
    let words: Vec<&str> = line.text.split(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '\'' | ')' | ',')).collect();
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

/// Whether a word is meant as a path: one word with a folder or an ending. Only documents are written in capitals;
/// elsewhere capitals are placeholders.
fn is_path(word: &str) -> bool {
    let plain = word.chars().all(|c| is_part(c) || matches!(c, '/' | '.' | '-' | '*'));
    let stem = word.split('.').next().unwrap_or_default();
    let named = stem.is_empty() || stem.chars().any(char::is_lowercase) || word.ends_with(".md");
    let ended = ENDINGS.iter().any(|end| word.len() > end.len() && word.ends_with(end));
    plain && named && (word.contains('/') || ended)
}

fn path(look: &mut Look<'_>, line: &Line<'_>, word: &str) {
    let word = word.trim_end_matches(['.', '/']);
    let made = MADE.iter().any(|made| word == *made || inside(word, made).is_some());
    if !made && !look_up(look, folder_of(line.path), word, true) {
        look.report(line.path, line.at, format!("`{word}` does not exist: name what there is"));
    }
}

/// Whether a path leads somewhere from a folder; a loose one may also be the end of a longer path.
fn look_up(look: &Look<'_>, from: &str, word: &str, loose: bool) -> bool {
    let exact = join(from, word);
    let is = |path: &str| path == exact || inside(path, &exact).is_some();
    if look.tree.paths().any(is) {
        return true;
    }
    let parts: Vec<&str> = word.split('/').collect();
    loose && look.tree.paths().any(|path| ends_with(&path.split('/').collect::<Vec<_>>(), &parts))
}

/// Whether the parts stand in a row in a path; `*` stands for anything within a part.
fn ends_with(path: &[&str], parts: &[&str]) -> bool {
    path.windows(parts.len()).any(|window| {
        window.iter().zip(parts).all(|(have, want)| match want.split_once('*') {
            Some((start, end)) => have.len() >= start.len() + end.len() && have.starts_with(start) && have.ends_with(end),
            None => have == want,
        })
    })
}

/// A line of the tree of rooms: two spaces deeper is inside.
fn rooms(look: &mut Look<'_>, line: &Line<'_>, above: &mut Vec<String>) {
    let name = line.text.split_whitespace().next().unwrap_or_default();
    let depth = (line.text.len() - line.text.trim_start().len()) / 2;
    let (folder, file) = (name.ends_with('/'), ENDINGS.iter().any(|end| name.ends_with(end)));
    if !folder && !file {
        return;
    }
    above.truncate(depth);
    let place = above.last().cloned().unwrap_or_default();
    // The source folder of a crate goes without saying.
    let places = [join(&place, name), join(&place, &format!("src/{name}"))];
    let found = places.iter().find(|path| look.tree.paths().any(|p| p == *path || inside(p, path).is_some()));
    match found {
        Some(path) => above.push(path.clone()),
        None => {
            above.push(places[0].clone());
            let what = format!("`{}` does not exist: name what there is", places[0]);
            look.report(line.path, line.at, what);
        }
    }
}

#[cfg(test)]
mod tests;
