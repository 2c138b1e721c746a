//! Price moves drawn by the seed: roots, the same whatever the order of the file, each asset's own.

use super::case::Case;
use interclear_core::journal::EntryKind;
use interclear_core::scenario::{Code, Severity};
use interclear_core::units::EntryIx;
use interclear_core::{Trace, check, explain, parse};
use serde_json::{Value, json};

/// Two tokens without markets and one with, a year of days.
fn case(shocks: Value) -> Case {
    let mut c = Case::new(40)
        .token("a", 10.0, json!({ "depth": 1000 }))
        .token("b", 20.0, Value::Null)
        .token("c", 5.0, Value::Null)
        .has("p", json!({ "cash": 100, "a": 10, "b": 10, "c": 10 }));
    c.0["shocks"] = shocks;
    c.0["seed"] = json!(11);
    c
}

fn moves(ids: &[&str], more: &Value) -> Value {
    let assets: Vec<Value> = ids.iter().map(|id| json!({ "asset": id, "volatility": 0.8 })).collect();
    let mut all = json!({ "assets": assets });
    for (name, value) in more.as_object().unwrap() {
        all[name] = value.clone();
    }
    all
}

/// Prices of an asset, tick by tick.
fn prices(t: &Trace, id: &str) -> Vec<f64> {
    let at = t.assets.iter().position(|a| a.id == id).unwrap();
    t.frames.iter().map(|f| f.assets[at].price.get()).collect()
}

fn refused(c: &Case, at: &str, code: Code) {
    let problems = check(&c.scenario()).1;
    let found = problems.iter().find(|p| p.at == at && p.severity == Severity::Error);
    assert!(found.is_some_and(|p| p.code == code && p.hint.is_some()), "{at}: {problems:?}");
}

#[test]
fn every_tick_has_a_line_for_each_asset_and_it_is_a_root() {
    let t = case(moves(&["a", "b"], &json!({ "correlation": 0.5, "freedom": 4, "from": 2, "to": 39 }))).run();
    let drawn: Vec<_> = t.journal.entries.iter().filter(|e| e.kind == EntryKind::Drawn).collect();
    assert_eq!(drawn.len(), 2 * 38);
    assert!(drawn.iter().all(|e| e.causes.is_empty()));
    assert!((prices(&t, "a")[1] - 10.0).abs() < 1e-12);
    assert_eq!(prices(&t, "c"), vec![5.0; 41]);
    // Nobody sells, so all of the move came from outside.
    for id in ["a", "b"] {
        let at = t.assets.iter().position(|a| a.id == id).unwrap();
        let all: f64 = t.frames.iter().map(|f| f.assets[at].outer.get()).sum();
        let found = (prices(&t, id)[40] / prices(&t, id)[0]).ln();
        assert!((all - found).abs() < 1e-12, "{id}: {all} {found}");
    }
    // A loss on what fell leads to the draw.
    let loss = t.journal.entries.iter().find(|e| e.kind == EntryKind::Loss).unwrap();
    assert_eq!(t.journal.get(loss.causes[0].entry).unwrap().kind, EntryKind::Drawn);
}

#[test]
fn the_order_of_the_file_changes_nothing() {
    let pairs =
        json!([{ "asset": "a", "with": "b", "correlation": 0.6 }, { "asset": "c", "with": "a", "correlation": -0.3 }]);
    let one = case(moves(&["a", "b", "c"], &json!({ "pairs": pairs, "freedom": 4 })));
    let pairs =
        json!([{ "asset": "a", "with": "c", "correlation": -0.3 }, { "asset": "b", "with": "a", "correlation": 0.6 }]);
    let mut other = case(moves(&["c", "a", "b"], &json!({ "pairs": pairs, "freedom": 4 })));
    other.0["assets"].as_array_mut().unwrap().reverse();
    assert_eq!(one.run().digest(), other.run().digest());
    let mut seed = one.clone();
    seed.0["seed"] = json!(12);
    assert_ne!(one.run().digest(), seed.run().digest());
}

#[test]
fn another_asset_shifts_no_price() {
    for more in [
        json!({ "correlation": 0.4, "freedom": 4, "blend": 0.3 }),
        json!({ "freedom": 2 }),
        json!({ "correlation": 1 }),
    ] {
        let (two, three) = (case(moves(&["b", "c"], &more)).run(), case(moves(&["a", "b", "c"], &more)).run());
        for id in ["b", "c"] {
            assert_eq!(prices(&two, id), prices(&three, id), "{more}");
        }
    }
    // Nor does a longer run, or drawing from another tick on.
    let short = case(moves(&["b"], &json!({}))).ticks(10).run();
    assert_eq!(prices(&short, "b")[..], prices(&case(moves(&["b"], &json!({}))).run(), "b")[..11]);
}

