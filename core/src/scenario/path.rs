//! A number anywhere in a mechanism, a market, a claim token or an event, by its path in the file's own words.
//!
//! `participants/pool/lending_pool/close_factor`, `assets/coin/claim/par`, `participants/pool/lending_pool/markets/eth/threshold`:
//! an element of a list goes by its place, its id, or the asset or participant that it is about.

use super::form::{Form, Reader};
use super::limits::MAX_TICKS;
use super::{MarginExchange, Mechanism, Scenario, to_value};
use serde_json::{Number, Value};

/// Reads the number at a path.
pub(super) fn get(s: &Scenario, target: &str) -> Option<f64> {
    let parts: Vec<&str> = target.split('/').collect();
    match parts.as_slice() {
        ["participants", id, word, rest @ ..] => {
            let p = s.participants.iter().find(|p| &p.id == id)?;
            let venue = p.mechanisms.iter().filter(|m| &m.word() == word);
            if let Some(place) = venue.filter_map(exchange).find_map(|x| x.choice(rest)) {
                return Some(place);
            }
            number(&to_value(p.mechanisms.iter().find(|m| &m.word() == word)?), rest)
        }
        ["assets", id, rest @ ..] => number(&to_value(s.assets.iter().find(|a| &a.id == id)?), rest),
        ["events", id, "tick"] => s.events.iter().find(|e| &e.id == id).map(|e| f64::from(e.tick)),
        ["events", id, rest @ ..] => number(&to_value(&s.events.iter().find(|e| &e.id == id)?.what), rest),
        ["collateral", id, rest @ ..] => number(&to_value(s.collateral.iter().find(|c| &c.id == id)?), rest),
        ["obligations", id, rest @ ..] => number(&to_value(s.obligations.iter().find(|c| &c.id == id)?), rest),
        ["contracts", id, rest @ ..] => number(&to_value(s.contracts.iter().find(|c| &c.id == id)?), rest),
        ["positions", id, rest @ ..] => number(&to_value(s.positions.iter().find(|c| &c.id == id)?), rest),
        ["shocks", rest @ ..] => number(&to_value(s.shocks.as_ref()?), rest),
        ["clock" | "rules", ..] => {
            let (rest, value) = section(s, &parts)?;
            number(&value, rest)
        }
        _ => None,
    }
}

/// Sets the number at a path; whether there is one and it fits. The scenario is unchanged where not.
pub(super) fn set(s: &mut Scenario, target: &str, to: f64) -> Option<()> {
    let parts: Vec<&str> = target.split('/').collect();
    match parts.as_slice() {
        ["participants", id, word, rest @ ..] => {
            let p = s.participants.iter_mut().find(|p| &p.id == id)?;
            for m in p.mechanisms.iter_mut().filter(|m| &m.word() == word) {
                if let Mechanism::MarginExchange { exchange } = m
                    && exchange.choice(rest).is_some()
                {
                    return exchange.choose(rest, to);
                }
            }
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
        ["rules", rest @ ..] => put(&mut s.rules, rest, to),
        ["clock", "days"] => put(&mut s.clock, &["days"], to),
        _ => None,
    }
}

fn exchange(m: &Mechanism) -> Option<&MarginExchange> {
    if let Mechanism::MarginExchange { exchange } = m { Some(exchange) } else { None }
}

fn section<'p>(s: &Scenario, parts: &'p [&'p str]) -> Option<(&'p [&'p str], Value)> {
    match parts {
        ["rules", rest @ ..] => Some((rest, to_value(&s.rules))),
        ["clock", rest @ ..] => Some((rest, to_value(&s.clock))),
        _ => None,
    }
}

fn number(value: &Value, path: &[&str]) -> Option<f64> {
    let mut here = value;
    for part in path {
        here = match here {
            Value::Array(list) => list.get(place(list, part)?)?,
            other => other.get(part)?,
        };
    }
    match here {
        Value::Bool(yes) => Some(f64::from(u8::from(*yes))),
        // Amounts that a number cannot hold exactly are written as text.
        Value::String(text) => text.parse().ok().filter(|x: &f64| x.is_finite()),
        other => other.as_f64(),
    }
}

fn put<T: Form + Clone>(thing: &mut T, path: &[&str], to: f64) -> Option<()> {
    let mut value = to_value(thing);
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
        Value::Number(_) | Value::String(_) if number(here, &[]).is_some() => {
            let whole = to.fract() == 0.0 && to.abs() < 9e15;
            if whole { Value::from(to as i64) } else { Value::Number(Number::from_f64(to)?) }
        }
        _ => return None,
    };
    let mut problems = Vec::new();
    let mut read = thing.clone();
    read.read(&value, &mut Reader::new(&mut problems));
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
