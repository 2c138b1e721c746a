//! Who may use whom: every path to another room, in `use` items, in code and in macros, stands in the table of rooms.

use crate::Look;
use crate::program::{Module, only_for_tests};
use crate::rooms::{BROWSER_PACKAGES, ROOMS, Room, is_browser};
use crate::tree::line_of;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, UseTree};

/// A path as it is written, and where.
#[derive(Debug)]
struct Use {
    /// From the root of the crate, or beginning with the name of another crate.
    path: Vec<String>,
    line: usize,
    /// Whether it stands in something that exists in tests only.
    test: bool,
}

pub(crate) fn check(look: &mut Look<'_>) {
    manifests(look);
    let roots = reexports(look);
    let mut needed = BTreeSet::new();
    for module in look.program.modules.iter().filter(|m| m.kind == "lib") {
        let Some(room) = room_of(module) else { continue };
        let Some(source) = look.program.sources.get(&module.file) else { continue };
        let mut finder = Finder { module: module.path.clone(), test: module.test, found: Vec::new() };
        finder.visit_file(&source.syntax);
        let empty = BTreeMap::new();
        let root = roots.get(&module.package).unwrap_or(&empty);
        for found in &finder.found {
            if let Some(what) = judge(room, root, found, &mut needed) {
                look.report(&module.file, found.line, what);
            }
        }
    }
    let present: BTreeSet<&str> = look.program.packages.iter().map(|p| p.name.as_str()).collect();
    for room in ROOMS.iter().filter(|room| present.contains(room.package)) {
        for (name, _) in room.but {
            if !needed.contains(&(room.place, *name)) {
                let what = format!("`{}` uses `{name}` no more: take the exception out", room.place);
                look.report("xtask/tidy/src/rooms.rs", 1, what);
            }
        }
    }
}

/// Only the page depends on the browser.
fn manifests(look: &mut Look<'_>) {
    for package in &look.program.packages {
        for name in package.dependencies.iter().filter(|name| is_browser(name)) {
            if !BROWSER_PACKAGES.contains(&package.name.as_str()) {
                let line = look.tree.text(&package.manifest).map_or(1, |text| line_of(text, name));
                let what = format!("{} may not depend on `{name}`: only the page knows the browser", package.name);
                look.report(&package.manifest, line, what);
            }
        }
    }
}

/// What each crate's root hands on from its rooms: the name and the room.
fn reexports(look: &Look<'_>) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    for module in look.program.modules.iter().filter(|m| m.kind == "lib" && m.path.is_empty()) {
        let Some(source) = look.program.sources.get(&module.file) else { continue };
        let names: &mut BTreeMap<String, String> = all.entry(module.package.clone()).or_default();
        for item in &source.syntax.items {
            if let Item::Use(item) = item {
                let mut paths = Vec::new();
                flatten(&item.tree, &mut Vec::new(), &mut paths);
                for (path, name, _) in paths {
                    let room = path.iter().find(|part| !["crate", "self"].contains(&part.as_str()));
                    names.extend(room.map(|room| (name, room.clone())));
                }
            }
        }
    }
    all
}

fn room_of(module: &Module) -> Option<&'static Room> {
    let name = module.path.first()?;
    ROOMS.iter().find(|room| room.package == module.package && room.name() == name)
}

/// What is wrong with a path written in a room, if anything.
fn judge(
    room: &'static Room,
    root: &BTreeMap<String, String>,
    found: &Use,
    needed: &mut BTreeSet<(&'static str, &'static str)>,
) -> Option<String> {
    let first = found.path.first()?.as_str();
    if first != "crate" {
        let forbidden = !room.browser && is_browser(first);
        return forbidden.then(|| format!("`{}` knows no browser, and `{first}` is one: move this to a room that does", room.place));
    }
    let name = found.path.get(1)?.as_str();
    if name == "*" {
        return Some("takes everything from the root of its crate: name what is used".to_owned());
    }
    let name = root.get(name).map_or(name, String::as_str);
    let exists = ROOMS.iter().any(|other| other.package == room.package && other.name() == name);
    if let Some((name, _)) = room.but.iter().find(|(other, _)| *other == name)
        && !found.test
    {
        needed.insert((room.place, *name));
        return None;
    }
    // Tests may put a room to work together with any other of its crate.
    if !exists || name == room.name() || room.may.contains(&name) || found.test {
        return None;
    }
    Some(format!(
        "`{}` may not use `{name}`: move what is needed to where both may reach it, or change ROOMS of xtask/tidy/src/rooms.rs",
        room.place
    ))
}

