//! Obligations, seniority, trades, grace, estates, netting, default funds, equilibria: computed by hand.

use super::case::{Case, expect};
use interclear_core::journal::EntryKind;
use serde_json::{Value, json};

#[test]
fn grace() {
    let case =
        |grace: u32| Case::new(4).rule("grace", grace).has("a", json!({})).has("b", json!({})).owes("a", "b", 10.0, 1);
    let late = case(1).gets(2, "a", 10.0);
    expect("late, then paid", &late, &[("late/a@1", 1.0), ("paid/a-b@2", 10.0), ("late/a@2", 0.0), ("failed", 0.0)]);
    expect(
        "late, then failed",
        &case(1),
        &[("late/a@1", 1.0), ("failed@1", 0.0), ("failed@2", 1.0), ("failed_tick/a", 2.0)],
    );
    expect("no grace", &case(0), &[("failed@1", 1.0), ("illiquid/a@1", 0.0), ("insolvent/a@1", 1.0)]);
    let own = case(0)
        .put("obligations", json!({ "id": "x", "debtor": "b", "creditor": "a", "amount": 50, "due": 1, "grace": 2 }));
    expect("a link's own grace", &own, &[("failed_tick/b", 3.0), ("late/b@2", 1.0)]);
    let endless = case(0)
        .put("obligations", json!({ "id": "x", "debtor": "b", "creditor": "a", "amount": 50, "due": 1, "grace": 400 }));
    expect("longer than the run", &endless, &[("late/b@4", 1.0), ("failed/b", 0.0)]);
}

#[test]
fn seniority_and_equal_shares() {
    let o = |id: &str, to: &str, amount: u32, class: u32| json!({ "id": id, "debtor": "a", "creditor": to, "amount": amount, "due": 1, "seniority": class });
    let case = |cash: u32| {
        Case::new(1)
            .has("a", json!({ "cash": cash }))
            .has("b", json!({}))
            .has("c", json!({}))
            .put("obligations", o("senior", "b", 30, 0))
            .put("obligations", o("first", "b", 40, 1))
            .put("obligations", o("second", "c", 20, 1))
            .put("obligations", o("junior", "outside", 10, 2))
    };
    let paid = |senior, first, second, junior| {
        [("paid/senior", senior), ("paid/first", first), ("paid/second", second), ("paid/junior", junior)]
    };
    expect("cash 20", &case(20), &paid(20.0, 0.0, 0.0, 0.0));
    expect("cash 60", &case(60), &paid(30.0, 20.0, 10.0, 0.0));
    expect("cash 95", &case(95), &paid(30.0, 40.0, 20.0, 5.0));
    expect("cash 100", &case(100), &[("failed", 0.0), ("paid/junior", 10.0)]);
}

/// Ten tokens at 2 against 20.
fn trade(tokens: u32, cash: u32, dvp: bool, grace: u32) -> Case {
    Case::new(2)
        .token("token", 2.0, Value::Null)
        .has("b", json!({ "cash": cash }))
        .has("s", json!({ "token": tokens }))
        .put(
            "trades",
            json!({ "id": "t", "seller": "s", "buyer": "b", "deliver": { "asset": "token", "amount": 10 },
            "pay": { "amount": 20 }, "due": 1, "grace": grace, "delivery_against_payment": dvp }),
        )
}

