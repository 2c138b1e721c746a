//! Every shape is what reader and writer do: a scenario made of the shapes alone reads, is written as it was, and changes
//! as the shapes say when a field of it goes.

use super::*;
use crate::scenario::form::limit::Kind;
use crate::scenario::{Code, Problem, Scenario, from_value, to_value};
use serde_json::{Map, json};

/// A value of a shape with everything in it that may be there.
fn sample(shape: &'static Shape) -> Value {
    match shape {
        Shape::Flag => json!(true),
        Shape::Whole => json!(3),
        Shape::Number | Shape::Ratio => json!(0.5),
        Shape::Price => json!(2.5),
        Shape::Amount => json!(7),
        Shape::Text => json!("x1"),
        Shape::Pair => json!([1.5, 2.5]),
        Shape::Optional(inner) => sample(inner),
        Shape::List(Shape::Choice(variants)) => variants.iter().map(tagged).collect(),
        Shape::List(inner) => json!([sample(inner), sample(inner)]),
        Shape::Map(inner) => json!({ "a": sample(inner), "b": sample(inner) }),
        Shape::Words(words) => json!(words.last().unwrap().word),
        Shape::Object(object) => fields(object).into(),
        Shape::Choice(variants) => tagged(variants.first().unwrap()),
    }
}

fn fields(object: &'static Object) -> Map<String, Value> {
    object.parts.iter().map(|p| (p.key.to_owned(), sample(p.shape))).collect()
}

fn tagged(variant: &'static Variant) -> Value {
    let mut all = fields(&variant.object);
    all.insert("type".into(), variant.word.into());
    all.into()
}

/// A scenario with every field, and one event of each kind.
fn full() -> Value {
    let mut all = sample(Scenario::SHAPE);
    let Shape::List(event) = Scenario::SHAPE.part("events").unwrap().shape else { unreachable!() };
    let what = event.part("what").unwrap().shape;
    let one = |v: &'static Variant| json!({ "id": v.word, "tick": 1, "what": tagged(v) });
    all["events"] = what.variants().iter().map(one).collect();
    all
}