/// The paths of a `use`: the whole path, the name it gets, and the line.
fn flatten(tree: &UseTree, before: &mut Vec<String>, found: &mut Vec<(Vec<String>, String, usize)>) {
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
struct Finder {
    /// The module that is being read.
    module: Vec<String>,
    test: bool,
    found: Vec<Use>,
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

#[cfg(test)]
mod tests {
    use crate::support::finds;

    const ROOT: &str = "pub mod units; pub mod clearing; mod state; pub mod engine; pub mod metric; pub mod journal;\n\
        pub mod world; pub use engine::run; pub const VERSION: u8 = 1;";
    const MANIFEST: &str = "[package]\nname = 'interclear-core'\n";
    /// What the exceptions of the table are for.
    const USED: [(&str, &str); 3] = [
        ("core/src/journal.rs", "use crate::engine::Trace;"),
        ("core/src/world.rs", "use crate::journal::LinkRef;"),
        ("core/src/engine/mod.rs", "pub mod phase; use crate::{clearing, metric::M, state::S};"),
    ];

    fn refused(room: &str, other: &str) -> String {
        format!(
            "`core/src/{room}` may not use `{other}`: move what is needed to where both may reach it, \
             or change ROOMS of xtask/tidy/src/rooms.rs"
        )
    }

    /// One file in the core, and for each offence its line and the room that it may not use.
    fn check(room: &str, file: &str, text: &str, expected: &[(usize, &str)]) {
        let mut tree = vec![("core/Cargo.toml", MANIFEST), ("core/src/lib.rs", ROOT)];
        tree.extend(USED.iter().filter(|(path, _)| *path != file));
        tree.push((file, text));
        let expected: Vec<_> = expected.iter().map(|(line, other)| (*line, refused(room, other))).collect();
        let expected: Vec<_> = expected.iter().map(|(line, what)| (file, *line, what.as_str())).collect();
        finds("imports", &tree, &expected);
    }

    #[test]
    fn a_room_uses_only_what_its_line_allows() {
        let clearing = "core/src/clearing.rs";
        check("clearing", clearing, "use crate::units::Amount;\nuse std::fmt;\nuse crate::VERSION;\n", &[]);
        for text in [
            "\nuse crate::{units::Amount, state::State};",
            "\nuse crate::state as s;",
            "\nfn f(x: &Option<crate::state::State>) {}",
            "\nfn f() { crate::state::scale(1); }",
            "\nfn f() { g!(a, crate::state::scale(1)); }",
            "\nmacro_rules! m { () => { $crate::state::scale(1) }; }",
            "\nuse super::state::State;",
            "\nmod inner { use super::super::state::State; }",
            "\npub(crate) use self::super::state::*;",
        ] {
            check("clearing", clearing, text, &[(2, "state")]);
        }
        check("clearing", clearing, "fn f() {}\nfn g() { crate::run(); }\n", &[(2, "engine")]);
        check("clearing", clearing, "// crate::state\nconst A: &str = \"crate::state::x\";", &[]);
        check("engine", "core/src/engine/phase.rs", "use super::super::metric;\nuse super::S;\nuse super::phase;", &[]);
        check("metric", "core/src/metric.rs", "use crate::engine::Frame;\nuse crate::clearing::clear;", &[(2, "clearing")]);
    }

    #[test]
    fn tests_may_use_every_room() {
        let clearing = "core/src/clearing.rs";
        check("clearing", clearing, "#[cfg(test)]\nmod tests { use crate::state::State; }", &[]);
        check("clearing", clearing, "impl A { #[cfg(test)]\n fn f() { crate::state::scale(1); } }", &[]);
        check("clearing", clearing, "#[cfg(not(test))]\nuse crate::state::State;", &[(2, "state")]);
    }

    #[test]
    fn an_exception_that_is_not_needed_is_seen() {
        let file = "core/src/world.rs";
        let mut tree = vec![("core/Cargo.toml", MANIFEST), ("core/src/lib.rs", ROOT), (file, "use crate::units::Amount;")];
        tree.extend(USED.iter().filter(|(path, _)| *path != file));
        let what = "`core/src/world` uses `journal` no more: take the exception out";
        finds("imports", &tree, &[("xtask/tidy/src/rooms.rs", 1, what)]);
    }

    #[test]
    fn only_the_page_knows_the_browser() {
        let used = [
            ("web/Cargo.toml", "[package]\nname = 'interclear-web'\n[dependencies]\nyew = '1'\n"),
            ("web/src/lib.rs", "mod app; mod view; mod runtime;"),
            ("web/src/view.rs", "use crate::runtime::Host;\nuse yew::prelude::*;"),
            ("web/src/runtime.rs", "use crate::view::Shell;\nuse web_sys::Window;"),
        ];
        let with = |more: [(&'static str, &'static str); 2]| [&used[..], &more[..]].concat();
        let pure = ("web/src/app.rs", "use std::fmt;\nfn f(yews: u8) { webs::f(); }");
        let tool = ("xtask/Cargo.toml", "[package]\nname = 'xtask'\n[dependencies]\nwasm-encoder = '1'\n");
        finds("imports", &with([pure, tool]), &[]);
        let what = |name: &str| format!("`web/src/app` knows no browser, and `{name}` is one: move this to a room that does");
        let (bindgen, sys) = (what("wasm_bindgen_futures"), what("web_sys"));
        let bad = ("web/src/app.rs", "use wasm_bindgen_futures::x;\nfn f() { html! { <p>{ web_sys::window() }</p> } }");
        finds("imports", &with([bad, tool]), &[("web/src/app.rs", 1, &bindgen), ("web/src/app.rs", 2, &sys)]);
        let tool =
            ("xtask/Cargo.toml", "[package]\nname = 'xtask'\n[target.'cfg(unix)'.dependencies.js-sys]\nversion = '1'\n");
        let what = "xtask may not depend on `js-sys`: only the page knows the browser";
        finds("imports", &with([pure, tool]), &[("xtask/Cargo.toml", 3, what)]);
    }

    #[test]
    fn the_root_is_named_not_taken_whole() {
        let what = "takes everything from the root of its crate: name what is used";
        let mut tree = vec![("core/Cargo.toml", MANIFEST), ("core/src/lib.rs", ROOT), ("core/src/units.rs", "use crate::*;")];
        tree.extend(USED);
        finds("imports", &tree, &[("core/src/units.rs", 1, what)]);
    }
}
