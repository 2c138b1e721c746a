//! The published table against its data, and rooms against modules.

use super::*;
use crate::support::finds;

#[test]
fn the_published_table_is_the_data() {
    let good = format!("# A\n\n{}\n\nmore\n", table().join("\n"));
    finds("rooms", &[(FILE, &good)], &[]);
    let first = table().remove(2);
    let bad = good.replace(&first, "| `core/src/units` | all | |");
    let what = format!("the table of rooms says otherwise than its data, {first}: run `cargo xtask tidy --bless`");
    finds("rooms", &[(FILE, &bad)], &[(FILE, 5, &what)]);
    let blessed = published(&Tree::of(&[(FILE, &bad)]));
    assert_eq!(blessed, Some((FILE.to_owned(), good)));
    let none = format!("has no table of rooms: put the line `{}` where it belongs and bless", HEAD[0]);
    finds("rooms", &[(FILE, "# A\n")], &[(FILE, 1, &none)]);
}

#[test]
fn rooms_and_lines_belong_together() {
    let manifest = ("web/Cargo.toml", "[package]\nname = 'interclear-web'\n");
    let all = "mod job; mod made; mod app; mod chart; mod view; mod runtime; mod api;";
    let files = ["job", "made", "app", "chart", "view", "runtime", "api", "attic"].map(|n| format!("web/src/{n}.rs"));
    let tree = |root| {
        let mut tree = vec![manifest, ("web/src/lib.rs", root)];
        tree.extend(files.iter().map(|file| (file.as_str(), "")));
        tree
    };
    finds("rooms", &tree(all), &[]);
    let more = "mod attic; mod job; mod made; mod app; mod chart; mod view; mod runtime;";
    let expected = [
        ("web/src/attic.rs", 1, "room `attic` has no line in ROOMS of xtask/tidy/src/rooms.rs: add it"),
        ("xtask/tidy/src/rooms.rs", 1, "`web/src/api.rs` is no module of interclear-web: take its line out"),
    ];
    finds("rooms", &tree(more), &expected);
}
