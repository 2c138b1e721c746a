//! The shapes that forms are made of say the same as the schema.

use interclear_core::scenario::{Kind, Limit, Object, Part, Presence, Scenario, Shape, Shaped, outline};
use serde_json::{Value, json};

/// Follows references and goes past "or null"; the names on the way.
fn resolve<'a>(root: &'a Value, schema: &'a Value) -> (&'a Value, Vec<&'a str>) {
    let (mut here, mut names) = (schema, Vec::new());
    loop {
        if let Some(first) = here["anyOf"].get(0) {
            here = first;
        } else if let Some(name) = here["$ref"].as_str().and_then(|r| r.strip_prefix("#/$defs/")) {
            names.push(name);
            here = &root["$defs"][name];
        } else {
            return (here, names);
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn about(schema: &Value) -> String {
    one_line(schema["description"].as_str().unwrap_or_default())
}

/// How many fields were compared.
fn object(root: &Value, schema: &Value, object: &Object, at: &str) -> usize {
    assert_eq!(about(schema), one_line(object.help()), "{at}");
    let keys: Vec<Value> = object.parts.iter().map(|p| p.key.into()).collect();
    let order: Vec<Value> = schema["x-order"].as_array().unwrap().iter().filter(|k| *k != "type").cloned().collect();
    assert_eq!(keys, order, "{at}");
    object.parts.iter().map(|p| part(root, schema, p, &format!("{at}/{}", p.key))).sum()
}

fn part(root: &Value, owner: &Value, part: &Part, at: &str) -> usize {
    let schema = &owner["properties"][part.key];
    assert_eq!(about(schema), one_line(part.help()), "{at}");
    let needed = owner["required"].as_array().is_some_and(|all| all.contains(&part.key.into()));
    assert_eq!(needed, matches!(part.presence, Presence::Need), "{at}");
    let default = if let Presence::Or(default) = part.presence { default() } else { Value::Null };
    assert_eq!(schema["default"], default, "{at}");
    let limit = part.limit();
    // Limits of the field itself; those of a kind of value are the kind's.
    let own = |keyword: &str| schema[keyword].as_f64();
    assert_eq!(own("minimum"), limit.low.or(own_of_type(part, schema)), "{at}");
    assert_eq!(own("exclusiveMinimum"), limit.above, "{at}");
    if limit.high.is_some() {
        assert_eq!(own("maximum"), limit.high, "{at}");
    }
    let count = |a: &str, b: &str| schema[a].as_u64().or(schema[b].as_u64()).and_then(|n| usize::try_from(n).ok());
    if !matches!(part.shape, Shape::Pair | Shape::Optional(Shape::Pair)) {
        assert_eq!(count("minItems", "minProperties"), limit.least, "{at}");
        assert_eq!(count("maxItems", "maxProperties"), limit.most, "{at}");
    }
    1 + value(root, schema, part.shape, limit, at)
}

/// What a type without a limit says by itself: a whole number begins at 0.
fn own_of_type(part: &Part, schema: &Value) -> Option<f64> {
    let whole = matches!(part.shape, Shape::Whole | Shape::Optional(Shape::Whole));
    if whole { schema["minimum"].as_f64() } else { None }
}

fn value(root: &Value, schema: &Value, shape: &Shape, limit: Limit, at: &str) -> usize {
    let (found, names) = resolve(root, schema);
    let is = |kind: &str| assert!(found["type"] == kind || found["type"] == json!([kind, "null"]), "{at}: {found}");
    let name = limit.kind.map(|kind| match kind {
        Kind::Id | Kind::Asset | Kind::Participant | Kind::Contract => "Id",
        Kind::Party => "Party",
        Kind::Label => "Label",
        Kind::Text => "Text",
        Kind::Amount => "Amount",
    });
    match shape {
        Shape::Flag => is("boolean"),
        Shape::Whole => is("integer"),
        Shape::Number | Shape::Price | Shape::Ratio => is("number"),
        Shape::Amount => assert_eq!(names, [name.unwrap_or("SignedAmount")], "{at}"),
        Shape::Text if name.is_some() => assert_eq!(names, [name.unwrap_or_default()], "{at}"),
        Shape::Text => is("string"),
        Shape::Pair => is("array"),
        Shape::Words(words) => {
            let said: Vec<(Value, String)> =
                found["oneOf"].as_array().unwrap().iter().map(|w| (w["const"].clone(), about(w))).collect();
            let ours: Vec<(Value, String)> = words.iter().map(|w| (w.word.into(), one_line(w.about))).collect();
            assert_eq!(said, ours, "{at}");
        }
        Shape::Optional(inner) => {
            let null = found["type"].as_array().is_some_and(|all| all.contains(&"null".into()));
            assert!(null || schema["anyOf"][1]["type"] == "null", "{at}: {schema}");
            return value(root, schema, inner, limit, at);
        }
        Shape::List(inner) => {
            is("array");
            return value(root, &found["items"], inner, limit, at);
        }
        Shape::Map(inner) => {
            is("object");
            return value(root, &found["additionalProperties"], inner, limit, at);
        }
        Shape::Object(fields) => return object(root, found, fields, at),
        Shape::Choice(variants) => {
            let said = found["oneOf"].as_array().unwrap();
            assert_eq!(said.len(), variants.len(), "{at}");
            let each = said.iter().zip(*variants);
            return each
                .map(|(schema, v)| {
                    assert_eq!(schema["title"], v.word, "{at}");
                    object(root, schema, &v.object, &format!("{at}:{}", v.word))
                })
                .sum();
        }
    }
    0
}

#[test]
fn every_shape_says_what_the_schema_says() {
    let root = outline();
    let Shape::Object(scenario) = Scenario::SHAPE else { panic!("a scenario is an object") };
    let compared = object(&root, &root, scenario, "");
    assert!(compared > 120, "{compared}");
}
