//! A number anywhere in a mechanism, a market, a claim token or an event, by its path in the file's own words.
//!
//! `participants/pool/lending_pool/close_factor`, `assets/coin/claim/par`, `participants/pool/lending_pool/markets/eth/threshold`:
//! an element of a list goes by its place, its id, or the asset or participant that it is about. A setting that is one of
//! several words is the place of its word among them, from 0.

use super::form::{Form, Reader};
use super::limits::MAX_TICKS;
use super::write::value_of;
use super::{Rules, Scenario};
use serde_json::{Number, Value};

/// Reads the number at a path.
pub(super) fn get(s: &Scenario, target: &str) -> Option<f64> {
    number(&at(s, target, true)?)
}

/// The word at a path, of a setting that is one of several.
pub(super) fn word(s: &Scenario, target: &str) -> Option<String> {
    let is_word = at(s, target, true)?.is_number();
    match at(s, target, false)? {
        Value::String(word) if is_word => Some(word),
        _ => None,
    }
}

/// What stands at a path; words as their places where so asked.
fn at(s: &Scenario, target: &str, places: bool) -> Option<Value> {
    let parts: Vec<&str> = target.split('/').collect();
    let read = |thing: &dyn Form, rest: &[&str]| within(value_of(thing, places), rest);
    match parts.as_slice() {
        ["participants", id, word, rest @ ..] => {
            let p = s.participants.iter().find(|p| &p.id == id)?;
            read(p.mechanisms.iter().find(|m| &m.word() == word)?, rest)
        }
        ["assets", id, rest @ ..] => read(s.assets.iter().find(|a| &a.id == id)?, rest),
        ["events", id, "tick"] => s.events.iter().find(|e| &e.id == id).map(|e| e.tick.into()),
        ["events", id, rest @ ..] => read(&s.events.iter().find(|e| &e.id == id)?.what, rest),
        ["collateral", id, rest @ ..] => read(s.collateral.iter().find(|c| &c.id == id)?, rest),
        ["obligations", id, rest @ ..] => read(s.obligations.iter().find(|c| &c.id == id)?, rest),
        ["contracts", id, rest @ ..] => read(s.contracts.iter().find(|c| &c.id == id)?, rest),
        ["positions", id, rest @ ..] => read(s.positions.iter().find(|c| &c.id == id)?, rest),
        ["shocks", rest @ ..] => read(s.shocks.as_ref()?, rest),
        ["rules", rest @ ..] => read(&meant(&s.rules, rest), rest),
        ["clock", rest @ ..] => read(&s.clock, rest),
        _ => None,
    }
}

/// Sets the number at a path; whether there is one and it fits. The scenario is unchanged where not.
pub(super) fn set(s: &mut Scenario, target: &str, to: f64) -> Option<()> {
    let parts: Vec<&str> = target.split('/').collect();
    match parts.as_slice() {
        ["participants", id, word, rest @ ..] => {
            let p = s.participants.iter_mut().find(|p| &p.id == id)?;
            put(p.mechanisms.iter_mut().find(|m| &m.word() == word)?, rest, to)
        }
        ["assets", id, rest @ ..] => put(s.assets.iter_mut().find(|a| &a.id == id)?, rest, to),
        ["events", id, "tick"] => {
            let e = s.events.iter_mut().find(|e| &e.id == id)?;
            e.tick = (to.fract() == 0.0 && (1.0..=f64::from(MAX_TICKS)).contains(&to)).then_some(to as u32)?;
            Some(())
        }
        ["events", id, rest @ ..] => put(&mut s.events.iter_mut().find(|e| &e.id == id)?.what, rest, to),
        ["collateral", id, rest @ ..] => put(s.collateral.iter_mut().find(|c| &c.id == id)?, rest, to),
        ["obligations", id, rest @ ..] => put(s.obligations.iter_mut().find(|c| &c.id == id)?, rest, to),
        ["contracts", id, rest @ ..] => put(s.contracts.iter_mut().find(|c| &c.id == id)?, rest, to),
        ["positions", id, rest @ ..] => put(s.positions.iter_mut().find(|c| &c.id == id)?, rest, to),
        ["shocks", rest @ ..] => put(s.shocks.as_mut()?, rest, to),
        ["rules", rest @ ..] => {
            let mut rules = meant(&s.rules, rest);
            put(&mut rules, rest, to)?;
            s.rules = rules;
            Some(())
        }
        ["clock", "days"] => put(&mut s.clock, &["days"], to),
        _ => None,
    }
}

/// The rules, with what the one that a path names stands for where it is absent.
fn meant(rules: &Rules, path: &[&str]) -> Rules {
    let mut all = rules.clone();
    match path.first() {
        Some(&"novation") => all.novation = Some(rules.settles()),
        Some(&"settlement") if path == ["settlement", "by"] => {
            all.settlement.get_or_insert_default();
        }
        _ => {}
    }
    all
}

fn within(mut value: Value, path: &[&str]) -> Option<Value> {
    for part in path {
        value = match &mut value {
            Value::Array(list) => {
                let at = place(list, part)?;
                list.get_mut(at)?.take()
            }
            other => other.get_mut(part)?.take(),
        };
    }
    Some(value)
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Bool(yes) => Some(f64::from(u8::from(*yes))),
        // Amounts that a number cannot hold exactly are written as text.
        Value::String(text) => text.parse().ok().filter(|x: &f64| x.is_finite()),
        other => other.as_f64(),
    }
}

fn put<T: Form + Clone>(thing: &mut T, path: &[&str], to: f64) -> Option<()> {
    let mut value = value_of(thing, true);
    let mut here = &mut value;
    for part in path {
        here = match here {
            Value::Array(list) => {
                let at = place(list, part)?;
                list.get_mut(at)?
            }
            other => other.get_mut(part)?,
        };
    }
    *here = match here {
        Value::Bool(_) => Value::Bool(to >= 0.5),
        Value::Number(_) | Value::String(_) if number(here).is_some() => {
            let whole = to.fract() == 0.0 && to.abs() < 9e15;
            if whole { Value::from(to as i64) } else { Value::Number(Number::from_f64(to)?) }
        }
        _ => return None,
    };
    let mut problems = Vec::new();
    let mut read = thing.clone();
    read.read(&value, &mut Reader::of_places(&mut problems));
    if !problems.is_empty() {
        return None;
    }
    *thing = read;
    Some(())
}

/// The place of an element: counted, or named by its id or by what it is about.
fn place(list: &[Value], part: &str) -> Option<usize> {
    let named = |v: &Value| {
        ["id", "asset", "participant", "with"].iter().any(|key| v.get(key).and_then(Value::as_str) == Some(part))
    };
    list.iter().position(named).or_else(|| part.parse().ok().filter(|&at: &usize| at < list.len()))
}
