//! Auctions, warnings, and terms that are wrong or hostile.

use super::case::{Case, expect};
use super::lending::{borrower, fine, one, pool};
use serde_json::{Value, json};

#[test]
fn a_dutch_auction_falls_to_a_buyer() {
    let dutch =
        json!({ "auction": { "type": "dutch", "start": 1.3, "cut": 0.99, "steps": 27, "cusp": 0.4, "tail": 10 } });
    // MakerDAO's ETH-B: 27 steps of 90 seconds bring 1.3 to 0.99105, the first price below the market's.
    let price = (0..27).fold(1.3, |price, _| price * 0.99);
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
fn a_dutch_auction_starts_anew_at_its_cusp() {
    // Of ETH-B a step of 90 seconds a tick: 0.99^91 is 0.4007 and 0.99^92 below the cusp of 0.4, at 8,280 seconds. The
    // lowest price is 1.3 x 0.4007 = 0.52091 of the oracle's, at the ninety-second tick.
    let terms =
        json!({ "auction": { "type": "dutch", "start": 1.3, "cut": 0.99, "steps": 1, "cusp": 0.4, "tail": 94 } });
    let sold_at = |discount: f64| {
        let case = borrower(pool(120, json!({}), terms.clone()), "b", 100.0, 82.0);
        case.put("assets", fine(1.0, json!({ "discount": discount })))
    };
    expect("a sale brings 0.5210", &sold_at(0.4790), &[("open/b-pool@91", 82.0), ("open/b-pool@92", 41.0)]);
    expect("a sale brings 0.5208", &sold_at(0.4792), &[("open/b-pool@120", 82.0), ("note/Liquidated", 0.0)]);
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
