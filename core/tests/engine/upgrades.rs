//! Upgrades with notice: who leaves before, margins set anew or left stale, and what they alone make liquidatable;
//! what a guardian's delay costs.

use super::case::{Case, expect};
use interclear_core::analysis::{by_guardian_delay, by_setting, newly_liquidatable};
use interclear_core::check;
use serde_json::{Value, json};

/// A gate that comes down on tick 4: 100 of deposits on 40 of cash and a bond that nobody buys.
fn gated(what: Value) -> Case {
    let mut upgrade = json!({ "type": "upgrade", "target": "participants/a/depositors/gate", "value": 0.1 });
    for (key, value) in what.as_object().unwrap() {
        upgrade[key] = value.clone();
    }
    Case::new(5)
        .token("bond", 1.0, Value::Null)
        .has("a", json!({ "cash": 40, "bond": 90 }))
        .runs("a", json!({ "type": "depositors", "gate": 0.5, "groups": [] }))
        .deposit("d", "outside", "a", 100.0)
        .at(4, upgrade)
}

#[test]
fn some_leave_between_the_announcement_and_the_change() {
    let quiet = gated(json!({}));
    expect("nobody knows", &quiet, &[("cash/a", 40.0), ("note/Announced", 0.0), ("note/Upgraded", 1.0)]);
    let known = gated(json!({ "announced": 2 }));
    expect("known, and nobody leaves", &known, &[("cash/a", 40.0), ("note/Announced", 1.0)]);
    let run = gated(json!({ "announced": 2, "leaves": 0.3 }));
    expect(
        "30 of 100 leave at once",
        &run,
        &[("cash/a@1", 40.0), ("cash/a@2", 10.0), ("open/d", 70.0), ("failed", 0.0)],
    );
    let late = gated(json!({ "announced": 4, "leaves": 0.3 }));
    // Announced when it holds: the gate lets out 10 a tick.
    expect("too late", &late, &[("cash/a@4", 30.0), ("queued/a@4", 20.0), ("cash/a@5", 20.0)]);
    for (why, what) in [
        ("after the change", json!({ "announced": 5 })),
        ("at the opening", json!({ "announced": 0 })),
        ("who leaves before it is known", json!({ "leaves": 0.3 })),
        ("more than all", json!({ "announced": 2, "leaves": 1.5 })),
        ("no such margin", json!({ "recalibrates": [{ "target": "collateral/c/haircut", "value": 0.1 }] })),
        ("no margin", json!({ "recalibrates": [{ "target": "participants/a/holdings/cash", "value": 1 }] })),
        ("no margin, stale", json!({ "stale": true, "recalibrates": [{ "target": "seed", "value": 1 }] })),
    ] {
        let (world, problems) = check(&gated(what).scenario());
        assert!(world.is_none() && problems.iter().all(|p| p.at.starts_with("events/e0")), "{why}: {problems:?}");
    }
}

/// A pool that reads its prices late: 100 tokens at 1 behind 80 of debt, threshold 0.9.
fn lagged(stale: bool) -> Case {
    let pool = json!({
        "type": "lending_pool", "full_below": 1, "close_factor": 1,
        "markets": [{ "asset": "token", "max_ltv": 0.75, "threshold": 0.9, "bonus": 0.05 }]
    });
    let margin = json!([{ "target": "participants/pool/lending_pool/markets/token/threshold", "value": 0.78 }]);
    Case::new(4)
        .token("token", 1.0, json!({}))
        .has("pool", json!({ "cash": 20 }))
        .has("b", json!({ "token": 100 }))
        .runs("pool", pool)
        .deposit("d", "outside", "pool", 100.0)
        .put("obligations", json!({ "id": "loan", "debtor": "b", "creditor": "pool", "amount": 80 }))
        .put(
            "collateral",
            json!({ "id": "post", "pledger": "b", "holder": "pool", "asset": "token", "amount": 100, "calls": false }),
        )
        .at(
            2,
            json!({
                "type": "upgrade", "target": "participants/pool/lending_pool/markets/token/oracle/lag", "value": 4,
                "announced": 1, "recalibrates": margin, "stale": stale
            }),
        )
}

#[test]
fn margins_suit_the_change_or_are_left_stale() {
    // 0.9 x 100 / 80 = 1.125; with the margin for four ticks 0.78 x 100 / 80 = 0.975.
    expect("stale", &lagged(true), &[("unhealthy@2", 0.0), ("note/Liquidated", 0.0), ("note/Announced", 1.0)]);
    expect("set anew", &lagged(false), &[("unhealthy@1", 0.0), ("unhealthy@2", 80.0), ("note/Liquidated", 1.0)]);
    let alone = |stale: bool| newly_liquidatable(&lagged(stale).scenario(), "e0").unwrap();
    assert_eq!((alone(false), alone(true)), (80.0, 0.0), "what the change alone makes liquidatable");
    assert!(newly_liquidatable(&lagged(true).scenario(), "nothing").is_err());
}

