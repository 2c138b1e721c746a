//! Fields of values that one entry holds.

use super::{Made, say};
use crate::app::form::{Edit, Field, Input, assets, contracts, parties, read};
use interclear_core::scenario::{Kind, Limit, Part, Presence, Scenario, Shape};
use serde_json::Value;
use std::borrow::Cow;
use std::rc::Rc;

/// What a field of a value needs to know.
#[derive(Clone, Copy)]
pub struct Leaf<'a> {
    /// Its name.
    pub label: &'a str,
    /// What it means.
    pub help: &'static str,
    /// What it may hold.
    pub shape: &'static Shape,
    /// Within what limit.
    pub limit: Limit,
    /// Whether it may be absent.
    pub may: bool,
    /// Whether a text of it may be empty.
    pub blank: bool,
    /// What it is of, on the undo button.
    pub noun: &'a str,
}

/// The field of a part; none when it has parts of its own.
pub fn field(made: &Made<'_>, part: &'static Part, beside: &'static [Part]) -> Option<Field> {
    let (shape, may) = match part.shape {
        Shape::Optional(inner) => (*inner, true),
        shape => (shape, matches!(part.presence, Presence::May)),
    };
    let shape = say::shape(part.key, shape);
    let label = say::part_label(part);
    let blank = !matches!(part.presence, Presence::Need);
    let leaf = Leaf { label: &label, help: part.help(), shape, limit: part.limit(), may, blank, noun: &made.spot.noun };
    let here = made.to(made.spot.part(part.key));
    let field = leaf.field(&here)?;
    Some(Field { unit: say::unit(made, part, beside, shape), ..field })
}

/// Whether one entry holds a value of a shape.
pub fn is_leaf(shape: &Shape) -> bool {
    match shape {
        Shape::Optional(inner) => is_leaf(inner),
        Shape::List(_) | Shape::Map(_) | Shape::Object(_) | Shape::Choice(_) | Shape::Pair => false,
        _ => true,
    }
}

