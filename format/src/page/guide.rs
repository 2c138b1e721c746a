//! What stands before the types: an example, how values are written, limits, problems, the digest, versions.

use super::types::{KINDS, grouped};
use super::{EXAMPLE, inline, prose};
use interclear_core::scenario::{self, Code, Problem, VERSION};
use maud::{Markup, html};
use serde_json::Value;

/// The sections of the guide with their anchors, and the types after them.
pub const SECTIONS: [(&str, &str); 7] = [
    ("example", "An example"),
    ("values", "How values are written"),
    ("limits", "Limits"),
    ("problems", "Problems and their places"),
    ("digest", "What makes the digest"),
    ("versions", "Versions"),
    ("types", "Types"),
];

/// The guide.
pub fn guide(schema: &Value) -> Markup {
    html! {
        (section("example", html! {
            p { "Ash owes Birch 80, and Birch owes Cedar 70. Ash has posted 20 tokens with Birch; on day 1 the token falls by 40 per cent." }
            pre { code { (EXAMPLE.trim_end()) } }
            (told("Save it as `three-firms.json`, and open it in the simulator: drop the file on the page, or use Open. An editor that knows JSON Schema completes and checks a file that names the schema in `$schema`; that may be a path or an address."))
        }))
        (section("values", values(schema)))
        (section("limits", html! {
            p { "No file can hang a browser tab: whatever can be counted has a limit." }
            dl class="doc-words" {
                @for (what, most) in limits() { dt { (what) } dd { (grouped(&most.into())) } }
            }
        }))
        (section("problems", problems()))
        (section("digest", html! {
            p { "A run ends with a digest: the same digest means the same run, on every machine and in every browser. It covers the version of the model, the seed, every economic value of the scenario and all that the run did with them, tick by tick." }
            (told("It does not cover what only a reader sees: `$schema`, `id`, `title`, `summary`, `source`, `assumptions`, `question`, `clock.unit`, `controls`, `rewire`, `expect`, `history`, and the `label`, `kind` and `place` of things. The ids of things are covered."))
            (told("The order of a file changes nothing: everything is sorted by id before the run. The one list whose order has a meaning is the `layers` of a default fund. A field that is left out is the same as its default written out."))
        }))
        (section("versions", html! {
            (told(&format!("This page describes version {VERSION}. Every file says in `version` which it was written for. A file of an older version is lifted when it is opened, and every scenario that was ever published is opened, run and compared by the tests. A file of a newer version is refused with a sentence that says so, and nothing is guessed.")))
        }))
    }
}

fn section(id: &str, inside: Markup) -> Markup {
    let title = SECTIONS.iter().find(|(other, _)| *other == id).map_or("", |(_, title)| title);
    html! { section id=(id) { h2 { (title) } (inside) } }
}

fn told(text: &str) -> Markup {
    html! { p { (inline(text)) } }
}

fn values(schema: &Value) -> Markup {
    html! {
        @for name in KINDS {
            section id=(name) {
                h3 { (name) }
                (prose(schema["$defs"][name]["description"].as_str().unwrap_or_default()))
                @if let Some(most) = schema["$defs"][name].get("maxLength") {
                    p class="doc-type" { "At most " (grouped(most)) " characters." }
                } @else if let Some(most) = schema["$defs"][name].get("maximum") {
                    p class="doc-type" { "At most " (grouped(most)) " units, and 8 decimals. What all participants hold of an asset, and what is owed in it, is at most as many quanta." }
                }
            }
        }
        section id="numbers" {
            h3 { "Numbers, ratios, prices and ticks" }
            (told("Shares, haircuts, discounts and caps are ratios without a unit: `0.1` is ten per cent. A price is in the numeraire for one unit of the asset. Amounts without an asset beside them are in the numeraire."))
            (told("A whole number is written without a point: `5`, not `5.0`. That is the one rule a JSON Schema cannot say."))
            (told("Time is counted in ticks, which are settlement cycles. Tick 0 is the opening, at which nothing falls due and no shock happens; the run ends with tick `clock.ticks`. What is due later than that stays open."))
            (told("A field that may be left out may also be `null` where it has no default and is no list, map or text. Any other `null`, and any field that is not described here, is a problem."))
        }
    }
}

fn limits() -> [(&'static str, usize); 11] {
    [
        ("bytes of a file", scenario::MAX_BYTES),
        ("assets", scenario::MAX_ASSETS),
        ("participants", scenario::MAX_PARTICIPANTS),
        ("mechanisms of a participant", scenario::MAX_MECHANISMS),
        ("links of each kind", scenario::MAX_LINKS),
        ("links of a re-use chain", scenario::MAX_CHAIN),
        ("layers of a waterfall", scenario::MAX_LAYERS),
        ("events", scenario::MAX_EVENTS),
        ("ticks", scenario::MAX_TICKS as usize),
        ("sliders", scenario::MAX_CONTROLS),
        ("problems that are reported of one file", scenario::MAX_PROBLEMS),
    ]
}

/// What the reader says of the example with three mistakes in it.
fn reported() -> Vec<Problem> {
    let form = EXAMPLE.replace("\"haircut\"", "\"hair_cut\"").replace("\"due\": 2 }", "\"due\": \"soon\" }");
    let sense = EXAMPLE.replace("\"creditor\": \"cedar\"", "\"creditor\": \"ceder\"");
    let mut all = scenario::parse(&form).err().unwrap_or_default();
    all.extend(scenario::parse(&sense).map(|s| interclear_core::check(&s).1).unwrap_or_default());
    all
}

fn problems() -> Markup {
    html! {
        p { "A file is read in two steps. The first looks at its form: JSON, fields, types, words. The second looks whether its parts fit each other: ids that nothing has, amounts that nobody holds, shares that sum to more than 1. Each step reports all that it finds, and nothing is replaced before a file is whole." }
        (told("Every problem has a place, a code, a sentence, and a hint where one is known. The place is a path with ids in it rather than positions: `collateral/posted/haircut`. In a text that is not JSON it is a line and a column."))
        p { "Three mistakes in the example above, as they are reported:" }
        dl class="doc-words doc-problems" {
            @for problem in reported() {
                dt { code { (problem.at) } }
                dd { (inline(&problem.message)) "." @if let Some(hint) = &problem.hint { " " em { (inline(hint)) } } }
            }
        }
        p { "The codes stay as they are from version to version:" }
        dl class="doc-words" {
            @for (code, means) in codes() { dt { code { (word(code)) } } dd { (means) } }
        }
    }
}

fn word(code: Code) -> String {
    serde_json::to_value(code).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn codes() -> [(Code, &'static str); 10] {
    [
        (Code::Syntax, "the text is not JSON, or no object"),
        (Code::TooLarge, "the file is larger than is read"),
        (Code::Version, "a version that this program does not know"),
        (Code::UnknownField, "a field that does not exist"),
        (Code::MissingField, "a field that must be there and is not"),
        (Code::BadValue, "a value of the wrong type, or outside its range"),
        (Code::DuplicateId, "two things with one id"),
        (Code::UnknownId, "an id that nothing has"),
        (Code::Limit, "a count or a length beyond its limit"),
        (Code::Conflict, "parts that do not fit each other"),
    ]
}
