//! Staking: yields by source, exits within the churn, slashing, and a liquid staking token on top; computed by hand.

use super::case::{Case, expect};
use serde_json::{Value, json};

/// 1,000 units at 2, staked by `pool` on terms; a receipt on them held outside, but what `firm` has.
fn pool(ticks: u32, terms: Value) -> Case {
    let mut staking = json!({ "type": "staking", "asset": "eth" });
    staking.as_object_mut().unwrap().extend(terms.as_object().unwrap().clone());
    Case::new(ticks)
        .decimals(6)
        .token("eth", 2.0, Value::Null)
        .put(
            "assets",
            json!({ "id": "steth", "label": "receipt", "decimals": 6,
            "claim": { "issuer": "pool", "circulating": 900,
                "redemption": { "pays": "eth", "fixed_at": "finalisation" } } }),
        )
        .has("pool", json!({ "eth": 1000 }))
        .has("firm", json!({ "steth": 100 }))
        .runs("pool", staking)
}

fn wave(share: f64) -> Value {
    json!({ "type": "redemption_wave", "asset": "steth", "share": share })
}

#[test]
fn yields_come_by_source_and_the_operator_takes_its_fee() {
    // 365 days in 5 ticks of 73: a fifth of a year each. 10 % real, 5 % emitted, a fee of a tenth; 1 % of 2,000 in cash.
    let mut case =
        pool(5, json!({ "real": 0.1, "emissions": 0.05, "fee": 0.1, "subsidy": 0.01, "subsidy_from": "fund" }))
            .has("fund", json!({ "cash": 10 }));
    case = case.days(73.0);
    expect(
        "a fifth of a year",
        &case,
        &[
            // 20 and 10 units, nine tenths of each; 4 of cash.
            ("holdings/pool@1", 2054.0),
            ("cash/pool@1", 4.0),
            ("fair/steth@1", 2.058),
            // The reserve of 10 pays 4, 4 and the last 2.
            ("cash/fund@2", 2.0),
            ("cash/fund@3", 0.0),
            ("cash/pool@5", 10.0),
            ("note/SubsidyEnds", 1.0),
            ("holdings/pool@5", 2270.0),
            ("fair/steth@5", 2.28),
            ("supply/eth@5", 50.0),
            ("equity/firm@5", 228.0),
        ],
    );
}

#[test]
fn redemptions_ask_stake_back_and_the_churn_lets_it_out() {
    let case = pool(6, json!({ "share": 0.9, "exit_delay": 2, "exits_per_tick": 120 })).at(1, wave(0.5));
    expect(
        "450 receipts: 100 from the buffer, 350 asked back at tick 1, 120 a tick from tick 3 on",
        &case,
        &[
            ("supply/steth@1", 900.0),
            ("supply/steth@2", 900.0),
            ("supply/steth@3", 780.0),
            ("supply/steth@4", 660.0),
            ("supply/steth@5", 550.0),
            ("supply/steth@6", 550.0),
            ("fair/steth@6", 2.0),
            ("note/ExitAsked", 1.0),
            ("note/Unstaked", 3.0),
            ("holdings/pool@6", 1100.0),
        ],
    );
}

#[test]
fn a_slashing_hits_who_waits_and_what_is_on_its_way_out() {
    // 450 receipts wait; a tenth of all 1,000 staked units is burnt at tick 2: 0.9 for everybody.
    let case = pool(6, json!({ "exit_delay": 3 }))
        .at(1, wave(0.5))
        .at(2, json!({ "type": "slashing", "participant": "pool", "share": 0.1 }));
    expect(
        "a tenth for all",
        &case,
        &[
            ("fair/steth@2", 1.8),
            ("supply/eth@2", -100.0),
            ("equity/firm@2", 180.0),
            ("loss/firm", 20.0),
            // 450 receipts get 405 of the 450 units asked back and slashed to 405.
            ("supply/steth@4", 550.0),
            ("holdings/pool@4", 2.0 * 495.0),
            ("fair/steth@6", 1.8),
        ],
    );
}

#[test]
fn the_churn_is_shared_by_all_who_stake() {
    // Two pools, each with tokens handed in; 100 units leave the network in one tick, whoever asked first.
    let mut case = Case::new(4).decimals(6).token("eth", 1.0, Value::Null);
    for (pool, token, cap) in [("alpha", "aeth", json!(100)), ("beta", "beth", json!(150))] {
        case = case
            .put(
                "assets",
                json!({ "id": token, "label": token, "decimals": 6,
                "claim": { "issuer": pool, "circulating": 200, "redemption": { "pays": "eth" } } }),
            )
            .has(pool, json!({ "eth": 200 }))
            .runs(pool, json!({ "type": "staking", "asset": "eth", "exit_delay": 1, "exits_per_tick": cap }))
            .at(1, json!({ "type": "redemption_wave", "asset": token, "share": 0.6 }));
    }
    expect(
        "120 and 120",
        &case,
        &[
            ("holdings/alpha@1", 200.0),
            ("holdings/alpha@2", 100.0),
            ("holdings/beta@2", 200.0),
            ("holdings/alpha@3", 80.0),
            ("holdings/beta@3", 120.0),
            ("holdings/beta@4", 80.0),
        ],
    );
}

#[test]
fn staked_cash_cannot_pay_and_comes_within_grace() {
    let case = |grace: u32| {
        Case::new(4)
            .rule("grace", grace)
            .has("firm", json!({ "cash": 100 }))
            .has("shop", json!({}))
            .runs("firm", json!({ "type": "staking", "share": 0.9 }))
            .owes("firm", "shop", 50.0, 1)
    };
    expect("no grace", &case(0), &[("failed", 1.0), ("cash/shop@4", 50.0), ("recovered/firm", 1.0)]);
    expect("a tick of grace", &case(1), &[("failed", 0.0), ("late/firm@1", 1.0), ("cash/shop@2", 50.0)]);
}
