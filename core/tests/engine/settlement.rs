//! How debts settle: batches, payments with fees and little room, gridlock; computed by hand.

use super::case::{Case, expect, log, read};
use interclear_core::journal::EntryKind;
use interclear_core::scenario::{Code, Severity};
use interclear_core::units::EntryIx;
use interclear_core::{check, explain};
use serde_json::{Value, json};

/// The worked queue: balances of 3, 1 and 1; A owes B 6 and C 5, B owes C 6 and A 2, C owes A 7. Fees order the queue as it is written.
fn worked(settlement: Value) -> Case {
    let owes = |c: Case, id: &str, from: &str, to: &str, amount: u32, fee: u32| {
        let o = json!({ "id": id, "debtor": from, "creditor": to, "amount": amount, "due": 1, "grace": 3, "fee": f64::from(fee) / 100.0 });
        c.put("obligations", o)
    };
    let c = Case::new(4).rule("settlement", settlement);
    let c = c.has("a", json!({ "cash": 3.5 })).has("b", json!({ "cash": 1.5 })).has("c", json!({ "cash": 1.5 }));
    let c = owes(c, "1", "a", "b", 6, 5);
    let c = owes(c, "2", "a", "c", 5, 4);
    let c = owes(c, "3", "b", "c", 6, 3);
    let c = owes(c, "4", "c", "a", 7, 2);
    owes(c, "5", "b", "a", 2, 1)
}

fn one_by_one() -> Value {
    json!({ "by": "one_by_one" })
}

#[test]
fn gridlock_one_by_one_and_what_settles_together() {
    expect(
        "nothing goes one by one, and 19 could go together",
        &worked(one_by_one()),
        &[
            ("paid@1", 0.0),
            ("gridlock@1", 19.0),
            ("note/Gridlocked", 4.0),
            ("settlement_fails@1", 1.0),
            ("liquidity_needed@1", 0.0),
            ("settlement_waits@1", 0.0),
            ("failed@3", 0.0),
            // After three ticks of grace all three fail.
            ("failed@4", 3.0),
        ],
    );
    expect(
        "together the first, third and fourth go on the first tick",
        &worked(json!({ "by": "together" })),
        &[
            ("paid/1@1", 6.0),
            ("paid/2@1", 0.0),
            ("paid/3@1", 6.0),
            ("paid/4@1", 7.0),
            ("paid/5@1", 0.0),
            ("settlement_fails@1", 7.0 / 26.0),
            // 19 are paid; net A and C move by 1 each: A has 7 - 6, B nothing, C 6 - 7.
            ("liquidity_needed@1", 1.0),
            ("liquidity_saved@1", 18.0),
            ("netting_efficiency@1", 18.0 / 19.0),
            ("cash/a@1", 3.5 + 1.0 - 0.05),
            ("cash/b@1", 1.5 - 0.03),
            ("cash/c@1", 1.5 - 1.0 - 0.02),
            ("note/FeePaid", 3.0),
        ],
    );
    // In a clearing those who are short pay in part at once: A has 3.5 and owes 11, and so on.
    let batch = worked(json!({ "by": "batch" })).run();
    assert!(read(&batch, "paid@1").is_some_and(|paid| paid > 0.0));
    assert_eq!(read(&batch, "note/FeePaid"), Some(0.0));
}

#[test]
fn the_highest_fee_goes_first_and_who_waits_is_not_late() {
    let owe = |c: Case, id: &str, fee: f64| {
        let o = json!({ "id": id, "debtor": id, "creditor": "hub", "amount": 10, "due": 1, "fee": fee });
        c.has(id, json!({ "cash": 20 })).put("obligations", o)
    };
    let c = Case::new(4).rule("settlement", json!({ "by": "one_by_one", "capacity": 1 }));
    let c = c.has("hub", json!({ "cash": 0 })).owes("hub", "outside", 25.0, 1);
    let c = owe(owe(owe(c, "x", 0.1), "y", 0.3), "z", 0.2);
    expect(
        "one a tick, by fee; the hub cannot pay before it has been paid and fails, though everybody could pay it",
        &c,
        &[
            ("paid/y@1", 10.0),
            ("paid/z@1", 0.0),
            ("paid/z@2", 10.0),
            ("paid/x@3", 10.0),
            ("note/Waited", 3.0),
            ("settlement_waits@1", 20.0),
            ("settlement_waits@2", 10.0),
            ("failed/x", 0.0),
            ("failed/z", 0.0),
            ("failed_tick/hub", 1.0),
            ("cash/y", 9.7),
            ("settlement_fails@1", 45.0 / 55.0),
        ],
    );
    let t = c.run();
    let waited: Vec<_> = t.journal.entries.iter().filter(|e| e.kind == EntryKind::Waited).collect();
    // What outbid them paid 0.3, then 0.2.
    assert_eq!(waited.iter().map(|e| e.of.quanta()).collect::<Vec<_>>(), [30, 30, 20]);
    assert!(log(&t).contains("there is no more room: the last payment that went paid a fee of 0.3"));
    let failed = t.journal.entries.iter().position(|e| e.kind == EntryKind::Failed).unwrap();
    let told = format!("{:?}", explain(&t, EntryIx(failed as u32)));
    assert!(told.contains("no more room"), "{told}");
    let room = c.clone().rule("settlement", json!({ "by": "one_by_one", "capacity": 4 }));
    expect(
        "with room for four nobody fails",
        &room,
        &[("failed", 0.0), ("note/Waited", 0.0), ("settlement_fails", 0.0)],
    );
}

