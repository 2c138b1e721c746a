//! `Finder`: every path that a file writes, in `use` items, in code, in types and in macros.

use crate::program::only_for_tests;
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, UseTree};

/// A path as it is written, and where.
#[derive(Debug)]
pub(super) struct Use {
    /// From the root of the crate, or beginning with the name of another crate.
    pub path: Vec<String>,
    pub line: usize,
    /// Whether it stands in something that exists in tests only.
    pub test: bool,
}

/// The paths of a `use`: the whole path, the name it gets, and the line.
pub(super) fn flatten(tree: &UseTree, before: &mut Vec<String>, found: &mut Vec<(Vec<String>, String, usize)>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, found);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, found)),
        UseTree::Name(name) => {
            let path = [before.clone(), vec![name.ident.to_string()]].concat();
            found.push((path, name.ident.to_string(), name.ident.span().start().line));
        }
        UseTree::Rename(name) => {
            let path = [before.clone(), vec![name.ident.to_string()]].concat();
            found.push((path, name.rename.to_string(), name.ident.span().start().line));
        }
        UseTree::Glob(glob) => {
            let path = [before.clone(), vec!["*".to_owned()]].concat();
            found.push((path, "*".to_owned(), glob.star_token.span.start().line));
        }
    }
}

/// Collects the paths of one file.
pub(super) struct Finder {
    /// The module that is being read.
    pub module: Vec<String>,
    pub test: bool,
    pub found: Vec<Use>,
}

impl Finder {
    /// Notes a path, with `self` and `super` resolved.
    fn note(&mut self, path: &[String], line: usize) {
        let mut at = match path.first().map(String::as_str) {
            Some("self" | "super") => Some(self.module.clone()),
            Some("crate") => Some(Vec::new()),
            _ => None,
        };
        let mut rest = path;
        while let (Some(place), [first, others @ ..]) = (&mut at, rest) {
            match first.as_str() {
                "crate" | "self" => {}
                "super" => {
                    place.pop();
                }
                _ => break,
            }
            rest = others;
        }
        let path = match at {
            Some(place) => [vec!["crate".to_owned()], place, rest.to_vec()].concat(),
            None => rest.to_vec(),
        };
        self.found.push(Use { path, line, test: self.test });
    }

    /// Reads something over which these attributes stand.
    fn within(&mut self, attributes: &[Attribute], read: impl FnOnce(&mut Self)) {
        let before = self.test;
        self.test |= only_for_tests(attributes);
        read(self);
        self.test = before;
    }

    /// Paths in the tokens of a macro, which have no syntax of their own.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let (mut line, mut colons) = (1, 0);
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 || path.is_empty() {
                        self.end(&mut path, line);
                        line = ident.span().start().line;
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.end(&mut path, line);
                    self.tokens(group.stream());
                    colons = 0;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.end(&mut path, line);
                    colons = 0;
                }
            }
        }
        self.end(&mut path, line);
    }

    fn end(&mut self, path: &mut Vec<String>, line: usize) {
        if path.len() > 1 {
            let whole = std::mem::take(path);
            self.note(&whole, line);
        }
        path.clear();
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes: &[Attribute] = match item {
            Item::Const(x) => &x.attrs,
            Item::Enum(x) => &x.attrs,
            Item::Fn(x) => &x.attrs,
            Item::Impl(x) => &x.attrs,
            Item::Macro(x) => &x.attrs,
            Item::Mod(x) => &x.attrs,
            Item::Static(x) => &x.attrs,
            Item::Struct(x) => &x.attrs,
            Item::Trait(x) => &x.attrs,
            Item::Type(x) => &x.attrs,
            Item::Use(x) => &x.attrs,
            _ => &[],
        };
        self.within(attributes, |finder| visit::visit_item(finder, item));
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes: &[Attribute] = match item {
            ImplItem::Const(x) => &x.attrs,
            ImplItem::Fn(x) => &x.attrs,
            _ => &[],
        };
        self.within(attributes, |finder| visit::visit_impl_item(finder, item));
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let mut paths = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut paths);
        for (path, _, line) in paths {
            self.note(&path, line);
        }
    }

    /// Who may see an item is no use of anything.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        let line = path.segments.first().map_or(1, |part| part.ident.span().start().line);
        self.note(&parts, line);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        self.tokens(call.tokens.clone());
    }
}
