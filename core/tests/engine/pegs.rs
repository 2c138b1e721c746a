//! Peg modules and algorithmic pegs: what people outside gain by trade, and where it ends; computed by hand.

use super::case::{Case, expect};
use interclear_core::check;
use serde_json::{Value, json};

/// A coin at par of `maker`, sold in a pool of 1,000.
fn coin(price: f64, circulating: f64) -> Value {
    json!({
        "id": "coin", "label": "Coin", "decimals": 6, "price": price, "market": { "depth": 1000 },
        "claim": { "issuer": "maker", "par": 1, "circulating": circulating }
    })
}

/// A maker with vault loans of 2,000 and 1,000 of another coin behind 3,000 coins.
fn maker(weak_price: f64, terms: Value) -> Case {
    let mut module = json!({ "type": "peg_module", "coin": "coin", "assets": [terms] });
    module["assets"][0]["asset"] = json!("weak");
    Case::new(3)
        .decimals(6)
        .put("assets", coin(1.0, 3000.0))
        .put(
            "assets",
            json!({ "id": "weak", "label": "Weak", "decimals": 6, "price": weak_price, "market": { "depth": 1000 } }),
        )
        .has("maker", json!({ "weak": 1000 }))
        .has("vaults", json!({ "cash": 9000 }))
        .owes("vaults", "maker", 2500.0, 0)
        .runs("maker", module)
}

#[test]
fn the_weakest_asset_that_is_taken_pulls_the_coin_down() {
    // Pools of 1,000 each at 1 and at 0.81. After x units: 1 / (1 + x)^2 = 0.81 / (1 - x)^2 with x in thousands, so
    // (1 - x) = 0.9 (1 + x) and x = 1/19. Both end at (19/20)^2 = 0.9025.
    let x = 1000.0 / 19.0;
    expect(
        "unit for unit without a fee",
        &maker(0.81, json!({})),
        &[
            ("price/coin@0", 1.0),
            ("price/coin@1", 0.9025),
            ("price/weak@1", 0.9025),
            ("supply/coin@1", 3000.0 + x),
            ("depth/coin@1", 1000.0 + x),
            ("depth/weak@1", 1000.0 - x),
            ("note/SwappedIn", 1.0),
            ("note/Minted", 1.0),
            // 1,000 + x units at the new mark, and 2,500 owed, against what is in circulation.
            ("equity/maker@2", 3500.0 - 3000.0 - x - (1000.0 + x) * 0.0975 + x),
        ],
    );
    // A fee of 10 %: a unit at 0.81 brings 0.9 coins, so both sides are within it: 0.81 = 0.9 * 0.9 of a coin at 0.9.
    expect(
        "the coin stays within the fee",
        &maker(0.9, json!({ "fee_in": 0.1 })),
        &[("price/coin", 1.0), ("price/weak", 0.9), ("note/SwappedIn", 0.0)],
    );
    // 10 % kept: 1 / (1 + 0.9 x)^2 * 0.9 = 0.729 / (1 - x)^2, so (1 - x) = 0.9 (1 + 0.9 x) and x = 0.1 / 1.81.
    let x = 100.0 / 1.81;
    expect(
        "part of it is kept",
        &maker(0.729, json!({ "fee_in": 0.1 })),
        &[
            ("supply/coin", 3000.0 + 0.9 * x),
            ("depth/weak", 1000.0 - x),
            ("price/weak", 0.729 / (1.0 - x / 1000.0).powi(2)),
        ],
    );
}

#[test]
fn a_cap_and_a_ceiling_end_it() {
    for (why, terms, units) in [
        ("a cap in a tick", json!({ "cap": 10 }), [10.0, 20.0, 30.0]),
        ("a debt ceiling", json!({ "ceiling": 1015 }), [15.0, 15.0, 15.0]),
        ("both", json!({ "ceiling": 1015, "cap": 10 }), [10.0, 15.0, 15.0]),
        ("shut", json!({ "cap": 0 }), [0.0, 0.0, 0.0]),
        ("full", json!({ "ceiling": 900 }), [0.0, 0.0, 0.0]),
    ] {
        let wanted = [1, 2, 3].map(|t: usize| (format!("supply/coin@{t}"), 3000.0 + units[t - 1]));
        let wanted: Vec<(&str, f64)> = wanted.iter().map(|(what, value)| (what.as_str(), *value)).collect();
        expect(why, &maker(0.81, terms), &wanted);
    }
    // A cap is of coins: 9 coins for 10 units at a fee of 10 %.
    expect("coins count", &maker(0.5, json!({ "fee_in": 0.1, "cap": 9 })), &[("depth/weak@1", 990.0)]);
}

