//! Metrics of leverage: debt by health, loops, carry, runway, collateral counted and claimed, amplification. By hand.

use super::case::{Case, expect};
use super::lending::{borrower, fine, pool};
use serde_json::{Value, json};

#[test]
fn debt_is_counted_by_the_health_of_its_position() {
    // Threshold 0.8: 80 / 40 = 2, 80 / 60 = 1.333, 80 / 75 = 1.067; after a fall of a tenth 1.8, 1.2 and 0.96.
    let mut case = pool(1, json!({ "max_ltv": 0.8, "threshold": 0.8 }), json!({ "outside_keepers": false }));
    case = case.put("assets", fine(1.0, json!({})));
    for (who, debt) in [("b", 40.0), ("c", 60.0), ("d", 75.0)] {
        case = borrower(case, who, 100.0, debt);
    }
    expect(
        "175 lent in all",
        &case.shock(1, "token", -0.1),
        &[
            ("debt_below_1@0", 0.0),
            ("debt_below_1_1@0", 75.0 / 175.0),
            ("debt_below_1_5@0", 135.0 / 175.0),
            ("debt_below_1@1", 75.0 / 175.0),
            ("debt_below_1_1@1", 75.0 / 175.0),
            ("debt_below_1_5@1", 135.0 / 175.0),
        ],
    );
    expect("nobody owes", &Case::new(1), &[("debt_below_1", 0.0), ("looped", 0.0), ("carry", 0.0)]);
}

/// A pool at a rate that does not follow its use, and a loop of ten turns in receipts of a staker that earns nine per cent.
fn staked(rate: f64, days: f64) -> Case {
    let rates = json!({ "type": "kinked", "base": rate, "slope_below": 0, "slope_above": 0 });
    pool(3, json!({ "max_ltv": 0.9, "threshold": 0.93 }), json!({ "rates": rates }))
        .put("assets", json!({ "id": "eth", "label": "ether", "decimals": 6, "price": 2 }))
        .put(
            "assets",
            json!({ "id": "token", "label": "receipt", "decimals": 6, "claim": { "issuer": "staker", "circulating": 313.810597 } }),
        )
        .has("staker", json!({ "eth": 500 }))
        .runs("staker", json!({ "type": "staking", "asset": "eth", "real": 0.1, "fee": 0.1 }))
        .has("x", json!({}))
        .runs("x", json!({ "type": "looper", "pool": "pool", "asset": "token", "own": 100, "ltv": 0.9, "loops": 10 }))
        .days(days)
}

#[test]
fn a_loop_earns_the_difference_and_loses_it_when_the_rate_rises() {
    // 1,000 of ether at a tenth a year less a tenth of that, on 1,000 receipts worth 1 each: nine per cent.
    expect("four above five", &staked(0.05, 0.0001), &[("carry@0", 0.04), ("looped@0", 586.189_403 / 686.189_403)]);
    let rises = json!({ "type": "upgrade", "target": "participants/pool/lending_pool/rates/base", "value": 0.12 });
    expect("three below twelve", &staked(0.05, 0.0001).at(2, rises), &[("carry@1", 0.04), ("carry@2", -0.03)]);
    // The other receipts as the collateral of somebody who has no loop.
    let mut other = staked(0.05, 0.0001);
    other.0["assets"][2]["claim"]["circulating"] = json!(0);
    let other = borrower(other, "y", 313.810_597, 10.0);
    expect("somebody else too", &other, &[("looped@0", 586.189_403 / 1000.0)]);
    // What does not stake yields nothing: the rate alone is paid.
    let rates = json!({ "type": "kinked", "base": 0.05, "slope_below": 0, "slope_above": 0 });
    let plain =
        borrower(pool(1, json!({}), json!({ "rates": rates })).put("assets", fine(1.0, json!({}))), "b", 100.0, 50.0);
    expect("no yield", &plain.days(0.0001), &[("carry", -0.05)]);
}

#[test]
fn a_reserve_lasts_so_many_ticks_and_none_is_no_dry_one() {
    // 1 % of 2,000 in five ticks of 73 days: 4 a tick out of 10.
    let staking =
        |subsidy: f64| json!({ "type": "staking", "asset": "eth", "subsidy": subsidy, "subsidy_from": "fund" });
    let case = |subsidy: f64| {
        Case::new(3)
            .days(73.0)
            .token("eth", 2.0, Value::Null)
            .has("pool", json!({ "eth": 1000 }))
            .has("fund", json!({ "cash": 10 }))
            .runs("pool", staking(subsidy))
    };
    expect("dry", &case(0.01), &[("runway@0", 400.0), ("runway@1", 1.5), ("runway@2", 0.5), ("runway@3", 0.0)]);
    expect("none", &case(0.0), &[("runway@min", 400.0)]);
    expect("longer than any run", &case(0.000_000_1), &[("runway@min", 400.0)]);
}

/// A chain of so many links on 1,000 tokens, each with a haircut, of which a part is passed on.
fn chain(links: usize, haircut: f64, part: f64) -> Case {
    let mut case = Case::new(1).decimals(6).put("assets", fine(1.0, json!({}))).has("p0", json!({ "token": 1000 }));
    for k in 0..links {
        let mut link = json!({ "id": format!("c{k}"), "pledger": format!("p{k}"), "holder": format!("p{}", k + 1),
            "haircut": haircut, "reuse_cap": part });
        if k == 0 {
            (link["asset"], link["amount"]) = (json!("token"), json!(1000));
        } else {
            link["reuses"] = json!(format!("c{}", k - 1));
        }
        case = case.has(&format!("p{}", k + 1), json!({})).put("collateral", link);
    }
    case
}

#[test]
fn collateral_is_counted_once_and_claimed_as_often_as_it_is_passed_on() {
    expect("one pledge", &chain(1, 0.1, 0.9), &[("claimed_collateral", 1.0), ("collateral_multiplier", 1.0)]);
    expect("none", &Case::new(1), &[("claimed_collateral", 1.0), ("collateral_multiplier", 1.0)]);
    // 1, 0.9, 0.81, 0.729 of the units; lent on them 1, 0.81, 0.6561, 0.531441: 2.9975 after three re-uses, 5.263 in the end.
    expect(
        "three re-uses",
        &chain(4, 0.1, 0.9),
        &[("claimed_collateral", 3.439), ("collateral_multiplier", 2.997_541)],
    );
    expect("no haircut", &chain(3, 0.0, 1.0), &[("claimed_collateral", 3.0), ("collateral_multiplier", 3.0)]);
}

#[test]
fn a_price_falls_farther_than_its_shock_by_the_sales_that_follow() {
    let case = |sells: f64| {
        let case = Case::new(2).put("assets", fine(1.0, json!({ "depth": 1000 }))).shock(1, "token", -0.1);
        if sells > 0.0 { case.at(1, json!({ "type": "order", "asset": "token", "sells": sells })) } else { case }
    };
    expect("no sales", &case(0.0), &[("amplification@0", 1.0), ("amplification", 1.0)]);
    // 0.9 x (1000 / 1100)^2 = 0.743802: 0.256198 for a tenth.
    expect("a tenth of the pool", &case(100.0), &[("amplification@0", 1.0), ("amplification", 2.561_983)]);
    let back = case(0.0).shock(2, "token", 1.0 / 9.0);
    expect("back again", &back, &[("amplification@1", 1.0), ("amplification", 1.0)]);
}
