//! Insurance covers and mutual backstops, computed by hand.

use super::case::{Case, expect};
use serde_json::{Value, json};

fn covered(insurer_cash: f64, share: f64, limit: f64, deductible: f64) -> Case {
    let cover =
        json!({ "type": "insurance_cover", "covers": "a", "share": share, "limit": limit, "deductible": deductible });
    Case::new(4).has("a", json!({ "cash": 100 })).has("i", json!({ "cash": insurer_cash })).runs("i", cover)
}

fn robbed(case: Case, tick: u32, amount: f64) -> Case {
    case.at(tick, json!({ "type": "exploit", "participant": "a", "amount": amount }))
}

#[test]
fn a_cover_pays_a_share_beyond_the_deductible_once() {
    for (share, limit, deductible, loss, paid) in [
        (1.0, 100.0, 0.0, 40.0, 40.0),
        (0.5, 100.0, 0.0, 40.0, 20.0),
        (0.5, 15.0, 0.0, 40.0, 15.0),
        (0.5, 100.0, 10.0, 40.0, 15.0),
        (1.0, 100.0, 40.0, 40.0, 0.0),
        (1.0, 0.0, 0.0, 40.0, 0.0),
    ] {
        expect(
            &format!("{share} of {loss} beyond {deductible}, at most {limit}"),
            &robbed(covered(60.0, share, limit, deductible), 1, loss),
            &[
                ("cash/a@1", 100.0 - loss),
                ("equity/a@1", 100.0 - loss + paid),
                ("cash/a@2", 100.0 - loss + paid),
                ("cash/i@2", 60.0 - paid),
                ("note/Covered", if paid > 0.0 { 1.0 } else { 0.0 }),
                ("failed", 0.0),
            ],
        );
    }
    let twice = robbed(robbed(covered(60.0, 0.5, 100.0, 0.0), 1, 20.0), 3, 40.0);
    expect("only the first loss", &twice, &[("cash/a", 50.0), ("cash/i", 50.0), ("note/Covered", 1.0)]);
    let small = robbed(robbed(covered(60.0, 0.5, 100.0, 20.0), 1, 10.0), 3, 40.0);
    // 10 is within the deductible; at 50 the part beyond 20 is shared.
    expect("the first beyond the deductible", &small, &[("cash/a", 65.0), ("note/Covered", 1.0)]);
}

#[test]
fn an_insurer_that_cannot_pay_fails_and_a_failed_one_covers_nothing() {
    expect(
        "ten of forty",
        &robbed(covered(10.0, 1.0, 100.0, 0.0), 1, 40.0),
        &[("failed", 1.0), ("failed_tick/i", 2.0), ("cash/a@2", 70.0), ("loss/a", 30.0)],
    );
    let gone = robbed(covered(60.0, 1.0, 100.0, 0.0).fails(1, "i"), 2, 40.0);
    expect("failed before", &gone, &[("note/Covered", 0.0), ("cash/a", 60.0), ("cash/i", 60.0)]);
    // The covered failed; the cover goes to its estate.
    let estate = robbed(covered(60.0, 1.0, 100.0, 0.0).owes("a", "outside", 90.0, 2), 1, 100.0);
    expect("paid in time", &estate, &[("failed/a", 1.0), ("paid/a-outside@2", 60.0), ("failed/i", 1.0)]);
}

/// Three with lines of 20, 20 and 40; `a` owes 50 on tick 1 and has what is given.
fn pool(a: f64, cap: Value, repay_after: u32) -> Case {
    let mut m =
        json!({ "type": "mutual_backstop", "lines": { "a": 20, "b": 20, "c": 40 }, "repay_after": repay_after });
    if !cap.is_null() {
        m["cap"] = cap;
    }
    Case::new(5)
        .has("pool", json!({}))
        .has("a", json!({ "cash": a }))
        .has("b", json!({ "cash": 100 }))
        .has("c", json!({ "cash": 100 }))
        .runs("pool", m)
        .owes("a", "outside", 50.0, 1)
}

#[test]
fn lines_are_drawn_pro_rata_and_repaid() {
    // 30 are missing: 10 and 20.
    let case = pool(20.0, Value::Null, 2).gets(2, "a", 35.0);
    expect(
        "paid and repaid",
        &case,
        &[
            ("cash/b@1", 90.0),
            ("cash/c@1", 80.0),
            ("paid/a-outside@1", 50.0),
            ("cash/a@1", 0.0),
            ("equity/b@1", 100.0),
            ("cash/a@2", 35.0),
            ("cash/a@3", 5.0),
            ("cash/c@3", 100.0),
            ("failed", 0.0),
            ("note/LineDrawn", 2.0),
        ],
    );
    expect(
        "not repaid: the lenders lose",
        &pool(20.0, Value::Null, 2),
        &[("failed@2", 0.0), ("failed_tick/a", 3.0), ("loss/b", 10.0), ("loss/c", 20.0), ("loss/outside", 0.0)],
    );
}

