//! Makes fields of one thing: a way to a part of it, and the edit that puts the changed thing back.

use super::{Edit, Field, Input, read};
use crate::app::words;
use interclear_core::units::{Decimal, Price, Rate};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a field is called and means.
#[derive(Clone, Copy, Debug)]
pub struct Spec<'a> {
    /// The last part of its place: `haircut`.
    pub name: &'a str,
    /// Its name.
    pub label: &'a str,
    /// What it means.
    pub help: &'static str,
}

/// A field's name and help.
pub const fn spec<'a>(name: &'a str, label: &'a str, help: &'static str) -> Spec<'a> {
    Spec { name, label, help }
}

/// Makes the fields of one thing.
pub struct Maker<T> {
    thing: Rc<T>,
    place: String,
    wrap: Rc<dyn Fn(T) -> Edit>,
}

impl<T: Clone + 'static> Maker<T> {
    /// For a thing at a place of the scenario, with the edit that replaces it.
    pub fn new(thing: &T, place: String, wrap: impl Fn(T) -> Edit + 'static) -> Self {
        Self { thing: Rc::new(thing.clone()), place, wrap: Rc::new(wrap) }
    }

    /// The edit after a change of the thing.
    pub fn edit(&self, change: impl FnOnce(&mut T)) -> Edit {
        let mut thing = (*self.thing).clone();
        change(&mut thing);
        (self.wrap)(thing)
    }

    /// The place of a part of the thing.
    pub fn at(&self, name: &str) -> String {
        format!("{}/{name}", self.place)
    }

    /// The edit after a change of the thing, with words of its own for the undo button.
    pub fn named(&self, words: String, change: impl FnOnce(&mut T)) -> Edit {
        Edit::Named(words, Box::new(self.edit(change)))
    }

    /// A field with any input.
    pub fn field(
        &self,
        spec: Spec<'_>,
        input: Input,
        set: impl Fn(&mut T, &str) -> Result<(), String> + 'static,
    ) -> Option<Field> {
        let (thing, wrap) = (Rc::clone(&self.thing), Rc::clone(&self.wrap));
        let set = move |text: &str| {
            let mut changed = (*thing).clone();
            set(&mut changed, text)?;
            Ok(wrap(changed))
        };
        Some(Field {
            at: self.at(spec.name),
            label: spec.label.to_owned(),
            help: spec.help.into(),
            unit: String::new(),
            empty: "",
            input,
            set: Rc::new(set),
        })
    }

    /// A field for a part of the thing that can be shown as a number and read back; none when there is no such part.
    fn number<V: 'static>(
        &self,
        spec: Spec<'_>,
        part: impl Fn(&mut T) -> Option<&mut V> + 'static,
        show: fn(&V) -> String,
        read: fn(&str) -> Result<V, String>,
    ) -> Option<Field> {
        let mut thing = (*self.thing).clone();
        let shown = show(part(&mut thing)?);
        self.field(spec, Input::Number(shown), move |thing, text| {
            let value = read(text)?;
            if let Some(part) = part(thing) {
                *part = value;
            }
            Ok(())
        })
    }

    /// An amount.
    pub fn decimal(&self, s: Spec<'_>, part: impl Fn(&mut T) -> Option<&mut Decimal> + 'static) -> Option<Field> {
        self.number(s, part, |d| show_decimal(*d), read::decimal)
    }

    /// An amount that may be absent.
    pub fn maybe_decimal(
        &self,
        s: Spec<'_>,
        empty: &'static str,
        part: impl Fn(&mut T) -> Option<&mut Option<Decimal>> + 'static,
    ) -> Option<Field> {
        let field = self.number(s, part, |d| d.map(show_decimal).unwrap_or_default(), |t| maybe(t, read::decimal));
        field.map(|f| Field { empty, ..f })
    }

    /// An amount of a map, absent when nothing is typed.
    pub fn entry(
        &self,
        s: Spec<'_>,
        empty: &'static str,
        key: &str,
        map: impl Fn(&mut T) -> Option<&mut BTreeMap<String, Decimal>> + 'static,
    ) -> Option<Field> {
        let mut thing = (*self.thing).clone();
        let now = map(&mut thing)?.get(key).copied();
        let key = key.to_owned();
        let field = self.field(s, Input::Number(now.map(show_decimal).unwrap_or_default()), move |thing, text| {
            let value = maybe(text, read::decimal)?;
            if let Some(map) = map(thing) {
                match value {
                    Some(value) => map.insert(key.clone(), value),
                    None => map.remove(&key),
                };
            }
            Ok(())
        });
        field.map(|f| Field { empty, ..f })
    }

    /// A share, in per cent.
    pub fn percent(&self, s: Spec<'_>, part: impl Fn(&mut T) -> Option<&mut Rate> + 'static) -> Option<Field> {
        let field = self.number(s, part, |r| read::as_percent(*r), read::percent);
        field.map(|f| Field { unit: "%".into(), ..f })
    }

    /// A share that may be absent.
    pub fn maybe_percent(
        &self,
        s: Spec<'_>,
        empty: &'static str,
        part: impl Fn(&mut T) -> Option<&mut Option<Rate>> + 'static,
    ) -> Option<Field> {
        let show = |r: &Option<Rate>| r.map(read::as_percent).unwrap_or_default();
        let field = self.number(s, part, show, |t| maybe(t, read::percent));
        field.map(|f| Field { empty, unit: "%".into(), ..f })
    }

    /// A price.
    pub fn price(&self, s: Spec<'_>, part: impl Fn(&mut T) -> Option<&mut Price> + 'static) -> Option<Field> {
        self.number(s, part, |p| words::rounded(p.get(), 8), read::price)
    }

    /// A whole number.
    pub fn whole(&self, s: Spec<'_>, part: impl Fn(&mut T) -> Option<&mut u32> + 'static) -> Option<Field> {
        self.number(s, part, ToString::to_string, read::whole)
    }

    /// A small whole number.
    pub fn small(&self, s: Spec<'_>, part: impl Fn(&mut T) -> Option<&mut u8> + 'static) -> Option<Field> {
        let read = |t: &str| read::whole(t).and_then(|n| u8::try_from(n).map_err(|_| format!("{n} is too large.")));
        self.number(s, part, ToString::to_string, read)
    }

    /// A whole number that may be absent.
    pub fn maybe_whole(
        &self,
        s: Spec<'_>,
        empty: &'static str,
        part: impl Fn(&mut T) -> Option<&mut Option<u32>> + 'static,
    ) -> Option<Field> {
        let show = |n: &Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        let field = self.number(s, part, show, |t| maybe(t, read::whole));
        field.map(|f| Field { empty, ..f })
    }

    /// Yes or no.
    pub fn check(&self, s: Spec<'_>, part: impl Fn(&mut T) -> Option<&mut bool> + 'static) -> Option<Field> {
        let now = *part(&mut (*self.thing).clone())?;
        self.field(s, Input::Check(now), move |thing, text| {
            if let Some(part) = part(thing) {
                *part = text == "true";
            }
            Ok(())
        })
    }

    /// A line of text that may not be empty.
    pub fn text(&self, s: Spec<'_>, part: impl Fn(&mut T) -> &mut String + 'static) -> Option<Field> {
        let now = part(&mut (*self.thing).clone()).clone();
        self.field(s, Input::Text(now), move |thing, text| {
            let text = text.trim();
            if text.is_empty() {
                return Err("This needs a name.".to_owned());
            }
            text.clone_into(part(thing));
            Ok(())
        })
    }

    /// Some lines of text.
    pub fn long(&self, s: Spec<'_>, part: impl Fn(&mut T) -> &mut String + 'static) -> Option<Field> {
        let now = part(&mut (*self.thing).clone()).clone();
        self.field(s, Input::Long(now), move |thing, text| {
            text.trim().clone_into(part(thing));
            Ok(())
        })
    }

    /// One of several.
    pub fn choice(
        &self,
        s: Spec<'_>,
        (now, options): (&str, Vec<(String, String)>),
        set: impl Fn(&mut T, &str) + 'static,
    ) -> Option<Field> {
        self.field(s, Input::Choice(now.to_owned(), options), move |thing, value| {
            set(thing, value);
            Ok(())
        })
    }
}

/// A field with its unit.
pub fn unit(field: Option<Field>, unit: impl Into<String>) -> Option<Field> {
    field.map(|f| Field { unit: unit.into(), ..f })
}

fn show_decimal(d: Decimal) -> String {
    d.to_string().replace('-', &words::MINUS.to_string())
}

/// Nothing when nothing was typed.
fn maybe<V>(text: &str, read: fn(&str) -> Result<V, String>) -> Result<Option<V>, String> {
    if text.trim().is_empty() { Ok(None) } else { read(text).map(Some) }
}
