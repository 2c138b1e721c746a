//! Words for what a form shows: names of fields from their keys, units from what their meaning says.

use super::Made;
use crate::app::form::{contract_name, label_of, numeraire, party_name, ticks};
use crate::app::words;
use interclear_core::scenario::{Kind, Limit, Part, Scenario, Shape};
use serde_json::Value;
use std::borrow::Cow;

/// Names that are not their keys with spaces.
const LABELS: [(&str, &str); 9] = [
    ("watch", "They watch"),
    ("providers", "Liquidity providers"),
    ("reuse_cap", "Re-use cap"),
    ("ltv", "Loan to value"),
    ("settlement", "Settlement of payments"),
    ("shocks", "Drawn price moves"),
    ("freedom", "Degrees of freedom"),
    ("blend", "Blended towards one"),
    ("every", "A batch every"),
];
/// Numbers that are no percentages, whatever type the format gives them.
const PLAIN: [&str; 3] = ["above", "correlation", "freedom"];

/// The shape in which a part is shown and typed.
#[must_use]
pub fn shape(key: &str, shape: &'static Shape) -> &'static Shape {
    if matches!(shape, Shape::Ratio) && PLAIN.contains(&key) { &Shape::Number } else { shape }
}

/// A meaning with the range of what is typed: `From 0 to 100 %.`
#[must_use]
pub fn ranged(about: Cow<'static, str>, shape: &Shape, limit: Limit) -> Cow<'static, str> {
    let (Some(low), Some(high)) = (limit.low, limit.high) else { return about };
    let number = |x: f64| words::rounded(x, 4);
    let range = match shape {
        Shape::Ratio => format!("From {} to {} %.", number(low * 100.0), number(high * 100.0)),
        Shape::Whole | Shape::Number => format!("From {} to {}.", number(low), number(high)),
        _ => return about,
    };
    format!("{about} {range}").into()
}

/// A field's name: `close_factor` is "Close factor".
#[must_use]
pub fn label(key: &str) -> String {
    let known = LABELS.iter().find(|(k, _)| *k == key);
    known.map_or_else(|| words::capital(&key.replace('_', " ")), |(_, label)| (*label).to_owned())
}

/// The name of a part: what is looked at to see stress is not how payments are made, though both are `by` in the file.
#[must_use]
pub fn part_label(part: &Part) -> String {
    match part.key {
        "by" if part.help().starts_with("What is looked at") => "Measured by".to_owned(),
        "by" => "Payments go".to_owned(),
        key => label(key),
    }
}

/// A meaning as the form says it: without what only the file needs to know.
#[must_use]
pub fn help(about: &'static str) -> Cow<'static, str> {
    if !about.contains('`') && !about.contains(" id,") {
        return about.into();
    }
    about.replace('`', "").replace(", by participant id,", ",").replace(", by asset id,", ",").into()
}

/// A name within a sentence.
#[must_use]
pub fn low(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// One of what a list holds: `markets` is "market".
#[must_use]
pub fn single(key: &str) -> String {
    let plain = key.replace('_', " ");
    if let Some(stem) = plain.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for end in ["ches", "shes", "xes", "sses"] {
        if plain.ends_with(end) {
            return plain.trim_end_matches("es").to_owned();
        }
    }
    plain.strip_suffix('s').filter(|p| !p.ends_with('s')).unwrap_or(&plain).to_owned()
}

/// "a market", "an oracle".
#[must_use]
pub fn article(word: &str) -> String {
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {word}", if vowel { "an" } else { "a" })
}

/// A participant or asset by its name.
#[must_use]
pub fn name(s: &Scenario, kind: Option<Kind>, id: &str) -> String {
    match kind {
        Some(Kind::Asset) => label_of(s, id),
        Some(Kind::Contract) => contract_name(s, id).to_owned(),
        _ if id == crate::app::OUTSIDE => "everybody else".to_owned(),
        _ => party_name(s, id).to_owned(),
    }
}

/// The first asset or participant that an object names, for telling it from others.
#[must_use]
pub fn named(s: &Scenario, parts: &[Part], value: &Value) -> Option<String> {
    let named = [Kind::Asset, Kind::Participant, Kind::Party, Kind::Contract, Kind::Label];
    let names = |p: &&Part| p.limit().kind.is_some_and(|kind| named.contains(&kind));
    let found = parts.iter().filter(|p| matches!(p.shape, Shape::Text)).find(names)?;
    Some(name_of(s, found, value.get(found.key)?.as_str()?))
}

fn name_of(s: &Scenario, part: &Part, id: &str) -> String {
    if part.limit().kind == Some(Kind::Label) { id.to_owned() } else { name(s, part.limit().kind, id) }
}

/// The unit of a field: `%`, the clock's word, the label of an asset.
#[must_use]
pub fn unit(made: &Made<'_>, part: &Part, beside: &[Part], shape: &Shape) -> String {
    let (s, about) = (made.thing.s, part.help());
    let yearly = about.contains("a year") || about.contains("per year");
    match shape {
        Shape::Ratio if yearly => "% a year".into(),
        Shape::Ratio => "%".into(),
        Shape::Price => numeraire(s),
        // A tick on which something happens has no unit; a number of them has.
        Shape::Whole if part.is_ticks() && !about.starts_with("The tick") => ticks(s),
        Shape::Amount if about.contains("each asset") => String::new(),
        Shape::Amount => label_of(s, &asset(made, part, beside)),
        _ => String::new(),
    }
}

/// The asset in whose units an amount is, by what is said of it.
fn asset(made: &Made<'_>, part: &Part, beside: &[Part]) -> String {
    let (about, base) = (part.help(), &made.thing.s.numeraire);
    if about.contains("in the numeraire") {
        return base.clone();
    }
    let value = made.thing.value.pointer(&made.spot.pointer);
    let assets = beside.iter().filter(|p| p.limit().kind == Some(Kind::Asset));
    let said = |p: &&Part| {
        let plain = p.key.replace('_', " ");
        [format!("of the {plain}"), format!("of `{}`", p.key), format!("in the {plain}"), format!("in `{}`", p.key)]
            .iter()
            .any(|words| about.contains(words.as_str()))
    };
    match assets.into_iter().find(said) {
        Some(p) => value.and_then(|v| v.get(p.key)).and_then(Value::as_str).unwrap_or(base).to_owned(),
        None => made.spot.asset.clone(),
    }
}

/// A value as it is read: `5 %`, `12.5`, `none`.
#[must_use]
pub fn shown(s: &Scenario, kind: Option<Kind>, shape: &Shape, value: Option<&Value>) -> String {
    match (shape, value) {
        (_, None | Some(Value::Null)) => "none".into(),
        (Shape::Optional(inner), value) => shown(s, kind, inner, value),
        (Shape::Ratio, Some(value)) => {
            format!("{} %", words::rounded(value.as_f64().unwrap_or_default() * 100.0, 6))
        }
        (Shape::Flag, Some(value)) => if value.as_bool() == Some(true) { "on" } else { "off" }.into(),
        (Shape::Words(_), Some(value)) => value.as_str().unwrap_or_default().replace('_', " "),
        (Shape::Text, Some(value)) => {
            let id = value.as_str().unwrap_or_default();
            if matches!(kind, Some(Kind::Asset | Kind::Participant | Kind::Party | Kind::Contract)) {
                name(s, kind, id)
            } else {
                id.to_owned()
            }
        }
        (_, Some(value)) => plain(value),
    }
}

/// A number as its field shows it.
#[must_use]
pub fn plain(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        _ => value
            .as_u64()
            .map_or_else(|| words::rounded(value.as_f64().unwrap_or_default(), 8).replace(',', ""), |n| n.to_string()),
    };
    text.replace('-', &words::MINUS.to_string())
}