#[test]
fn blended_to_one_all_move_alike_and_stress_blends() {
    let t = case(moves(&["a", "b", "c"], &json!({ "correlation": -0.2, "blend": 1 }))).run();
    for (b, c) in prices(&t, "b").iter().zip(prices(&t, "c")) {
        assert!((b / 20.0 - c / 5.0).abs() < 1e-12);
    }
    // Somebody fails on tick 5: from tick 6 on all move alike.
    let stress = json!({ "by": "failed", "above": 0, "blend": 1 });
    let t = case(moves(&["b", "c"], &json!({ "stress": stress }))).fails(5, "p").run();
    let (b, c) = (prices(&t, "b"), prices(&t, "c"));
    let alike = |at: usize| (b[at] / b[at - 1] - c[at] / c[at - 1]).abs() < 1e-12;
    assert!((1..=5).all(|at| !alike(at)) && (6..=40).all(alike));
    let blended: Vec<_> = t.journal.entries.iter().filter(|e| e.kind == EntryKind::Blended).collect();
    assert_eq!((blended.len(), blended[0].tick), (1, 6));
    let cause = t.journal.get(blended[0].causes[0].entry).unwrap();
    assert_eq!(cause.kind, EntryKind::DefaultDeclared);
    assert_eq!(t.frames[5].blend.map(|x| x.get()), Some(0.0));
    assert_eq!(t.frames[6].blend.map(|x| x.get()), Some(1.0));
    // By how far prices fell, or by what is unpaid: never, when the threshold is never passed.
    for by in ["fall", "unpaid"] {
        let stress = json!({ "by": by, "above": 1, "blend": 1 });
        let t = case(moves(&["b", "c"], &json!({ "stress": stress }))).run();
        assert!(t.journal.entries.iter().all(|e| e.kind != EntryKind::Blended), "{by}");
    }
}

#[test]
fn a_failure_by_a_draw_is_explained_by_it() {
    let mut c = case(moves(&["a"], &json!({})))
        .has("q", json!({ "cash": 10 }))
        .owes("p", "q", 400.0, 40)
        .runs("p", json!({ "type": "insolvency_rule", "floor": 0 }));
    c.0["shocks"]["assets"][0]["volatility"] = json!(9);
    let t = c.run();
    let failed = t.journal.entries.iter().position(|e| e.kind == EntryKind::Closed).unwrap();
    let told = format!("{:?}", explain(&t, EntryIx(failed as u32)));
    assert!(told.contains("the seed moves the price"), "{told}");
}

#[test]
fn what_cannot_be_is_refused_with_its_place() {
    refused(&case(moves(&["a", "b", "c"], &json!({ "correlation": -0.6 }))), "shocks/correlation", Code::Conflict);
    let pairs = json!([
        { "asset": "a", "with": "b", "correlation": 0.9 },
        { "asset": "b", "with": "c", "correlation": 0.9 },
        { "asset": "c", "with": "a", "correlation": -0.9 }
    ]);
    refused(&case(moves(&["a", "b", "c"], &json!({ "pairs": pairs }))), "shocks/pairs", Code::Conflict);
    refused(&case(moves(&["a", "cash"], &json!({}))), "shocks/assets/cash/asset", Code::Conflict);
    refused(&case(moves(&["a", "x"], &json!({}))), "shocks/assets/x/asset", Code::UnknownId);
    refused(&case(moves(&["a", "a"], &json!({}))), "shocks/assets/a", Code::Conflict);
    refused(&case(moves(&[], &json!({}))), "shocks/assets", Code::BadValue);
    refused(&case(moves(&["a"], &json!({ "freedom": 0.5 }))), "shocks/freedom", Code::BadValue);
    refused(&case(moves(&["a"], &json!({ "from": 0 }))), "shocks/from", Code::BadValue);
    let twice =
        json!([{ "asset": "a", "with": "b", "correlation": 0.1 }, { "asset": "b", "with": "a", "correlation": 0.2 }]);
    refused(&case(moves(&["a", "b"], &json!({ "pairs": twice }))), "shocks/pairs/1", Code::Conflict);
    let apart = json!([{ "asset": "a", "with": "c", "correlation": 0.1 }]);
    refused(&case(moves(&["a", "b"], &json!({ "pairs": apart }))), "shocks/pairs/0/with", Code::Conflict);
    assert!(parse(&case(json!({ "assets": [], "sigma": 1 })).0.to_string()).is_err());
}

#[test]
fn the_wildest_draws_stay_within_bounds() {
    let mut c = case(moves(&["a", "b", "c"], &json!({ "correlation": 0.9, "freedom": 1 }))).days(366.0).ticks(400);
    for a in c.0["shocks"]["assets"].as_array_mut().unwrap() {
        a["volatility"] = json!(10);
    }
    let t = c.run();
    for (id, opened) in [("a", 10.0), ("b", 20.0), ("c", 5.0)] {
        assert!(
            prices(&t, id).iter().all(|p| p.is_finite() && *p > 0.0 && *p <= opened * 100.0 * (1.0 + 1e-9)),
            "{id}"
        );
    }
}
