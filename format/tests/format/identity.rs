//! What a digest covers: the economy and nothing else, in whatever order a file says it.

use crate::walk::{Spot, allowed, full, plus, spots, with, without};
use interclear_core::{check, parse, run};
use serde_json::{Value, json};

/// The digest of a scenario's run; `None` where it does not fit.
pub(super) fn digest(scenario: &Value) -> Option<String> {
    let scenario = parse(&scenario.to_string()).ok()?;
    check(&scenario).0.map(|world| run(&world).digest().to_string())
}

/// What a reader sees and the model does not.
fn is_silent(pointer: &str) -> bool {
    const SECTIONS: [&str; 13] = [
        "$schema",
        "id",
        "title",
        "summary",
        "source",
        "assumptions",
        "question",
        "controls",
        "rewire",
        "expect",
        "history",
        "figures",
        "not_captured",
    ];
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    SECTIONS.contains(&parts[0])
        || pointer == "/clock/unit"
        || parts.iter().any(|part| ["label", "kind", "place"].contains(part))
}

/// A file with one id changed wherever it stands, in paths and as a name of amounts too.
fn renamed(value: &Value, old: &str, new: &str) -> Value {
    let word =
        |text: &str| text.split('/').map(|part| if part == old { new } else { part }).collect::<Vec<_>>().join("/");
    match value {
        Value::String(text) => word(text).into(),
        Value::Array(all) => all.iter().map(|v| renamed(v, old, new)).collect(),
        Value::Object(fields) => fields.iter().map(|(name, v)| (word(name), renamed(v, old, new))).collect(),
        other => other.clone(),
    }
}

/// Files that differ in one value, by the smallest step that its kind has; nearest first.
fn neighbours(full: &Value, spot: &Spot) -> Vec<Value> {
    let (at, value) = (&spot.pointer, full.pointer(&spot.pointer).unwrap());
    let named = |name: &str| spot.names.iter().any(|n| n == name);
    let number = value.as_f64().unwrap_or_default();
    let others: Vec<Value> = if let Some(words) = spot.kind["oneOf"].as_array() {
        words.iter().map(|w| w["const"].clone()).filter(|w| w != value).collect()
    } else if at.ends_with("/id") && named("Id") {
        return vec![renamed(full, value.as_str().unwrap(), "zz")];
    } else if named("Id") || named("Party") {
        let sections = ["assets", "participants", "obligations", "collateral"].map(|s| full[s].as_array().unwrap());
        let ids = sections.into_iter().flatten().map(|x| x["id"].clone());
        ids.chain([json!("outside")]).filter(|id| id != value).collect()
    } else if named("Amount") || named("SignedAmount") {
        let steps = [0.0001, 0.001, 0.01].into_iter().flat_map(|step| [step, -step]);
        steps.map(|step| json!(((number + step) * 1e4).round() / 1e4)).collect()
    } else {
        match value {
            Value::Bool(yes) => vec![json!(!yes)],
            Value::Number(_) if spot.kind["type"].to_string().contains("integer") => {
                vec![json!(number as i64 + 1), json!(number as i64 - 1)]
            }
            Value::Number(_) => vec![json!(number.next_up()), json!(number.next_down()), json!(number + 0.25)],
            Value::String(text) => vec![json!(format!("{text}!"))],
            _ => vec![],
        }
    };
    others.into_iter().map(|other| with(full, at, other)).collect()
}

fn leaves(scenario: &Value) -> Vec<Spot> {
    let simple = |s: &Spot| !matches!(scenario.pointer(&s.pointer), Some(Value::Array(_) | Value::Object(_)));
    spots(scenario).into_iter().filter(simple).collect()
}

/// Looks at each value; returns those to which no other value fits.
fn changes(full: &Value) -> Vec<String> {
    let (own, mut fixed) = (digest(full).unwrap(), Vec::new());
    for spot in leaves(full) {
        let mut tried = 0;
        for other in neighbours(full, &spot) {
            let Some(digest) = digest(&other) else { continue };
            tried += 1;
            let same = digest == own;
            assert_eq!(same, is_silent(&spot.pointer), "{} at {other}", spot.pointer);
        }
        if tried == 0 {
            fixed.push(spot.pointer);
        }
    }
    fixed
}

