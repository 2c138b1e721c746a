//! Default waterfalls of clearing houses, computed by hand: layers, calls, waiting, refills, recoveries, problems.

use super::case::{Case, expect, log};
use interclear_core::explain;
use interclear_core::journal::EntryKind;
use interclear_core::scenario::Severity;
use interclear_core::units::EntryIx;
use serde_json::{Value, json};

fn skin(amount: f64) -> Value {
    json!({ "type": "skin_in_the_game", "amount": amount })
}

fn layers(more: &[Value]) -> Value {
    let mut all = vec![json!({ "type": "defaulter_margin" }), json!({ "type": "defaulter_fund" })];
    all.extend_from_slice(more);
    json!(all)
}

/// The worked example of the theory: margin 40, the defaulter's fund 10, skin 5, survivors' fund 20 and 10, assessments
/// of once that. The house owes the loss to winners outside; `m` fails on tick 1 and owes it to the house.
fn worked(loss: f64, free: f64) -> Case {
    let survivors = json!({ "type": "survivors_fund" });
    let calls = json!({ "type": "assessments", "cap": 1, "deadline": 2 });
    Case::new(5)
        .has("house", json!({ "cash": 5 }))
        .has("m", json!({ "cash": 50 }))
        .has("a", json!({ "cash": 20.0 + free }))
        .has("b", json!({ "cash": 10.0 + free }))
        .runs(
            "house",
            json!({ "type": "default_fund", "contributions": { "m": 10, "a": 20, "b": 10 },
                "layers": layers(&[skin(5.0), survivors, calls]) }),
        )
        .put("collateral", json!({ "id": "margin", "pledger": "m", "holder": "house", "asset": "cash", "amount": 40 }))
        .owes("m", "house", loss, 1)
        .owes("house", "outside", loss, 1)
}

#[test]
fn the_worked_example_layer_by_layer() {
    let parts = |loss: f64| {
        [40.0, 10.0, 5.0, 30.0, 30.0, 0.0].map({
            let mut left = loss;
            move |cap: f64| {
                let part = left.min(cap);
                left -= part;
                part
            }
        })
    };
    for loss in [30.0, 40.0, 47.0, 52.0, 55.0, 70.0, 85.0, 100.0, 115.0] {
        let [margin, own, skin, fund, calls, _] = parts(loss);
        let failed = if loss > 40.0 { 1.0 } else { 0.0 };
        expect(
            &format!("loss {loss}"),
            &worked(loss, 50.0),
            &[
                ("failed", failed),
                ("failed/m", failed),
                ("borne/house/defaulter_margin", if failed > 0.0 { margin } else { 0.0 }),
                ("borne/house/defaulter_fund", own),
                ("borne/house/skin_in_the_game", skin),
                ("borne/house/survivors_fund", fund),
                ("borne/house/survivors_fund/a", fund / 3.0 * 2.0),
                ("borne/house/assessments", calls),
                ("borne/house/assessments/b", calls / 3.0),
                ("borne/house/uncovered", 0.0),
                ("equity/house", 5.0 - skin),
                ("equity/a", 70.0 - (fund + calls) / 3.0 * 2.0),
                ("loss/outside", 0.0),
            ],
        );
    }
}

#[test]
fn winners_wait_for_assessments() {
    // On tick 1 the house has 40 of margin and 45 of its own and the fund's for 100; 15 come on tick 3.
    expect(
        "paid at the deadline",
        &worked(100.0, 50.0),
        &[
            ("paid/house-outside@1", 85.0),
            ("late/house@1", 1.0),
            ("late/house@2", 1.0),
            ("paid/house-outside@2", 0.0),
            ("paid/house-outside@3", 15.0),
            ("late/house@3", 0.0),
            ("failed", 1.0),
        ],
    );
    // The called have nothing: 10 and 5 are missed, and called again from nobody.
    expect(
        "nobody pays",
        &worked(100.0, 0.0),
        &[
            ("failed@2", 1.0),
            ("failed@3", 4.0),
            ("failed_tick/house", 3.0),
            ("borne/house/uncovered", 15.0),
            ("loss/outside", 15.0),
        ],
    );
}

