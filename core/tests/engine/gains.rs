//! Gains haircuts and tear-up at a clearing house, computed by hand: who is cut, when, how much, and what is told.

use super::case::{Case, expect, log};
use interclear_core::explain;
use interclear_core::journal::EntryKind;
use interclear_core::units::EntryIx;
use serde_json::{Value, json};

/// Margin 40, the defaulter's fund 10, skin 5, survivors' funds 20 and 10, a second tranche of skin, assessments of once
/// the contribution; gains of 8 and 12. The market is paid before the gains, as the cost of closing a member out is.
fn worked(loss: f64, second: f64, behind: &[Value]) -> Case {
    let mut layers = vec![
        json!({ "type": "defaulter_margin" }),
        json!({ "type": "defaulter_fund" }),
        json!({ "type": "skin_in_the_game", "amount": 5 }),
        json!({ "type": "survivors_fund" }),
        json!({ "type": "skin_in_the_game", "amount": second }),
        json!({ "type": "assessments", "cap": 1, "deadline": 2 }),
    ];
    layers.extend_from_slice(behind);
    let gain = |member: &str, amount: f64| {
        json!({ "id": format!("gain-{member}"), "debtor": "house", "creditor": member, "amount": amount, "due": 1,
            "seniority": 2 })
    };
    Case::new(6)
        .has("house", json!({ "cash": 5.0 + second }))
        .has("m", json!({ "cash": 50 }))
        .has("a", json!({ "cash": 70 }))
        .has("b", json!({ "cash": 60 }))
        .runs(
            "house",
            json!({ "type": "default_fund", "contributions": { "m": 10, "a": 20, "b": 10 }, "layers": layers }),
        )
        .put("collateral", json!({ "id": "margin", "pledger": "m", "holder": "house", "asset": "cash", "amount": 40 }))
        .owes("m", "house", loss, 1)
        .owes("house", "outside", loss - 20.0, 1)
        .put("obligations", gain("a", 8.0))
        .put("obligations", gain("b", 12.0))
}

fn haircut(cap: f64, ticks: u32) -> Value {
    json!({ "type": "gains_haircut", "cap": cap, "ticks": ticks })
}

#[test]
fn the_worked_example_beyond_the_fund() {
    let all = [haircut(1.0, 1), json!({ "type": "tear_up" })];
    // 100 less 40, 10, 5 and 30 is 15: called, and nothing is cut.
    expect(
        "100",
        &worked(100.0, 0.0, &all),
        &[
            ("borne/house/assessments/a", 10.0),
            ("borne/house/assessments/b", 5.0),
            ("borne/house/gains_haircut", 0.0),
            ("failed", 1.0),
            ("note/HaircutsBegin", 0.0),
        ],
    );
    // 130 less 40, 10, 5, 30, 2 and 30 is 13, of gains of 20: a haircut of 65 %.
    expect(
        "130",
        &worked(130.0, 2.0, &all),
        &[
            ("borne/house/assessments", 30.0),
            ("borne/house/gains_haircut@1", 0.0),
            ("borne/house/gains_haircut@2", 0.0),
            ("late/house@2", 1.0),
            ("borne/house/gains_haircut@3", 13.0),
            ("borne/house/gains_haircut/a", 5.2),
            ("borne/house/gains_haircut/b", 7.8),
            ("paid/gain-a", 0.0),
            ("paid/gain-a@3", 2.8),
            ("paid/gain-b@3", 4.2),
            ("open/gain-a", 0.0),
            ("late/house@3", 0.0),
            ("failed", 1.0),
            ("loss/outside", 0.0),
            ("equity/house", 0.0),
            // 20 of the fund, 20 called and 5.2 of a gain of 8.
            ("equity/a", 70.0 + 8.0 - 20.0 - 20.0 - 5.2),
        ],
    );
    // 150: all gains are cut, and 13 are left.
    expect(
        "150",
        &worked(150.0, 2.0, &all),
        &[
            ("borne/house/gains_haircut", 20.0),
            ("borne/house/tear_up", 0.0),
            ("borne/house/uncovered", 13.0),
            ("failed", 2.0),
            ("failed_tick/house", 3.0),
            ("loss/outside", 13.0),
            ("equity/a", 70.0 - 40.0),
        ],
    );
    // Without the two layers the house fails at once for the same 13, and its members are creditors.
    expect("130 without", &worked(130.0, 2.0, &[]), &[("borne/house/uncovered", 13.0), ("failed_tick/house", 1.0)]);
}

