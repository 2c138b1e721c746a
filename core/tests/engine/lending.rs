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

fn merge(into: &mut Value, from: &Value) {
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

fn fine(price: f64, market: Value) -> Value {
    json!({ "id": "token", "label": "token", "decimals": 6, "price": price, "market": market })
}

/// A position of 100 tokens at 1 and a debt, that a slight fall lets be liquidated where it could not be at once.
fn one(ticks: u32, debt: f64, terms: Value, extra: Value) -> Case {
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
            ("sold/token@1", 5.0),
            ("open/b.c", 95.0),
            ("open/b-pool", 82.0 - 5.0 / 1.05),
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
fn what_is_lent_out_locks_the_lenders() {
    let case = Case::new(3)
        .decimals(6)
        .put("assets", fine(1.0, json!({})))
        .has("pool", json!({}))
        .runs("pool", json!({ "type": "lending_pool", "markets": [{ "asset": "token" }] }))
        .deposit("d", "outside", "pool", 50.0);
    let case = borrower(case, "b", 100.0, 50.0)
        .at(1, json!({ "type": "withdrawal_wave", "participant": "pool", "share": 1 }))
        .gets(2, "pool", 20.0);
    expect(
        "locked, not late",
        &case,
        &[
            ("utilisation", 1.0),
            ("queued/pool@1", 50.0),
            ("failed", 0.0),
            ("late/pool@1", 0.0),
            ("open/d@2", 30.0),
            ("queued/pool@2", 30.0),
            ("locked_ticks", 3.0),
        ],
    );
}

#[test]
fn interest_follows_the_curve() {
    let case = |rates: Value, days: f64, reserve: f64| {
        let mut case = borrower(
            pool(3, json!({}), json!({ "rates": rates, "reserve_factor": reserve }))
                .put("assets", fine(1.0, json!({}))),
            "b",
            10_000.0,
            1000.0,
        )
        .deposit("d", "outside", "pool", 2000.0);
        case.0["clock"]["days"] = json!(days);
        case
    };
    // Half of all is lent: 10 per cent and five eighths of 40 make 35; a year of it on 1,000, four fifths of that for the
    // deposits, which are all there is.
    let kinked = json!({ "type": "kinked", "base": 0.1, "optimal": 0.8, "slope_below": 0.4, "slope_above": 2 });
    expect(
        "kinked",
        &case(kinked.clone(), 365.0, 0.2),
        &[("rate/pool@0", 0.35), ("open/b-pool@1", 1350.0), ("open/d@1", 2280.0), ("equity/pool@1", 70.0)],
    );
    // Above the kink: nine tenths are lent.
    let steep = Case::new(1)
        .decimals(6)
        .put("assets", fine(1.0, json!({})))
        .has("pool", json!({ "cash": 100 }))
        .runs("pool", json!({ "type": "lending_pool", "markets": [{ "asset": "token" }], "rates": kinked }));
    expect("above the kink", &borrower(steep, "b", 10_000.0, 900.0), &[("rate/pool@0", 0.1 + 0.4 + 1.0)]);
    // All is lent out at 36.5 per cent a year, doubling each day: 1 in 1,000 of the first day, 2, 4.
    let doubling = json!({ "type": "doubling", "start": 0.365, "days": 1 });
    let all = Case::new(3)
        .decimals(6)
        .put("assets", fine(1.0, json!({})))
        .has("pool", json!({}))
        .runs("pool", json!({ "type": "lending_pool", "markets": [{ "asset": "token" }], "rates": doubling }));
    expect(
        "doubling",
        &borrower(all, "b", 10_000.0, 1000.0),
        &[
            ("open/b-pool@1", 1001.0),
            ("open/b-pool@2", 1001.0 * 1.002),
            ("open/b-pool@3", 1001.0 * 1.002 * 1.004),
            ("rate/pool@3", 0.365 * 8.0),
        ],
    );
}

/// A pool of 100 with deposits, a loan of 100 and a token that loses all.
fn ruin(extra: Value, deposits: f64) -> Case {
    let mut all = json!({ "full_below": 1 });
    merge(&mut all, &extra);
    let case = Case::new(3)
        .decimals(6)
        .put("assets", fine(1.0, json!({})))
        .has("pool", json!({ "cash": 100 }))
        .runs("pool", {
            let mut m = json!({ "type": "lending_pool", "markets": [{ "asset": "token", "bonus": 0 }] });
            merge(&mut m, &all);
            m
        })
        .has("lender", json!({}));
    let case = if deposits > 0.0 {
        case.deposit("d1", "lender", "pool", deposits * 0.25).deposit("d2", "outside", "pool", deposits * 0.75)
    } else {
        case
    };
    borrower(case, "b", 200.0, 100.0).shock(1, "token", -0.9)
}

#[test]
fn bad_debt_is_borne_as_chosen() {
    // 200 tokens at 0.1 repay 20: 80 is bad.
    expect(
        "on the pool's books",
        &ruin(json!({}), 200.0),
        &[("bad_debt", 80.0), ("hole/pool", 80.0), ("equity/pool", -80.0), ("loss/outside", 0.0)],
    );
    expect(
        "its own equity first",
        &ruin(json!({}), 150.0),
        &[("hole/pool", 30.0), ("equity/pool", -30.0), ("note/BadDebtBorne", 1.0)],
    );
    expect(
        "lenders pro rata",
        &ruin(json!({ "bad_debt": "lenders" }), 200.0),
        &[
            ("hole/pool", 0.0),
            ("open/d1", 30.0),
            ("open/d2", 90.0),
            ("loss/lender", 20.0),
            ("loss/outside", 60.0),
            ("equity/pool", 0.0),
        ],
    );
    expect(
        "a backstop first",
        &ruin(json!({ "bad_debt": "lenders", "backstop": "stakers" }), 200.0).has("stakers", json!({ "cash": 60 })),
        &[("cash/stakers", 0.0), ("loss/stakers", 60.0), ("open/d1", 45.0), ("open/d2", 135.0), ("cash/pool", 180.0)],
    );
    let two = ruin(json!({ "bad_debt": "all_holders", "bear_with": ["other"] }), 200.0)
        .has("other", json!({ "cash": 200 }))
        .runs("other", json!({ "type": "lending_pool", "markets": [{ "asset": "token" }] }))
        .deposit("d3", "outside", "other", 200.0);
    expect(
        "lenders of two pools",
        &two,
        &[("open/d1", 40.0), ("open/d2", 120.0), ("open/d3", 160.0), ("cash/other", 160.0), ("equity/other", 0.0)],
    );
    let mint = json!({ "id": "gov", "label": "gov", "decimals": 6, "price": 2, "market": {},
        "claim": { "issuer": "pool", "circulating": 0 } });
    expect(
        "issued by the treasury on the next tick",
        &ruin(json!({ "bad_debt": "treasury", "mints": "gov" }), 200.0).put("assets", mint),
        &[("hole/pool@1", 80.0), ("supply/gov@2", 40.0), ("hole/pool@2", 0.0), ("equity/pool@2", 0.0)],
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

#[test]
fn a_dutch_auction_falls_to_a_buyer() {
    let dutch =
        json!({ "auction": { "type": "dutch", "start": 1.3, "cut": 0.99, "steps": 27, "cusp": 0.4, "tail": 10 } });
    // MakerDAO's ETH-B: 27 steps of 90 seconds bring 1.3 to 0.99105, the first price below the market's.
    let price = 1.3 * 0.99f64.powi(27);
    expect(
        "nobody at 1.3, somebody at 0.99",
        &one(2, 82.0, json!({}), dutch),
        &[
            ("open/b-pool@1", 82.0),
            ("note/NotWorthIt", 1.0),
            ("open/b-pool@2", 41.0),
            ("open/b.c@2", 100.0 - 41.0 / price),
        ],
    );
    // Starting below the cusp at once, it starts anew for ever.
    let low = json!({ "auction": { "type": "dutch", "start": 1.3, "cut": 0.5, "steps": 2, "cusp": 0.9, "tail": 10 } });
    expect("it starts anew", &one(5, 82.0, json!({}), low), &[("open/b-pool@5", 82.0)]);
}

#[test]
fn a_lot_without_a_bid_goes_for_nothing() {
    let case = |keeper: f64| {
        one(
            1,
            82.0,
            json!({}),
            json!({ "auction": { "type": "english" }, "close_factor": 1, "outside_keepers": false }),
        )
        .has("k", json!({ "cash": keeper }))
        .runs("k", json!({ "type": "keeper", "keeps": true }))
    };
    expect(
        "20 of 82 are bid for",
        &case(20.0),
        &[
            ("open/b-pool", 0.0),
            ("open/b.c", 0.0),
            ("bad_debt", 62.0),
            ("for_nothing/pool", 79.0),
            ("holdings/k", 21.0),
            ("equity/b", 0.0),
        ],
    );
    expect("all", &case(100.0), &[("bad_debt", 0.0), ("for_nothing/pool", 0.0), ("cash/k", 18.0), ("equity/b", 13.9)]);
}

#[test]
fn terms_and_positions_that_make_it_worse_are_warned_of() {
    use interclear_core::check;
    let said = |case: &Case| -> Vec<String> { check(&case.scenario()).1.iter().map(ToString::to_string).collect() };
    let sound = |threshold: f64, bonus: f64, market: Value| {
        let terms = json!({ "max_ltv": 0.7, "threshold": threshold, "bonus": bonus });
        borrower(pool(1, terms, json!({})).put("assets", fine(1.0, market)), "b", 100.0, 70.0)
    };
    assert_eq!(said(&sound(0.8, 0.05, json!({}))), [""; 0]);
    assert!(said(&sound(0.96, 0.05, json!({})))[0].contains("1.0080"));
    // Loan-to-value x (1 + bonus) is 0.84, and a market of half the collateral makes a spiral of it all the same.
    assert!(said(&sound(0.8, 0.05, json!({ "depth": 50 })))[0].contains("lowers the health"));
    assert_eq!(said(&sound(0.8, 0.05, json!({ "depth": 5000 }))), [""; 0]);
    let over =
        borrower(pool(1, json!({ "max_ltv": 0.6 }), json!({})).put("assets", fine(1.0, json!({}))), "b", 100.0, 70.0);
    assert!(said(&over)[0].contains("more debt"));
    let own =
        json!({ "id": "token", "label": "token", "price": 1, "claim": { "issuer": "b", "par": 1, "circulating": 1 } });
    let own = borrower(pool(1, json!({ "max_ltv": 0.8 }), json!({})).put("assets", own), "b", 100.0, 70.0);
    assert!(said(&own)[0].contains("issued itself"));
}

#[test]
fn what_is_wrong_with_a_pool_is_said() {
    use interclear_core::check;
    for (why, terms, extra) in [
        ("a loan to be liquidated at once", json!({ "max_ltv": 0.9, "threshold": 0.8 }), json!({})),
        ("a bonus above all", json!({ "bonus": 1.5 }), json!({})),
        ("lent against itself", json!({}), json!({ "lends": "token" })),
        ("an asset that is not there", json!({ "asset": "gold" }), json!({})),
        ("its own backstop", json!({}), json!({ "backstop": "pool" })),
        ("nothing to issue", json!({}), json!({ "bad_debt": "treasury" })),
        ("no such pool", json!({}), json!({ "bear_with": ["b"] })),
        ("a rate without end", json!({}), json!({ "rates": { "type": "kinked", "base": 5000 } })),
        ("no average", json!({ "oracle": { "source": "averaged", "over": 0 } }), json!({})),
        ("an error of all", json!({ "oracle": { "error": -1 } }), json!({})),
    ] {
        let (world, problems) = check(&one(1, 50.0, terms, extra).scenario());
        assert!(world.is_none() && problems.iter().any(|p| !p.at.is_empty()), "{why}: {problems:?}");
    }
}

#[test]
fn hostile_terms_have_a_defined_outcome() {
    // A rate of 100,000 per cent a year for 400 ticks of a year each.
    let mut endless = one(399, 50.0, json!({}), json!({ "rates": { "type": "kinked", "base": 1000 } }));
    endless.0["clock"]["days"] = json!(366);
    endless.run();
    // Everything is worth nothing, or next to it.
    one(3, 82.0, json!({}), json!({})).shock(1, "token", -0.999_999).run();
    one(3, 82.0, json!({ "threshold": 0, "bonus": 1 }), json!({ "close_factor": 0, "full_below": 0 })).run();
    one(3, 82.0, json!({ "oracle": { "source": "hard_coded", "price": 0 } }), json!({})).run();
    one(3, 82.0, json!({ "oracle": { "source": "hard_coded", "price": 1e9 } }), json!({ "gas": 1e6 })).run();
}
