//! The thing that a form is about, as JSON, and the edits that change a part of it.

use super::first::{First, tries};
use crate::app::form::{Edit, says};
use crate::app::lazy::Lazy;
use interclear_core::scenario::{Form, Scenario, from_value, to_value};
use serde_json::Value;
use std::rc::Rc;

/// Reads a thing's JSON into the edit that puts it back, or says why it cannot.
type Put = Rc<dyn Fn(&Value) -> Result<Edit, String>>;

/// A thing of the scenario.
pub struct Thing<'a> {
    /// The scenario.
    pub s: &'a Scenario,
    /// The thing as JSON.
    pub value: Rc<Value>,
    /// The participant that it is, where it is one: others come before it when somebody must be named.
    pub me: Option<&'a str>,
    put: Put,
}

impl<'a> Thing<'a> {
    /// A thing, and the edit that replaces it.
    pub fn new<T: Form + 'static>(s: &'a Scenario, me: Option<&'a str>, thing: &T, wrap: fn(T) -> Edit) -> Self {
        let put = move |value: &Value| match from_value::<T>(value) {
            Ok(thing) => Ok(wrap(thing)),
            Err(problems) => Err(problems.first().map(says).unwrap_or_default()),
        };
        Self { s, value: Rc::new(to_value(thing)), me, put: Rc::new(put) }
    }

    /// What an edit needs of it when it is made later.
    pub fn part(&self) -> Held {
        let ids = |me: Option<&str>| {
            let others = self.s.participants.iter().map(|p| &p.id).filter(|id| Some(id.as_str()) != me);
            others.cloned().chain(me.map(str::to_owned)).collect::<Vec<_>>()
        };
        let assets = self.s.assets.iter().map(|a| &a.id).filter(|id| **id != self.s.numeraire);
        let assets: Vec<String> = assets.cloned().chain([self.s.numeraire.clone()]).collect();
        let deals = self.s.contracts.iter().map(|c| c.id.clone()).collect();
        let (value, put) = (Rc::clone(&self.value), Rc::clone(&self.put));
        Held { value, put, who: ids(self.me).into(), what: assets.into(), deals }
    }
}

/// A thing's JSON, how it is put back, and who and what can be named in it.
#[derive(Clone)]
pub struct Held {
    /// The thing as JSON.
    pub value: Rc<Value>,
    put: Put,
    /// Participants, the thing itself last.
    pub who: Rc<[String]>,
    /// Assets, the numeraire last.
    pub what: Rc<[String]>,
    /// Contracts.
    pub deals: Rc<[String]>,
}

impl Held {
    /// The edit that changes the value at a place; without one the place is emptied.
    ///
    /// # Errors
    /// What the reader says.
    pub fn set(&self, pointer: &str, new: Option<Value>) -> Result<Edit, String> {
        let mut value = (*self.value).clone();
        change(&mut value, pointer, new);
        (self.put)(&value)
    }

    /// The edit that takes away what is at a place.
    pub fn without(self, pointer: String) -> Edit {
        Lazy::edit(move || self.set(&pointer, None).into_iter().collect())
    }

    /// The edit that puts a first value at a place: of several, the first that the check accepts.
    pub fn first(self, pointer: String, value: impl Fn(&First<'_>) -> Value + 'static) -> Edit {
        Lazy::edit(move || {
            let all = tries(&self).filter_map(|first| self.set(&pointer, Some(value(&first))).ok());
            let mut edits: Vec<Edit> = Vec::new();
            for edit in all {
                if !edits.contains(&edit) {
                    edits.push(edit);
                }
            }
            edits
        })
    }

    /// The edit after any change of the value at a place.
    pub fn changed(self, pointer: String, change: impl Fn(&mut Value) + 'static) -> Edit {
        Lazy::edit(move || {
            let mut value = (*self.value).clone();
            value.pointer_mut(&pointer).into_iter().for_each(&change);
            (self.put)(&value).into_iter().collect()
        })
    }
}

/// Puts a value at a place, or takes away what is there.
fn change(value: &mut Value, pointer: &str, new: Option<Value>) {
    let Some((parent, key)) = pointer.rsplit_once('/') else { return };
    match (value.pointer_mut(parent), new) {
        (Some(Value::Object(fields)), Some(new)) => {
            fields.insert(key.to_owned(), new);
        }
        (Some(Value::Object(fields)), None) => {
            fields.remove(key);
        }
        (Some(Value::Array(all)), new) => {
            let at = key.parse().unwrap_or(usize::MAX);
            match (all.get_mut(at), new) {
                (Some(old), Some(new)) => *old = new,
                (None, Some(new)) => all.push(new),
                (Some(_), None) => {
                    all.remove(at);
                }
                (None, None) => {}
            }
        }
        // A list or map that was left out because it was empty.
        (None, Some(new)) => {
            let list = key.parse::<usize>().is_ok();
            let whole = if list { Value::Array(vec![new]) } else { [(key.to_owned(), new)].into_iter().collect() };
            change(value, parent, Some(whole));
        }
        _ => {}
    }
}
