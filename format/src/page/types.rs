//! A section for each type: its fields, or its words.

use super::{inline, prose};
use interclear_core::scenario::ORDER;
use maud::{Markup, html};
use serde_json::Value;

/// Kinds of simple values; the guide tells of them before the types.
pub const KINDS: [&str; 6] = ["Id", "Party", "Amount", "SignedAmount", "Label", "Text"];

/// The types with names, the whole file first, each where it is first needed.
pub fn in_order(schema: &Value) -> Vec<(String, Value)> {
    let mut found = vec![("Scenario".to_owned(), schema.clone())];
    let mut at = 0;
    while let Some((_, kind)) = found.get(at).cloned() {
        for name in named(&kind) {
            let known = KINDS.contains(&name.as_str()) || found.iter().any(|(other, _)| *other == name);
            if let (false, Some(kind)) = (known, schema.pointer(&format!("/$defs/{name}"))) {
                found.push((name, kind.clone()));
            }
        }
        at += 1;
    }
    found
}

/// The objects of a type: itself, or its variants.
fn objects(kind: &Value) -> Vec<&Value> {
    match kind["oneOf"].as_array() {
        Some(variants) => variants.iter().collect(),
        None => vec![kind],
    }
}

fn fields(object: &Value) -> Vec<(&str, &Value)> {
    let names = object[ORDER].as_array().into_iter().flatten().filter_map(Value::as_str);
    names.map(|name| (name, &object["properties"][name])).collect()
}

fn named(kind: &Value) -> Vec<String> {
    let all = objects(kind).into_iter().flat_map(fields).map(|(_, field)| core_of(field));
    all.filter_map(|field| reference(field).or_else(|| reference(&field["items"]))).collect()
}

/// The schema without "or null".
fn core_of(field: &Value) -> &Value {
    field["anyOf"].get(0).unwrap_or(field)
}

fn reference(schema: &Value) -> Option<String> {
    schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()).map(str::to_owned)
}

/// The section of a type.
pub fn section(name: &str, kind: &Value) -> Markup {
    let words = kind["type"] == "string";
    html! {
        section id=(name) {
            h3 { code { (name) } }
            (prose(text(kind, "description")))
            @if words {
                dl class="doc-words" {
                    @for word in objects(kind) {
                        dt { code { "\"" (text(word, "const")) "\"" } }
                        dd { (inline(text(word, "description"))) }
                    }
                }
            } @else if kind["oneOf"].is_array() {
                @for variant in objects(kind) {
                    h4 { code { "\"type\": \"" (text(variant, "title")) "\"" } }
                    (prose(text(variant, "description")))
                    @for (field, schema) in fields(variant).into_iter().filter(|(name, _)| *name != "type") {
                        (row(variant, field, schema))
                    }
                }
            } @else {
                @for (field, schema) in fields(kind) { (row(kind, field, schema)) }
            }
        }
    }
}

fn text<'a>(schema: &'a Value, keyword: &str) -> &'a str {
    schema[keyword].as_str().unwrap_or_default()
}

fn row(object: &Value, name: &str, field: &Value) -> Markup {
    let required = object["required"].as_array().is_some_and(|all| all.iter().any(|n| n == name));
    let limits = limits(field);
    html! {
        div class="doc-field" {
            p class="doc-name" {
                code { (name) } " "
                @if required { strong { "required" } }
                @else if let Some(default) = shown_default(field) { span { "default " code { (default) } } }
                @else { span { "optional" } }
            }
            div {
                p class="doc-type" { (kind_of(field)) @if !limits.is_empty() { ", " (limits) } }
                (prose(text(field, "description")))
            }
        }
    }
}

/// The default, unless it is an object that its own section describes.
fn shown_default(field: &Value) -> Option<String> {
    let default = field.get("default").filter(|d| !d.is_object())?;
    let whole = default.as_f64().filter(|n| n.fract() == 0.0).map(|n| n.to_string());
    Some(whole.unwrap_or_else(|| default.to_string()))
}

/// What a field holds, in words, with links to types.
fn kind_of(field: &Value) -> Markup {
    let field = core_of(field);
    let link = |name: &str| html! { a href={ "#" (name) } { (name) } };
    if let Some(name) = reference(field) {
        return link(&name);
    }
    let first = field["type"].get(0).unwrap_or(&field["type"]).as_str().unwrap_or_default();
    match first {
        "array" if field["minItems"] == 2 => html! { "two numbers" },
        "array" => html! { "list of " (kind_of(&field["items"])) },
        "object" => html! { (kind_of(&field["additionalProperties"])) " by " (link("Id")) },
        "integer" => html! { "whole number" },
        "boolean" => html! { code { "true" } " or " code { "false" } },
        "string" => html! { "text" },
        _ => html! { "number" },
    }
}

/// Its limits in words.
fn limits(field: &Value) -> String {
    let number = |keyword: &str| field.get(keyword).map(grouped);
    if let Some(only) = number("const") {
        return only;
    }
    let range = match (number("minimum"), number("exclusiveMinimum"), number("maximum")) {
        (Some(low), None, Some(high)) => Some(format!("{low} to {high}")),
        (Some(low), None, None) => Some(format!("{low} or more")),
        (_, Some(low), Some(high)) => Some(format!("above {low}, up to {high}")),
        (_, Some(low), None) => Some(format!("above {low}")),
        (None, None, _) => None,
    };
    let ends = field["items"].get("maximum").map(|most| format!("-{0} to {0} each", grouped(most)));
    let least = number("minItems").or_else(|| number("minProperties"));
    let most = number("maxItems").or_else(|| number("maxProperties")).filter(|_| ends.is_none());
    let count = most.map(|most| match least {
        Some(least) => format!("{least} to {most}"),
        None => format!("at most {most}"),
    });
    let blank = (field["pattern"] == "\\S").then(|| "not blank".to_owned());
    [range, ends, count, blank].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A number with commas between thousands.
pub fn grouped(number: &Value) -> String {
    let text = number.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return text;
    }
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
