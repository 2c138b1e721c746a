//! Taking a participant, an asset or a contract out of whatever names it, wherever the format lets one be named.

use interclear_core::scenario::{Kind, Limit, Part, Presence, Shape};
use serde_json::Value;

/// What is gone, by its id.
#[derive(Clone, Copy, Debug)]
pub(super) enum Gone<'a> {
    /// A participant.
    Participant(&'a str),
    /// An asset.
    Asset(&'a str),
    /// A contract.
    Contract(&'a str),
}

impl Gone<'_> {
    /// Whether an id of a kind names it.
    fn is(self, kind: Option<Kind>, id: &str) -> bool {
        match self {
            Self::Participant(gone) => matches!(kind, Some(Kind::Participant | Kind::Party)) && id == gone,
            Self::Asset(gone) => kind == Some(Kind::Asset) && id == gone,
            Self::Contract(gone) => kind == Some(Kind::Contract) && id == gone,
        }
    }

    /// Whether a field may be left out instead. Where no asset is named another one is meant, mostly the numeraire: a
    /// debt in a token that is gone would become one in cash, so what names it goes with it.
    fn may_be_absent(self, shape: &Shape) -> bool {
        match shape {
            Shape::Optional(inner) => self.may_be_absent(inner),
            Shape::Text => matches!(self, Self::Participant(_)),
            _ => true,
        }
    }
}

/// Takes out of a value of a shape what names something; whether the value itself can stand without it. Elements of lists
/// and maps go, what may be absent goes, and an object goes with a field that it needs.
pub(super) fn prune(shape: &'static Shape, limit: Limit, value: &mut Value, gone: Gone<'_>) -> bool {
    match (shape, value) {
        (Shape::Text, Value::String(id)) => !gone.is(limit.kind, id),
        (Shape::Optional(_), Value::Null) => true,
        (Shape::Optional(inner), value) => {
            let stands = prune(inner, limit, value, gone);
            if !stands && gone.may_be_absent(inner) {
                *value = Value::Null;
                return true;
            }
            stands
        }
        (Shape::List(inner), Value::Array(all)) => {
            let before = all.len();
            all.retain_mut(|element| prune(inner, limit, element, gone));
            all.len() == before || all.len() >= limit.least.unwrap_or_default()
        }
        (Shape::Map(inner), Value::Object(all)) => {
            let before = all.len();
            all.retain(|key, element| !gone.is(limit.keys, key) && prune(inner, limit, element, gone));
            all.len() == before || all.len() >= limit.least.unwrap_or_default()
        }
        (shape, value) => shape.object_of(value).is_none_or(|object| parts(object.parts, value, gone)),
    }
}

fn parts(parts: &'static [Part], value: &mut Value, gone: Gone<'_>) -> bool {
    parts.iter().all(|part| {
        let Some(inside) = value.get_mut(part.key) else { return true };
        let stands = prune(part.shape, part.limit(), inside, gone);
        if !stands && matches!(part.presence, Presence::May) && gone.may_be_absent(part.shape) {
            value.as_object_mut().and_then(|fields| fields.remove(part.key));
            return true;
        }
        stands
    })
}
