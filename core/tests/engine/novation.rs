//! The same positions settled four ways, and what contracts pay: computed by hand.

use super::case::{Case, expect};
use interclear_core::check;
use interclear_core::pricing::black_scholes::{European, Market, OptionKind};
use serde_json::{Value, json};

/// A ring of three, each long ten against the next, and a fourth pair in another contract; two houses.
fn ring(novation: &str) -> Case {
    let asks = json!({ "type": "margin", "confidence": 0.977_249_868_051_821, "period": 1 });
    let fund = json!({ "type": "default_fund", "contributions": {} });
    Case::new(3)
        .token("x", 100.0, Value::Null)
        .token("y", 100.0, Value::Null)
        .has("a", json!({ "cash": 300 }))
        .has("b", json!({ "cash": 300 }))
        .has("c", json!({ "cash": 300 }))
        .has("h", json!({ "cash": 10 }))
        .has("i", json!({ "cash": 10 }))
        .runs("h", asks.clone())
        .runs("h", fund.clone())
        .runs("i", asks)
        .runs("i", fund)
        .contract("f", "x", json!({ "type": "future" }), 0.5)
        .contract("g", "y", json!({ "type": "future" }), 0.5)
        .position("ab", "f", "a", "b", 10)
        .position("bc", "f", "b", "c", 10)
        .position("ca", "f", "c", "a", 10)
        .position("back", "g", "b", "a", 4)
        .of("contracts", "g", "house", "i")
        .rule("house", "h")
        .rule("novation", novation)
}

#[test]
fn one_ring_four_ways() {
    // x falls to 80 and y to 90: on f each of the three owes the next 200; on g b owes a 40.
    let moved = |how: &str| ring(how).shock(1, "x", -0.2).shock(1, "y", -0.1);
    expect(
        "gross",
        &moved("bilateral_gross"),
        &[("note/Variation", 4.0), ("gained/a", 40.0), ("gained/b", -40.0), ("gained/c", 0.0), ("cash/a", 340.0)],
    );
    expect("net", &moved("bilateral_net"), &[("note/Variation", 3.0), ("gained/a", 40.0), ("cash/b", 260.0)]);
    // With one house only the second contract is left: 4 x 5.23 of margin at the opening, b pays 40 and a gets them.
    expect(
        "one house",
        &moved("one_house"),
        &[
            ("note/Variation", 2.0),
            ("position/a/f", 0.0),
            ("position/b/g", 4.0),
            ("margin_posted/a/h@0", 20.92),
            ("margin_posted/c/h@0", 0.0),
            ("open_interest/f", 0.0),
            ("open_interest/g", 4.0),
            ("cash/h", 10.0),
        ],
    );
    expect(
        "two houses",
        &moved("several_houses"),
        &[("note/Variation", 2.0), ("margin_posted/a/h@0", 0.0), ("margin_posted/a/i@0", 20.92), ("gained/a", 40.0)],
    );
}

#[test]
fn an_option_is_marked_by_black_and_scholes_and_exercised_at_its_end() {
    let value = |kind, spot, days: f64| {
        let option = European { kind, strike: 110.0, years: days / 365.0 };
        (option.value(Market { spot, volatility: 0.6, rate: 0.0 }) * 100.0).round() / 100.0
    };
    let case = Case::new(6)
        .token("x", 100.0, Value::Null)
        .has("a", json!({ "cash": 5000 }))
        .has("b", json!({ "cash": 5000 }))
        .contract("call", "x", json!({ "type": "option", "strike": 110, "expires": 5 }), 0.6)
        .contract("put", "x", json!({ "type": "option", "put": true, "strike": 110, "expires": 5 }), 0.6)
        .position("p", "call", "a", "b", 10)
        .position("q", "put", "b", "a", 10)
        .shock(2, "x", 0.2)
        .shock(3, "x", 0.1);
    let call = |spot, days| value(OptionKind::Call, spot, days);
    let put = |spot, days| value(OptionKind::Put, spot, days);
    expect(
        "long the call, short the put: a future",
        &case,
        &[
            ("settles/call@0", call(100.0, 5.0)),
            ("settles/put@0", put(100.0, 5.0)),
            ("settles/call@2", call(120.0, 3.0)),
            ("settles/call@3", call(132.0, 2.0)),
            ("settles/call@5", 22.0),
            ("settles/put@5", 0.0),
            ("position/a/call@4", 10.0),
            ("position/a/call@5", 0.0),
            // Parity: what a call gains on a put is what the underlying gains.
            ("gained/a@5", 10.0 * (32.0 - 0.0)),
            ("gained/a", 320.0),
        ],
    );
    let shaken = case.at(1, json!({ "type": "volatility_shock", "asset": "x", "change": 1 }));
    let doubled = European { kind: OptionKind::Call, strike: 110.0, years: 4.0 / 365.0 };
    let doubled = doubled.value(Market { spot: 100.0, volatility: 1.2, rate: 0.0 });
    expect("volatility doubles", &shaken, &[("settles/call@1", (doubled * 100.0).round() / 100.0)]);
}

