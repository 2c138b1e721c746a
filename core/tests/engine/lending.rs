//! Lending pools: health, liquidation, bad debt and who bears it, with numbers computed by hand.

use super::case::{Case, expect};
use serde_json::{Value, json};

/// A pool with 1,000 of its depositors' cash beside its loans, and one borrower with collateral of 1 a unit that is
/// sold without price impact.
pub fn pool(ticks: u32, terms: Value, extra: Value) -> Case {
    let mut market = json!({ "asset": "token", "max_ltv": 0, "threshold": 0.8, "bonus": 0.05 });
    merge(&mut market, &terms);
    let mut mechanism = json!({ "type": "lending_pool", "markets": [market] });
    merge(&mut mechanism, &extra);
    Case::new(ticks).decimals(6).has("pool", json!({ "cash": 1000 })).runs("pool", mechanism)
}

pub fn merge(into: &mut Value, from: &Value) {
    for (key, value) in from.as_object().into_iter().flatten() {
        into[key] = value.clone();
    }
}

/// A borrower with tokens posted and a debt.
pub fn borrower(case: Case, id: &str, units: f64, debt: f64) -> Case {
    case.has(id, json!({ "token": units })).owes(id, "pool", debt, 0).put(
        "collateral",
        json!({ "id": format!("{id}.c"), "pledger": id, "holder": "pool", "asset": "token", "amount": units }),
    )
}

pub fn fine(price: f64, market: Value) -> Value {
    json!({ "id": "token", "label": "token", "decimals": 6, "price": price, "market": market })
}

/// A position of 100 tokens at 1 and a debt, that a slight fall lets be liquidated where it could not be at once.
pub fn one(ticks: u32, debt: f64, terms: Value, extra: Value) -> Case {
    borrower(pool(ticks, terms, extra).put("assets", fine(1.0, json!({}))), "b", 100.0, debt)
}

#[test]
fn half_is_closed_and_the_health_is_above_one_again() {
    // Health 0.8 x 100 / 82 = 0.9756; 41 is repaid, 43.05 is taken: 0.8 x 56.95 / 41 = 1.1112.
    expect(
        "Aave v3's close factor at 82 of debt",
        &one(2, 82.0, json!({}), json!({})),
        &[
            ("health/b/pool@0", 0.975_609_756),
            ("open/b.c@1", 56.95),
            ("open/b-pool@1", 41.0),
            ("health/b/pool@1", 1.111_219_512),
            ("open/b-pool@2", 41.0),
            ("bad_debt", 0.0),
            ("bad_debt/pool", 0.0),
            ("note/Liquidated", 1.0),
            ("note/HealthBelow", 1.0),
            // The bonus is the borrower's loss and the keeper's gain.
            ("equity/b@0", 18.0),
            ("equity/b@1", 15.95),
            ("equity/pool@1", 1082.0),
            ("cash/pool@1", 1041.0),
            ("utilisation/pool@1", 41.0 / 1082.0),
        ],
    );
}

#[test]
fn a_position_above_water_by_less_than_the_bonus_still_has_no_bad_debt() {
    // 90 x 1.08 / 100 = 0.972: half is 45, 48.6 is taken; 0.8 x 51.4 / 45 = 0.9138.
    let case = |ticks| one(ticks, 90.0, json!({ "bonus": 0.08 }), json!({ "full_below": 0 }));
    expect("after one tick", &case(1), &[("health/b/pool", 0.913_777_778), ("open/b.c", 51.4), ("open/b-pool", 45.0)]);
    expect("after many", &case(30), &[("bad_debt", 0.0), ("note/BadDebt", 0.0)]);
}

#[test]
fn a_solvent_account_ends_in_bad_debt_where_the_bonus_outruns_it() {
    // 97 x 1.08 / 100 = 1.0476: each half makes the rest worse (loan-to-value 1.0185, 1.1316, 1.4547, 3.3916); the fifth
    // takes the last 1.7875 tokens for 1.6551 and leaves 4.4074.
    let case = |extra| one(6, 97.0, json!({ "bonus": 0.08 }), extra);
    expect(
        "five closes",
        &case(json!({ "full_below": 0 })),
        &[
            ("open/b.c@1", 47.62),
            ("open/b-pool@1", 48.5),
            ("open/b.c@4", 1.7875),
            ("bad_debt@4", 0.0),
            ("bad_debt@5", 4.407_407),
            ("note/Liquidated", 5.0),
            ("loss/pool@5", 4.407_407),
        ],
    );
    // All at once where the health is low: 100 / 1.08 is repaid.
    expect("Aave v3 from 0.95 on", &case(json!({})), &[("bad_debt@1", 97.0 - 100.0 / 1.08), ("note/Liquidated", 1.0)]);
}