#[test]
fn trades() {
    for dvp in [true, false] {
        expect(
            "both legs",
            &trade(10, 20, dvp, 0),
            &[("cash/s@1", 20.0), ("holdings/b@1", 20.0), ("failed", 0.0), ("paid/t@1", 20.0)],
        );
    }
    expect(
        "against payment, the buyer is short",
        &trade(10, 15, true, 0),
        &[("cash/b@1", 15.0), ("holdings/s@1", 20.0), ("failed/b", 1.0), ("failed/s", 0.0), ("paid/t@1", 0.0)],
    );
    expect(
        "against payment, the seller lacks units",
        &trade(4, 20, true, 0),
        &[("cash/b@1", 20.0), ("holdings/s@1", 8.0), ("failed/b", 0.0), ("failed/s", 1.0)],
    );
    expect(
        "a payment fails alone",
        &trade(10, 15, false, 0),
        &[("cash/s@1", 15.0), ("holdings/b@1", 20.0), ("failed/b", 1.0), ("failed/s", 0.0)],
    );
    expect(
        "a delivery fails alone",
        &trade(4, 20, false, 0),
        &[("cash/s@1", 20.0), ("holdings/b@1", 8.0), ("failed/b", 0.0), ("failed/s", 1.0)],
    );
    expect(
        "late, then both",
        &trade(10, 15, true, 1).gets(2, "b", 5.0),
        &[("late/b@1", 1.0), ("late/s@1", 0.0), ("paid/t@2", 20.0), ("holdings/b@2", 20.0), ("failed", 0.0)],
    );
    let out = |who: &str| trade(10, 20, true, 1).at(1, json!({ "type": "outage", "participant": who, "ticks": 1 }));
    expect(
        "the seller is out",
        &out("s"),
        &[("late/s@1", 1.0), ("late/b@1", 0.0), ("paid/t@2", 20.0), ("failed", 0.0)],
    );
    expect("the buyer is out", &out("b"), &[("late/s@1", 0.0), ("late/b@1", 1.0), ("paid/t@2", 20.0), ("failed", 0.0)]);
    expect(
        "a failed side cancels it",
        &trade(10, 20, true, 0).fails(1, "s"),
        &[("failed", 1.0), ("cash/b", 20.0), ("open/t@1", 0.0), ("failed/b", 0.0)],
    );
}

#[test]
fn trades_that_share_a_seller() {
    let case = trade(10, 15, true, 1).has("c", json!({ "cash": 20 })).put(
        "trades",
        json!({ "id": "u", "seller": "s", "buyer": "c", "deliver": { "asset": "token", "amount": 10 },
            "pay": { "amount": 20 }, "due": 1, "grace": 1 }),
    );
    // The first buyer is short, so the units go to the second; afterwards the seller is the one who lacks them.
    expect(
        "the next in line",
        &case,
        &[("paid/t@1", 0.0), ("paid/u@1", 20.0), ("holdings/c@1", 20.0), ("late/c@1", 0.0)],
    );
}

#[test]
fn a_trade_paid_in_a_token() {
    let case = trade(10, 0, true, 0).token("coin", 1.0, Value::Null).has("x", json!({ "coin": 5 })).put(
        "trades",
        json!({ "id": "u", "seller": "s", "buyer": "x", "deliver": { "asset": "token", "amount": 10 },
            "pay": { "asset": "coin", "amount": 5 }, "due": 1 }),
    );
    expect("settles in its own asset", &case, &[("holdings/x@1", 20.0), ("holdings/s@1", 5.0), ("failed/x", 0.0)]);
}

#[test]
fn estates() {
    let case = |delay: u32| {
        Case::new(5)
            .rule("estate_delay", delay)
            .has("a", json!({ "cash": 60 }))
            .has("b", json!({}))
            .owes("a", "b", 100.0, 0)
            .fails(1, "a")
    };
    expect(
        "after one tick",
        &case(1),
        &[("paid/a-b@1", 0.0), ("paid/a-b@2", 60.0), ("loss/b", 40.0), ("claims/b@1", 60.0)],
    );
    expect(
        "after three",
        &case(3),
        &[("paid/a-b@2", 0.0), ("paid/a-b@3", 0.0), ("paid/a-b@4", 60.0), ("loss/b@1", 40.0)],
    );
    let whole = case(1).gets(3, "a", 40.0);
    expect(
        "recovered",
        &whole,
        &[
            ("paid/a-b@3", 40.0),
            ("recovered/a@2", 0.0),
            ("recovered/a@3", 1.0),
            ("failed", 1.0),
            ("recovered", 1.0),
            ("loss/b", 0.0),
        ],
    );
}