#[test]
fn every_economic_value_changes_the_digest_and_no_other_does() {
    let full = full();
    let fixed: Vec<String> = changes(&full).into_iter().filter(|at| !at.ends_with("/type")).collect();
    // Each of these has one value that fits the rest of the full scenario: other links show the fields of a link whose
    // units are pledged on, and below the others are looked at in other scenarios. The numeraire has no other price, and
    // a path is no word of its own. Who holds a coin at its peg must have issued it, and only a peg has an asset. An
    // operator has staked what its service asks for. A client that is ported has an account of its own, and its house has a
    // fund; a contract on another asset is on one without margin terms for it; drawn assets stand in each other's pairs.
    let only = [
        "/assets/0/price",
        "/assets/5/claim/issuer",
        "/assets/6/claim/issuer",
        "/clients/0/account",
        "/collateral/0/holder",
        "/collateral/0/title",
        "/collateral/1/pledger",
        "/controls/0/target",
        "/controls/1/target",
        "/events/7/what/recalibrates/0/target",
        "/events/7/what/recalibrates/1/target",
        "/events/7/what/target",
        "/numeraire",
        "/obligations/5/rolls/watches",
        "/participants/0/id",
        "/participants/0/mechanisms/0/skin_in_the_game",
        "/participants/4/mechanisms/1/groups/2/watches",
        "/participants/13/mechanisms/1/coin",
        "/participants/13/mechanisms/1/token",
        "/participants/15/id",
        "/participants/15/mechanisms/2/asset",
        "/participants/15/mechanisms/2/operators/0",
        "/participants/16/mechanisms/0/accounts/0/open/0/asset",
        "/participants/16/mechanisms/0/crowds/0/asset",
        "/participants/16/mechanisms/0/margin_assets/0/asset",
        "/participants/16/mechanisms/0/markets/0/asset",
        "/participants/17/mechanisms/0/asset",
        "/positions/0/contract",
        "/positions/1/contract",
        "/rules/settlement/every",
        "/shocks/assets/0/asset",
        "/shocks/assets/1/asset",
        "/shocks/assets/2/asset",
        "/shocks/pairs/0/with",
        "/shocks/pairs/1/asset",
        "/version",
    ];
    assert_eq!(fixed, only);

    let usual = without(&full, "/participants/0/mechanisms/0/layers");
    let skin = |amount: f64| digest(&with(&usual, "/participants/0/mechanisms/0/skin_in_the_game", json!(amount)));
    assert!(skin(10.0).is_some() && skin(10.0) != skin(10.0001));
    let two = |numeraire: &str| {
        let assets = json!([{ "id": "a", "label": "A" }, { "id": "b", "label": "B" }]);
        digest(&json!({ "version": 1, "numeraire": numeraire, "assets": assets, "participants": [] }))
    };
    assert!(two("a").is_some() && two("a") != two("b"));
    let peg = |coin: &str, token: &str| {
        let token_of = |id: &str| json!({ "id": id, "label": id, "market": {}, "claim": { "issuer": "p" } });
        let assets = json!([{ "id": "a", "label": "A" }, token_of("b"), token_of("c"), token_of("d")]);
        let rule = json!({ "type": "algorithmic", "coin": coin, "token": token });
        let issuer = json!([{ "id": "p", "label": "P", "mechanisms": [rule] }]);
        digest(&json!({ "version": 1, "numeraire": "a", "assets": assets, "participants": issuer }))
    };
    let own = peg("b", "c");
    assert!(own.is_some());
    for other in [peg("d", "c"), peg("b", "d")] {
        assert!(other.is_some() && other != own);
    }
}

#[test]
fn the_order_of_a_file_means_nothing_but_in_a_waterfall() {
    let full = full();
    let own = digest(&full);
    let mut seen = 0;
    for spot in spots(&full) {
        let Some(list) = full.pointer(&spot.pointer).unwrap().as_array().filter(|l| l.len() > 1) else { continue };
        if spot.pointer.ends_with("/layers") {
            let mut swapped = list.clone();
            swapped.swap(3, 4);
            let other = digest(&with(&full, &spot.pointer, json!(swapped)));
            assert!(other.is_some() && other != own, "{}", spot.pointer);
            continue;
        }
        let (mut back, mut turned) = (list.clone(), list.clone());
        back.reverse();
        turned.rotate_left(1);
        for other in [back, turned] {
            assert_eq!(digest(&with(&full, &spot.pointer, json!(other))), own, "{}", spot.pointer);
        }
        seen += 1;
    }
    assert!(seen >= 15, "{seen}");
}

#[test]
fn what_is_said_is_as_what_is_meant_when_nothing_is_said() {
    let full = full();
    let own = digest(&full);
    let mut seen = 0;
    for spot in spots(&full).iter().filter(|s| s.kind["properties"].is_object()) {
        for (name, field) in allowed(&spot.kind) {
            let absent = full.pointer(&format!("{}/{name}", spot.pointer)).is_none();
            let null = field["anyOf"].is_array() || field["type"].is_array();
            let meant = field.get("default").cloned().or(null.then_some(Value::Null));
            if let Some(meant) = meant.filter(|_| absent) {
                assert_eq!(digest(&plus(&full, &spot.pointer, &name, meant)), own, "{name} in {}", spot.pointer);
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "{seen}");
}
