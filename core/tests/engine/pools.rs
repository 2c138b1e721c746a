//! Pools in a run: two curves, a fee, purchases, limits, arbitrage, pegs that are followed, providers that come and go.

use super::case::{Case, expect};
use serde_json::{Value, json};

/// The price of a pool with A = 100 and D = 2000 at 1100 units, and at 1900: by the paper's formula in fifty digits.
const PRICE: f64 = 0.998_985_756_963_709;
const DEEP: f64 = 0.84961333842384;

/// A pool of `depth` units at a price of 1, with six decimals on both sides.
fn pool(ticks: u32, market: Value) -> Case {
    let token = json!({ "id": "token", "label": "token", "decimals": 6, "market": market });
    Case::new(ticks).decimals(6).put("assets", token)
}

fn sells(case: Case, tick: u32, units: f64) -> Case {
    case.at(tick, json!({ "type": "order", "asset": "token", "sells": units }))
}

fn spends(case: Case, tick: u32, who: &str, cash: f64) -> Case {
    case.at(tick, json!({ "type": "order", "participant": who, "asset": "token", "spends": cash }))
}

#[test]
fn a_purchase_moves_the_price_up() {
    let case = spends(pool(1, json!({ "depth": 1000 })).has("a", json!({ "cash": 150 })), 1, "a", 100.0);
    // 100 into (1000, 1000): 90.909 units, and 1100 of cash stand against 909.091.
    expect(
        "constant product",
        &case,
        &[
            ("cash/a", 50.0),
            ("holdings/a@1", 90.909_090),
            ("depth/token", 909.090_910),
            ("price/token", 1.21),
            ("burnt", 9.090_910),
            ("note/Bought", 1.0),
        ],
    );
    let dear = spends(pool(1, json!({ "depth": 1000 })).has("a", json!({ "cash": 150 })), 1, "a", 1e6);
    expect("no more than it has", &dear, &[("cash/a", 0.0), ("holdings/a@1", 1000.0 * 150.0 / 1150.0)]);
    let flat = spends(pool(1, json!({})).has("a", json!({ "cash": 150 })), 1, "a", 100.0);
    expect("without a pool", &flat, &[("cash/a", 50.0), ("holdings/a@1", 100.0), ("price/token", 1.0)]);
}

#[test]
fn sales_come_before_purchases() {
    let case = pool(1, json!({ "depth": 1000 })).has("a", json!({ "cash": 100 }));
    // After a sale of 1000 there are 2000 units and 500 coins: 100 more buy 2000 100 / 600.
    expect(
        "one after the other",
        &spends(sells(case, 1, 1000.0), 1, "a", 100.0),
        &[("holdings/a@1", 333.333_333), ("depth/token", 2000.0 - 333.333_333), ("price/token", 0.36)],
    );
}

#[test]
fn an_order_stops_at_its_limit() {
    let case =
        |what: Value| pool(1, json!({ "depth": 1000 })).has("a", json!({ "cash": 9000, "token": 9000 })).at(1, what);
    let sale = json!({ "type": "order", "participant": "a", "asset": "token", "sells": 9000, "limit": 0.25 });
    expect("down to a quarter", &case(sale), &[("sold/token", 1000.0), ("price/token", 0.25), ("cash/a", 9500.0)]);
    let purchase = json!({ "type": "order", "participant": "a", "asset": "token", "spends": 9000, "limit": 4 });
    expect("up to four", &case(purchase), &[("depth/token", 500.0), ("price/token", 4.0), ("cash/a", 8000.0)]);
    let late = json!({ "type": "order", "participant": "a", "asset": "token", "sells": 9000, "limit": 1.01 });
    expect("not at all", &case(late), &[("sold/token", 0.0), ("note/Sold", 0.0)]);
}

#[test]
fn a_fee_stays_with_the_pool() {
    let case = pool(1, json!({ "depth": 1000, "fee": 0.003 }))
        .has("a", json!({ "token": 100 }))
        .at(1, json!({ "type": "order", "participant": "a", "asset": "token", "sells": 100 }));
    let brought = 1000.0 * 99.7 / 1099.7;
    expect("30 basis points", &case, &[("cash/a", brought), ("price/token", (1000.0 - brought) / 1100.0)]);
}

#[test]
fn a_stable_swap_hardly_moves() {
    // A = 100 and (1000, 1000): 100 units bring 99.9498 and the price is then .998986, by the paper's formula in fifty
    // digits. A constant product gives 90.909.
    let market = json!({ "depth": 1000, "amplification": 100 });
    let case = pool(1, market)
        .has("a", json!({ "token": 100 }))
        .at(1, json!({ "type": "order", "participant": "a", "asset": "token", "sells": 100 }));
    expect(
        "the paper's pool",
        &case,
        &[("cash/a", 99.949_776), ("price/token", PRICE), ("depth2/token@0", 904.364_671), ("peg/token", PRICE)],
    );
}

