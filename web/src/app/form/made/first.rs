//! First values of what is added: none of an amount, the first participant and asset that may be named. Several are
//! made, and the check says which of them will do.

use super::say;
use super::thing::Held;
use interclear_core::scenario::{Kind, Limit, Object, Part, Presence, Shape, Variant};
use serde_json::{Map, Value};
use std::cell::Cell;

/// Who may be named first, at most.
pub const NAMED: usize = 6;
/// Amounts that are tried, and ratios.
const SIZES: [(f64, f64); 3] = [(0.0, 0.0), (1.0, 0.5), (100.0, 1.0)];

/// One way of choosing first values.
pub struct First<'a> {
    held: &'a Held,
    /// Who is named first; each further one is another.
    who: Cell<usize>,
    /// Which asset is named first.
    what: Cell<usize>,
    /// Which contract is named first.
    deal: Cell<usize>,
    amount: f64,
    ratio: f64,
    /// Elements of a list that must be there.
    elements: usize,
}

/// The ways in their order.
pub fn tries(held: &Held) -> impl Iterator<Item = First<'_>> {
    let (who, what) = (held.who.len().clamp(1, NAMED), held.what.len().clamp(1, NAMED));
    [1, 0].into_iter().flat_map(move |elements| {
        SIZES.into_iter().flat_map(move |(amount, ratio)| {
            (0..who * what).map(move |turn| {
                let (who, what) = (Cell::new(turn / what), Cell::new(turn % what));
                First { held, who, what, deal: Cell::new(0), amount, ratio, elements }
            })
        })
    })
}

impl First<'_> {
    /// The next of several, in turn.
    fn next(turn: &Cell<usize>, all: &[String]) -> Value {
        let turn = turn.replace(turn.get() + 1);
        let at = turn.checked_rem(all.len()).unwrap_or_default();
        all.get(at).cloned().unwrap_or_default().into()
    }

    fn text(&self, key: &str, limit: Limit) -> Value {
        match limit.kind {
            Some(Kind::Asset) => Self::next(&self.what, &self.held.what),
            Some(Kind::Contract) => Self::next(&self.deal, &self.held.deals),
            Some(Kind::Participant | Kind::Party) => Self::next(&self.who, &self.held.who),
            Some(Kind::Id) => format!("{}{}", say::single(key), self.who.get() + 1).into(),
            // What an upgrade changes, or a slider turns: a number that every scenario has.
            _ if key == "target" => "rules/recovery_assets".into(),
            _ => say::label(key).into(),
        }
    }

    /// A value for a field of a name.
    pub fn value(&self, shape: &'static Shape, key: &str, limit: Limit) -> Value {
        match shape {
            Shape::Flag => false.into(),
            Shape::Whole => (within(0.0, limit) as u64).into(),
            Shape::Number => within(0.0, limit).into(),
            Shape::Price => within(1.0, limit).into(),
            Shape::Ratio => within(self.ratio, limit).into(),
            Shape::Amount => within(self.amount, limit).into(),
            Shape::Text => self.text(key, limit),
            Shape::Pair => Value::Array(vec![0.into(), 0.into()]),
            Shape::Optional(inner) => self.value(inner, key, limit),
            Shape::List(inner) => {
                let count = limit.least.unwrap_or_default().max(self.elements);
                (0..count).map(|_| self.value(inner, key, limit)).collect()
            }
            Shape::Map(inner) => self.map(inner, key, limit),
            Shape::Words(words) => words.first().map_or("", |w| w.word).into(),
            Shape::Object(object) => self.object(object).into(),
            Shape::Choice(variants) => variants.first().map(|v| self.variant(v)).unwrap_or_default(),
        }
    }

    /// As many as there must be; of participants the thing itself is one.
    fn map(&self, inner: &'static Shape, key: &str, limit: Limit) -> Value {
        let held = if limit.keys == Some(Kind::Asset) { &self.held.what[..] } else { &self.held.who[..] };
        let own = held.last().filter(|_| limit.keys != Some(Kind::Asset));
        let keys = own.into_iter().chain(held).take(limit.least.unwrap_or_default());
        keys.map(|id| (id.clone(), self.value(inner, key, limit))).collect()
    }

    /// The fields that must be there.
    pub fn object(&self, object: &'static Object) -> Map<String, Value> {
        let need = object.parts.iter().filter(|p| matches!(p.presence, Presence::Need));
        need.map(|p| (p.key.to_owned(), self.value(p.shape, p.key, p.limit()))).collect()
    }

    /// One of several objects.
    pub fn variant(&self, variant: &'static Variant) -> Value {
        let mut all = self.object(&variant.object);
        // The format lets an order sell or spend; one of them it must.
        if variant.word == "order" {
            all.insert("participant".into(), self.held.who.first().cloned().into());
            all.insert("sells".into(), self.amount.into());
        }
        all.insert("type".into(), variant.word.into());
        all.into()
    }
}

/// A variant with what another has under the same name and of the same shape.
pub fn kept(mut new: Value, before: &Value, variant: &'static Variant) -> Value {
    let fits = |p: &&Part| before.get(p.key).is_some_and(|v| fits(p.shape, v));
    for part in variant.object.parts.iter().filter(fits) {
        if let (Some(fields), Some(old)) = (new.as_object_mut(), before.get(part.key)) {
            fields.insert(part.key.to_owned(), old.clone());
        }
    }
    new
}

/// Whether a plain value may be of a shape; what has parts is made anew.
fn fits(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Optional(inner) => fits(inner, value),
        Shape::Flag => value.is_boolean(),
        Shape::Text => value.is_string(),
        Shape::Whole => value.is_u64(),
        Shape::Number | Shape::Price | Shape::Ratio => value.is_number(),
        Shape::Amount => value.is_number() || value.is_string(),
        _ => false,
    }
}

/// The number nearest to a wish that a limit lets through.
fn within(wish: f64, limit: Limit) -> f64 {
    let high = limit.high.unwrap_or(f64::MAX);
    let low = limit.low.unwrap_or(f64::MIN);
    let found = wish.max(low).min(high);
    match limit.above {
        Some(above) if found <= above => (above + 1.0).min(f64::midpoint(above, high)),
        _ => found,
    }
}