/// Every value with its shape and the field that holds it, and every object with its fields.
struct Walk {
    values: Vec<(String, &'static Shape, Limit)>,
    parts: Vec<(String, &'static Part)>,
    objects: Vec<(String, &'static Object)>,
}

fn walk(all: &mut Walk, at: &str, shape: &'static Shape, limit: Limit, value: &Value) {
    all.values.push((at.to_owned(), shape, limit));
    match shape {
        Shape::Optional(inner) => walk(all, at, inner, limit, value),
        Shape::List(inner) => {
            for (i, value) in value.as_array().unwrap().iter().enumerate() {
                walk(all, &format!("{at}/{i}"), inner, limit, value);
            }
        }
        Shape::Map(inner) => {
            for (key, value) in value.as_object().unwrap() {
                walk(all, &format!("{at}/{key}"), inner, limit, value);
            }
        }
        Shape::Object(_) | Shape::Choice(_) => {
            let object = shape.object_of(value).unwrap();
            all.objects.push((at.to_owned(), object));
            for part in object.parts {
                let here = format!("{at}/{}", part.key);
                all.parts.push((here.clone(), part));
                walk(all, &here, part.shape, part.limit(), &value[part.key]);
            }
        }
        _ => {}
    }
}

fn walked(value: &Value) -> Walk {
    let mut all = Walk { values: Vec::new(), parts: Vec::new(), objects: Vec::new() };
    walk(&mut all, "", Scenario::SHAPE, Limit::default(), value);
    all
}

fn read(value: &Value) -> Result<Value, Vec<Problem>> {
    from_value::<Scenario>(value).map(|s| to_value(&s))
}

fn with(value: &Value, at: &str, new: Value) -> Value {
    let mut other = value.clone();
    *other.pointer_mut(at).unwrap() = new;
    other
}

#[test]
fn what_the_shapes_say_reads_and_is_written_as_it_was() {
    assert_eq!(read(&full()).unwrap(), full());
}

#[test]
fn a_field_that_goes_is_missing_blank_or_its_default() {
    let full = full();
    let mut seen = [0; 3];
    for (at, part) in walked(&full).parts {
        let (parent, key) = at.rsplit_once('/').unwrap();
        let mut other = full.clone();
        other.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
        let after = read(&other);
        match part.presence {
            Presence::Need => {
                let found = after.unwrap_err();
                assert!(matches!(&found[..], [p] if p.code == Code::MissingField && p.at.ends_with(key)), "{found:?}");
                seen[0] += 1;
            }
            Presence::May => {
                assert_eq!(after.unwrap(), other, "{at}");
                seen[1] += 1;
            }
            Presence::Or(default) => {
                assert_eq!(after.unwrap().pointer(&at), Some(&default()), "{at}");
                seen[2] += 1;
            }
        }
    }
    assert!(seen[0] > 60 && seen[1] > 30 && seen[2] > 20, "{seen:?}");
}

#[test]
fn the_reader_knows_these_fields_in_this_order_and_no_others() {
    let full = full();
    for (at, object) in walked(&full).objects {
        let mut other = full.clone();
        other.pointer_mut(&at).unwrap()["no such thing"] = json!(1);
        let found = read(&other).unwrap_err();
        let keys: Vec<&str> = object.parts.iter().map(|p| p.key).collect();
        assert_eq!(found[0].hint, Some(format!("fields here: {}", keys.join(", "))), "{at}");
        assert!(object.parts.iter().all(|p| !p.help().is_empty()) && !object.help().is_empty(), "{at}");
    }
}

#[test]
fn values_of_another_shape_are_refused() {
    let full = full();
    for (at, shape, _) in walked(&full).values.iter().filter(|(at, ..)| !at.is_empty()) {
        let wrong = [json!(true), json!([]), json!({}), json!("no such word"), json!(1.5), json!(-1), json!(null)];
        for other in wrong {
            let fits = match shape {
                Shape::Flag => other.is_boolean(),
                Shape::Whole => other.is_u64(),
                Shape::Number | Shape::Ratio | Shape::Amount => other.is_number(),
                Shape::Price => other.as_f64().is_some_and(|n| n >= 0.0),
                Shape::Text => other.is_string(),
                Shape::List(_) => other.is_array(),
                Shape::Map(_) => other.is_object(),
                // What is inside is looked at on its own.
                Shape::Optional(_) => continue,
                Shape::Pair | Shape::Words(_) | Shape::Choice(_) => false,
                Shape::Object(object) => {
                    other.is_object() && object.parts.iter().all(|p| !matches!(p.presence, Presence::Need))
                }
            };
            let null = other.is_null() && at_is_optional(&full, at);
            assert_eq!(read(&with(&full, at, other.clone())).is_ok(), fits || null, "{other} at {at}");
        }
    }
}

fn at_is_optional(full: &Value, at: &str) -> bool {
    walked(full).values.iter().any(|(x, shape, _)| x == at && matches!(shape, Shape::Optional(_)))
}

#[test]
fn every_word_reads() {
    let full = full();
    for (at, shape, _) in walked(&full).values {
        if let Shape::Words(words) = shape {
            for word in *words {
                assert!(read(&with(&full, &at, word.word.into())).is_ok(), "{} at {at}", word.word);
                assert!(!word.about.trim().is_empty());
            }
        }
    }
}

/// A form offers assets and participants by name, so it has to know which of them an id is.
#[test]
fn an_id_says_whose_it_is() {
    for (at, part) in walked(&full()).parts {
        let limit = part.limit();
        if limit.kind == Some(Kind::Id) {
            assert!(["id", "reuses", "secures"].contains(&part.key), "{at}: ASSET, PARTICIPANT or PARTY instead of ID");
        }
        let told = matches!(limit.keys, Some(Kind::Asset | Kind::Participant));
        assert!(told || !matches!(part.shape, Shape::Map(_)), "{at}: the limit needs .by(ASSET) or .by(PARTICIPANT)");
    }
}
