//! Positions in contracts, computed by hand: variation margin, novation, initial margin, close-out.

use super::case::{Case, expect};
use serde_json::{Value, json};

/// `a` is long and `b` short of ten contracts on a token at 100; `house` may step between.
fn ten() -> Case {
    Case::new(4)
        .token("token", 100.0, Value::Null)
        .has("a", json!({ "cash": 500 }))
        .has("b", json!({ "cash": 500 }))
        .has("house", json!({ "cash": 50 }))
        .contract("f", "token", json!({ "type": "future" }), 0.5)
        .position("p", "f", "a", "b", 10)
}

fn asks(confidence: f64, period: f64) -> Value {
    json!({ "type": "margin", "confidence": confidence, "period": period })
}

#[test]
fn what_one_side_loses_the_other_gains() {
    let moves = ten().shock(1, "token", -0.2).shock(2, "token", 0.5);
    expect(
        "between two",
        &moves,
        &[
            ("settles/f@1", 80.0),
            ("settles/f@2", 120.0),
            ("position/a/f", 10.0),
            ("position/b/f", -10.0),
            ("gained/a@1", -200.0),
            ("gained/b@1", 200.0),
            ("cash/a@1", 300.0),
            ("cash/b@1", 700.0),
            ("cash/a@2", 700.0),
            ("cash/b@2", 300.0),
            ("failed", 0.0),
            ("note/Variation", 2.0),
        ],
    );
}

#[test]
fn who_cannot_pay_ends_what_it_has() {
    expect(
        "a has 500 and loses 600",
        &ten().shock(1, "token", -0.6),
        &[
            ("failed/a", 1.0),
            ("failed_tick/a", 1.0),
            ("cash/b@1", 1000.0),
            ("position/b/f", 0.0),
            ("equity/b", 1000.0),
            ("gained/a", -600.0),
            ("equity/a", -100.0),
            ("note/Terminated", 1.0),
            ("failed", 1.0),
        ],
    );
}

/// The same through a house that asks for two standard deviations of a day: 2 x 0.5 x root(1/365) of 1,000 each.
fn cleared() -> Case {
    // 0.977249868051821 is the normal distribution at 2.
    ten()
        .rule("novation", "one_house")
        .rule("house", "house")
        .runs("house", asks(0.977_249_868_051_821, 1.0))
        .runs("house", json!({ "type": "default_fund", "skin_in_the_game": 20, "contributions": { "a": 30, "b": 30 } }))
}

#[test]
fn a_house_asks_for_margin_and_passes_variation_on() {
    // 1000 x 2 x 0.5 / sqrt(365) = 52.34; the price of a contract is rounded, 105.23 and 94.77.
    expect(
        "at the opening",
        &cleared(),
        &[
            ("margin_posted/a/house@0", 52.30),
            ("margin_posted/b/house@0", 52.30),
            ("cash/a@0", 417.70),
            ("cash/house@0", 110.0),
        ],
    );
    expect(
        "a fall of ten per cent",
        &cleared().shock(1, "token", -0.1),
        &[
            ("gained/a", -100.0),
            ("gained/b", 100.0),
            ("cash/house", 110.0),
            ("cash/a", 317.70),
            ("margin/a/house", 47.10),
            ("position/house/f", 0.0),
            ("failed", 0.0),
        ],
    );
}

#[test]
fn a_failed_members_book_is_auctioned() {
    // a loses 600. Margin is 20.90 at the new price, so that it has 449.10 to pay with; its margin and its contribution of 30
    // leave 100. The house bears 20, b 30, and the house again 30 out of what else it has; 20 are uncovered.
    expect(
        "a fall of sixty per cent",
        &cleared().shock(1, "token", -0.6),
        &[
            ("failed/a", 1.0),
            ("borne/house/defaulter_margin", 20.90),
            ("borne/house/defaulter_fund", 30.0),
            ("borne/house/skin_in_the_game", 20.0),
            ("borne/house/survivors_fund", 30.0),
            ("borne/house/remaining_equity", 30.0),
            ("borne/house/uncovered", 20.0),
            ("failed/house", 1.0),
        ],
    );
}

#[test]
fn a_book_is_auctioned_to_the_others_and_they_are_paid_to_take_it() {
    // 12 long against 8 and 4; depth 10: selling 12 moves the price by 1.2 per cent and costs 0.6 on average.
    let case = Case::new(4)
        .token("token", 100.0, Value::Null)
        .has("a", json!({ "cash": 90 }))
        .has("b", json!({ "cash": 900 }))
        .has("c", json!({ "cash": 900 }))
        .has("house", json!({ "cash": 50 }))
        .contract("f", "token", json!({ "type": "future" }), 0.1)
        .position("p", "f", "a", "b", 8)
        .position("q", "f", "a", "c", 4)
        .rule("novation", "one_house")
        .runs("house", asks(0.977_249_868_051_821, 1.0))
        .runs("house", json!({ "type": "default_fund", "contributions": { "a": 10, "b": 60, "c": 30 } }));
    let deep = |mut case: Case| {
        case.0["contracts"][0]["depth"] = json!(10);
        case
    };
    // Margin: 12 x 100 x 2 x 0.1 x root(1/365) = 12.56; the price moves by 1.05: 12.60 on the way down.
    let fall = deep(case).shock(1, "token", -0.1);
    expect(
        "auction",
        &fall,
        &[
            ("margin_posted/a/house@0", 12.60),
            ("cash/a@0", 67.40),
            ("failed_tick/a", 1.0),
            ("position/a/f@1", 12.0),
            ("position/a/f@2", 0.0),
            // Pro rata to the contributions, 60 and 30: 8 and 4.
            ("position/b/f", 0.0),
            ("position/c/f", 0.0),
            ("note/TakenOver", 2.0),
            // 12 x 90 x 0.6 %.
            ("cash/b@2", 900.0 - 60.0 - 8.40 + 80.0 + 4.32),
            ("cash/c@2", 900.0 - 30.0 - 4.20 + 40.0 + 2.16),
            ("failed", 1.0),
        ],
    );
}
