//! Cover-1 and Cover-2, against the figures that the shipped scenario of two houses states, and by hand.

use super::case::{Case, expect};
use interclear_core::analysis::{cover, cover_each, fall};
use interclear_core::scenario::control::set;
use serde_json::json;

fn two_houses() -> interclear_core::Scenario {
    interclear_core::parse(include_str!("../../../static/scenarios/two-houses.json")).unwrap()
}

#[test]
fn two_houses_pass_their_own_tests_and_six_fall() {
    let s = two_houses();
    for house in ["ida", "nora"] {
        // 26 of 10 + 4 + 30; then 26 + 17 = 43 of 4 x 10 + 4 = 44.
        let tests: Vec<(Vec<String>, f64, f64, bool)> =
            cover(&s, house).into_iter().map(|t| (t.members.clone(), t.loss, t.resources, t.passes())).collect();
        let (ash, beech) = ("ash".to_owned(), "beech".to_owned());
        assert_eq!(tests, [(vec![ash.clone()], 26.0, 44.0, true), (vec![ash.clone(), beech], 43.0, 44.0, true)]);
        assert!(cover_each(&s, house).iter().all(|t| t.passes()));
        // One member alone: all six.
        let found = fall(&s, house, &[ash]).unwrap();
        assert_eq!((found.failed, found.houses.len(), found.uncovered), (6, 2, 6.5));
    }
    // A unit more of cash, and only the member itself fails.
    let mut safe = s;
    set(&mut safe, "participants/beech/free_cash", 8.0).unwrap();
    let found = fall(&safe, "ida", &["ash".to_owned()]).unwrap();
    assert_eq!((found.failed, found.houses.len(), found.uncovered), (1, 0, 0.0));
}

#[test]
fn the_own_test_fails_where_resources_do_not_suffice() {
    let mut s = two_houses();
    set(&mut s, "rules/skin_in_the_game", 2.5).unwrap();
    let found = cover(&s, "ida");
    assert_eq!(found.iter().map(|t| t.passes()).collect::<Vec<_>>(), [true, false]);
    assert!((found[1].loss - found[1].resources - 0.5).abs() < 1e-9, "{found:?}");
    assert_eq!(cover(&s, "ash"), []);
    assert_eq!(cover(&s, "nobody"), []);
}

#[test]
fn margin_and_debts_count_and_a_contribution_stands_for_its_own_member_only() {
    // m owes 30, posts 12 and paid in 10, of which 18 of loss uses all; a costs 3 and paid in 20.
    let fund = json!({ "type": "default_fund", "contributions": { "m": 10, "a": 20 }, "skin_in_the_game": 2,
        "close_out": { "a": 3 } });
    let case = Case::new(3)
        .has("house", json!({ "cash": 2 }))
        .has("m", json!({ "cash": 22 }))
        .has("a", json!({ "cash": 20 }))
        .runs("house", fund)
        .put("collateral", json!({ "id": "c", "pledger": "m", "holder": "house", "asset": "cash", "amount": 12 }))
        .owes("m", "house", 30.0, 1);
    let found = cover_each(&case.scenario(), "house");
    let told: Vec<(f64, f64)> = found.iter().map(|t| (t.loss, t.resources)).collect();
    // m: 18 of 10 + 2 + 20. a: 3 of its own 3, and 2 + 10. Both: 21 of 10 + 3 + 2.
    assert_eq!(told, [(18.0, 32.0), (3.0, 15.0), (21.0, 15.0)]);
    assert!(!found[2].passes());
}

#[test]
fn the_figures_of_a_house() {
    let skin = |amount: u32| json!({ "type": "skin_in_the_game", "amount": amount });
    let layers = json!([{ "type": "defaulter_margin" }, { "type": "defaulter_fund" }, skin(4),
        { "type": "survivors_fund" }, skin(2), { "type": "assessments", "cap": 1 }]);
    let fund = json!({ "type": "default_fund", "contributions": { "m": 10, "a": 20, "b": 10 }, "layers": layers,
        "close_out": { "m": 32, "a": 30, "b": 5 } });
    let case = Case::new(3)
        .has("house", json!({ "cash": 16 }))
        .has("m", json!({ "cash": 10 }))
        .has("a", json!({ "cash": 50 }))
        .has("b", json!({ "cash": 20 }))
        .runs("house", fund)
        .put("collateral", json!({ "id": "c", "pledger": "a", "holder": "house", "asset": "cash", "amount": 20 }))
        .fails(1, "m");
    expect(
        "a loss of 22 beyond what the defaulter left",
        &case,
        &[
            ("pledged/house@0", 6.0),
            ("other_equity/house@0", 10.0),
            // 16 of 20 of margin and 40 paid in.
            ("house_equity@0", 16.0 / 60.0),
            // 6 of skin, 40 paid in and 40 to be called, of 22 and 10.
            ("loss_multiple@0", 86.0 / 32.0),
            ("layer_use@0", 0.0),
            // 4 of skin, 18 of 30 of the others.
            ("used/house/skin_in_the_game", 4.0 / 6.0),
            ("used/house/survivors_fund", 18.0 / 30.0),
            ("layer_use", 22.0 / 36.0),
            ("mutualised_loss", 18.0),
            ("operator_share", 4.0 / 22.0),
            ("pledged/house", 2.0),
            ("other_equity/house", 10.0),
            // a costs 10 beyond its contribution and b nothing: 2 of skin, 12 left and 30 to be called.
            ("loss_multiple", 44.0 / 10.0),
        ],
    );
}