#[test]
fn little_is_closed_whole_and_little_is_not_left() {
    let small = borrower(
        pool(1, json!({}), json!({ "dust": 2000, "close_factor": 0.5 })).put("assets", fine(1.0, json!({}))),
        "b",
        1000.0,
        820.0,
    );
    expect("a debt below the dust limit", &small, &[("open/b-pool", 0.0), ("open/b.c", 0.0), ("cash/pool", 1820.0)]);
    // 80 per cent would leave 240 of 1,200: 500 must stay, so 700 is repaid and 735 taken.
    let rest = borrower(
        pool(1, json!({}), json!({ "dust": 1000, "close_factor": 0.8 })).put("assets", fine(1.0, json!({}))),
        "b",
        1460.0,
        1200.0,
    );
    expect("what is left is not dust", &rest, &[("open/b-pool", 500.0), ("open/b.c", 725.0)]);
}

#[test]
fn keepers_act_only_where_they_have_no_loss() {
    let thin = |depth: f64, extra: Value| {
        borrower(pool(1, json!({}), extra).put("assets", fine(1.0, json!({ "depth": depth }))), "b", 100.0, 82.0)
    };
    // A pool of 100 takes 5 tokens at an average of 1 / 1.05: as much as leaves no loss with a bonus of 5 per cent.
    expect(
        "as much as the market bears",
        &thin(100.0, json!({})),
        &[
            // The last 14 millionths would lose a millionth.
            ("sold/token@1", 4.999_986),
            ("open/b.c", 95.000_014),
            ("open/b-pool", 82.0 - 4.999_986 / 1.05),
            ("price/token@1", 1.0 / 1.1025),
            ("note/NotWorthIt", 1.0),
            ("unliquidated", (41.0 - 5.0 / 1.05) / 41.0),
        ],
    );
    // With a depth of 10 no sale earns more than 0.006 above what it repays: gas of 0.1 is too much.
    expect(
        "gas above the bonus",
        &thin(10.0, json!({ "gas": 0.1 })),
        &[("note/Liquidated", 0.0), ("note/NotWorthIt", 1.0), ("price/token", 1.0), ("unliquidated", 1.0)],
    );
    expect(
        "nobody is there",
        &thin(1e6, json!({ "outside_keepers": false })),
        &[("note/NoKeeper", 1.0), ("note/Liquidated", 0.0), ("unhealthy@1", 82.0)],
    );
    expect("blocks are full", &thin(1e6, json!({ "capacity": 0 })), &[("note/NoKeeper", 1.0)]);
}

#[test]
fn a_keeper_with_capital_repays_what_it_can() {
    let case = |keeper: Value, cash: f64| {
        one(1, 82.0, json!({}), json!({ "outside_keepers": false })).has("k", json!({ "cash": cash })).runs("k", keeper)
    };
    expect(
        "half of what could be, sold at once",
        &case(json!({ "type": "keeper", "gas": 0.5 }), 20.5),
        // 20 is repaid, 21 sold.
        &[("open/b-pool", 62.0), ("open/b.c", 79.0), ("cash/k", 21.0), ("note/NoKeeper", 1.0)],
    );
    expect(
        "it keeps the collateral",
        &case(json!({ "type": "keeper", "keeps": true }), 30.0),
        &[("open/b-pool", 52.0), ("cash/k", 0.0), ("holdings/k", 31.5), ("sold/token", 0.0)],
    );
    expect(
        "the cheaper one first",
        &case(json!({ "type": "keeper", "gas": 0.5 }), 100.0)
            .has("j", json!({ "cash": 100 }))
            .runs("j", json!({ "type": "keeper", "gas": 1 })),
        &[("cash/j", 100.0), ("cash/k", 100.0 + 41.0 * 0.05 - 0.5)],
    );
}
