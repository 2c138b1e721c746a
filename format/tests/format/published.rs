//! The published files are what the program makes of its types.
//!
//! After a change of the format: `UPDATE_GOLDEN=1 cargo test -p interclear-format published`.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Compares a file with what it should be, or writes it.
pub fn golden(file: &str, text: &str) {
    let path = root().join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == text, "{file} is not up to date: see the head of this file if the change is meant");
}

#[test]
fn the_schema_is_up_to_date() {
    golden("static/scenario.schema.json", &interclear_format::schema_text());
}

#[test]
fn the_reference_page_is_up_to_date() {
    golden("static/format.html", &interclear_format::page_text());
}

/// What the page shows of a type and of a choice is what the schema says, and every link on it leads somewhere.
#[test]
fn the_page_has_every_field_and_no_dead_link() {
    let page = interclear_format::page_text();
    let between = |start: &str, end: &str| -> Vec<String> {
        let parts = page.split(start).skip(1).filter_map(|part| part.split_once(end));
        parts.map(|(inside, _)| inside.to_owned()).collect()
    };
    let ids = between(" id=\"", "\"");
    for target in between("href=\"#", "\"") {
        assert!(ids.contains(&target), "#{target} leads nowhere");
    }
    let schema = interclear_core::scenario::schema();
    for name in schema["$defs"].as_object().unwrap().keys() {
        assert!(ids.contains(name), "{name} has no section");
    }
    let rows = between("<p class=\"doc-name\"><code>", "</code>");
    for field in ["$schema", "numeraire", "reuse_cap", "replenish_within", "leaves_below", "change", "deadline"] {
        assert!(rows.iter().any(|row| row == field), "{field} is not on the page");
    }
}

#[test]
fn the_example_on_the_page_opens_runs_and_meets_what_it_expects() {
    use interclear_core::{analysis, check, parse, run};
    let scenario = parse(interclear_format::EXAMPLE).unwrap();
    let (world, problems) = check(&scenario);
    assert_eq!(problems, []);
    let outcomes = analysis::expectations(&scenario, &run(&world.unwrap()));
    assert!(!outcomes.is_empty() && outcomes.iter().all(|o| o.ok), "{outcomes:?}");
}