#[test]
fn a_coin_below_par_is_swapped_for_what_the_module_has() {
    // The other way round: 0.81 / (1 - x)^2 = 1 / (1 + x)^2.
    let case = maker(1.0, json!({})).shock(1, "coin", -0.19);
    let x = 1000.0 / 19.0;
    expect(
        "coins are burnt",
        &case,
        &[
            ("price/coin@1", 0.9025),
            ("price/weak@1", 0.9025),
            ("supply/coin", 3000.0 - x),
            ("depth/weak", 1000.0 + x),
            ("note/SwappedOut", 1.0),
            ("note/Burned", 1.0),
        ],
    );
    // Cash behind it: 100 of it at par, and then there is none.
    let cash = Case::new(2)
        .decimals(6)
        .put("assets", coin(0.64, 3000.0))
        .has("maker", json!({ "cash": 100 }))
        .runs("maker", json!({ "type": "peg_module", "coin": "coin", "assets": [{ "asset": "cash" }] }));
    expect(
        "redeemed as far as the money goes",
        &cash,
        &[("cash/maker@1", 0.0), ("supply/coin@1", 2900.0), ("price/coin@1", 0.64 / 0.81), ("supply/coin@2", 2900.0)],
    );
    // Enough of it: 0.64 / (1 - x)^2 = 1 less 19 %, so x = 1 - 0.8 / 0.9 and the coin ends at par less the fee.
    let fee = Case::new(2).decimals(6).put("assets", coin(0.64, 3000.0)).has("maker", json!({ "cash": 900 })).runs(
        "maker",
        json!({ "type": "peg_module", "coin": "coin", "assets": [{ "asset": "cash", "fee_out": 0.19 }] }),
    );
    expect("par less the fee", &fee, &[("price/coin@1", 0.81), ("supply/coin@1", 3000.0 - 1000.0 / 9.0)]);
}

#[test]
fn reserves_in_another_currency_are_swapped_at_their_market_price() {
    // A coin at 0.81 is worth 1/50 of a token at 50; both are worth the same at x = 1000/19 coins when the pool of the
    // token is as large in money: 20 tokens of 50.
    let case = Case::new(1)
        .decimals(6)
        .put("assets", coin(0.81, 3000.0))
        .put("assets", json!({ "id": "btc", "label": "BTC", "decimals": 8, "price": 50, "market": { "depth": 20 } }))
        .has("maker", json!({ "btc": 5 }))
        .runs(
            "maker",
            json!({ "type": "peg_module", "coin": "coin", "assets": [{ "asset": "btc", "at_market": true }] }),
        );
    let x = 1000.0 / 19.0;
    expect(
        "a reserve in bitcoin",
        &case,
        &[("price/coin", 0.9025), ("price/btc", 45.125), ("supply/coin", 3000.0 - x), ("depth/btc", 20.0 + x / 50.0)],
    );
}

/// A coin in a pool of 1,000 and a share in a pool of 100 at 10, with whatever terms.
fn algorithmic(coin_price: f64, terms: Value) -> Case {
    let mut algorithm = json!({ "type": "algorithmic", "coin": "coin", "token": "share" });
    for (key, value) in terms.as_object().unwrap() {
        algorithm[key] = value.clone();
    }
    let mut coin = coin(coin_price, 5000.0);
    coin["claim"] = json!({ "issuer": "maker", "circulating": 5000 });
    let share = json!({
        "id": "share", "label": "Share", "decimals": 6, "price": 10, "market": { "depth": 100 },
        "claim": { "issuer": "maker", "circulating": 400, "seniority": 1 }
    });
    Case::new(3).decimals(6).put("assets", coin).put("assets", share).has("maker", json!({})).runs("maker", algorithm)
}

