//! `Program`: the packages of the workspace with their targets, and every module that their sources declare.

use crate::packages::{Package, package};
use crate::tree::{folder_of, join, name_of};
use crate::words::Words;
use crate::{Offence, Tree};
use std::collections::BTreeMap;
use syn::{Attribute, Item, Meta};

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

/// The file that `#[path]` names.
fn explicit(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find(|a| a.path().is_ident("path")).and_then(|a| match &a.meta {
        Meta::NameValue(syn::MetaNameValue {
            value: syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(file), .. }),
            ..
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