#[test]
fn a_cap_on_the_haircut_leaves_the_rest_to_the_tear_up() {
    // 13 of 20: a quarter of each gain is 2 and 3; the 8 left are shared by what is left of the gains, 6 and 9.
    let case = worked(130.0, 2.0, &[haircut(0.25, 1), json!({ "type": "tear_up" })]);
    expect(
        "a quarter",
        &case,
        &[
            ("borne/house/gains_haircut/a", 2.0),
            ("borne/house/gains_haircut/b", 3.0),
            ("borne/house/tear_up", 8.0),
            ("paid/gain-a@3", 2.8),
            ("failed", 1.0),
            ("note/TornUp", 2.0),
        ],
    );
    let case = worked(130.0, 2.0, &[haircut(0.25, 1)]);
    expect("no tear-up", &case, &[("borne/house/gains_haircut", 5.0), ("borne/house/uncovered", 8.0), ("failed", 2.0)]);
    // Nothing may be cut and nothing torn up: as without the layer, but after the calls.
    let case = worked(130.0, 2.0, &[haircut(0.0, 1)]);
    expect("a cap of nothing", &case, &[("borne/house/uncovered", 13.0), ("failed_tick/house", 3.0)]);
}

/// A member that costs 30 to close out; the house has some cash, and owes `a` and `b` gains on later ticks.
fn later_gains(own: f64, layers: &[Value], due: [u32; 2]) -> Case {
    let mut all = vec![json!({ "type": "defaulter_margin" }), json!({ "type": "defaulter_fund" })];
    all.extend_from_slice(layers);
    let gain = |member: &str, amount: f64, due: u32| json!({ "id": format!("gain-{member}"), "debtor": "house", "creditor": member, "amount": amount, "due": due });
    let fund = json!({ "type": "default_fund", "contributions": { "m": 0, "a": 0, "b": 0 }, "layers": all,
        "close_out": { "m": 30 } });
    Case::new(6)
        .has("house", json!({ "cash": own }))
        .has("m", json!({}))
        .has("a", json!({ "cash": 5 }))
        .has("b", json!({ "cash": 5 }))
        .runs("house", fund)
        .fails(1, "m")
        .put("obligations", gain("a", 20.0, due[0]))
        .put("obligations", gain("b", 10.0, due[1]))
}

#[test]
fn gains_are_cut_over_so_many_ticks() {
    // 30 go to the market on tick 2, and the gains cannot be paid on ticks 2 and 4: the house has earned nothing else.
    let wide = later_gains(30.0, &[haircut(1.0, 4)], [2, 4]);
    expect(
        "four ticks",
        &wide,
        &[
            ("borne/house/gains_haircut@1", 0.0),
            // 30 are due to the market and 20 to `a`, and shared: 18 and 12.
            ("borne/house/gains_haircut@2", 8.0),
            ("borne/house/gains_haircut@4", 18.0),
            ("failed_tick/house", 4.0),
            ("borne/house/uncovered", 12.0),
        ],
    );
}

#[test]
fn contracts_that_are_not_due_end_at_their_marks() {
    // Nothing is due on tick 1. The contracts end: 30 of gains of 20 and 10 bear the loss of 30, and nothing is left.
    let tear_up = json!({ "type": "tear_up" });
    let all = later_gains(30.0, &[haircut(1.0, 1), tear_up.clone()], [5, 6]);
    expect(
        "all of it",
        &all,
        &[
            ("borne/house/tear_up@1", 30.0),
            ("open/gain-a@1", 0.0),
            ("cash/house@1", 30.0),
            ("cash/house", 0.0),
            ("failed", 1.0),
            ("loss/outside", 0.0),
            ("equity/a", 5.0),
        ],
    );
    // 10 of skin in front: 20 of 30 are cut, two thirds, and the rest is due at once.
    let skin = json!({ "type": "skin_in_the_game", "amount": 10 });
    expect(
        "with skin",
        &later_gains(40.0, &[skin, haircut(1.0, 1), tear_up], [5, 6]),
        &[
            ("borne/house/tear_up/a", 13.33),
            ("borne/house/tear_up/b", 6.67),
            ("open/gain-a@1", 6.67),
            ("due/gain-a@2", 6.67),
            ("due/gain-b@2", 3.33),
            ("failed", 1.0),
            ("cash/house", 0.0),
            ("loss/outside", 0.0),
        ],
    );
}

