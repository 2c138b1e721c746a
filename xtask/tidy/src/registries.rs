//! Registries: every definition in a folder stands in the list that the program goes through, and every shipped scenario
//! in the list of scenarios.

use crate::Look;
use crate::tree::{inside, line_of};
use crate::words::Words;
use std::collections::BTreeSet;
use syn::Item;

/// A folder of definitions and the list they belong to.
struct Registry {
    /// The folder; its `mod.rs` has the list.
    folder: &'static str,
    /// The constant or macro that is the list.
    list: &'static str,
    /// How a definition is known: a `const` of this name, or a function whose arguments name this type.
    known_by: Known,
}

enum Known {
    Const(&'static str),
    Argument(&'static str),
}

const REGISTRIES: &[Registry] = &[
    Registry { folder: "core/src/preset", list: "PRESETS", known_by: Known::Const("PRESET") },
    Registry { folder: "core/src/metric", list: "METRICS", known_by: Known::Argument("Sample") },
    Registry { folder: "web/src/chart", list: "CHARTS", known_by: Known::Const("CHART") },
];

/// Functions that take what a definition takes and are none.
const HELPERS: &[(&str, &str)] = &[
    ("count", "counts participants for several metrics"),
    ("fell_due", "sums for two metrics"),
    ("money", "turns quanta into units"),
    ("of_venues", "sums what margin exchanges show, for two metrics"),
    ("told_now", "lines of the tick, for two metrics of houses"),
    ("all_houses", "clearing houses with their funds, for several metrics"),
    ("prefunded_left", "what is left of prefunded layers, for two metrics"),
    ("owned", "what an issuer has of an asset, for two metrics"),
];

pub(crate) fn check(look: &mut Look<'_>) {
    for registry in REGISTRIES {
        definitions(look, registry);
    }
    scenarios(look);
}

fn definitions(look: &mut Look<'_>, registry: &Registry) {
    let list = format!("{}/mod.rs", registry.folder);
    let Some(root) = look.program.sources.get(&list) else { return };
    let Some(listed) = listed(&root.syntax.items, registry.list) else {
        look.report(
            &list,
            1,
            format!("has no list `{}`: say in xtask/tidy/src/registries.rs where it is now", registry.list),
        );
        return;
    };
    for (path, source) in &look.program.sources {
        let Some(below) = inside(path, registry.folder) else { continue };
        let module = below.trim_end_matches(".rs").trim_end_matches("/mod");
        // A definition in a file of its own is a constant that the list names, and names its function.
        let own = source.syntax.items.iter().filter_map(|item| match item {
            Item::Const(item) if listed.contains(&item.ident.to_string()) => Some(Identifiers::of(&item.expr)),
            _ => None,
        });
        let listed: BTreeSet<String> = own.flatten().chain(listed.iter().cloned()).collect();
        for item in &source.syntax.items {
            let (name, shown, line) = match (item, &registry.known_by) {
                (Item::Const(item), Known::Const(name)) if item.ident == name => {
                    (module.to_owned(), format!("{module}::{name}"), item.ident.span().start().line)
                }
                (Item::Fn(item), Known::Argument(kind)) if takes(item, kind) => {
                    let name = item.sig.ident.to_string();
                    if HELPERS.iter().any(|(helper, _)| *helper == name) {
                        continue;
                    }
                    (name.clone(), name, item.sig.ident.span().start().line)
                }
                _ => continue,
            };
            if !listed.contains(&name) {
                look.report(
                    path,
                    line,
                    format!("`{shown}` is not in {} of {list}: add it, or delete it", registry.list),
                );
            }
        }
    }
}

/// The identifiers in the list.
fn listed(items: &[Item], list: &str) -> Option<BTreeSet<String>> {
    items.iter().find_map(|item| match item {
        Item::Const(item) if item.ident == list => Some(Identifiers::of(&item.expr)),
        _ => None,
    })
}

/// Collects every identifier of an expression.
#[derive(Default)]
struct Identifiers(BTreeSet<String>);

impl Identifiers {
    fn of(expr: &syn::Expr) -> BTreeSet<String> {
        let mut all = Self::default();
        syn::visit::Visit::visit_expr(&mut all, expr);
        all.0
    }
}

impl<'ast> syn::visit::Visit<'ast> for Identifiers {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.extend(path.segments.iter().map(|part| part.ident.to_string()));
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.0.extend(Words::of(&call.tokens).identifiers);
    }
}

/// Whether an argument of the function names the type.
fn takes(item: &syn::ItemFn, kind: &str) -> bool {
    item.sig.inputs.iter().any(|input| match input {
        syn::FnArg::Typed(argument) => match &*argument.ty {
            syn::Type::Reference(to) => match &*to.elem {
                syn::Type::Path(path) => path.path.segments.last().is_some_and(|part| part.ident == kind),
                _ => false,
            },
            _ => false,
        },
        syn::FnArg::Receiver(_) => false,
    })
}

const LIST: &str = "static/scenarios.json";
const FOLDER: &str = "static/scenarios";

fn scenarios(look: &mut Look<'_>) {
    let files: Vec<&str> = look.tree.under(FOLDER).collect();
    let Some(text) = look.tree.text(LIST) else {
        if let Some(path) = files.first() {
            look.report(path, 1, format!("there is no {LIST}: list the scenarios there"));
        }
        return;
    };
    let ids: Vec<String> = match serde_json::from_str::<Vec<serde_json::Value>>(text) {
        Ok(list) => list.iter().map(|item| item["id"].as_str().unwrap_or_default().to_owned()).collect(),
        Err(error) => {
            look.report(LIST, error.line(), format!("is no list of scenarios: {error}"));
            return;
        }
    };
    for path in &files {
        let id = inside(path, FOLDER).unwrap_or_default().trim_end_matches(".json");
        if !ids.iter().any(|listed| listed == id) {
            look.report(path, 1, format!("`{id}` is not in {LIST}: add it, or delete the file"));
        }
    }
    for id in &ids {
        let path = format!("{FOLDER}/{id}.json");
        if look.tree.text(&path).is_none() {
            let line = line_of(text, &format!("\"{id}\""));
            look.report(LIST, line, format!("there is no {path}: add it, or take `{id}` out"));
        }
    }
}

#[cfg(test)]
mod tests;
