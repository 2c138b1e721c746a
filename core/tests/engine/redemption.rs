//! Redemption of claim tokens: queues, caps, hours, rates fixed early and late, estates of issuers; computed by hand.

use super::case::{Case, expect};
use serde_json::{Value, json};

fn coin(claim: Value) -> Value {
    json!({ "id": "coin", "label": "coin", "decimals": 2, "claim": claim })
}

/// A coin at par, 100 held outside, against 60 of cash and 40 owed to the issuer later.
fn short_of_cash(redemption: Value) -> Case {
    Case::new(4)
        .put("assets", coin(json!({ "issuer": "bank", "par": 1, "circulating": 100, "redemption": redemption })))
        .has("bank", json!({ "cash": 60 }))
        .has("firm", json!({ "cash": 40 }))
        .owes("firm", "bank", 40.0, 3)
}

fn wave(share: f64) -> Value {
    json!({ "type": "redemption_wave", "asset": "coin", "share": share })
}

#[test]
fn what_the_issuer_has_free_is_paid_and_the_rest_waits() {
    let case = short_of_cash(json!({})).at(1, wave(0.8));
    expect(
        "60 of 80 at once, 20 when the firm has paid",
        &case,
        &[
            ("cash/bank@1", 0.0),
            ("supply/coin@1", 20.0),
            ("cash/bank@3", 40.0),
            ("cash/bank@4", 20.0),
            ("equity/bank@1", 0.0),
            ("note/Redeemed", 2.0),
            ("failed", 0.0),
            ("loss", 0.0),
        ],
    );
}

#[test]
fn caps_gates_hours_and_delays_hold() {
    for (what, redemption, cash) in [
        ("ten units a tick", json!({ "per_tick": 10 }), [50.0, 40.0, 70.0, 60.0]),
        // A fifth of the supply as each tick began: 20 of 100; the rest of the coins is burnt at the request.
        ("a gate", json!({ "gate": 0.2, "fixed_at": "finalisation" }), [40.0, 24.0, 51.2, 40.96]),
        ("a wait of two", json!({ "delay": 2 }), [60.0, 60.0, 40.0, 20.0]),
        ("open on every second tick", json!({ "open_every": 2, "open_from": 2 }), [60.0, 0.0, 40.0, 20.0]),
        // 66.66 units for 59.99 of what 80 bring, 72; a quantum of cash is not enough for another hundredth.
        ("a fee of a tenth", json!({ "fee": 0.1, "delay": 1 }), [60.0, 0.01, 40.01, 28.0]),
    ] {
        let [a, b, c, d] = cash;
        let case = short_of_cash(redemption).at(1, wave(0.8));
        expect(what, &case, &[("cash/bank@1", a), ("cash/bank@2", b), ("cash/bank@3", c), ("cash/bank@4", d)]);
    }
}

/// A receipt on 100 staked units at 2, all held outside but what `firm` has; 25 units are stolen at tick 2.
fn receipts(redemption: Value) -> Case {
    let claim = json!({ "issuer": "pool", "circulating": 60, "redemption": redemption });
    Case::new(4)
        .decimals(4)
        .token("eth", 2.0, Value::Null)
        .put("assets", json!({ "id": "receipt", "label": "receipt", "decimals": 4, "claim": claim }))
        .has("pool", json!({ "eth": 100 }))
        .has("firm", json!({ "receipt": 40 }))
        .at(1, json!({ "type": "redemption_wave", "asset": "receipt", "share": 0.5 }))
        .at(2, json!({ "type": "exploit", "participant": "pool", "asset": "eth", "amount": 25 }))
}

#[test]
fn who_waits_shares_a_loss_only_when_the_rate_is_fixed_at_the_end() {
    // 30 of 100 receipts wait for two ticks. Fixed at once: 30 eth are owed, and the loss of 25 falls on the other 70.
    expect(
        "fixed at the request",
        &receipts(json!({ "pays": "eth", "delay": 2 })),
        &[
            ("fair/receipt@1", 2.0),
            ("fair/receipt@2", 2.0 * 45.0 / 70.0),
            ("supply/receipt@1", 70.0),
            ("debts/pool@3", 90.0),
        ],
    );
    // Fixed at the end: 0.75 eth for every receipt, and the rest is backed as before.
    expect(
        "fixed at finalisation",
        &receipts(json!({ "pays": "eth", "delay": 2, "fixed_at": "finalisation" })),
        &[
            ("supply/receipt@2", 100.0),
            ("fair/receipt@2", 1.5),
            ("supply/receipt@3", 70.0),
            ("holdings/pool@3", 2.0 * (75.0 - 22.5)),
            ("fair/receipt@3", 1.5),
        ],
    );
}

#[test]
fn first_come_is_paid_whole_and_pro_rata_alike() {
    // Two waves of 40 and 30 against 35 of cash.
    for (order, first, second) in [("first_come", 5.0, 30.0), ("pro_rata", 20.0, 15.0)] {
        let coin = coin(json!({ "issuer": "bank", "par": 1, "circulating": 80,
            "redemption": { "order": order, "open_from": 2, "open_every": 4 } }));
        let trace = Case::new(2)
            .put("assets", coin)
            .has("bank", json!({ "cash": 35 }))
            .at(1, wave(0.5))
            .at(2, wave(0.75))
            .run();
        let left: Vec<f64> = trace.frames[2].requests.iter().map(|r| r.left.to_f64(2)).collect();
        assert_eq!(left, [first, second], "{order}");
    }
}

#[test]
fn an_estate_redeems_all_tokens_alike_after_its_debts() {
    // 100 of cash, a debt of 40, 100 coins at par: 60 for 100 coins, whoever waits and whoever does not.
    let case = Case::new(4)
        .put(
            "assets",
            coin(json!({ "issuer": "bank", "par": 1, "circulating": 75,
            "redemption": { "delay": 9, "fixed_at": "finalisation" } })),
        )
        .has("bank", json!({ "cash": 100 }))
        .has("firm", json!({ "coin": 25 }))
        .owes("bank", "firm", 40.0, 0)
        .at(1, wave(0.2))
        .fails(2, "bank");
    expect(
        "pro rata",
        &case,
        &[
            ("price/coin@2", 0.6),
            ("cash/firm@2", 0.0),
            ("cash/firm@3", 55.0),
            ("cash/bank@3", 0.0),
            ("supply/coin@3", 0.0),
            ("recovered/bank", 1.0),
            ("note/EstateRedeemed", 2.0),
            // 75 coins are held outside, each worth 0.4 less than its par.
            ("loss/outside@2", 30.0),
        ],
    );
}

#[test]
fn who_is_short_hands_in_what_the_market_pays_less_for() {
    let market = |price: f64| {
        json!({ "id": "coin", "label": "coin", "decimals": 2, "price": price, "market": {},
        "claim": { "issuer": "bank", "par": 1, "redemption": {} } })
    };
    for (what, price, redeemed, sold) in [("below par", 0.9, 1.0, 0.0), ("above par", 1.1, 0.0, 1.0)] {
        let case = Case::new(2)
            .put("assets", market(price))
            .has("bank", json!({ "cash": 100 }))
            .has("firm", json!({ "coin": 100 }))
            .has("shop", json!({}))
            .owes("firm", "shop", 50.0, 1);
        expect(what, &case, &[("note/Redeemed", redeemed), ("note/Sold", sold), ("cash/shop", 50.0), ("failed", 0.0)]);
    }
}