#[test]
fn blocks_may_come_less_often() {
    // 36.5 per cent a year is a thousandth of 1,000 a day; blocks of two days bring twice that each.
    let pool = json!({ "type": "lending_pool", "markets": [], "rates": { "type": "kinked", "base": 0.365, "slope_below": 0, "slope_above": 0 } });
    let case = |days: f64| {
        Case::new(4)
            .days(1.0)
            .has("pool", json!({ "cash": 0 }))
            .has("b", json!({}))
            .runs("pool", pool.clone())
            .put("obligations", json!({ "id": "loan", "debtor": "b", "creditor": "pool", "amount": 1000 }))
            .at(3, json!({ "type": "upgrade", "target": "clock/days", "value": days, "announced": 1 }))
    };
    expect("as they were", &case(1.0), &[("open/loan@2", 1002.0), ("open/loan@3", 1003.0)]);
    expect("twice as long", &case(2.0), &[("open/loan@2", 1002.0), ("open/loan@3", 1004.0), ("open/loan@4", 1006.01)]);
    let (world, problems) = check(&case(-1.0).scenario());
    assert!(world.is_none() && problems.iter().any(|p| p.at.starts_with("events/e0")), "{problems:?}");
}

#[test]
fn every_tick_of_a_guardians_delay_has_its_price() {
    let case = Case::new(8)
        .has("bridge", json!({ "cash": 100 }))
        .has("thief", json!({}))
        .runs("bridge", json!({ "type": "bridge", "verifiers": 1, "threshold": 1, "cap": 8, "guardian_delay": 4 }))
        .at(
            2,
            json!({
                "type": "forged_message", "bridge": "bridge", "token": "cash", "amount": 30, "to": "thief", "keys": 1
            }),
        );
    let lost = by_guardian_delay(&case.scenario(), "bridge", "attack_profit/thief").unwrap();
    // Eight a tick until the 30 are gone.
    assert_eq!(lost, [(0, 8.0), (1, 16.0), (2, 24.0), (3, 30.0), (4, 30.0)]);
    let rows = by_setting(&case.scenario(), "events/e0/tick", &[2.0, 6.0, 8.0], &["attack_profit/thief", "failed"]);
    assert_eq!(rows.unwrap(), [[30.0, 0.0], [24.0, 0.0], [8.0, 0.0]], "what is left of the run after it");
    assert!(by_setting(&case.scenario(), "events/e9/tick", &[2.0], &["loss"]).is_err());
    assert!(by_guardian_delay(&case.scenario(), "thief", "loss").is_err());
    assert!(by_guardian_delay(&case.scenario(), "bridge", "nothing").is_err());
}

/// `a` is long and `b` short of ten contracts at 100, through a house that asks for two standard deviations of a day, and
/// from tick 2 on for 3.719: 3.719 x 0.5 x root(1/365) of 100 is 9.73 a contract.
fn asks_more(cash: f64) -> Case {
    Case::new(3)
        .token("token", 100.0, Value::Null)
        .has("a", json!({ "cash": cash }))
        .has("b", json!({ "cash": 500 }))
        .has("house", json!({ "cash": 50 }))
        .contract("f", "token", json!({ "type": "future" }), 0.5)
        .position("p", "f", "a", "b", 10)
        .rule("novation", "one_house")
        .runs("house", json!({ "type": "margin", "confidence": 0.977_249_868_051_821, "period": 1 }))
        .runs("house", json!({ "type": "default_fund", "contributions": { "a": 30, "b": 30 } }))
        .at(2, json!({ "type": "upgrade", "target": "participants/house/margin/confidence", "value": 0.9999 }))
}

#[test]
fn a_raise_of_margin_is_asked_for_when_it_comes_and_not_at_the_opening() {
    expect(
        "enough for it",
        &asks_more(200.0),
        &[
            ("margin_posted/a/house@1", 52.30),
            ("margin_posted/a/house@2", 97.30),
            ("margin_posted/b/house@2", 97.30),
            ("cash/a", 200.0 - 30.0 - 97.30),
            ("failed", 0.0),
        ],
    );
    // 90 and 110 are enough for 52.30 and the contribution of 30, and not for 97.30 and the contribution.
    for cash in [90.0, 110.0] {
        expect(
            "too little for it",
            &asks_more(cash),
            &[
                ("margin_posted/a/house@0", 52.30),
                ("cash/a@1", cash - 82.30),
                ("failed_tick/a", 2.0),
                ("failed/b", 0.0),
            ],
        );
    }
    // At the opening itself it is as ever.
    let problems = check(&asks_more(50.0).scenario()).1;
    assert!(problems.iter().any(|p| p.at == "participants/a/holdings"), "{problems:?}");
}
