//! Sales: constant product, discounts, several sellers, providers that leave.

use super::case::{Case, expect};
use serde_json::json;

fn fine(case: Case) -> Case {
    case.decimals(6)
}

fn token(decimals: u32, market: serde_json::Value) -> serde_json::Value {
    json!({ "id": "token", "label": "token", "decimals": decimals, "market": market })
}

#[test]
fn an_estate_sells_into_a_pool() {
    let case = fine(Case::new(3))
        .put("assets", token(6, json!({ "depth": 1000 })))
        .has("a", json!({ "token": 100 }))
        .owes("a", "outside", 200.0, 0)
        .fails(1, "a");
    // 100 into 1000: 90.909 at .909091 each, the price left is .826446.
    expect(
        "constant product",
        &case,
        &[
            ("sold/token@1", 0.0),
            ("sold/token@2", 100.0),
            ("paid/a-outside@2", 90.909_090),
            ("price/token@2", 1.0 / 1.21),
            ("depth/token@2", 1100.0),
            ("burnt@2", 9.090_910),
            ("note/PriceMoved", 1.0),
        ],
    );
}

#[test]
fn sellers_sell_as_little_as_raises_what_they_need() {
    let one = fine(Case::new(1))
        .put("assets", token(6, json!({ "depth": 2 })))
        .has("a", json!({ "token": 10 }))
        .has("b", json!({}))
        .owes("a", "b", 0.5, 1);
    // x / (1 + x / 2) = 1/2 at x = 2/3.
    expect(
        "one needs a half",
        &one,
        &[
            ("sold/token", 0.666_667),
            ("paid/a-b", 0.5),
            ("price/token", 0.5625),
            ("failed", 0.0),
            ("depth/token", 2.666_667),
        ],
    );
    let off = Case::new(1)
        .put("assets", token(2, json!({ "discount": 0.15 })))
        .has("a", json!({ "token": 200 }))
        .has("b", json!({}))
        .owes("a", "b", 85.0, 1);
    expect(
        "at a discount without impact",
        &off,
        &[("sold/token", 100.0), ("price/token", 1.0), ("burnt", 15.0), ("holdings/a", 100.0), ("failed", 0.0)],
    );
    let short = Case::new(1)
        .put("assets", token(2, json!({ "discount": 0.15 })))
        .has("a", json!({ "token": 50 }))
        .has("b", json!({}))
        .owes("a", "b", 85.0, 1);
    expect("all it has", &short, &[("sold/token", 50.0), ("paid/a-b", 42.5), ("failed", 1.0)]);
    // Both get the average: 2 x 0.25 needs the same 2/3 in all.
    let two = fine(Case::new(1))
        .put("assets", token(6, json!({ "depth": 2 })))
        .has("a", json!({ "token": 10 }))
        .has("b", json!({ "token": 10 }))
        .owes("a", "outside", 0.25, 1)
        .owes("b", "outside", 0.25, 1);
    expect("one batch", &two, &[("sold/token", 0.666_668), ("failed", 0.0), ("holdings/a", 9.666_666)]);
}

#[test]
fn counting_on_receipts() {
    let case = |counts: f64| {
        Case::new(1)
            .rule("counts_on_receipts", counts)
            .put("assets", token(2, json!({ "discount": 0.5 })))
            .has("a", json!({ "token": 40 }))
            .has("b", json!({ "cash": 10 }))
            .owes("b", "a", 10.0, 1)
            .owes("a", "outside", 10.0, 1)
    };
    expect("trusting", &case(1.0), &[("sold/token", 0.0), ("burnt", 0.0)]);
    expect("half", &case(0.5), &[("sold/token", 10.0), ("burnt", 5.0)]);
    expect("selling first", &case(0.0), &[("sold/token", 20.0), ("burnt", 10.0), ("cash/a", 10.0)]);
}

#[test]
fn providers_leave() {
    let market = json!({ "depth": 1000, "providers": { "watch": "w", "groups": [
        { "share": 0.5, "leaves_below": 1.0 }, { "share": 0.3, "leaves_below": 0.5 }] } });
    let case = |fall: f64| {
        Case::new(1)
            .put("assets", token(2, market.clone()))
            .token("loan", 1.0, json!(null))
            .has("w", json!({ "loan": 110 }))
            .owes("w", "outside", 100.0, 0)
            .shock(1, "loan", -fall)
    };
    expect("calm", &case(0.05), &[("depth/token", 1000.0), ("liquidity", 1.0)]);
    expect("weak", &case(0.2), &[("depth/token", 500.0), ("liquidity", 0.5)]);
    expect("failed", &case(0.2).fails(1, "w"), &[("depth/token", 200.0), ("liquidity", 0.2), ("note/DepthLeft", 1.0)]);
}