#[test]
fn funding_goes_from_longs_to_shorts() {
    let case = Case::new(3)
        .token("x", 100.0, Value::Null)
        .has("a", json!({ "cash": 500 }))
        .has("b", json!({ "cash": 500 }))
        .contract("perp", "x", json!({ "type": "perpetual", "funding": 0.01 }), 0.5)
        .position("p", "perp", "a", "b", 10);
    // One per cent of 100 a day, for ten contracts.
    expect("three days", &case, &[("gained/a", -30.0), ("gained/b", 30.0), ("cash/a", 470.0)]);
}

#[test]
fn what_is_traded_later_counts_from_its_mark() {
    let case = Case::new(4)
        .token("x", 100.0, Value::Null)
        .has("a", json!({ "cash": 500 }))
        .has("b", json!({ "cash": 500 }))
        .contract("f", "x", json!({ "type": "future" }), 0.5)
        .position("p", "f", "a", "b", 2)
        .position("later", "f", "a", "b", 3)
        .of("positions", "later", "traded", 2)
        .shock(1, "x", 0.1)
        .shock(2, "x", 0.1)
        .shock(3, "x", 0.1);
    // 2 x 10; 2 x 11, and the three more at 121; 5 x 12.10.
    expect(
        "five from tick 2 on",
        &case,
        &[
            ("position/a/f@1", 2.0),
            ("position/a/f@2", 5.0),
            ("gained/a@1", 20.0),
            ("gained/a@2", 42.0),
            ("gained/a@3", 102.5),
        ],
    );
}

#[test]
fn what_cannot_be_novated_is_said() {
    let found = |case: &Case, at: &str| {
        let problems = check(&case.scenario()).1;
        assert!(problems.iter().any(|p| p.at == at && p.hint.is_some()), "{at}: {problems:?}");
    };
    let bare = Case::new(2)
        .token("x", 100.0, Value::Null)
        .has("a", json!({ "cash": 5 }))
        .has("b", json!({ "cash": 5 }))
        .contract("f", "x", json!({ "type": "future" }), 0.5)
        .position("p", "f", "a", "b", 1);
    found(&bare.clone().rule("novation", "one_house"), "rules/novation");
    found(&bare.clone().position("q", "g", "a", "b", 1), "positions/q/contract");
    found(&bare.clone().position("q", "f", "a", "a", 1), "positions/q/short");
    found(&bare.clone().of("positions", "p", "traded", 0), "positions/p/traded");
    found(&bare.clone().of("contracts", "f", "underlying", "cash"), "contracts/f/underlying");
    found(&bare.clone().of("contracts", "f", "size", 1e12), "contracts/f/size");
    // A house is no party to what it clears.
    found(&ring("one_house").position("own", "f", "h", "a", 1), "positions/own/long");
    // Nobody posts what it does not have.
    let poor = bare.runs("b", json!({ "type": "margin", "period": 10 }));
    found(&poor.of("contracts", "f", "volatility", 5.0), "participants/a/holdings");
}