#[test]
fn a_cap_and_the_lines_limit_what_is_drawn() {
    let capped = pool(20.0, json!(18), 2);
    expect(
        "a cap of 18",
        &capped,
        &[("failed_tick/a", 1.0), ("cash/b@1", 94.0), ("cash/c@1", 88.0), ("paid/a-outside@1", 38.0)],
    );
    let much = pool(0.0, Value::Null, 2)
        .put("obligations", json!({ "id": "more", "debtor": "a", "creditor": "outside", "amount": 50, "due": 1 }));
    expect("all lines", &much, &[("failed_tick/a", 1.0), ("cash/b@1", 80.0), ("cash/c@1", 60.0)]);
    // Lenders keep what they must pay themselves: b can spare 5.
    let busy = pool(20.0, Value::Null, 2).owes("b", "outside", 95.0, 1);
    expect("b is busy", &busy, &[("cash/b@1", 1.67), ("failed/b", 0.0), ("cash/c@1", 73.33)]);
}

#[test]
fn a_line_comes_after_what_can_be_sold() {
    // `a` owes 50 with 20 in cash and 25 tokens at 1: it draws 5 and sells the rest.
    let m = json!({ "type": "mutual_backstop", "lines": { "a": 20, "b": 20 } });
    let case = Case::new(1)
        .token("token", 1.0, json!({}))
        .has("a", json!({ "cash": 20, "token": 25 }))
        .has("b", json!({ "cash": 100 }))
        .runs("b", m)
        .owes("a", "outside", 50.0, 1);
    expect("five drawn", &case, &[("cash/b@1", 95.0), ("holdings/a@1", 0.0), ("cash/a@1", 0.0), ("failed", 0.0)]);
}

#[test]
fn what_does_not_fit_is_named() {
    let problems = |mechanism: Value| {
        let case = Case::new(2).has("a", json!({})).has("i", json!({ "cash": 5 })).runs("i", mechanism);
        let found = interclear_core::check(&case.scenario()).1;
        found.into_iter().map(|p| (p.at.replace("participants/i/mechanisms/", ""), p.to_string())).collect::<Vec<_>>()
    };
    let only = |mechanism: Value, at: &str, words: &str| {
        let found = problems(mechanism);
        assert!(
            matches!(&found[..], [(place, text)] if place == at && text.contains(words)),
            "{at} {words}: {found:?}"
        );
    };
    let cover = |covers: &str, share: f64, limit: f64| json!({ "type": "insurance_cover", "covers": covers, "share": share, "limit": limit });
    assert_eq!(problems(cover("a", 0.5, 1.0)), []);
    only(cover("i", 0.5, 1.0), "insurance_cover/covers", "nobody insures itself");
    only(cover("x", 0.5, 1.0), "insurance_cover/covers", "no participant");
    only(cover("a", 1.5, 1.0), "insurance_cover/share", "not between 0 and 1");
    only(cover("a", 0.5, -1.0), "insurance_cover/limit", "negative");
    // Of several covers each has a place of its own.
    let case = Case::new(2).has("a", json!({})).has("i", json!({ "cash": 5 }));
    let two = case.runs("i", cover("a", 0.5, 1.0)).runs("i", cover("i", 0.5, 1.0));
    let places: Vec<String> = interclear_core::check(&two.scenario()).1.into_iter().map(|p| p.at).collect();
    assert_eq!(places, ["participants/i/mechanisms/1/covers"]);
    let pool = |lines: Value, more: Value| {
        let mut m = json!({ "type": "mutual_backstop", "lines": lines });
        for (name, value) in more.as_object().unwrap() {
            m[name] = value.clone();
        }
        m
    };
    assert_eq!(problems(pool(json!({ "a": 1, "i": 2 }), json!({ "cap": 1 }))), []);
    only(pool(json!({ "a": 1 }), json!({})), "mutual_backstop/lines", "nobody to draw on");
    only(pool(json!({ "a": 1, "x": 1 }), json!({})), "mutual_backstop/lines/x", "no participant");
    only(pool(json!({ "a": 1, "i": -1 }), json!({})), "mutual_backstop/lines/i", "negative");
    only(pool(json!({ "a": 1, "i": 1 }), json!({ "cap": -1 })), "mutual_backstop/cap", "negative");
    only(pool(json!({ "a": 1, "i": 1 }), json!({ "repay_after": 0 })), "mutual_backstop/repay_after", "one tick later");
}
