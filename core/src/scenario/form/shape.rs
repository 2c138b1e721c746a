//! The shape of what has a form: what each field is called, means and may hold, as data, so that a page can build a form
//! of it. Made by the same entries as reader and writer; nothing here is in a program that names no shape.

#[cfg(test)]
mod tests;

use super::limit::Limit;
use crate::units::{Decimal, Price, Rate};
use serde_json::Value;
use std::collections::BTreeMap;

/// What has a shape. It is a trait of its own, so that no table of readers and writers carries it along.
pub trait Shaped {
    /// The shape of this type.
    const SHAPE: &'static Shape;
}

/// What a value may be.
#[derive(Debug)]
pub enum Shape {
    /// Yes or no.
    Flag,
    /// A whole number from 0.
    Whole,
    /// Any finite number.
    Number,
    /// A price in the numeraire.
    Price,
    /// A ratio.
    Ratio,
    /// An amount of an asset.
    Amount,
    /// A text, or an id; the field's limit says which.
    Text,
    /// Two numbers.
    Pair,
    /// A value that may be absent.
    Optional(&'static Self),
    /// Values in their order.
    List(&'static Self),
    /// Values by id.
    Map(&'static Self),
    /// One of several words.
    Words(&'static [Word]),
    /// An object.
    Object(Object),
    /// One of several objects, told apart by the word in `type`.
    Choice(&'static [Variant]),
}

/// A word, and what it means.
#[derive(Debug)]
pub struct Word {
    /// As it stands in JSON.
    pub word: &'static str,
    /// What it means.
    pub about: &'static str,
}

/// Fields that belong together.
#[derive(Debug)]
pub struct Object {
    /// What they mean together.
    pub about: &'static str,
    /// The fields in the order in which they are written.
    pub parts: &'static [Part],
}

/// One of several objects.
#[derive(Debug)]
pub struct Variant {
    /// The word in `type`.
    pub word: &'static str,
    /// The object.
    pub object: Object,
}

/// A field.
#[derive(Debug)]
pub struct Part {
    /// Its name in JSON.
    pub key: &'static str,
    /// What it means.
    pub about: &'static str,
    /// Whether it must be there.
    pub presence: Presence,
    /// What it holds.
    pub shape: &'static Shape,
    /// Its type in the program.
    pub kind: &'static str,
    /// Its limit, or none.
    pub limits: &'static [fn() -> Limit],
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug)]
pub enum Presence {
    /// It must.
    Need,
    /// It is blank when absent.
    May,
    /// It has this value when absent.
    Or(fn() -> Value),
}

impl Object {
    /// What they mean together, without the blanks around the text of a comment.
    #[must_use]
    pub fn help(&self) -> &'static str {
        self.about.trim()
    }
}

impl Part {
    /// Its limit; that of any value where it has none of its own.
    #[must_use]
    pub fn limit(&self) -> Limit {
        self.limits.first().map(|limit| limit()).unwrap_or_default()
    }

    /// What it means, without the blanks around the text of a comment.
    #[must_use]
    pub fn help(&self) -> &'static str {
        self.about.trim()
    }

    /// Whether it is a tick, or a number of them.
    #[must_use]
    pub fn is_ticks(&self) -> bool {
        self.kind.contains("Tick")
    }
}

impl Shape {
    /// The fields of an object; none of any other shape.
    #[must_use]
    pub const fn parts(&'static self) -> &'static [Part] {
        match self {
            Self::Object(object) => object.parts,
            _ => &[],
        }
    }

    /// The fields of the object that a value of this shape is; none where it is no object of this shape.
    #[must_use]
    pub fn object_of(&'static self, value: &Value) -> Option<&'static Object> {
        match self {
            Self::Object(object) => Some(object),
            Self::Choice(variants) => {
                let word = value.get("type")?.as_str()?;
                variants.iter().find(|v| v.word == word).map(|v| &v.object)
            }
            Self::Optional(inner) => inner.object_of(value),
            _ => None,
        }
    }

    /// The field of a name; of a choice none, which has different ones.
    #[must_use]
    pub fn part(&'static self, key: &str) -> Option<&'static Part> {
        match self {
            Self::Object(object) => object.parts.iter().find(|p| p.key == key),
            Self::Optional(inner) => inner.part(key),
            _ => None,
        }
    }

    /// The variants of a choice.
    #[must_use]
    pub fn variants(&'static self) -> &'static [Variant] {
        match self {
            Self::Choice(variants) => variants,
            _ => &[],
        }
    }
}

macro_rules! shapes {
    ($($kind:ty = $shape:ident;)*) => {$(
        impl Shaped for $kind {
            const SHAPE: &'static Shape = &Shape::$shape;
        }
    )*};
}

shapes! {
    bool = Flag;
    u8 = Whole;
    u32 = Whole;
    f64 = Number;
    Price = Price;
    Rate = Ratio;
    Decimal = Amount;
    String = Text;
    [f64; 2] = Pair;
}

impl<T: Shaped> Shaped for Box<T> {
    const SHAPE: &'static Shape = T::SHAPE;
}

impl<T: Shaped> Shaped for Option<T> {
    const SHAPE: &'static Shape = &Shape::Optional(T::SHAPE);
}

impl<T: Shaped> Shaped for Vec<T> {
    const SHAPE: &'static Shape = &Shape::List(T::SHAPE);
}

impl<T: Shaped> Shaped for BTreeMap<String, T> {
    const SHAPE: &'static Shape = &Shape::Map(T::SHAPE);
}