/// A owes B and D 100 each; B owes A 80 and X 60; D owes E 45; E and X owe outside 40 and 45.
fn netting(cash: u32, net: bool) -> Case {
    Case::new(2)
        .rule("close_out_netting", net)
        .has("a", json!({ "cash": 20 }))
        .has("b", json!({ "cash": cash }))
        .has("d", json!({}))
        .has("e", json!({}))
        .has("x", json!({}))
        .owes("a", "b", 100.0, 2)
        .owes("a", "d", 100.0, 2)
        .owes("b", "a", 80.0, 2)
        .owes("b", "x", 60.0, 2)
        .owes("d", "e", 45.0, 2)
        .owes("e", "outside", 40.0, 2)
        .owes("x", "outside", 45.0, 2)
        .fails(1, "a")
}

#[test]
fn close_out_netting() {
    for (cash, gross_failed, gross, net_failed) in
        [(60, 5.0, 38.0, 3.0), (70, 3.0, 42.0, 3.0), (80, 2.0, 46.0, 3.0), (90, 1.0, 50.0, 3.0)]
    {
        expect(&format!("gross {cash}"), &netting(cash, false), &[("failed", gross_failed), ("paid/a-d@2", gross)]);
        expect(
            &format!("net {cash}"),
            &netting(cash, true),
            &[
                ("failed", net_failed),
                ("paid/a-d@2", 16.66),
                ("paid/a-b@2", 3.33),
                ("failed/b", 0.0),
                ("note/SetOff", 1.0),
            ],
        );
    }
}

#[test]
fn default_fund_in_order() {
    let case = Case::new(3)
        .has("house", json!({ "cash": 4 }))
        .has("m1", json!({ "cash": 10 }))
        .has("m2", json!({ "cash": 10 }))
        .has("m3", json!({ "cash": 30 }))
        .runs(
            "house",
            json!({ "type": "default_fund", "skin_in_the_game": 4, "contributions": { "m1": 10, "m2": 10, "m3": 30 } }),
        )
        .owes("m1", "house", 30.0, 1)
        .owes("m2", "house", 8.0, 2);
    // 30 = 10 of its own, 4 of the house, 16 of the survivors as 10 to 30; then 8 = 6 of its own, 2 of the last.
    expect(
        "its own, the house's, the others'",
        &case,
        &[
            ("cash/house@0", 54.0),
            ("claims/m3@0", 30.0),
            ("failed@1", 1.0),
            ("claims/m1@1", 0.0),
            ("claims/m2@1", 6.0),
            ("claims/m3@1", 18.0),
            ("claims/m2@2", 0.0),
            ("claims/m3@2", 16.0),
            ("failed/house", 0.0),
        ],
    );
}

#[test]
fn greatest_and_least_on_a_ring_of_two() {
    let ring = Case::new(1).has("a", json!({})).has("b", json!({})).owes("a", "b", 10.0, 1).owes("b", "a", 10.0, 1);
    expect("greatest", &ring, &[("failed", 0.0), ("paid/a-b", 10.0), ("unique@1", 0.0), ("unique@0", 1.0)]);
    let panic = ring.rule("equilibrium", "least");
    expect("least", &panic, &[("failed", 2.0), ("paid/a-b", 0.0), ("unique@1", 0.0)]);
    let fed = Case::new(1)
        .has("a", json!({ "cash": 1 }))
        .has("b", json!({}))
        .owes("a", "b", 10.0, 1)
        .owes("b", "outside", 10.0, 1);
    expect("a chain has one", &fed, &[("unique@1", 1.0), ("paid/a-b", 1.0), ("failed", 2.0)]);
}

#[test]
fn bankruptcy_costs() {
    let case = |grace: u32| {
        Case::new(2)
            .rule("recovery_assets", 0.8)
            .rule("recovery_interbank", 0.5)
            .rule("grace", grace)
            .has("a", json!({ "cash": 50 }))
            .has("b", json!({ "cash": 20 }))
            .owes("a", "outside", 100.0, 1)
            .owes("b", "a", 20.0, 1)
    };
    // 0.8 x 50 + 0.5 x 20 = 50; the other 20 is burnt.
    expect("at once", &case(0), &[("paid/a-outside@1", 50.0), ("burnt@1", 20.0), ("cash/a@1", 0.0), ("failed", 1.0)]);
    expect(
        "not while there is grace",
        &case(1),
        &[("paid/a-outside@1", 70.0), ("burnt@1", 0.0), ("late/a@1", 1.0), ("failed@2", 1.0)],
    );
}