impl Leaf<'_> {
    /// The field at a place.
    pub fn field(&self, here: &Made<'_>) -> Option<Field> {
        let s = here.thing.s;
        let now = here.value().filter(|v| !v.is_null());
        let input = self.input(s, now)?;
        let (shape, limit, may) = (self.shape, self.limit, self.may);
        let blank = self.blank || limit.kind == Some(Kind::Text);
        let noun = if self.noun.is_empty() { String::new() } else { format!(" of {}", self.noun) };
        let words = format!("{}{noun} {} to ", say::low(self.label), say::shown(s, limit.kind, shape, now));
        // Names of what may be chosen, for the words of the edit.
        let names: Vec<(String, String)> = if let Input::Choice(_, all) = &input { all.clone() } else { Vec::new() };
        // One that says what it would be without a word keeps the word.
        let default = self.default_id(s).filter(|base| now.and_then(Value::as_str) != Some(base.as_str()));
        let (held, pointer) = (here.thing.part(), here.spot.pointer.clone());
        let long = matches!(input, Input::Long(_));
        let set = move |text: &str| {
            let value = if Some(text) == default.as_deref() { None } else { read(shape, blank, may, text)? };
            let after = match (&value, names.iter().find(|(id, _)| id == text)) {
                (_, Some((_, name))) => name.clone(),
                (None, _) => "none".to_owned(),
                (Some(Value::Bool(yes)), _) => if *yes { "on" } else { "off" }.to_owned(),
                (Some(Value::Number(n)), _) if matches!(shape, Shape::Ratio) => {
                    format!("{} %", say::plain(&(n.as_f64().unwrap_or_default() * 100.0).into()))
                }
                (Some(value), _) => say::plain(value),
            };
            let edit = held.set(&pointer, value)?;
            Ok(if long { edit } else { Edit::Named(format!("{words}{after}"), Box::new(edit)) })
        };
        Some(Field {
            at: here.spot.at.clone(),
            label: self.label.to_owned(),
            help: self.help(now),
            unit: String::new(),
            empty: if self.may { "not set" } else { "" },
            input,
            set: Rc::new(set),
        })
    }

    /// Its meaning, and of one of several words the meaning of that word too.
    fn help(&self, now: Option<&Value>) -> Cow<'static, str> {
        let word = match (self.shape, now.and_then(Value::as_str)) {
            (Shape::Words(words), Some(now)) => words.iter().find(|w| w.word == now),
            _ => None,
        };
        match word {
            Some(word) => {
                format!("{} {}: {}", say::help(self.help), say::label(word.word), say::low(word.about.trim())).into()
            }
            None => say::ranged(say::help(self.help), self.shape, self.limit),
        }
    }

    /// The asset that an absent one stands for.
    fn default_id(&self, s: &Scenario) -> Option<String> {
        let base = self.limit.kind == Some(Kind::Asset) && self.may && self.help.contains("numeraire when absent");
        base.then(|| s.numeraire.clone())
    }

    fn input(&self, s: &Scenario, now: Option<&Value>) -> Option<Input> {
        let text = now.and_then(Value::as_str).unwrap_or_default();
        Some(match self.shape {
            Shape::Flag if !self.may => Input::Check(now.and_then(Value::as_bool).unwrap_or_default()),
            Shape::Flag => {
                let now = now.and_then(Value::as_bool).map(|yes| yes.to_string()).unwrap_or_default();
                let options = [("true", "yes"), ("false", "no")].map(|(a, b)| (a.to_owned(), b.to_owned()));
                self.choice(&now, options.to_vec(), None)
            }
            Shape::Words(words) => {
                self.choice(text, words.iter().map(|w| (w.word.to_owned(), w.word.replace('_', " "))).collect(), None)
            }
            Shape::Text => match self.limit.kind {
                Some(Kind::Asset) => self.choice(text, assets(s), self.default_id(s)),
                Some(Kind::Contract) => self.choice(text, contracts(s), None),
                Some(Kind::Participant) => self.choice(text, parties(s, false), None),
                Some(Kind::Party) => self.choice(text, parties(s, true), None),
                Some(Kind::Text) => Input::Long(text.to_owned()),
                _ => Input::Text(text.to_owned()),
            },
            Shape::Ratio => {
                Input::Number(now.map(|v| v.as_f64().unwrap_or_default()).map_or_else(String::new, percent))
            }
            Shape::Whole | Shape::Number | Shape::Price | Shape::Amount => {
                Input::Number(now.map(say::plain).unwrap_or_default())
            }
            _ => return None,
        })
    }

    /// One of several; what is there now is among them, and nothing where nothing will do.
    fn choice(&self, now: &str, mut options: Vec<(String, String)>, default: Option<String>) -> Input {
        let now = if now.is_empty() { default.clone().unwrap_or_default() } else { now.to_owned() };
        if self.may && default.is_none() {
            options.insert(0, (String::new(), "not set".to_owned()));
        }
        if !options.iter().any(|(id, _)| *id == now) {
            options.push((now.clone(), now.clone()));
        }
        Input::Choice(now, options)
    }
}

fn percent(ratio: f64) -> String {
    crate::app::words::rounded(ratio * 100.0, 6)
}

/// What was typed as a value; nothing where nothing will do.
fn read(shape: &Shape, blank: bool, may: bool, text: &str) -> Result<Option<Value>, String> {
    if may && text.trim().is_empty() {
        return Ok(None);
    }
    Ok(Some(match shape {
        Shape::Flag => (text == "true").into(),
        Shape::Whole => read::whole(text)?.into(),
        Shape::Number => read::decimal(text)?.to_f64().into(),
        Shape::Price => read::price(text)?.get().into(),
        Shape::Ratio => read::percent(text)?.get().into(),
        Shape::Amount => read::decimal(text)?.to_string().into(),
        _ => {
            let text = text.trim();
            if text.is_empty() && !blank {
                return Err("This needs a name.".to_owned());
            }
            text.into()
        }
    }))
}
