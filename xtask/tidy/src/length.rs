//! Lengths: files to 200 lines and functions to 70, longer only where the ratchet has them, no file over 600.

use crate::program::Program;
use crate::ratchet::{FILE, Ratchet};
use crate::tree::line_of;
use crate::{Look, Tree};
use anyhow::Result;
use std::collections::BTreeMap;
use syn::visit::{self, Visit};

const FILE_LINES: usize = 200;
const FUNCTION_LINES: usize = 70;
const MOST: usize = 600;
const COUNTED: [&str; 3] = [".rs", ".css", ".js"];

/// Files that are not ours to split, each with the reason.
const NOT_OURS: &[(&str, &str)] = &[("tests/vendor/axe.min.js", "axe-core as it is published")];

/// Everything longer than the rule, by name, with its lines and its place.
#[derive(Default)]
struct Long {
    files: BTreeMap<String, usize>,
    functions: BTreeMap<String, (usize, String, usize)>,
}

pub(crate) fn check(look: &mut Look<'_>) {
    let ratchet = match Ratchet::parse(look.tree.text(FILE)) {
        Ok(ratchet) => ratchet,
        Err(error) => {
            look.report(FILE, 1, format!("{error:#}"));
            return;
        }
    };
    let long = measure(look.tree, look.program);
    for (path, lines) in &long.files {
        let allowed = ratchet.files.get(path).copied().unwrap_or(FILE_LINES);
        if *lines > MOST {
            look.report(path, 1, format!("{lines} lines: no file has more than {MOST}; split it by subject"));
        } else if *lines > allowed {
            look.report(path, 1, format!("{lines} lines, and {allowed} are allowed: split it by subject"));
        }
    }
    for (name, (lines, path, line)) in &long.functions {
        let allowed = ratchet.functions.get(name).copied().unwrap_or(FUNCTION_LINES);
        if *lines > allowed {
            let name = name.rsplit(' ').next().unwrap_or_default();
            look.report(path, *line, format!("`{name}` has {lines} lines, and {allowed} are allowed: split it"));
        }
    }
    let text = look.tree.text(FILE).cloned().unwrap_or_default();
    let now = lower(&ratchet, &long);
    for (before, after) in [(&ratchet.files, &now.files), (&ratchet.functions, &now.functions)] {
        for (name, allowed) in before {
            let what = match after.get(name) {
                Some(lines) if lines < allowed => {
                    format!("`{name}` has only {lines} lines now, and {allowed} are allowed")
                }
                Some(_) => continue,
                None => format!("`{name}` is not too long any more, or gone"),
            };
            let line = line_of(&text, &format!("\"{name}\" ="));
            look.report(FILE, line, format!("{what}: run `cargo xtask tidy --bless`"));
        }
    }
}

/// The ratchet with every number lowered to what is there.
pub(crate) fn lowered(tree: &Tree, program: &Program) -> Result<String> {
    let ratchet = Ratchet::parse(tree.text(FILE))?;
    Ok(lower(&ratchet, &measure(tree, program)).text())
}

fn lower(ratchet: &Ratchet, long: &Long) -> Ratchet {
    let keep = |before: &BTreeMap<String, usize>, is: &dyn Fn(&str) -> Option<usize>| {
        before.iter().filter_map(|(name, allowed)| Some((name.clone(), is(name)?.min(*allowed)))).collect()
    };
    Ratchet {
        files: keep(&ratchet.files, &|name| long.files.get(name).copied()),
        functions: keep(&ratchet.functions, &|name| long.functions.get(name).map(|found| found.0)),
    }
}

fn measure(tree: &Tree, program: &Program) -> Long {
    let mut long = Long::default();
    for (path, text) in tree.ending(&COUNTED).filter(|(path, _)| NOT_OURS.iter().all(|(other, _)| other != path)) {
        let lines = text.lines().count();
        if lines > FILE_LINES {
            long.files.insert(path.to_owned(), lines);
        }
    }
    for (path, source) in &program.sources {
        let mut functions = Functions::default();
        functions.visit_file(&source.syntax);
        for (name, line, lines) in functions.found.into_iter().filter(|(_, _, lines)| *lines > FUNCTION_LINES) {
            let entry = long.functions.entry(format!("{path} {name}")).or_insert((0, path.clone(), line));
            // Of two of one name the longer counts.
            if lines > entry.0 {
                *entry = (lines, path.clone(), line);
            }
        }
    }
    long
}

/// The functions of a file: name with its type, line, and lines from `fn` to the closing brace.
#[derive(Default)]
struct Functions {
    inside: Option<String>,
    found: Vec<(String, usize, usize)>,
}

impl Functions {
    fn note(&mut self, signature: &syn::Signature, end: usize) {
        let line = signature.fn_token.span.start().line;
        let name = match &self.inside {
            Some(owner) => format!("{owner}::{}", signature.ident),
            None => signature.ident.to_string(),
        };
        self.found.push((name, line, end + 1 - line));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.note(&item.sig, item.block.brace_token.span.close().end().line);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.note(&item.sig, item.block.brace_token.span.close().end().line);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.note(&item.sig, block.brace_token.span.close().end().line);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let owner = match &*item.self_ty {
            syn::Type::Path(path) => path.path.segments.last().map(|part| part.ident.to_string()),
            _ => None,
        };
        let before = std::mem::replace(&mut self.inside, owner);
        visit::visit_item_impl(self, item);
        self.inside = before;
    }
}

#[cfg(test)]
mod tests;