#[test]
fn insolvency_rule_in_waves() {
    let case = |floor: i32| {
        Case::new(1)
            .token("loan", 1.0, Value::Null)
            .has("a", json!({ "loan": 100 }))
            .has("b", json!({ "cash": 1 }))
            .runs("a", json!({ "type": "insolvency_rule", "floor": floor }))
            .runs("b", json!({ "type": "insolvency_rule" }))
            .owes("a", "b", 90.0, 0)
            .owes("b", "outside", 85.0, 0)
            .shock(1, "loan", -0.2)
    };
    // A: 80 against 90. B then expects 80 of 90: 81 against 85.
    expect(
        "floor 0",
        &case(0),
        &[
            ("failed", 2.0),
            ("round/a", 1.0),
            ("round/b", 2.0),
            ("rounds", 2.0),
            ("equity/a", -10.0),
            ("equity/b", -4.0),
        ],
    );
    expect("floor at the equity", &case(-10), &[("failed", 0.0), ("insolvent/a", 1.0), ("uncovered", 10.0)]);
    expect("floor above", &case(-9), &[("failed", 2.0)]);
}

#[test]
fn outages_exploits_rescues() {
    let case = |grace: u32| {
        Case::new(3)
            .rule("grace", grace)
            .has("a", json!({ "cash": 10 }))
            .has("b", json!({}))
            .owes("a", "b", 10.0, 1)
            .at(1, json!({ "type": "outage", "participant": "a", "ticks": 1 }))
    };
    expect("late", &case(1), &[("late/a@1", 1.0), ("illiquid/a@1", 1.0), ("paid/a-b@2", 10.0), ("failed", 0.0)]);
    expect("failed, its estate pays", &case(0), &[("failed@1", 1.0), ("paid/a-b@2", 10.0), ("recovered/a", 1.0)]);
    let drained = |amount: u32| {
        Case::new(1)
            .has("a", json!({ "cash": 10 }))
            .has("b", json!({}))
            .owes("a", "b", 5.0, 1)
            .at(1, json!({ "type": "exploit", "participant": "a", "amount": amount }))
    };
    expect("five left", &drained(5), &[("paid/a-b", 5.0), ("failed", 0.0), ("loss/a", 5.0)]);
    expect("two left", &drained(8), &[("paid/a-b", 2.0), ("failed", 1.0)]);
    expect("no more than there is", &drained(50), &[("paid/a-b", 0.0), ("cash/a", 0.0), ("failed", 1.0)]);
    expect("rescued in time", &drained(8).gets(1, "a", 3.0), &[("paid/a-b", 5.0), ("failed", 0.0)]);
}

/// Both fall in the first wave, whoever is first by name: neither has brought the other down.
#[test]
fn a_wave_is_not_its_own_cause() {
    for (a, b) in [("a", "b"), ("b", "a")] {
        let case = Case::new(1)
            .has(a, json!({ "cash": 1 }))
            .has(b, json!({ "cash": 2 }))
            .owes(a, b, 50.0, 1)
            .put("obligations", json!({ "id": "out", "debtor": b, "creditor": "outside", "amount": 90, "due": 1 }));
        let trace = case.run();
        let kinds: Vec<Vec<EntryKind>> = trace
            .journal
            .entries
            .iter()
            .filter(|e| e.kind == EntryKind::Short)
            .map(|e| e.causes.iter().filter_map(|c| trace.journal.get(c.entry)).map(|e| e.kind).collect())
            .collect();
        assert_eq!(kinds, [[EntryKind::Opening], [EntryKind::Opening]], "{a} owes {b}");
    }
}
