//! Interest, lenders that are locked, and bad debt borne as chosen.

use super::case::{Case, expect};
use super::lending::{borrower, fine, merge, pool};
use serde_json::{Value, json};

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
