//! Taking a participant out of whatever names it, wherever the format lets one be named.

use interclear_core::scenario::{Kind, Limit, Part, Presence, Shape};
use serde_json::Value;

/// Takes out of a value of a shape what names a participant; whether the value itself can stand without it. Elements of
/// lists and maps go, what may be absent goes, and an object goes with a field that it needs.
pub(super) fn prune(shape: &'static Shape, limit: Limit, value: &mut Value, gone: &str) -> bool {
    match (shape, value) {
        (Shape::Text, Value::String(id)) => {
            !(matches!(limit.kind, Some(Kind::Participant | Kind::Party)) && id == gone)
        }
        (Shape::Optional(_), Value::Null) => true,
        (Shape::Optional(inner), value) => {
            if !prune(inner, limit, value, gone) {
                *value = Value::Null;
            }
            true
        }
        (Shape::List(inner), Value::Array(all)) => {
            let before = all.len();
            all.retain_mut(|element| prune(inner, limit, element, gone));
            all.len() == before || all.len() >= limit.least.unwrap_or_default()
        }
        (Shape::Map(inner), Value::Object(all)) => {
            let before = all.len();
            let by_participant = limit.keys == Some(Kind::Participant);
            all.retain(|key, element| !(by_participant && key == gone) && prune(inner, limit, element, gone));
            all.len() == before || all.len() >= limit.least.unwrap_or_default()
        }
        (shape, value) => shape.object_of(value).is_none_or(|object| parts(object.parts, value, gone)),
    }
}

fn parts(parts: &'static [Part], value: &mut Value, gone: &str) -> bool {
    parts.iter().all(|part| {
        let Some(inside) = value.get_mut(part.key) else { return true };
        let stands = prune(part.shape, part.limit(), inside, gone);
        if !stands && matches!(part.presence, Presence::May) {
            value.as_object_mut().and_then(|fields| fields.remove(part.key));
            return true;
        }
        stands
    })
}
