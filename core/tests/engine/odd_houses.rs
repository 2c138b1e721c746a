//! Clearing houses as nobody would set them up: a problem, or an outcome that can be computed.

use super::case::{Case, expect, log};
use interclear_core::scenario::Severity;
use serde_json::{Value, json};

fn margin_and_fund(more: &[Value]) -> Value {
    let mut all = vec![json!({ "type": "defaulter_margin" }), json!({ "type": "defaulter_fund" })];
    all.extend_from_slice(more);
    json!(all)
}

fn of(kind: &str) -> Value {
    json!({ "type": kind })
}

#[test]
fn a_house_is_not_its_own_member() {
    let case = Case::new(2)
        .has("house", json!({ "cash": 9 }))
        .runs("house", json!({ "type": "default_fund", "contributions": { "house": 5 }, "close_out": { "house": 5 } }));
    let (world, found) = interclear_core::check(&case.scenario());
    assert!(world.is_none() && found.iter().any(|p| p.to_string().contains("not its own member")), "{found:?}");
}

/// Two houses, each a member of the other; `m` and `a` are members of both.
fn each_others_members(cash: f64, layers: &[Value]) -> Case {
    let fund = |other: &str| {
        json!({ "type": "default_fund", "contributions": { "m": 5, "a": 5, other: 5 },
            "layers": margin_and_fund(layers), "close_out": { "m": 20, "a": 12, other: 15 }, "replenish_within": 1 })
    };
    Case::new(6)
        .has("x", json!({ "cash": 5.0 + cash }))
        .has("y", json!({ "cash": 5.0 + cash }))
        .has("m", json!({ "cash": 10 }))
        .has("a", json!({ "cash": 30 }))
        .runs("x", fund("y"))
        .runs("y", fund("x"))
        .fails(1, "m")
}

#[test]
fn houses_that_are_each_others_members() {
    // 20 less 5 is 15 at each; 10 of the fund, and 5 are called from the other house and from `a`: 2.5 and 2.5.
    let calls = json!({ "type": "assessments", "cap": 1 });
    let shared = [of("survivors_fund"), calls.clone()];
    expect(
        "both live on the cash they have",
        &each_others_members(40.0, &shared),
        &[
            ("failed", 1.0),
            ("borne/x/survivors_fund", 10.0),
            ("borne/x/assessments", 5.0),
            ("borne/y/assessments/x", 2.5),
            ("loss/outside", 0.0),
        ],
    );
    // Without cash each misses what the other calls: both fall, and the run ends.
    let poor = each_others_members(0.0, &shared).at(1, json!({ "type": "exploit", "participant": "x", "amount": 15 }));
    let trace = poor.run();
    assert!(trace.stopped.is_none() && trace.frames.len() == 7);
    assert!(trace.failures().len() >= 3, "{}", log(&trace));
    // With every layer there is.
    let all = [
        json!({ "type": "skin_in_the_game", "amount": 1 }),
        of("remaining_equity"),
        of("survivors_fund"),
        calls,
        json!({ "type": "gains_haircut", "cap": 0.5, "ticks": 3 }),
        of("tear_up"),
    ];
    let owing = each_others_members(1.0, &all).owes("x", "y", 8.0, 2).owes("y", "x", 8.0, 2);
    assert!(owing.run().stopped.is_none());
}

#[test]
fn an_empty_fund() {
    let every = [
        of("survivors_fund"),
        json!({ "type": "assessments", "cap": 10 }),
        json!({ "type": "gains_haircut" }),
        of("tear_up"),
        of("remaining_equity"),
    ];
    // Nobody has paid in: nobody can be called, and what the house owns bears it all.
    let case = |own: f64| {
        let fund = json!({ "type": "default_fund", "contributions": { "m": 0, "a": 0 },
            "layers": margin_and_fund(&every), "close_out": { "m": 7 } });
        Case::new(3)
            .has("house", json!({ "cash": own }))
            .has("m", json!({}))
            .has("a", json!({ "cash": 5 }))
            .runs("house", fund)
            .fails(1, "m")
    };
    expect("enough", &case(9.0), &[("borne/house/remaining_equity", 7.0), ("failed", 1.0), ("cash/house", 2.0)]);
    expect("too little", &case(3.0), &[("borne/house/uncovered", 4.0), ("failed", 2.0), ("loss/outside", 4.0)]);
    let nobody = json!({ "type": "default_fund", "contributions": {}, "layers": margin_and_fund(&every) });
    let case = Case::new(2).has("house", json!({})).has("m", json!({})).runs("house", nobody);
    let case = case.owes("m", "house", 4.0, 1).owes("house", "outside", 4.0, 1);
    expect("no member at all", &case, &[("borne/house/uncovered", 4.0), ("failed", 2.0)]);
}

#[test]
fn layers_in_an_order_that_makes_no_sense_still_have_an_outcome() {
    // The gains are cut first, and the house's own capital last.
    let gain =
        |due: u32| json!({ "id": "gain", "debtor": "house", "creditor": "a", "amount": 6, "due": due, "seniority": 2 });
    let fund = |order: &[Value]| {
        json!({ "type": "default_fund", "contributions": { "m": 0, "a": 4 }, "layers": margin_and_fund(order),
            "close_out": { "m": 10 } })
    };
    let case = |order: &[Value]| {
        Case::new(4)
            .has("house", json!({ "cash": 6 }))
            .has("m", json!({}))
            .has("a", json!({ "cash": 4 }))
            .runs("house", fund(order))
            .put("obligations", gain(3))
            .fails(1, "m")
    };
    let skin = json!({ "type": "skin_in_the_game", "amount": 2 });
    let backwards = [of("tear_up"), of("survivors_fund"), skin.clone()];
    expect(
        "the members before the house",
        &case(&backwards),
        &[
            ("borne/house/tear_up", 6.0),
            ("borne/house/survivors_fund", 4.0),
            ("borne/house/skin_in_the_game", 0.0),
            ("failed", 1.0),
        ],
    );
    let only = [json!({ "type": "gains_haircut", "ticks": 3 }), skin];
    expect(
        "a haircut in front of the skin",
        &case(&only),
        &[("borne/house/gains_haircut", 6.0), ("borne/house/skin_in_the_game", 2.0)],
    );
}

#[test]
fn capital_left_with_a_member_counts_for_nothing_when_it_fails() {
    let fund = json!({ "type": "default_fund", "contributions": { "m": 0, "a": 0 },
        "layers": margin_and_fund(&[of("remaining_equity")]), "close_out": { "m": 10 } });
    let case = |cash: f64| {
        Case::new(3)
            .has("house", json!({ "cash": cash }))
            .has("m", json!({}))
            .has("a", json!({}))
            .runs("house", fund.clone())
            .fails(1, "m")
    };
    expect("in cash", &case(20.0), &[("borne/house/remaining_equity", 10.0), ("failed", 1.0)]);
    // The deposit of 20 is lost with the member, and nothing is left for the 10 of its positions.
    let wrong_way = case(0.0).deposit("d", "house", "m", 20.0);
    expect("with the member", &wrong_way, &[("borne/house/uncovered", 10.0), ("failed", 2.0), ("loss/outside", 10.0)]);
    let warned = |c: &Case| {
        let found = interclear_core::check(&c.scenario()).1;
        found
            .iter()
            .filter(|p| p.severity == Severity::Warning && p.to_string().contains("claim on its member `m`"))
            .count()
    };
    assert_eq!((warned(&wrong_way), warned(&case(20.0))), (1, 0));
    assert_eq!(warned(&case(0.0).has("bank", json!({})).deposit("d", "house", "bank", 20.0)), 0);
}
