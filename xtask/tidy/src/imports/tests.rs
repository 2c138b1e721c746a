//! What a room may use, and each way to use what it may not.

use crate::support::finds;

const ROOT: &str = "pub mod units; pub mod clearing; mod state; pub mod engine; pub mod metric; pub mod journal;\n\
    pub mod world; mod trace; pub use engine::run; pub const VERSION: u8 = 1;";
const MANIFEST: &str = "[package]\nname = 'interclear-core'\n";
/// What the exceptions of the table are for.
const USED: [(&str, &str); 2] = [
    ("core/src/journal.rs", "use crate::trace::Trace;"),
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
    check("metric", "core/src/metric.rs", "use crate::trace::Frame;\nuse crate::engine::run;", &[(2, "engine")]);
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
    let file = "core/src/journal.rs";
    let mut tree = vec![("core/Cargo.toml", MANIFEST), ("core/src/lib.rs", ROOT), (file, "use crate::units::Amount;")];
    tree.extend(USED.iter().filter(|(path, _)| *path != file));
    let what = "`core/src/journal` uses `trace` no more: take the exception out";
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
    let what =
        |name: &str| format!("`web/src/app` knows no browser, and `{name}` is one: move this to a room that does");
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
    let mut tree =
        vec![("core/Cargo.toml", MANIFEST), ("core/src/lib.rs", ROOT), ("core/src/units.rs", "use crate::*;")];
    tree.extend(USED);
    finds("imports", &tree, &[("core/src/units.rs", 1, what)]);
}