#[test]
fn a_loss_beyond_the_last_layer_fails_the_house_at_once() {
    let case = worked(130.0, 50.0);
    expect(
        "130",
        &case,
        &[
            ("failed@1", 2.0),
            ("borne/house/uncovered", 15.0),
            ("round/house", 2.0),
            // Its claims on the called are good, and its estate pays what the layers brought: 115 of 130.
            ("paid/house-outside@1", 85.0),
            ("paid/house-outside@3", 30.0),
            ("loss/outside", 15.0),
            ("equity/house", -15.0),
        ],
    );
    let trace = case.run();
    let at = trace.journal.entries.iter().position(|e| e.kind == EntryKind::Exhausted).unwrap();
    let told = explain(&trace, EntryIx(at as u32)).unwrap();
    let chain: Vec<&str> = told.chain.iter().map(|s| s.text.as_str()).collect();
    assert_eq!(chain.first(), Some(&"m fails: 90 of 130 is unpaid."), "{}", log(&trace));
    assert_eq!(chain.last(), Some(&"house fails: its layers are used up, and 15 of a loss of 80 is uncovered."));
    assert_eq!(told.lines.iter().map(|l| l.amount.quanta()).collect::<Vec<_>>(), [1500, 1500]);
}

/// A member that costs 20 to close out, with two others; the house has 4 and more cash of its own.
fn closed_out(layers: &Value, own: f64, replenish: Value) -> Case {
    let mut fund = json!({ "type": "default_fund", "contributions": { "m": 5, "a": 6, "b": 3 },
        "layers": layers, "close_out": { "m": 20 } });
    if !replenish.is_null() {
        fund["replenish_within"] = replenish;
    }
    Case::new(4)
        .has("house", json!({ "cash": own }))
        .has("m", json!({ "cash": 5 }))
        .has("a", json!({ "cash": 10 }))
        .has("b", json!({ "cash": 10 }))
        .runs("house", fund)
        .fails(1, "m")
}

#[test]
fn the_order_of_layers_is_data() {
    let survivors = json!({ "type": "survivors_fund" });
    let rest = json!({ "type": "remaining_equity" });
    let bears = |fund: f64, skin: f64, rest: f64, failed: f64| {
        [
            ("borne/house/defaulter_fund", 5.0),
            ("borne/house/survivors_fund", fund),
            ("borne/house/skin_in_the_game", skin),
            ("borne/house/remaining_equity", rest),
            ("failed", failed),
        ]
    };
    let all = |order: &[Value]| closed_out(&layers(order), 12.0, Value::Null);
    // 10 - 5 = 5: whoever stands first bears it.
    let small = |order: &[Value]| {
        let mut fund =
            json!({ "type": "default_fund", "contributions": { "m": 5, "a": 6, "b": 3 }, "close_out": { "m": 10 } });
        fund["layers"] = layers(order);
        Case::new(2)
            .has("house", json!({ "cash": 12 }))
            .has("m", json!({ "cash": 5 }))
            .has("a", json!({ "cash": 10 }))
            .has("b", json!({ "cash": 10 }))
            .runs("house", fund)
            .fails(1, "m")
    };
    let order = [skin(4.0), survivors.clone(), rest.clone()];
    expect("the house before the survivors", &small(&order), &bears(1.0, 4.0, 0.0, 1.0));
    let order = [survivors.clone(), skin(4.0), rest.clone()];
    expect("the survivors before the house", &small(&order), &bears(5.0, 0.0, 0.0, 1.0));
    let order = [skin(1.0), survivors.clone(), skin(3.0)];
    expect("a second tranche behind the survivors", &small(&order), &bears(4.0, 1.0, 0.0, 1.0));
    // 20 - 5 = 15, out of 9 of the survivors, 4 pledged by the house and 8 that it has besides.
    expect("the house first", &all(&[skin(4.0), survivors.clone(), rest.clone()]), &bears(9.0, 4.0, 2.0, 1.0));
    expect("the survivors first", &all(&[survivors.clone(), skin(4.0), rest.clone()]), &bears(9.0, 4.0, 2.0, 1.0));
    expect("all of the house first", &all(&[skin(4.0), rest.clone(), survivors.clone()]), &bears(3.0, 4.0, 8.0, 1.0));
    expect("two tranches", &all(&[skin(1.0), survivors.clone(), skin(3.0), rest]), &bears(9.0, 4.0, 2.0, 1.0));
    let short = all(&[skin(4.0), survivors]);
    expect("without the rest the house fails with cash left", &short, &bears(9.0, 4.0, 0.0, 2.0));
    expect("uncovered", &short, &[("borne/house/uncovered", 2.0), ("equity/house", 6.0), ("loss/outside", 0.0)]);
}

