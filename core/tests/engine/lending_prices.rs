//! Oracles, borrowings and loops: who is liquidated, and what may be borrowed.

use super::case::expect;
use super::lending::{borrower, fine, merge, pool};
use serde_json::{Value, json};

#[test]
fn the_kind_of_oracle_decides_who_is_liquidated() {
    let case = |oracle: Value| {
        borrower(pool(4, json!({ "oracle": oracle }), json!({})).put("assets", fine(1.0, json!({}))), "b", 100.0, 70.0)
            .shock(1, "token", -0.2)
    };
    // 0.8 x 80 / 70 is below 1.
    expect("market", &case(json!({})), &[("note/Liquidated", 1.0), ("health/b/pool@0", 80.0 / 70.0)]);
    expect(
        "hard-coded",
        &case(json!({ "source": "hard_coded" })),
        &[("note/HealthBelow", 0.0), ("health/b/pool@4", 80.0 / 70.0)],
    );
    expect("late", &case(json!({ "lag": 2 })), &[("open/b-pool@2", 70.0), ("note/Liquidated", 1.0)]);
    // The average of 1 and 0.8 is 0.9: 0.8 x 90 / 70 is above 1; then it is 0.8.
    expect(
        "averaged",
        &case(json!({ "source": "averaged", "over": 2 })),
        &[("health/b/pool@1", 72.0 / 70.0), ("open/b-pool@1", 70.0), ("note/Liquidated", 1.0)],
    );
    expect("in error", &case(json!({ "error": 0.25 })), &[("health/b/pool@1", 80.0 / 70.0), ("note/Liquidated", 0.0)]);
    // A venue that looks at nothing but its own book, and one that does not see it.
    let thin = |oracle: Value| {
        let book = json!({ "id": "book", "label": "book", "price": 1, "market": {} });
        case(oracle).put("assets", book).shock(1, "token", 0.25).shock(2, "book", -0.35)
    };
    expect(
        "its own book",
        &thin(json!({ "source": "own_book", "book": "book" })),
        &[("open/b-pool@1", 70.0), ("note/Liquidated", 1.0)],
    );
    expect("everybody's market", &thin(json!({})), &[("note/HealthBelow", 0.0)]);
    // A receipt that is sold at 0.8 while 1 stands behind it.
    let receipt = json!({ "id": "token", "label": "token", "decimals": 6, "price": 1, "market": {},
        "claim": { "issuer": "stake", "par": 1 } });
    let redeemed = |source: &str| {
        let case = pool(2, json!({ "oracle": { "source": source } }), json!({})).put("assets", receipt.clone());
        borrower(case.has("stake", json!({ "cash": 100 })), "b", 100.0, 70.0).shock(1, "token", -0.2)
    };
    expect("redemption value", &redeemed("redemption"), &[("note/Liquidated", 0.0)]);
    expect("its market", &redeemed("market"), &[("note/Liquidated", 1.0)]);
}

#[test]
fn a_borrowing_takes_what_the_rules_allow() {
    let case = |terms: Value, extra: Value, borrows: Value| {
        let mut what = json!({ "type": "borrow", "participant": "x", "pool": "pool", "asset": "token", "posts": 100 });
        what["borrows"] = borrows;
        let mut all = json!({ "max_ltv": 0.75 });
        merge(&mut all, &terms);
        pool(3, all, extra).put("assets", fine(1.0, json!({}))).has("x", json!({ "token": 80 })).at(2, what)
    };
    // Of the 100 asked for 80 are there; 60 may be borrowed on them.
    expect(
        "all that may be",
        &case(json!({}), json!({}), Value::Null),
        &[
            ("open/e0.collateral@1", 0.0),
            ("open/e0.loan@1", 0.0),
            ("open/e0.collateral@2", 80.0),
            ("open/e0.loan@2", 60.0),
            ("cash/x@2", 60.0),
            ("cash/pool@2", 940.0),
            ("equity/x@2", 80.0),
        ],
    );
    expect("less", &case(json!({}), json!({}), json!(25)), &[("open/e0.loan@3", 25.0)]);
    expect("more than is allowed", &case(json!({}), json!({}), json!(70)), &[("open/e0.loan@3", 60.0)]);
    expect(
        "a supply cap",
        &case(json!({ "supply_cap": 40 }), json!({}), Value::Null),
        &[("open/e0.collateral", 40.0), ("open/e0.loan", 30.0)],
    );
    expect("a borrow cap", &case(json!({}), json!({ "borrow_cap": 10 }), Value::Null), &[("open/e0.loan", 10.0)]);
    expect("a debt ceiling", &case(json!({ "debt_ceiling": 12 }), json!({}), Value::Null), &[("open/e0.loan", 12.0)]);
    // All of it and a fall: the pool that lent against it is left with bad debt.
    expect(
        "a forged token",
        &case(json!({}), json!({ "full_below": 1 }), Value::Null).shock(3, "token", -0.999),
        &[("bad_debt", 60.0 - 0.08 / 1.05), ("equity/x", 60.0)],
    );
}

#[test]
fn loops_multiply_what_they_hold() {
    let case = |loops: u32, fall: f64| {
        let mut looper = json!({ "type": "looper", "pool": "pool", "asset": "token", "own": 100, "ltv": 0.9 });
        looper["loops"] = json!(loops);
        pool(1, json!({ "max_ltv": 0.9, "threshold": 0.93, "bonus": 0.02 }), json!({}))
            .put("assets", fine(1.0, json!({})))
            .has("x", json!({}))
            .runs("x", looper)
            .shock(1, "token", fall)
    };
    // (1 - 0.9^11) / 0.1 = 6.8619 times its own.
    expect(
        "ten turns",
        &case(10, -0.01),
        &[("open/x.loop@0", 686.189_403), ("open/x.loop.loan@0", 586.189_403), ("equity/x@0", 100.0)],
    );
    expect("none", &case(0, -0.5), &[("open/x.loop", 100.0), ("open/x.loop.loan", 0.0), ("note/HealthBelow", 0.0)]);
    // At its limit a loop is liquidated by a fall of 1 - 0.9 / 0.93 = 3.226 per cent.
    expect("just above", &case(100, -0.032), &[("note/HealthBelow", 0.0)]);
    expect("just below", &case(100, -0.0324), &[("note/HealthBelow", 1.0)]);
}