#[test]
fn batches_come_every_few_ticks() {
    let c = Case::new(5)
        .has("a", json!({ "cash": 0 }))
        .has("b", json!({ "cash": 5 }))
        .owes("a", "b", 5.0, 1)
        .owes("b", "a", 5.0, 2);
    expect("each on its date", &c, &[("failed_tick/a", 1.0)]);
    let batch = c.rule("settlement", json!({ "every": 2 }));
    expect(
        "both at the second tick, netted",
        &batch,
        &[
            ("failed", 0.0),
            ("paid@1", 0.0),
            ("paid@2", 10.0),
            ("liquidity_needed@2", 0.0),
            ("liquidity_saved@2", 10.0),
            ("netting_efficiency@2", 1.0),
        ],
    );
}

#[test]
fn a_trade_is_one_payment_and_moves_both_legs_or_none() {
    let c = Case::new(3)
        .rule("settlement", json!({ "by": "one_by_one", "capacity": 1 }))
        .token("t", 1.0, Value::Null)
        .has("s", json!({ "t": 4 }))
        .has("b", json!({ "cash": 9 }))
        .put("trades", json!({ "id": "x", "seller": "s", "buyer": "b", "deliver": { "asset": "t", "amount": 4 }, "pay": { "amount": 5 }, "due": 1, "fee": 0.5 }))
        .owes("s", "outside", 5.0, 1);
    expect(
        "the trade first, by its fee; what it brings pays the debt on the next tick",
        &c,
        &[("cash/b@1", 3.5), ("holdings/b@1", 4.0), ("cash/s@1", 5.0), ("paid/s-outside@2", 5.0), ("failed", 0.0)],
    );
}

#[test]
fn room_falls_in_stress_and_by_an_upgrade() {
    let mut c = Case::new(6).rule(
        "settlement",
        json!({ "by": "one_by_one", "capacity": 5, "congestion": { "by": "fall", "above": 0.3, "capacity": 0 } }),
    );
    c = c.token("t", 1.0, json!({})).has("a", json!({ "cash": 100 })).has("b", json!({ "cash": 0 }));
    c = c.owes("a", "b", 10.0, 3).shock(2, "t", -0.5).shock(4, "t", 1.0);
    expect(
        "nothing goes from tick 3, for the fall of tick 2, until it is over",
        &c,
        &[("note/Congested", 2.0), ("paid/a-b@3", 0.0), ("paid/a-b@4", 0.0), ("paid/a-b@5", 10.0), ("failed", 0.0)],
    );
    let t = c.run();
    let congested = t.journal.entries.iter().find(|e| e.kind == EntryKind::Congested).unwrap();
    assert_eq!(t.journal.get(congested.causes[0].entry).unwrap().kind, EntryKind::PriceShock);
    let up = Case::new(4)
        .rule("settlement", json!({ "by": "one_by_one", "capacity": 5 }))
        .has("a", json!({ "cash": 100 }))
        .has("b", json!({ "cash": 0 }))
        .owes("a", "b", 10.0, 2)
        .at(2, json!({ "type": "upgrade", "target": "rules/settlement/capacity", "value": 0 }));
    expect(
        "an upgrade takes the room away",
        &up,
        &[("paid/a-b@2", 0.0), ("settlement_waits@3", 10.0), ("failed", 0.0)],
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    let refused = |settlement: Value, at: &str, code: Code| {
        let problems = check(&worked(settlement).scenario()).1;
        let found = problems.iter().find(|p| p.at == at && p.severity == Severity::Error);
        assert!(found.is_some_and(|p| p.code == code && p.hint.is_some()), "{at}: {problems:?}");
    };
    refused(json!({ "by": "batch", "capacity": 3 }), "rules/settlement/capacity", Code::Conflict);
    refused(json!({ "by": "together", "every": 2 }), "rules/settlement/every", Code::Conflict);
    refused(json!({ "every": 0 }), "rules/settlement/every", Code::BadValue);
    refused(json!({ "by": "together", "capacity": 2_000_000 }), "rules/settlement/capacity", Code::BadValue);
}