#[test]
fn refills_are_due_in_cash_and_raise_the_contribution() {
    let survivors = json!({ "type": "survivors_fund" });
    // 15 less 9 of skin: 6 of the survivors, 4 and 2.
    let case = closed_out(&layers(&[skin(9.0), survivors]), 9.0, json!(2));
    expect(
        "two ticks later",
        &case,
        &[
            ("claims/a@1", 2.0),
            ("claims/a@2", 2.0),
            ("cash/a@2", 4.0),
            ("cash/a@3", 0.0),
            ("claims/a@3", 6.0),
            ("claims/b@3", 3.0),
            ("equity/a@1", 6.0),
            ("equity/a@3", 6.0),
            ("failed", 1.0),
            ("cash/house@2", 3.0),
            ("cash/house@3", 9.0),
            ("note/RefillCalled", 2.0),
        ],
    );
    let poor = case.at(2, json!({ "type": "exploit", "participant": "a", "amount": 3 }));
    expect(
        "an unpaid refill ends with its member",
        &poor,
        &[("failed", 2.0), ("cash/a@3", 0.0), ("borne/house/uncovered", 0.0)],
    );
}

#[test]
fn recoveries_go_back_in_reverse() {
    let survivors = json!({ "type": "survivors_fund" });
    let calls = json!({ "type": "assessments", "cap": 1, "deadline": 1 });
    // 20 less 5 is 15: 2 of skin, 9 of the survivors, 4 called (2.67 and 1.33), paid on tick 2.
    let case = closed_out(&layers(&[skin(2.0), survivors, calls]), 2.0, Value::Null);
    expect(
        "before",
        &case,
        &[
            ("borne/house/skin_in_the_game", 2.0),
            ("borne/house/survivors_fund", 9.0),
            ("borne/house/assessments", 4.0),
            ("borne/house/assessments/a", 2.67),
        ],
    );
    // On tick 3 the estate gets 10 and pays them to the house: 4 go to the called, 6 to the survivors, on tick 4.
    expect(
        "10 recovered",
        &case.clone().gets(3, "m", 10.0),
        &[
            ("borne/house/assessments@2", 4.0),
            ("borne/house/assessments", 0.0),
            ("borne/house/survivors_fund", 3.0),
            ("borne/house/skin_in_the_game", 2.0),
            ("failed", 1.0),
            ("equity/a", 8.0),
            ("equity/house", 0.0),
        ],
    );
    expect(
        "all recovered",
        &case.gets(3, "m", 15.0),
        &[
            ("borne/house/skin_in_the_game", 0.0),
            ("borne/house/survivors_fund", 0.0),
            ("equity/house", 2.0),
            ("equity/a", 10.0),
            ("recovered", 1.0),
        ],
    );
}

#[test]
fn a_contribution_that_is_not_needed_goes_to_the_estate() {
    let case = Case::new(4)
        .has("house", json!({ "cash": 1 }))
        .has("m", json!({ "cash": 10 }))
        .has("x", json!({}))
        .runs("house", json!({ "type": "default_fund", "contributions": { "m": 10 }, "close_out": { "m": 4 } }))
        .owes("m", "x", 20.0, 0)
        .fails(1, "m");
    expect(
        "six are left for its creditor",
        &case,
        &[
            ("borne/house/defaulter_fund", 4.0),
            ("cash/house@1", 11.0),
            ("cash/house@2", 7.0),
            ("cash/x", 6.0),
            ("failed", 1.0),
            ("equity/house", 1.0),
        ],
    );
}

#[test]
fn what_is_left_of_a_contribution_is_owed_with_the_grace_of_the_rules() {
    // Due on tick 3, when the house can pay nothing.
    let case = |ticks: u32| {
        Case::new(5)
            .rule("grace", 1)
            .has("house", json!({ "cash": 1 }))
            .has("m", json!({ "cash": 10 }))
            .has("x", json!({}))
            .runs("house", json!({ "type": "default_fund", "contributions": { "m": 10 } }))
            .owes("m", "x", 20.0, 0)
            .fails(1, "m")
            .at(3, json!({ "type": "outage", "participant": "house", "ticks": ticks }))
    };
    expect("a tick late", &case(1), &[("late/house@3", 1.0), ("late/house@4", 0.0), ("cash/x", 10.0), ("failed", 1.0)]);
    expect("two ticks late", &case(2), &[("late/house@3", 1.0), ("failed_tick/house", 4.0), ("failed", 2.0)]);
}

