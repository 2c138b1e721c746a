//! The reference page: an introduction, then a section for each type, made of the schema.

mod guide;
mod types;

use interclear_core::scenario;
use maud::{DOCTYPE, Markup, html};
use serde_json::Value;

/// The small scenario that the page begins with.
pub const EXAMPLE: &str = include_str!("../example.json");

/// The reference page, as the text of its file.
#[must_use]
pub fn page_text() -> String {
    let schema = scenario::outline();
    let types = types::in_order(&schema);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="description" content="Every field of an Interclear scenario file: type, limits, default and meaning.";
                title { "Interclear: the scenario format" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="style.css";
                link rel="stylesheet" href="format.css";
            }
            body class="doc" {
                header {
                    a class="doc-home" href="./" { "Interclear" }
                    h1 { "The scenario format" }
                    p { "A scenario is one JSON file. This page says what may stand in it. It is made of the types of the program that reads the file, and so is the "
                        a href="scenario.schema.json" { "JSON Schema" } " for editors and scripts." }
                }
                (contents(&types))
                main {
                    (guide::guide(&schema))
                    section id="types" {
                        h2 { "Types" }
                        @for (name, kind) in &types { (types::section(name, kind)) }
                    }
                }
                footer { p { "Made for model version " (interclear_core::MODEL_VERSION) ", format version " (scenario::VERSION) "." } }
            }
        }
    };
    // A line for each block, so that a change of the format shows as a change of few lines.
    let text = page.into_string();
    ["<section", "<div class=\"doc-field\"", "<h2", "<li", "<footer", "<main", "<nav", "<header", "<link", "<meta"]
        .into_iter()
        .fold(text, |text, tag| text.replace(tag, &format!("\n{tag}")))
        + "\n"
}

fn contents(types: &[(String, Value)]) -> Markup {
    html! {
        nav aria-label="Contents" {
            h2 { "Contents" }
            ul {
                @for (id, title) in guide::SECTIONS { li { a href={ "#" (id) } { (title) } } }
                @for (name, _) in types { li { a href={ "#" (name) } { code { (name) } } } }
            }
        }
    }
}

/// Text with `code` between backticks; an empty line begins a paragraph.
fn prose(text: &str) -> Markup {
    html! {
        @for paragraph in text.split("\n\n") { p { (inline(paragraph)) } }
    }
}

fn inline(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
