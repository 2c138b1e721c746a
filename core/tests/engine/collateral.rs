//! Collateral: calls, seizure, surplus, release, re-use, title, and whose estate a unit is in.

use super::case::{Case, expect};
use serde_json::{Value, json};

/// A owes B 100 in the long term against 110 tokens, cover 1.1.
fn secured(cash: f64, more: f64, extra: Value) -> Case {
    let mut c = json!({ "id": "c", "pledger": "a", "holder": "b", "asset": "token", "amount": 110, "required_cover": 1.1, "seizure_discount": 0.05 });
    for (k, v) in extra.as_object().unwrap() {
        c[k] = v.clone();
    }
    Case::new(3)
        .token("token", 1.0, json!({}))
        .has("a", json!({ "cash": cash, "token": 110.0 + more }))
        .has("b", json!({}))
        .owes("a", "b", 100.0, 0)
        .put("collateral", c)
}

#[test]
fn calls() {
    // 99 stand against 110: 11 / 0.9 = 12.23 units more, or the debt down to 99 / 1.1 = 90.
    expect(
        "in units",
        &secured(0.0, 20.0, json!({})).shock(1, "token", -0.1),
        &[("open/c@1", 122.23), ("holdings/a@1", 6.99), ("failed", 0.0), ("open/a-b", 100.0)],
    );
    expect(
        "in cash",
        &secured(20.0, 0.0, json!({})).shock(1, "token", -0.1),
        &[("open/a-b@1", 90.0), ("cash/a@1", 10.0), ("cash/b@1", 10.0), ("failed", 0.0), ("open/c@1", 110.0)],
    );
    // 5 units cover 4.5 of the 11; the value 103.5 carries a debt of 94.09.
    expect(
        "in both",
        &secured(20.0, 5.0, json!({})).shock(1, "token", -0.1),
        &[("open/c@1", 115.0), ("open/a-b@1", 94.09), ("cash/a@1", 14.09)],
    );
    expect(
        "none is called",
        &secured(0.0, 0.0, json!({ "calls": false })).shock(1, "token", -0.1),
        &[("failed", 0.0), ("note/Called", 0.0)],
    );
    // 4 of 10 are paid, then 110 x 0.9 x 0.95 = 94.05 of the 96 left.
    expect(
        "unmet",
        &secured(4.0, 0.0, json!({})).shock(1, "token", -0.1),
        &[
            ("failed@1", 1.0),
            ("open/a-b@1", 96.0),
            ("cash/b@2", 98.05),
            ("open/a-b@2", 1.95),
            ("loss/b", 1.95),
            ("burnt", 4.95),
            ("open/c", 0.0),
        ],
    );
    expect(
        "unmet within grace",
        &secured(4.0, 0.0, json!({})).rule("grace", 1).shock(1, "token", -0.1).gets(2, "a", 6.0),
        &[("late/a@1", 1.0), ("open/a-b@2", 90.0), ("failed", 0.0)],
    );
}

#[test]
fn a_call_asks_for_nothing_that_is_due_anyway() {
    let case = Case::new(2)
        .token("token", 1.0, json!({}))
        .has("a", json!({ "cash": 150, "token": 110 }))
        .has("b", json!({}))
        .owes("a", "b", 100.0, 1)
        .put(
            "collateral",
            json!({ "id": "c", "pledger": "a", "holder": "b", "asset": "token", "amount": 110, "required_cover": 1.1 }),
        )
        .shock(1, "token", -0.5);
    expect("once", &case, &[("cash/a@1", 50.0), ("cash/b@1", 100.0), ("open/a-b@1", 0.0)]);
    let two = Case::new(2)
        .token("token", 1.0, json!({}))
        .has("a", json!({ "cash": 150, "token": 100 }))
        .has("b", json!({}))
        .owes("a", "b", 100.0, 0)
        .put(
            "collateral",
            json!({ "id": "c", "pledger": "a", "holder": "b", "asset": "token", "amount": 50, "required_cover": 1 }),
        )
        .put(
            "collateral",
            json!({ "id": "d", "pledger": "a", "holder": "b", "asset": "token", "amount": 50, "required_cover": 1 }),
        )
        .shock(1, "token", -0.9);
    expect("two links, one debt", &two, &[("cash/a@1", 50.0), ("open/a-b@1", 0.0)]);
}