#[test]
fn margin_in_a_token_pays_first_and_the_rest_is_charged() {
    let case = |price: f64| {
        Case::new(3)
            .token("token", price, json!({}))
            .has("house", json!({}))
            .has("m", json!({ "cash": 5, "token": 10 }))
            .has("a", json!({ "cash": 30 }))
            .runs("house", json!({ "type": "default_fund", "contributions": { "m": 5, "a": 30 } }))
            .put("collateral", json!({ "id": "c", "pledger": "m", "holder": "house", "asset": "token", "amount": 10 }))
            .owes("m", "house", 25.0, 1)
            .owes("house", "outside", 25.0, 1)
    };
    expect(
        "ten tokens at 1",
        &case(1.0),
        &[
            ("borne/house/survivors_fund@1", 10.0),
            ("borne/house/defaulter_margin@1", 0.0),
            ("borne/house/defaulter_margin@2", 10.0),
            ("borne/house/defaulter_fund", 5.0),
            ("borne/house/survivors_fund", 10.0),
            ("claims/a", 20.0),
            ("failed", 1.0),
            ("equity/house", 0.0),
        ],
    );
    // At 2 a fall to 1.6 takes 4 of the 20 that were counted on.
    expect(
        "a fall after the seizure is charged too",
        &case(2.0).shock(2, "token", -0.2).shock(3, "token", 0.1),
        &[
            ("borne/house/survivors_fund@1", 0.0),
            ("borne/house/defaulter_margin", 16.0),
            ("borne/house/survivors_fund", 4.0),
        ],
    );
}

#[test]
fn other_members_margin_pays_for_nobody_else() {
    let case = Case::new(2)
        .has("house", json!({}))
        .has("m", json!({}))
        .has("a", json!({ "cash": 50 }))
        .runs("house", json!({ "type": "default_fund", "contributions": { "m": 0, "a": 0 }, "close_out": { "m": 20 } }))
        .put("collateral", json!({ "id": "margin", "pledger": "a", "holder": "house", "asset": "cash", "amount": 50 }))
        .fails(1, "m");
    expect(
        "it goes back untouched",
        &case,
        &[("failed/house", 1.0), ("failed/a", 0.0), ("loss/a", 0.0), ("cash/a", 50.0), ("loss/outside", 20.0)],
    );
}

#[test]
fn what_does_not_fit_is_named_with_a_hint() {
    let problems = |fund: Value| {
        let case = Case::new(2).has("house", json!({ "cash": 5 })).has("m", json!({ "cash": 5 })).runs("house", fund);
        let found = interclear_core::check(&case.scenario()).1;
        found
            .into_iter()
            .map(|p| (p.at.replace("participants/house/mechanisms/default_fund/", ""), p.to_string()))
            .collect::<Vec<_>>()
    };
    let only = |fund: Value, at: &str, words: &str| {
        let found = problems(fund);
        assert!(
            matches!(&found[..], [(place, text)] if place == at && text.contains(words)),
            "{at} {words}: {found:?}"
        );
    };
    let fund = |more: Value| {
        let mut fund = json!({ "type": "default_fund", "contributions": { "m": 5 } });
        for (name, value) in more.as_object().unwrap() {
            fund[name] = value.clone();
        }
        fund
    };
    let with = |more: &[Value]| fund(json!({ "layers": layers(more) }));
    assert_eq!(problems(with(&[skin(5.0)])), []);
    only(fund(json!({ "layers": [{ "type": "survivors_fund" }] })), "layers", "begin with defaulter_margin");
    only(fund(json!({ "layers": [{ "type": "defaulter_fund" }, { "type": "defaulter_margin" }] })), "layers", "first");
    only(with(&[skin(1.0), skin(1.0), skin(1.0)]), "layers/4", "too often");
    only(with(&[json!({ "type": "survivors_fund" }), json!({ "type": "survivors_fund" })]), "layers/3", "too often");
    only(with(&[skin(3.0), skin(3.0)]), "layers", "more cash than the house holds");
    only(with(&[skin(-1.0)]), "layers/2/amount", "negative");
    only(with(&[json!({ "type": "assessments", "cap": 11 })]), "layers/2/cap", "once the contribution");
    only(with(&[json!({ "type": "assessments", "cap": -0.1 })]), "layers/2/cap", "not between 0 and 10");
    only(with(&[json!({ "type": "assessments", "deadline": 0 })]), "layers/2/deadline", "one tick later");
    only(fund(json!({ "replenish_within": 0 })), "replenish_within", "one tick later");
    only(fund(json!({ "close_out": { "x": 1 } })), "close_out/x", "no participant");
    only(fund(json!({ "close_out": { "house": 1 } })), "close_out/house", "not its own member");
    only(fund(json!({ "contributions": {}, "close_out": { "m": 1 } })), "close_out/m", "may be 0");
    only(fund(json!({ "skin_in_the_game": 6 })), "skin_in_the_game", "more cash");
    let both = fund(json!({ "skin_in_the_game": 1, "layers": layers(&[]) }));
    only(both, "skin_in_the_game", "into a layer");
}