#[test]
fn a_recovery_gives_the_cut_members_back_first() {
    // On tick 4 the estate of `m` gets 20, which the house is owed: 13 were cut, and are lifted first; 7 of the calls.
    let case = worked(130.0, 2.0, &[haircut(1.0, 1)]).gets(4, "m", 20.0);
    expect(
        "20 of 90 recovered",
        &case,
        &[
            ("borne/house/gains_haircut@3", 13.0),
            ("borne/house/gains_haircut", 0.0),
            ("borne/house/assessments", 23.0),
            ("failed", 1.0),
        ],
    );
}

#[test]
fn a_house_cuts_nobody_that_has_failed_and_no_refund() {
    // `b` cannot pay its call of 10 and fails: its gain is set off against it, and what is left of its call is lost too.
    let case = worked(130.0, 2.0, &[haircut(1.0, 1), json!({ "type": "tear_up" })]);
    let poor = case.at(2, json!({ "type": "exploit", "participant": "b", "amount": 50 }));
    let trace = poor.run();
    let cut = |e: &&interclear_core::journal::Entry| e.kind == EntryKind::GainsCut;
    let b = trace.participants.iter().position(|p| p.id == "b").unwrap();
    assert!(trace.journal.entries.iter().filter(cut).count() > 0, "{}", log(&trace));
    let of_b = trace.journal.entries.iter().filter(cut).any(|e| e.other.is_some_and(|w| w.at() == b));
    assert!(!of_b, "{}", log(&trace));
}

#[test]
fn a_cut_names_the_failure_that_it_comes_from() {
    let trace = worked(130.0, 2.0, &[haircut(1.0, 1)]).run();
    let at = trace.journal.entries.iter().position(|e| e.kind == EntryKind::GainsCut).unwrap();
    let told = explain(&trace, EntryIx(at as u32)).unwrap();
    let chain: Vec<&str> = told.chain.iter().map(|s| s.text.as_str()).collect();
    let wanted = [
        "m fails: 90 of 130 is unpaid.",
        "house loses 13 of 80 on m: its layers are charged.",
        "house cuts 5.2 of the 5.2 that it owes a and cannot pay.",
    ];
    assert_eq!(chain, wanted, "{}", log(&trace));
}

#[test]
fn layers_that_cannot_be_are_refused() {
    let problems = |more: &[Value]| {
        let found = interclear_core::check(&worked(100.0, 0.0, more).scenario()).1;
        found
            .iter()
            .map(|p| format!("{}: {p}", p.at.rsplit('/').take(2).collect::<Vec<_>>().join("/")))
            .collect::<Vec<_>>()
    };
    let tear_up = json!({ "type": "tear_up" });
    assert_eq!(problems(&[haircut(1.0, 1), tear_up.clone()]), [""; 0]);
    assert_eq!(problems(std::slice::from_ref(&tear_up)), [""; 0]);
    let order = problems(&[tear_up.clone(), haircut(1.0, 1)]);
    assert!(matches!(&order[..], [one] if one.starts_with("6/layers") && one.contains("no gains left")), "{order:?}");
    for (layer, words) in [
        (haircut(1.5, 1), "is not between 0 and 1"),
        (haircut(-0.1, 1), "is not between 0 and 1"),
        (haircut(1.0, 0), "one tick later"),
    ] {
        let found = problems(&[layer]);
        assert!(matches!(&found[..], [one] if one.contains(words)), "{found:?}");
    }
    let twice = problems(&[haircut(1.0, 1), haircut(1.0, 1)]);
    assert!(matches!(&twice[..], [one] if one.contains("too often")), "{twice:?}");
}