#[test]
fn seizure_surplus_and_release() {
    expect(
        "the surplus stays the pledger's",
        &secured(0.0, 0.0, json!({})).fails(1, "a"),
        &[("cash/b@2", 100.0), ("cash/a@2", 4.5), ("burnt@2", 5.5), ("open/c@2", 0.0), ("loss/b", 0.0)],
    );
    let repaid = Case::new(2)
        .token("token", 1.0, json!({}))
        .has("a", json!({ "cash": 100, "token": 50 }))
        .has("b", json!({}))
        .owes("a", "b", 100.0, 2)
        .put("collateral", json!({ "id": "c", "pledger": "a", "holder": "b", "asset": "token", "amount": 50 }));
    expect(
        "repaid",
        &repaid,
        &[("holdings/a@1", 0.0), ("posted/a@1", 50.0), ("holdings/a@2", 50.0), ("open/c@2", 0.0), ("equity/a@2", 50.0)],
    );
    let cash = Case::new(2)
        .has("a", json!({ "cash": 50 }))
        .has("b", json!({}))
        .owes("a", "b", 60.0, 1)
        .put("collateral", json!({ "id": "c", "pledger": "a", "holder": "b", "asset": "cash", "amount": 40 }));
    // 20 is not secured and is paid first; 0 of the own 10 is left then for the 40, which the box pays.
    expect("in the asset owed", &cash, &[("cash/b@1", 50.0), ("failed/a@1", 1.0), ("open/a-b@1", 10.0)]);
}

/// H posts 100 with P, who pledges 80 on to R for 72, who pledges 40 on to S for 36.
fn chain() -> Case {
    let c = |id: &str, from: &str, to: &str, cap: f64| json!({ "id": id, "pledger": from, "holder": to, "reuse_cap": cap, "haircut": 0.1, "calls": false });
    let on = |mut c: Value, up: &str| {
        c["reuses"] = json!(up);
        c["funding"] = json!({});
        c
    };
    let mut first = c("c1", "h", "p", 0.8);
    first["asset"] = json!("token");
    first["amount"] = json!(100);
    Case::new(3)
        .token("token", 1.0, json!({}))
        .has("h", json!({ "token": 100 }))
        .has("p", json!({}))
        .has("r", json!({}))
        .has("s", json!({}))
        .owes("h", "p", 50.0, 0)
        .put("collateral", first)
        .put("collateral", on(c("c2", "p", "r", 0.5), "c1"))
        .put("collateral", on(c("c3", "r", "s", 0.0), "c2"))
}

#[test]
fn a_chain_of_three() {
    expect(
        "the opening",
        &chain(),
        &[
            ("open/c1@0", 100.0),
            ("reused/c1@0", 80.0),
            ("open/c2@0", 80.0),
            ("reused/c2@0", 40.0),
            ("open/c3@0", 40.0),
            ("reused/c3@0", 0.0),
            ("posted/h", 100.0),
            ("posted/p", 0.0),
            ("posted/r", 0.0),
            ("cash/p", 72.0),
            ("cash/r", 36.0),
            ("equity/h", 50.0),
            ("equity/p", 50.0),
            ("equity/r", 72.0),
        ],
    );
}

#[test]
fn a_broken_chain_makes_nobody_richer() {
    // R fails: 40 of P's 80 are with S. P owes R 72 and is owed 40, set off: it owes 32, and H 40 units it has lost.
    expect(
        "the middle fails",
        &chain().fails(1, "r"),
        &[
            ("failed", 1.0),
            ("open/c2@1", 40.0),
            ("equity/p@1", 50.0),
            ("equity/h@1", 50.0),
            ("equity/s@1", 36.0),
            ("open/c2.loan@1", 32.0),
        ],
    );
    // P fails: H's claim on the 80 takes up its debt of 50, so the 20 in the box go back at once and 30 are owed to it;
    // R owes 40 that it has passed on against 72, and sells the other 40 for the 32 left.
    expect(
        "the broker fails",
        &chain().fails(1, "p"),
        &[
            ("holdings/h@1", 20.0),
            ("open/c1@1", 0.0),
            ("claims/h@1", 30.0),
            ("note/SetOff", 2.0),
            ("cash/h@2", 30.0),
            ("equity/p@2", 50.0),
            ("loss", 0.0),
        ],
    );
}