#[test]
fn a_tenth_layer_is_refused_by_reading_and_by_checking() {
    let fund = json!({ "type": "default_fund", "contributions": { "m": 5 }, "layers": layers(&vec![skin(0.0); 7]) });
    let case = Case::new(2).has("house", json!({ "cash": 5 })).has("m", json!({ "cash": 5 })).runs("house", fund);
    let mut s = case.scenario();
    for p in s.participants.iter_mut() {
        for m in &mut p.mechanisms {
            if let interclear_core::scenario::Mechanism::DefaultFund { layers, .. } = m {
                layers.extend(layers.last().cloned());
                assert_eq!(layers.len(), 10);
            }
        }
    }
    let written = interclear_core::to_json(&s).unwrap();
    let read = interclear_core::parse(&written).unwrap_err();
    for found in [read, interclear_core::check(&s).1] {
        let hit = found.iter().find(|p| p.message.contains("at most 9")).unwrap_or_else(|| panic!("{found:?}"));
        assert!(hit.at.ends_with("/layers") && hit.hint.is_some(), "{hit:?}");
    }
}

#[test]
fn unknown_fields_and_kinds_of_a_layer_are_named() {
    let read = |layer: Value| {
        let mut v = json!({ "version": 1, "numeraire": "cash", "assets": [{ "id": "cash", "label": "Cash" }],
            "participants": [{ "id": "h", "label": "H", "mechanisms": [
                { "type": "default_fund", "contributions": {}, "layers": [layer] }] }] });
        v["clock"] = json!({ "ticks": 1 });
        interclear_core::parse(&v.to_string()).unwrap_err()[0].to_string()
    };
    let unknown = read(json!({ "type": "survivors_fund", "amount": 3 }));
    assert!(unknown.contains("participants/h/mechanisms/0/layers/0/amount"), "{unknown}");
    let kind = read(json!({ "type": "survivor_fund" }));
    assert!(kind.contains("survivors_fund"), "{kind}");
    let missing = read(json!({ "type": "skin_in_the_game" }));
    assert!(missing.contains("`amount` is missing"), "{missing}");
}

#[test]
fn sliders_reach_funds() {
    use interclear_core::scenario::control::{get, set};
    let near = |s: &interclear_core::Scenario, target: &str, value: f64| {
        let got = get(s, target).unwrap();
        assert!((got - value).abs() < 1e-9, "{target} is {got}, not {value}");
    };
    let mut s = closed_out(&layers(&[skin(4.0)]), 12.0, Value::Null).scenario();
    for (target, before, value) in [
        ("participants/a/free_cash", 4.0, 7.5),
        ("participants/house/close_out/m", 20.0, 26.0),
        ("participants/house/contributions/b", 3.0, 2.0),
        ("rules/skin_in_the_game", 4.0, 5.5),
        ("rules/close_out_netting", 1.0, 0.0),
    ] {
        near(&s, target, before);
        set(&mut s, target, value).unwrap();
        near(&s, target, value);
    }
    // 6 are paid in; the house's cash rises with its capital.
    near(&s, "participants/a/holdings/cash", 13.5);
    near(&s, "participants/house/holdings/cash", 13.5);
    assert!(get(&s, "participants/house/close_out/x").is_err());
    assert!(get(&s, "participants/x/free_cash").is_err());
}

#[test]
fn margin_passed_by_title_to_a_clearing_house_is_warned_of() {
    let fund = |members: Value| json!({ "type": "default_fund", "contributions": members });
    let problems = |members: Value, title: &str, holder: &str| {
        let case = Case::new(2).has("house", json!({})).has("m", json!({ "cash": 5 })).has("n", json!({}));
        let posts =
            json!({ "id": "x", "pledger": "m", "holder": holder, "asset": "cash", "amount": 5, "title": title });
        let found = interclear_core::check(&case.runs("house", fund(members)).put("collateral", posts).scenario());
        assert!(found.0.is_some(), "it runs all the same");
        found.1
    };
    let found = problems(json!({ "m": 0 }), "transfer", "house");
    assert!(matches!(&found[..], [p] if p.at == "collateral/x/title" && p.severity == Severity::Warning), "{found:?}");
    assert!(found[0].hint.is_some());
    assert_eq!(problems(json!({ "m": 0 }), "pledge", "house"), []);
    assert_eq!(problems(json!({ "n": 0 }), "transfer", "house"), [], "not a member");
    assert_eq!(problems(json!({ "m": 0 }), "transfer", "n"), [], "not its house");
}
