//! The rooms of the program and who may use whom, as data; the same table stands in `ARCHITECTURE.md`.

use crate::{Look, Tree};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A module at the top of a library, with what it may name of the others.
#[derive(Debug)]
pub(crate) struct Room {
    /// The package it belongs to.
    pub package: &'static str,
    /// Its folder or file, from the root of the repository.
    pub place: &'static str,
    /// Other rooms that it may use.
    pub may: &'static [&'static str],
    /// Rooms that it uses against the order of things, each with the reason.
    pub but: &'static [(&'static str, &'static str)],
    /// Whether it may name the browser.
    pub browser: bool,
}

const CORE: &str = "interclear-core";
const WEB: &str = "interclear-web";

/// A room of the core.
const fn core(place: &'static str, may: &'static [&'static str], but: &'static [(&str, &str)]) -> Room {
    Room { package: CORE, place, may, but, browser: false }
}

/// A room of the page.
const fn web(
    place: &'static str,
    browser: bool,
    may: &'static [&'static str],
    but: &'static [(&'static str, &'static str)],
) -> Room {
    Room { package: WEB, place, may, but, browser }
}

/// All rooms, each below those it uses.
pub(crate) const ROOMS: &[Room] = &[
    core("core/src/units", &[], &[]),
    core("core/src/clearing", &["units"], &[]),
    core("core/src/pricing", &["units"], &[]),
    core("core/src/scenario", &["units"], &[]),
    core("core/src/preset", &["units", "scenario"], &[]),
    core("core/src/journal", &["units"], &[("trace", "explanations and words walk the finished run")]),
    core("core/src/trace", &["units", "journal"], &[]),
    core("core/src/ledger", &["units"], &[]),
    core("core/src/world", &["units", "pricing", "scenario"], &[]),
    core("core/src/state", &["units", "clearing", "scenario", "journal", "trace", "ledger", "world"], &[]),
    core("core/src/metric", &["units", "clearing", "scenario", "journal", "trace", "ledger", "world", "state"], &[]),
    core(
        "core/src/engine",
        &["units", "clearing", "pricing", "scenario", "journal", "trace", "ledger", "world", "state", "metric"],
        &[],
    ),
    core("core/src/analysis", &["units", "clearing", "pricing", "scenario", "trace", "world", "metric", "engine"], &[]),
    web("web/src/job.rs", false, &[], &[]),
    web("web/src/made.rs", false, &[], &[]),
    web("web/src/app", false, &[], &[]),
    web("web/src/chart", false, &["app"], &[]),
    web("web/src/view", true, &["app", "chart", "job"], &[("runtime", "the shell starts what has effects")]),
    web(
        "web/src/runtime",
        true,
        &["app", "job", "made"],
        &[("view", "starting puts the shell on the page, and the engine is behind its doors")],
    ),
    web("web/src/api.rs", true, &["view"], &[]),
];

/// Packages that may depend on the browser's crates.
pub(crate) const BROWSER_PACKAGES: &[&str] = &[WEB];

/// Crates that are the browser, by the start of their name in a path.
pub(crate) const BROWSER: &[&str] = &[
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo",
    "yew",
    "plotters_canvas",
    "console_error_panic_hook",
    "wasm_split_helpers",
];

/// Whether a crate, named as in a path or a manifest, is the browser.
pub(crate) fn is_browser(name: &str) -> bool {
    let name = name.replace('-', "_");
    BROWSER.iter().any(|start| name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
}

impl Room {
    pub fn name(&self) -> &'static str {
        self.place.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs")
    }
}

const FILE: &str = "ARCHITECTURE.md";
const HEAD: [&str; 2] = ["| room | may use | and, because |", "|---|---|---|"];

/// The table as it is published.
fn table() -> Vec<String> {
    let ticks = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let mut lines: Vec<String> = HEAD.map(str::to_owned).to_vec();
    for room in ROOMS {
        let mut may = ticks(room.may);
        if room.browser {
            may += if may.is_empty() { "the browser" } else { ", the browser" };
        }
        let may = if may.is_empty() { "no other" } else { &may };
        let mut but = String::new();
        for (name, why) in room.but {
            let _ = write!(but, "`{name}`: {why}");
        }
        lines.push(format!("| `{}` | {may} | {but} |", room.place).replace("|  |", "| |"));
    }
    lines
}

/// The lines of the published table, as places in the text.
fn range(text: &str) -> Option<std::ops::Range<usize>> {
    let start = text.lines().position(|line| line == HEAD[0])?;
    let length = text.lines().skip(start).take_while(|line| line.starts_with('|')).count();
    Some(start..start + length)
}

/// `ARCHITECTURE.md` with the table as it is in the data; nothing where it has no table.
pub(crate) fn published(tree: &Tree) -> Option<(String, String)> {
    let text = tree.text(FILE)?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.splice(range(text)?, table());
    Some((FILE.to_owned(), lines.join("\n") + "\n"))
}

/// The published table says what the data says; every room exists, and every room has its line.
pub(crate) fn check(look: &mut Look<'_>) {
    compare(look);
    let mut there = BTreeSet::new();
    for module in look.program.modules.iter().filter(|m| m.kind == "lib" && m.path.len() == 1) {
        let Some(name) = module.path.first() else { continue };
        there.insert((module.package.as_str(), name.as_str()));
        let known = ROOMS.iter().any(|room| room.package == module.package && room.name() == name);
        if !known && ROOMS.iter().any(|room| room.package == module.package) {
            look.report(
                &module.file,
                1,
                format!("room `{name}` has no line in ROOMS of xtask/tidy/src/rooms.rs: add it"),
            );
        }
    }
    let packages: BTreeSet<&str> = there.iter().map(|(package, _)| *package).collect();
    for room in ROOMS.iter().filter(|room| packages.contains(room.package)) {
        if !there.contains(&(room.package, room.name())) {
            let what = format!("`{}` is no module of {}: take its line out", room.place, room.package);
            look.report("xtask/tidy/src/rooms.rs", 1, what);
        }
    }
}

fn compare(look: &mut Look<'_>) {
    let Some(text) = look.tree.text(FILE) else { return };
    let Some(range) = range(text) else {
        look.report(FILE, 1, format!("has no table of rooms: put the line `{}` where it belongs and bless", HEAD[0]));
        return;
    };
    let start = range.start;
    let lines: Vec<&str> = text.lines().skip(start).take(range.len()).collect();
    let wanted = table();
    for at in 0..lines.len().max(wanted.len()) {
        let (line, wanted) = (lines.get(at), wanted.get(at));
        if line.copied() != wanted.map(String::as_str) {
            let wanted = wanted.map_or("nothing", String::as_str);
            let what =
                format!("the table of rooms says otherwise than its data, {wanted}: run `cargo xtask tidy --bless`");
            look.report(FILE, start + at + 1, what);
        }
    }
}

#[cfg(test)]
mod tests;