#[test]
fn an_algorithm_issues_tokens_for_coins_at_the_last_mark() {
    // 0.81 / (1 - x)^2 = 1 / (1 + x)^2: x thousand coins are 100 x tokens at 10.
    let x = 1000.0 / 19.0;
    expect(
        "below par",
        &algorithmic(0.81, json!({})),
        &[
            ("price/coin@1", 0.9025),
            ("price/share@1", 9.025),
            ("supply/coin@1", 5000.0 - x),
            ("supply/share@1", 400.0 + x / 10.0),
            ("note/Contracted", 3.0),
        ],
    );
    // Above par, tokens for coins: 1.21 / (1 + x)^2 = 1 / (1 - x)^2, so x = 0.1 / 2.1.
    let x = 100.0 / 2.1;
    expect(
        "above par",
        &algorithmic(1.21, json!({})),
        &[
            ("supply/coin@1", 5000.0 + x),
            ("supply/share@1", 400.0 - x / 10.0),
            ("price/coin@1", 1.21 / (1.0 + x / 1000.0).powi(2)),
        ],
    );
    // 19 % kept: a coin at 0.81 brings no more than it costs.
    expect(
        "within the fee",
        &algorithmic(0.81, json!({ "fee": 0.19 })),
        &[("note/Contracted", 0.0), ("price/coin", 0.81)],
    );
    expect("a cap", &algorithmic(0.81, json!({ "cap": 10 })), &[("supply/coin@1", 4990.0), ("supply/share@1", 401.0)]);
    expect("shut", &algorithmic(0.81, json!({ "cap": 0 })), &[("supply/coin@3", 5000.0), ("supply/share@3", 400.0)]);
}

#[test]
fn a_limit_on_supply_stops_the_issue_and_says_so() {
    expect(
        "half of what is wanted",
        &algorithmic(0.81, json!({ "supply_limit": 402 })),
        &[("supply/share@1", 402.0), ("supply/coin@1", 4980.0), ("supply/share@3", 402.0), ("note/IssueStopped", 3.0)],
    );
}

#[test]
fn the_spiral_is_bounded_in_numbers() {
    // A hundred pools' worth of coins is sold at once, and the token's price has nothing to hold it.
    let case = algorithmic(1.0, json!({})).ticks(60).has("holders", json!({ "coin": 100_000 })).fails(1, "holders");
    let trace = case.run();
    let share = trace.frames.last().unwrap().assets.iter().zip(&trace.assets).find(|(_, a)| a.id == "share").unwrap().0;
    assert!(share.price.get() < 1e-6 && share.price.get() > 0.0, "{share:?}");
    assert!(share.supply.quanta() > 400_000_000_000, "{share:?}");
}

#[test]
fn what_is_wrong_with_a_peg_is_said() {
    let module =
        |coin: &str, asset: &str| json!({ "type": "peg_module", "coin": coin, "assets": [{ "asset": asset }] });
    let algorithm = |coin: &str, token: &str| json!({ "type": "algorithmic", "coin": coin, "token": token });
    let base =
        || algorithmic(1.0, json!({})).put("assets", json!({ "id": "eth", "label": "eth", "decimals": 2, "price": 2 }));
    for (why, who, mechanism) in [
        ("not its own", "other", module("coin", "cash")),
        ("nobody's", "maker", module("cash", "eth")),
        ("itself", "maker", module("coin", "coin")),
        ("its own other token", "maker", module("coin", "share")),
        ("not there", "maker", module("coin", "gold")),
        ("no par", "maker", json!({ "type": "peg_module", "coin": "coin", "par": 0, "assets": [] })),
        (
            "a fee of all",
            "maker",
            json!({ "type": "peg_module", "coin": "coin", "assets": [{ "asset": "cash", "fee_in": 1 }] }),
        ),
        (
            "twice",
            "maker",
            json!({ "type": "peg_module", "coin": "coin", "assets": [{ "asset": "cash" }, { "asset": "cash" }] }),
        ),
        ("not its own", "other", algorithm("coin", "share")),
        ("not a token", "other", algorithm("coin", "eth")),
        ("itself", "other", algorithm("coin", "coin")),
    ] {
        let s = base().has("other", json!({})).runs(who, mechanism).scenario();
        let (world, problems) = check(&s);
        assert!(world.is_none() && problems.iter().all(|p| !p.at.is_empty()), "{why}: {problems:?}");
    }
}
