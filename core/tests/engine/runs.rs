//! Deposits: waves, runs by threshold, gates, queues, who is served first.

use super::case::{Case, expect};
use serde_json::{Value, json};

fn wave(case: Case, tick: u32, share: f64) -> Case {
    case.at(tick, json!({ "type": "withdrawal_wave", "participant": "t", "share": share }))
}

fn taker(cash: f64, gate: f64, order: &str) -> Case {
    Case::new(6)
        .has("t", json!({ "cash": cash }))
        .runs("t", json!({ "type": "depositors", "gate": gate, "order": order, "groups": [] }))
}

#[test]
fn a_queue_behind_a_gate() {
    // 100 on demand, 10 a tick at most: 30 asked at 1, and 30 % of the 90 still open, 27, at 2.
    let case = wave(wave(taker(100.0, 0.1, "first_come").deposit("d", "outside", "t", 100.0), 1, 0.3), 2, 0.3);
    let mut wanted = Vec::new();
    for (tick, paid, queued) in
        [(1, 10.0, 20.0), (2, 10.0, 37.0), (3, 10.0, 27.0), (4, 10.0, 17.0), (5, 10.0, 7.0), (6, 7.0, 0.0)]
    {
        wanted.extend([(format!("paid/d@{tick}"), paid), (format!("queued/t@{tick}"), queued)]);
    }
    wanted.push(("failed".into(), 0.0));
    let wanted: Vec<(&str, f64)> = wanted.iter().map(|(what, value)| (what.as_str(), *value)).collect();
    expect("queue", &case, &wanted);
}

/// Reserve 20 and 10 more a tick, 30 asked for at 1 and 30 at 2. A gate of 10 lets the queue wait; without it whoever
/// cannot pay at once fails.
#[test]
fn the_queue_of_twenty_and_ten() {
    let case = |gate: f64| {
        let mut c = taker(10.0, gate, "first_come").deposit("d", "outside", "t", 60.0);
        for tick in 1..=6 {
            c = c.gets(tick, "t", 10.0);
        }
        wave(wave(c, 1, 0.5), 2, 1.0)
    };
    let queue = [
        ("paid/d@1", 10.0),
        ("queued/t@1", 20.0),
        ("paid/d@2", 10.0),
        ("queued/t@2", 40.0),
        ("queued/t@6", 0.0),
        ("failed", 0.0),
    ];
    expect("gate 1/6", &case(1.0 / 6.0), &queue);
    expect("no gate", &case(1.0), &[("paid/d@1", 20.0), ("failed@1", 1.0)]);
}

#[test]
fn who_is_served_first() {
    let case = |order: &str| {
        wave(taker(60.0, 0.25, order).deposit("d1", "outside", "t", 60.0).deposit("d2", "outside", "t", 40.0), 1, 0.5)
    };
    expect(
        "first come",
        &case("first_come"),
        &[("paid/d1@1", 25.0), ("paid/d2@1", 0.0), ("paid/d1@2", 5.0), ("paid/d2@2", 20.0)],
    );
    expect(
        "pro rata",
        &case("pro_rata"),
        &[("paid/d1@1", 15.0), ("paid/d2@1", 10.0), ("queued/t@1", 25.0), ("queued/t@2", 0.0)],
    );
}

fn run(cash: f64, loans: f64, gate: f64, fall: f64) -> Case {
    Case::new(3)
        .token("loan", 1.0, Value::Null)
        .has("t", json!({ "cash": cash, "loan": loans }))
        .runs(
            "t",
            json!({ "type": "depositors", "gate": gate, "groups": [
            { "share": 0.5, "leaves_below": 1.0 }, { "share": 0.5, "leaves_below": 0.9 }] }),
        )
        .deposit("d", "outside", "t", 100.0)
        .shock(1, "loan", -fall)
}

#[test]
fn runs_by_threshold() {
    // 60 + 0.9 x 45 = 100.5; 60 + 0.8 x 45 = 96, and after half has left 46 against 50; 40 + 0.9 x 65 = 98.5.
    expect("nobody leaves", &run(60.0, 45.0, 1.0, 0.1), &[("paid/d@1", 0.0), ("confidence", 1.0), ("note/Run", 0.0)]);
    expect(
        "half leaves",
        &run(60.0, 45.0, 1.0, 0.2),
        &[("paid/d@1", 50.0), ("confidence", 0.5), ("failed", 0.0), ("paid/d@2", 0.0)],
    );
    expect(
        "half leaves, 40 is there",
        &run(40.0, 65.0, 1.0, 0.1),
        &[("paid/d@1", 40.0), ("failed@1", 1.0), ("illiquid/t@1", 0.0)],
    );
    expect(
        "everybody leaves",
        &run(60.0, 45.0, 1.0, 0.8),
        &[("paid/d@1", 60.0), ("failed@1", 1.0), ("outside_loss@1", 31.0)],
    );
    expect(
        "a gate of 20",
        &run(60.0, 45.0, 0.2, 0.2),
        &[
            ("paid/d@1", 20.0),
            ("queued/t@1", 30.0),
            ("paid/d@2", 20.0),
            ("paid/d@3", 10.0),
            ("queued/t@3", 0.0),
            ("failed", 0.0),
        ],
    );
}

#[test]
fn a_wave_needs_no_mechanism() {
    let case = Case::new(2).has("t", json!({ "cash": 100 })).has("h", json!({})).deposit("d", "h", "t", 100.0);
    expect(
        "paid at once",
        &wave(case, 1, 0.3),
        &[("paid/d@1", 30.0), ("cash/h@1", 30.0), ("queued/t@1", 0.0), ("open/d", 70.0)],
    );
}

#[test]
fn whoever_is_short_takes_its_deposit_back() {
    let case = |gate: f64| {
        taker(50.0, gate, "first_come")
            .has("h", json!({ "cash": 10 }))
            .deposit("d", "h", "t", 40.0)
            .owes("h", "outside", 30.0, 1)
    };
    expect(
        "on demand",
        &case(1.0),
        &[("paid/d@1", 20.0), ("paid/h-outside@1", 30.0), ("failed", 0.0), ("open/d", 20.0)],
    );
    expect(
        "behind a gate it comes too late",
        &case(0.5),
        &[("paid/h-outside@1", 10.0), ("failed/h@1", 1.0), ("failed/t", 0.0)],
    );
}