#[test]
fn arbitrage_closes_its_share_of_the_gap() {
    let case = |market: Value| sells(pool(3, market), 1, 100.0);
    let open = 1.0 / 1.21;
    let half = case(json!({ "depth": 1000, "resilience": 0.5 }));
    expect(
        "half of it a tick",
        &half,
        &[
            ("price/token@1", open),
            ("price/token@2", open + 0.5 * (1.0 - open)),
            ("price/token@3", open + 0.75 * (1.0 - open)),
        ],
    );
    let all = case(json!({ "depth": 1000, "resilience": 1 }));
    expect("all of it", &all, &[("price/token@2", 1.0), ("depth/token@2", 1000.0), ("note/Arbitraged", 1.0)]);
    // Nobody trades for less than the fee of a fifth: .826 is above .8.
    expect("within the fee", &case(json!({ "depth": 1000, "resilience": 1, "fee": 0.2 })), &[("note/Arbitraged", 0.0)]);
    expect("nobody", &case(json!({ "depth": 1000 })), &[("price/token@3", open)]);
    // A fall that is news is no gap.
    let shock = pool(3, json!({ "depth": 1000, "resilience": 1 })).shock(1, "token", -0.5);
    expect("news", &shock, &[("price/token@3", 0.5), ("note/Arbitraged", 0.0)]);
}

fn receipt(market: Value, redemption: Value) -> Case {
    let mut claim = json!({ "issuer": "stake", "par": 1, "of": "eth", "circulating": 5000 });
    if !redemption.is_null() {
        claim["redemption"] = redemption;
    }
    Case::new(3)
        .decimals(6)
        .token("eth", 2.0, Value::Null)
        .put(
            "assets",
            json!({ "id": "receipt", "label": "receipt", "decimals": 6, "price": 2, "market": market, "claim": claim }),
        )
        .has("stake", json!({ "eth": 5000 }))
}

#[test]
fn a_stable_swap_follows_its_coin() {
    let market = json!({ "depth": 1000, "amplification": 100 });
    let case = receipt(market, Value::Null).shock(2, "eth", -0.5);
    expect(
        "half the price, the same peg",
        &case,
        &[("price/receipt@1", 2.0), ("price/receipt@2", 1.0), ("peg/receipt", 1.0)],
    );
}

#[test]
fn a_claim_token_comes_back_to_par_while_it_is_redeemed() {
    let market = json!({ "depth": 1000, "amplification": 100, "resilience": 1 });
    let sold = |redemption: Value| {
        receipt(market.clone(), redemption).at(1, json!({ "type": "order", "asset": "receipt", "sells": 900 }))
    };
    let below = [("peg/receipt@1", DEEP), ("peg/receipt@3", DEEP), ("peg_gap", 1.0 - DEEP)];
    expect("nobody redeems", &sold(Value::Null), &below);
    expect("open", &sold(json!({})), &[("peg/receipt@2", 1.0), ("peg/receipt@3", 1.0)]);
}

#[test]
fn providers_watch_the_peg_and_come_back() {
    let market = json!({ "depth": 1000, "recovery": 0.5, "resilience": 1, "providers": { "groups": [
        { "share": 0.4, "leaves_below": 0.9, "watches": "peg" }] } });
    let case = sells(pool(5, market), 1, 100.0);
    expect("calm for arbitrage mends it first", &case, &[("note/DepthLeft", 0.0)]);
    let market = json!({ "depth": 1000, "recovery": 0.5, "providers": { "groups": [
        { "share": 0.4, "leaves_below": 0.9, "watches": "peg" }] } });
    // Seen at the mark of tick 2: 400 of 1100 units go; bought back at 4, half of what is away comes each tick after.
    let case = sells(pool(6, market), 1, 100.0).has("a", json!({ "cash": 500 }));
    let case = spends(case, 3, "a", 200.0);
    expect("away and back", &case, &[("depth/token@2", 700.0), ("note/DepthLeft", 1.0), ("note/DepthBack", 3.0)]);
}

#[test]
fn what_is_no_market_is_said() {
    for (why, market) in [
        ("a fee without a pool", json!({ "fee": 0.1 })),
        ("a curve without a pool", json!({ "amplification": 10 })),
        ("nobody to amplify", json!({ "depth": 10, "amplification": 0.5 })),
        ("all of it kept", json!({ "depth": 10, "fee": 1 })),
        ("more than all of the gap", json!({ "depth": 10, "resilience": 1.5 })),
        ("watched by nobody", json!({ "depth": 10, "providers": { "groups": [{ "share": 1, "leaves_below": 1 }] } })),
    ] {
        let s = pool(1, market).scenario();
        let (world, problems) = interclear_core::check(&s);
        assert!(world.is_none() && problems.iter().all(|p| p.at.starts_with("assets/token")), "{why}: {problems:?}");
    }
}

/// A pool that is sold down to nothing is not bought up to a price without bounds: as one shock could, by 100 times.
#[test]
fn a_purchase_raises_a_price_as_far_as_a_shock_may() {
    // 999,000 into (1000, 1000) leave 1 against 1,000,000: a price of a millionth. All of a's cash would drive it to a
    // million; at 100 there are 100 units against 10,000: 9,999 spent on 999,900.
    let case = sells(pool(3, json!({ "depth": 1000 })).has("a", json!({ "cash": 1_000_000 })), 1, 999_000.0);
    let case = spends(spends(case, 2, "a", 1e6), 3, "a", 1e6);
    expect("sold down, bought up", &case, &[("price/token", 100.0), ("cash/a", 1e6 - 9_999.0), ("depth/token", 100.0)]);
}