#[test]
fn the_holder_fails() {
    let case = |cap: f64| {
        Case::new(3)
            .token("token", 1.0, json!({}))
            .has("a", json!({ "token": 50 }))
            .has("b", json!({}))
            .has("c", json!({}))
            .put(
                "collateral",
                json!({ "id": "x", "pledger": "a", "holder": "b", "asset": "token", "amount": 50, "reuse_cap": cap }),
            )
    };
    expect(
        "what is segregated returns",
        &case(0.0).fails(1, "b"),
        &[("holdings/a@1", 50.0), ("open/x@1", 0.0), ("loss/a", 0.0)],
    );
    let on = case(0.6)
        .put("collateral", json!({ "id": "y", "pledger": "b", "holder": "c", "reuses": "x", "funding": {} }))
        .fails(1, "b");
    // 20 come back; for the 30 pledged on there is a claim, paid out of the 30 that B borrowed on them.
    expect(
        "the rest is a claim",
        &on,
        &[
            ("holdings/a@1", 20.0),
            ("cash/a@2", 30.0),
            ("cash/c@2", 30.0),
            ("equity/a@1", 50.0),
            ("note/NotReturned", 1.0),
            ("loss", 0.0),
        ],
    );
    let gone = case(0.6)
        .put("collateral", json!({ "id": "y", "pledger": "b", "holder": "c", "reuses": "x", "funding": {} }))
        .at(1, json!({ "type": "exploit", "participant": "b", "amount": 30 }))
        .fails(2, "b");
    expect("or is lost", &gone, &[("holdings/a", 20.0), ("cash/a", 0.0), ("cash/c", 30.0), ("loss/a", 30.0)]);
}

#[test]
fn title_transfer() {
    let case = |due: u32| {
        Case::new(3).token("token", 1.0, json!({})).has("a", json!({ "cash": 40, "token": 50 })).has("b", json!({})).owes("a", "b", 40.0, due)
            .put("collateral", json!({ "id": "x", "pledger": "a", "holder": "b", "asset": "token", "amount": 50, "title": "transfer" }))
    };
    expect(
        "the holder owns and owes",
        &case(2),
        &[
            ("holdings/b@0", 50.0),
            ("debts/b@0", 50.0),
            ("posted/a@0", 50.0),
            ("equity/b@0", 40.0),
            ("reused/x@0", 50.0),
            ("cash/b@2", 40.0),
            ("holdings/a@3", 50.0),
            ("holdings/b@3", 0.0),
            ("equity/a@3", 50.0),
            ("failed", 0.0),
        ],
    );
    // 50 against 40 is set off; the estate sells and pays the 10.
    expect(
        "the holder fails",
        &case(0).fails(1, "b"),
        &[("claims/a@1", 10.0), ("debts/a@1", 0.0), ("cash/a@2", 50.0), ("loss/a", 0.0), ("note/SetOff", 1.0)],
    );
    expect(
        "the pledger fails",
        &case(0).fails(1, "a"),
        &[("claims/b@1", 0.0), ("debts/b@1", 10.0), ("holdings/b@1", 50.0), ("loss/b", 0.0)],
    );
}

#[test]
fn title_passed_down_a_chain_keeps_the_units() {
    let case = Case::new(2)
        .token("token", 1.0, json!({}))
        .has("a", json!({ "token": 50 }))
        .has("b", json!({}))
        .has("c", json!({}))
        .put(
            "collateral",
            json!({ "id": "x", "pledger": "a", "holder": "b", "asset": "token", "amount": 50, "reuse_cap": 1 }),
        )
        .put(
            "collateral",
            json!({ "id": "y", "pledger": "b", "holder": "c", "reuses": "x", "title": "transfer", "funding": {} }),
        );
    expect(
        "one unit, one estate",
        &case,
        &[
            ("holdings/c@0", 50.0),
            ("posted/a@0", 50.0),
            ("debts/c@0", 50.0),
            ("equity/a@0", 50.0),
            ("equity/b@0", 0.0),
            ("equity/c@0", 50.0),
        ],
    );
}

#[test]
fn whoever_is_short_takes_back_what_is_not_needed() {
    let case = |posted: u32| {
        Case::new(1).token("token", 1.0, json!({})).has("a", json!({ "token": posted })).has("b", json!({})).owes("a", "b", 100.0, 0)
            .owes("a", "outside", 30.0, 1)
            .put("collateral", json!({ "id": "x", "pledger": "a", "holder": "b", "asset": "token", "amount": posted, "required_cover": 1.1 }))
    };
    expect("enough", &case(150), &[("open/x", 120.0), ("paid/a-outside", 30.0), ("failed", 0.0), ("sold/token", 30.0)]);
    expect("too little", &case(120), &[("open/x", 110.0), ("paid/a-outside", 10.0), ("failed", 1.0)]);
}
