//! Tear-up of positions where nothing else is left, and the three ways to close a book out, computed by hand: what is
//! ended is ended on both sides at the mark, and no money comes or goes.

use super::case::{Case, expect, read};
use serde_json::{Value, json};

/// `m` is long 6 against `a` and 3 against `b`, `c` long 2 and 1 against the same two, all at 100 through a house that asks
/// for no initial margin (confidence one half) and has nothing of its own. The token falls by a fifth, and later rises
/// back to 100.
fn nine(own: f64, layers: &[&str], close_out: &str) -> Case {
    let layers: Vec<Value> = layers.iter().map(|l| json!({ "type": l })).collect();
    Case::new(4)
        .token("token", 100.0, Value::Null)
        .has("a", json!({ "cash": 900 }))
        .has("b", json!({ "cash": 900 }))
        .has("c", json!({ "cash": 900 }))
        .has("m", json!({ "cash": own }))
        .has("house", json!({}))
        .contract("f", "token", json!({ "type": "future" }), 0.1)
        .position("p", "f", "m", "a", 6)
        .position("q", "f", "m", "b", 3)
        .position("r", "f", "c", "a", 2)
        .position("u", "f", "c", "b", 1)
        .rule("novation", "one_house")
        .rule("house", "house")
        .runs("house", json!({ "type": "margin", "confidence": 0.5, "close_out": close_out }))
        .runs(
            "house",
            json!({ "type": "default_fund", "contributions": { "m": 10, "a": 10, "b": 5, "c": 5 }, "layers": layers }),
        )
        .shock(1, "token", -0.2)
        .shock(3, "token", 0.25)
}

const ALL: [&str; 4] = ["defaulter_margin", "defaulter_fund", "survivors_fund", "tear_up"];

#[test]
fn with_the_fund_gone_the_winners_positions_end_at_the_mark() {
    // m owes 9 x 20 = 180 and pays the 60 it has beside its contribution; c owes 60 and pays. a is owed 160, b 80. There
    // are 120, the contribution of 10 and 20 of the others: 90 are lacking, two thirds of it a's and one third b's.
    let case = nine(70.0, &ALL, "auction");
    expect(
        "torn up",
        &case,
        &[
            ("failed/m", 1.0),
            ("failed_tick/m", 1.0),
            ("borne/house/defaulter_fund", 10.0),
            ("borne/house/survivors_fund", 20.0),
            ("borne/house/tear_up", 90.0),
            ("borne/house/tear_up/a", 60.0),
            ("borne/house/tear_up/b", 30.0),
            ("borne/house/uncovered", 0.0),
            ("failed/house", 0.0),
            ("failed", 1.0),
            // The nine are ended against eight and four pro rata: six and three.
            ("position/m/f@1", 0.0),
            ("position/a/f@1", -2.0),
            ("position/b/f@1", -1.0),
            ("position/c/f@1", 3.0),
            ("position/house/f@1", 0.0),
            ("cash/a@1", 900.0 - 10.0 + 160.0 - 60.0),
            ("cash/b@1", 900.0 - 5.0 + 80.0 - 30.0),
            ("cash/c@1", 900.0 - 5.0 - 60.0),
            ("cash/m@1", 0.0),
            ("cash/house@1", 0.0),
            // Back at 100 only what is left of the positions counts.
            ("cash/a", 990.0 - 40.0),
            ("cash/b", 945.0 - 20.0),
            ("cash/c", 835.0 + 60.0),
            ("note/Terminated", 1.0),
            ("note/BookClosed", 0.0),
        ],
    );
}

#[test]
fn nothing_is_ended_where_the_fund_is_enough() {
    // 160 of its own: it owes 180 and has 150 beside its contribution; that and the fund of 20 pay all.
    expect(
        "covered",
        &nine(160.0, &ALL, "auction"),
        &[
            ("failed/m", 1.0),
            ("borne/house/survivors_fund", 20.0),
            ("borne/house/tear_up", 0.0),
            ("position/m/f@1", 9.0),
            ("position/a/f@1", -8.0),
            ("position/m/f", 0.0),
            ("note/Terminated", 0.0),
        ],
    );
}

/// Whatever way a book is closed out, money and contracts are conserved on every tick: where people outside buy the nine
/// at 80, the members are short nine in all, and have paid 180 by the time they are back at 100.
#[test]
fn the_ways_to_close_a_book_out_conserve() {
    let ways = [
        ("auction", 160.0, 0.0, (3.0, 0.0)),
        ("market", 160.0, 9.0, (1.0, 0.0)),
        ("auction", 70.0, 0.0, (0.0, 1.0)),
        ("market", 70.0, 0.0, (0.0, 1.0)),
    ];
    for (how, own, bought, notes) in ways {
        let trace = nine(own, &ALL, how).run();
        let of = |what: &str| read(&trace, what).unwrap_or_else(|| panic!("{what}"));
        assert_eq!((of("note/TakenOver"), of("note/Terminated")), notes, "{how} {own}");
        for tick in 0..=4 {
            let sum = |kind: &str, end: &str, who: &[&str]| -> f64 {
                who.iter().map(|p| of(&format!("{kind}/{p}{end}@{tick}"))).sum()
            };
            let (gone, paid) = (if tick >= 2 { bought } else { 0.0 }, if tick >= 3 { 20.0 * bought } else { 0.0 });
            let members = ["a", "b", "c", "m"];
            assert!((sum("position", "/f", &members) + gone).abs() < 1e-9, "{how} {own} {tick}");
            let cash = sum("cash", "", &members) + of(&format!("cash/house@{tick}"));
            assert!((cash - (2700.0 + own - paid)).abs() < 1e-9, "{how} {own} {tick}: {cash}");
        }
    }
}
