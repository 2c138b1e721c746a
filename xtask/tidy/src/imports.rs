//! Who may use whom: every path to another room, in `use` items, in code and in macros, stands in the table of rooms.

mod finder;

use crate::Look;
use crate::program::Module;
use crate::rooms::{BROWSER_PACKAGES, ROOMS, Room, is_browser};
use crate::tree::line_of;
use finder::{Finder, Use, flatten};
use std::collections::{BTreeMap, BTreeSet};
use syn::Item;
use syn::visit::Visit as _;

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
        return forbidden.then(|| {
            format!("`{}` knows no browser, and `{first}` is one: move this to a room that does", room.place)
        });
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

#[cfg(test)]
mod tests;
