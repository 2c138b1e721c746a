//! Definitions in and out of their lists.

use crate::support::finds;

#[test]
fn every_definition_is_in_its_list() {
    let list = |names: &str| format!("mod a;\nmod b;\npub const PRESETS: &[P] = &[{names}];\n");
    let (both, one) = (list("a::PRESET, b::PRESET"), list("a::PRESET"));
    let preset = "//! P.\npub const PRESET: P = P {};\n";
    let tree =
        |root| [("core/src/preset/mod.rs", root), ("core/src/preset/a.rs", preset), ("core/src/preset/b.rs", preset)];
    finds("registries", &tree(&both), &[]);
    let what = "`b::PRESET` is not in PRESETS of core/src/preset/mod.rs: add it, or delete it";
    finds("registries", &tree(&one), &[("core/src/preset/b.rs", 2, what)]);
    let what = "has no list `PRESETS`: say in xtask/tidy/src/registries.rs where it is now";
    finds("registries", &tree("mod a;"), &[("core/src/preset/mod.rs", 1, what)]);
}

#[test]
fn every_metric_is_in_its_list() {
    let text = |list: &str| {
        format!(
            "const METRICS: &[M] = &[M {{ sample: {list} }}];\nfn due(s: &Sample<'_>) -> f64 {{ 0.0 }}\nfn help(x: u8) {{}}\n"
        )
    };
    let (good, bad) = (text("due"), text("paid"));
    finds("registries", &[("core/src/metric/mod.rs", &good)], &[]);
    let what = "`due` is not in METRICS of core/src/metric/mod.rs: add it, or delete it";
    finds("registries", &[("core/src/metric/mod.rs", &bad)], &[("core/src/metric/mod.rs", 2, what)]);
}

#[test]
fn scenarios_and_their_list_agree() {
    let (one, list) = ("static/scenarios/one.json", "static/scenarios.json");
    let listing = "[\n  {\"id\": \"one\"}\n]\n";
    finds("registries", &[(one, "{}"), (list, listing)], &[]);
    finds(
        "registries",
        &[(one, "{}"), (list, "[]")],
        &[(one, 1, "`one` is not in static/scenarios.json: add it, or delete the file")],
    );
    finds(
        "registries",
        &[(list, listing)],
        &[(list, 2, "there is no static/scenarios/one.json: add it, or take `one` out")],
    );
    finds("registries", &[(one, "{}")], &[(one, 1, "there is no static/scenarios.json: list the scenarios there")]);
}
