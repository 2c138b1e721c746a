//! `Program`: the packages of the workspace with their targets, and every module that their sources declare.

use crate::tree::{folder_of, inside, join, name_of};
use crate::words::Words;
use crate::{Offence, Tree};
use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, Item, Meta};

/// A package of the workspace.
#[derive(Debug, Default)]
pub(crate) struct Package {
    pub name: String,
    pub manifest: String,
    pub targets: Vec<Target>,
    /// The names under which dependencies stand in the manifest, of every kind and platform.
    pub dependencies: BTreeSet<String>,
}

/// Something that cargo builds.
#[derive(Debug)]
pub(crate) struct Target {
    /// `lib`, `bin`, `example`, `test`, `bench` or `build`.
    pub kind: &'static str,
    pub name: String,
    pub path: String,
}

/// A file as a module of a target.
#[derive(Debug)]
pub(crate) struct Module {
    pub package: String,
    pub kind: &'static str,
    pub file: String,
    /// Its path from the root of its crate, which is empty.
    pub path: Vec<String>,
    /// Whether it exists in tests only.
    pub test: bool,
}

/// A parsed source.
pub(crate) struct Source {
    pub syntax: syn::File,
    pub words: Words,
}

/// The Rust of the repository.
#[derive(Default)]
pub(crate) struct Program {
    pub packages: Vec<Package>,
    pub sources: BTreeMap<String, Source>,
    pub modules: Vec<Module>,
}

/// Kinds of target, the folder where cargo looks for them, and their table in the manifest.
const FOUND: [(&str, &str); 4] = [("bin", "src/bin"), ("example", "examples"), ("test", "tests"), ("bench", "benches")];

impl Program {
    /// Reads all manifests and sources; what cannot be read is an offence.
    pub fn read(tree: &Tree, broken: &mut Vec<Offence>) -> Self {
        let mut program = Self::default();
        for (path, text) in tree.ending(&[".rs"]) {
            match parse(text) {
                Ok(source) => {
                    program.sources.insert(path.to_owned(), source);
                }
                Err(error) => {
                    let (line, what) = (error.span().start().line, format!("does not parse: {error}"));
                    broken.push(Offence { path: path.to_owned(), line, what });
                }
            }
        }
        for (path, text) in tree.ending(&["Cargo.toml"]).filter(|(path, _)| name_of(path) == "Cargo.toml") {
            match text.parse::<toml::Table>() {
                Ok(manifest) => program.packages.extend(package(tree, path, &manifest)),
                Err(error) => {
                    let what = format!("is no manifest: {}", error.message());
                    broken.push(Offence { path: path.to_owned(), line: 1, what });
                }
            }
        }
        program.walk();
        program
    }

    fn walk(&mut self) {
        let mut modules = Vec::new();
        for package in &self.packages {
            for target in &package.targets {
                let root = Module {
                    package: package.name.clone(),
                    kind: target.kind,
                    file: target.path.clone(),
                    path: Vec::new(),
                    test: false,
                };
                let mut left = vec![(root, folder_of(&target.path).to_owned())];
                while let Some((module, folder)) = left.pop() {
                    if let Some(source) = self.sources.get(&module.file) {
                        self.declared(&module, &folder, &source.syntax.items, &mut left);
                        modules.push(module);
                    }
                }
            }
        }
        self.modules = modules;
    }

    /// Adds what `mod` items declare: each module with the folder in which its own children are looked for.
    fn declared(&self, parent: &Module, folder: &str, items: &[Item], left: &mut Vec<(Module, String)>) {
        for item in items {
            let Item::Mod(item) = item else { continue };
            let name = item.ident.to_string();
            let path = [parent.path.clone(), vec![name.clone()]].concat();
            let test = parent.test || only_for_tests(&item.attrs);
            let module = |file: String| Module {
                package: parent.package.clone(),
                kind: parent.kind,
                file,
                path: path.clone(),
                test,
            };
            let below = join(folder, &name);
            if let Some((_, items)) = &item.content {
                self.declared(&module(parent.file.clone()), &below, items, left);
            } else if let Some(file) = explicit(&item.attrs) {
                let file = join(folder_of(&parent.file), &file);
                left.push((module(file.clone()), folder_of(&file).to_owned()));
            } else {
                let files = [format!("{below}.rs"), format!("{below}/mod.rs")];
                if let Some(file) = files.into_iter().find(|file| self.sources.contains_key(file)) {
                    left.push((module(file), below));
                }
            }
        }
    }
}

fn parse(text: &str) -> syn::Result<Source> {
    let tokens: proc_macro2::TokenStream = text.parse()?;
    let words = Words::of(&tokens);
    Ok(Source { syntax: syn::parse2(tokens)?, words })
}

fn package(tree: &Tree, manifest: &str, table: &toml::Table) -> Option<Package> {
    let name = table.get("package")?.get("name")?.as_str()?.to_owned();
    let folder = folder_of(manifest);
    let mut targets = Vec::new();
    let mut add = |kind, name: &str, path: String| {
        if tree.text(&path).is_some() && targets.iter().all(|t: &Target| t.path != path) {
            targets.push(Target { kind, name: name.to_owned(), path });
        }
    };
    let path_in = |t: &toml::Value| t.get("path").and_then(|p| p.as_str()).map(|p| join(folder, p));
    let lib = table.get("lib").and_then(path_in);
    add("lib", &name.replace('-', "_"), lib.unwrap_or_else(|| join(folder, "src/lib.rs")));
    add("bin", &name, join(folder, "src/main.rs"));
    add("build", "build", join(folder, "build.rs"));
    for (kind, place) in FOUND {
        for target in table.get(kind).and_then(|t| t.as_array()).into_iter().flatten() {
            if let (Some(name), Some(path)) = (target.get("name").and_then(|n| n.as_str()), path_in(target)) {
                add(kind, name, path);
            }
        }
        let place = join(folder, place);
        for path in tree.under(&place) {
            let name = inside(path, &place).unwrap_or_default();
            let name = name.strip_suffix("/main.rs").or_else(|| name.strip_suffix(".rs")).unwrap_or_default();
            if !name.is_empty() && !name.contains('/') {
                add(kind, name, path.to_owned());
            }
        }
    }
    let mut dependencies = BTreeSet::new();
    named_dependencies(table, &mut dependencies);
    Some(Package { name, manifest: manifest.to_owned(), targets, dependencies })
}

/// Every key of a table of dependencies, however deep the table stands.
fn named_dependencies(table: &toml::Table, found: &mut BTreeSet<String>) {
    for (key, value) in table {
        let Some(inner) = value.as_table() else { continue };
        if key.ends_with("dependencies") {
            found.extend(inner.keys().cloned());
        } else {
            named_dependencies(inner, found);
        }
    }
}

/// The file that `#[path]` names.
fn explicit(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find(|a| a.path().is_ident("path")).and_then(|a| match &a.meta {
        Meta::NameValue(syn::MetaNameValue {
            value: syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(file), .. }), ..
        }) => Some(file.value()),
        _ => None,
    })
}

/// Whether `#[cfg(test)]`, or a `cfg` that needs `test` among others, stands over an item.
pub(crate) fn only_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().filter(|a| a.path().is_ident("cfg")).any(|a| match &a.meta {
        Meta::List(list) => {
            let named = Words::of(&list.tokens).identifiers;
            named.contains("test") && !named.contains("not") && !named.contains("any")
        }
        _ => false,
    })
}
