//! Margin exchanges: marks, margin in a coin, failure, crowds, hostile terms.

use super::exchanges::{account, case, near, played, read, venue};
use interclear_core::analysis::measure;
use interclear_core::journal::{EntryKind, explain};
use interclear_core::scenario::control;
use interclear_core::units::EntryIx;
use interclear_core::{Trace, check, run};
use interclear_swarm::judge;
use serde_json::{Value, json};

/// Marks: at the own book a liquidation lowers the next mark and takes the next account with it; at the index it does not.
#[test]
fn an_own_book_mark_feeds_on_liquidations() {
    let accounts = json!([
        account("a", "ann", 60.0, "long", 20.0, 100.0),
        account("b", "bob", 230.0, "long", 20.0, 100.0),
        account("z", "zoe", 5000.0, "short", 40.0, 100.0)
    ]);
    let with = |mark: &str| {
        let rules = json!({ "mark": mark, "markets": [{ "asset": "btc", "depth": 300, "arbitrage": 0 }], "average_over": 2, "tiers": [{ "max_leverage": 20 }] });
        let mut made =
            case(venue(rules, accounts.clone()), &[("ann", 60.0, 0.0), ("bob", 230.0, 0.0), ("zoe", 5000.0, 0.0)], &[]);
        made["participants"][0]["mechanisms"][0]["accounts"][0]["margin"]["cash"] = json!(45);
        played(&made)
    };
    // Ann opens below maintenance (50): her 20 sell into 300, as far as her bankruptcy price of 97.75 lets them.
    let own = with("own_book");
    assert!(measure(&own, "mark/venue/btc").unwrap() < 98.0);
    let index = with("index");
    near(&index, "mark/venue/btc", 100.0);
    assert!(measure(&index, "book/venue/btc").unwrap() < 98.0, "the book falls all the same");
    let average = measure(&with("average"), "mark/venue/btc@2").unwrap();
    assert!(average > measure(&own, "mark/venue/btc@2").unwrap() && average < 100.0, "{average}");
}

/// Margin in a coin that falls only in the venue's own spot book: at its own price accounts are sold on and on, at the price
/// elsewhere or the redemption value they stand.
#[test]
fn margin_at_the_own_book_spirals_and_at_redemption_value_does_not() {
    let with = |price: f64| {
        let mut s = read(&json!({ "version": 1, "numeraire": "cash", "clock": { "ticks": 8 },
            "assets": [{ "id": "cash", "label": "Cash" }, { "id": "btc", "label": "Bitcoin", "price": 100 },
                { "id": "coin", "label": "Coin", "price": 1, "claim": { "issuer": "mint", "par": 1, "circulating": 9000 } }],
            "participants": [
                { "id": "mint", "label": "Mint", "holdings": { "cash": 20000 } },
                { "id": "venue", "label": "Venue", "holdings": { "cash": 1000 }, "mechanisms": [{ "type": "margin_exchange",
                    "markets": [{ "asset": "btc", "depth": 4000 }], "tiers": [{ "max_leverage": 20 }],
                    "margin_assets": [{ "asset": "coin", "price": "own_book", "depth": 2500, "arbitrage": 0.05 }],
                    "crowds": [{ "id": "c", "asset": "btc", "members": 50, "long": 100, "leverage_from": 4, "leverage_to": 18, "margin": "coin" }] }] }],
            "events": [{ "id": "e", "tick": 2, "what": { "type": "price_shock", "asset": "btc", "change": -0.07 } }] }));
        control::set(&mut s, "participants/venue/margin_exchange/margin_assets/coin/price", price).unwrap();
        judge(&s).unwrap_or_else(|e| panic!("{e}"));
        run(&check(&s).0.unwrap())
    };
    let (own, index, fair) = (with(1.0), with(0.0), with(2.0));
    let liquidated = |t: &Trace| measure(t, "liquidated/venue").unwrap();
    assert!(liquidated(&own) > 1.5 * liquidated(&fair), "{} and {}", liquidated(&own), liquidated(&fair));
    assert!((liquidated(&index) - liquidated(&fair)).abs() < 0.02, "the coin is whole elsewhere");
    assert!(measure(&own, "spot/venue/coin@min").unwrap() < measure(&fair, "spot/venue/coin@min").unwrap() - 0.05);
    near(&own, "price/coin@min", 1.0);
}

/// A venue that loses more than it has: balances are claims on its estate, and the failure is walked up to the fall.
#[test]
fn balances_are_claims_on_the_estate_of_a_failed_venue() {
    let accounts =
        json!([account("l", "lee", 30.0, "long", 100.0, 100.0), account("s", "sid", 3000.0, "short", 100.0, 100.0)]);
    let mut made = case(
        venue(
            json!({ "markets": [{ "asset": "btc", "depth": 0 }], "tiers": [{ "max_leverage": 100 }], "adl": "off" }),
            accounts,
        ),
        &[("lee", 30.0, 0.0), ("sid", 3000.0, 0.0)],
        &[(2, -0.3)],
    );
    made["participants"][0]["mechanisms"].as_array_mut().unwrap().push(json!({ "type": "insolvency_rule" }));
    let t = played(&made);
    // 3,000 fall on the long, which has 30: 2,970 is the venue's, which had 1,000.
    near(&t, "not_covered/venue", 2970.0);
    near(&t, "failed/venue", 1.0);
    assert!(t.frames[2].venues[0].closed && t.frames[6].venues[0].markets[0].long.quanta() == 0);
    // Its estate has 4,030 for a claim of 6,000.
    near(&t, "equity/sid", 4030.0);
    let closed = t.journal.entries.iter().position(|e| e.kind == EntryKind::Closed).unwrap();
    let chain: Vec<String> = explain(&t, EntryIx(closed as u32)).unwrap().chain.into_iter().map(|s| s.text).collect();
    assert!(chain.first().is_some_and(|text| text.contains("the price goes from 100 to 70")), "{chain:?}");
    assert!(chain.iter().any(|text| text.contains("bears 2970 of 2970")), "{chain:?}");
}

/// A failed holder's positions are closed and what is left is its estate's; one that is short of cash takes free margin out.
#[test]
fn holders_take_free_margin_out_and_estates_get_what_is_left() {
    let accounts =
        json!([account("a", "ann", 100.0, "long", 1.0, 100.0), account("b", "bob", 100.0, "short", 1.0, 100.0)]);
    let mut made = case(
        venue(json!({ "tiers": [{ "max_leverage": 10 }] }), accounts),
        &[("ann", 100.0, 0.0), ("bob", 100.0, 0.0)],
        &[],
    );
    made["obligations"] = json!([{ "id": "o", "debtor": "ann", "creditor": "outside", "amount": 50, "due": 2 }]);
    made["events"] = json!([{ "id": "d", "tick": 3, "what": { "type": "default", "participant": "bob" } }]);
    let t = played(&made);
    near(&t, "paid/o@2", 50.0);
    near(&t, "failed/ann", 0.0);
    let paid: Vec<(u32, i64)> = t
        .journal
        .entries
        .iter()
        .filter(|e| e.kind == EntryKind::AccountPaid)
        .map(|e| (e.tick, e.amount.quanta()))
        .collect();
    assert_eq!(paid, [(2, 5_000), (3, 10_000)]);
    assert_eq!(t.frames[3].participants[1].cash.quanta(), 10_000);
}

/// Crowds are the same for the same seed, others for another, and of a size that the scenario says.
#[test]
fn crowds_are_drawn_by_the_seed() {
    let with = |seed: u32| {
        let rules = json!({ "crowds": [{ "id": "c", "asset": "btc", "members": 500, "long": 300, "short": 200, "leverage_from": 3, "leverage_to": 30, "entry_spread": 0.1 }] });
        let mut made = case(venue(rules, json!([])), &[], &[(1, -0.05)]);
        made["seed"] = json!(seed);
        played(&made)
    };
    let (a, b, again) = (with(1), with(2), with(1));
    assert_eq!(a.digest(), again.digest());
    assert_ne!(a.digest(), b.digest());
    let f = &a.frames[0].venues[0];
    assert_eq!((f.markets[0].long.quanta(), f.markets[0].makers.quanta(), f.open), (30_000, -10_000, 500));
    assert_ne!(a.frames[1].venues[0].below, 0);
}

/// Hostile terms: a problem with a place, or an outcome that every auditor accepts.
#[test]
fn hostile_terms_have_a_defined_outcome() {
    let crowd =
        json!([{ "id": "c", "asset": "btc", "members": 30, "long": 50, "leverage_from": 900, "leverage_to": 1000 }]);
    for rules in [
        json!({ "markets": [{ "asset": "btc", "depth": 0, "arbitrage": 0 }], "mark": "own_book", "crowds": crowd, "tiers": [{ "max_leverage": 1000 }] }),
        json!({ "markets": [{ "asset": "btc", "depth": 0.01 }], "mark": "own_book", "crowds": crowd, "tiers": [{ "max_leverage": 1000 }], "vault": 0 }),
        json!({ "crowds": crowd, "tiers": [{ "max_leverage": 1000, "maintenance": 0 }], "close_fraction": 0, "partial_above": 0 }),
        json!({ "crowds": crowd, "liquidation_fee": 1, "backstop_at": 1, "vault_sells": 1, "vault": 5 }),
        json!({ "crowds": crowd, "markets": [{ "asset": "btc", "open_interest_cap": 0 }] }),
    ] {
        for falls in
            [vec![(1, -0.999_999), (3, -0.999_999)], vec![(1, 99.0), (2, 99.0), (3, 99.0)], vec![(1, -0.5), (2, 3.0)]]
        {
            let empty = json!([{ "id": "none", "holder": "ann" }, account("x", "ann", 0.0, "short", 1.0, 100.0)]);
            let t = played(&case(venue(rules.clone(), empty), &[("ann", 0.0, 0.0)], &falls));
            assert_eq!(t.frames.len(), 7, "{rules} {falls:?}");
        }
    }
    let refused = |rules: Value, at: &str| {
        let s = read(&case(venue(rules, json!([])), &[], &[]));
        let (world, problems) = check(&s);
        assert!(
            world.is_none() && problems.iter().any(|p| p.at.contains(at) && !p.message.is_empty()),
            "{at}: {problems:?}"
        );
    };
    refused(json!({ "markets": [] }), "markets");
    refused(json!({ "tiers": [{ "max_leverage": 10, "maintenance": 0.2 }] }), "tiers/0/maintenance");
    refused(json!({ "tiers": [{ "from": 5, "max_leverage": 10 }] }), "tiers");
    refused(json!({ "insurance_fund": 2000 }), "insurance_fund");
    refused(json!({ "crowds": [{ "id": "c", "asset": "btc", "members": 1, "long": 1, "short": 1 }] }), "members");
    refused(json!({ "crowds": [{ "id": "c", "asset": "btc", "members": 2, "long": 1000000000000.0 }] }), "assets/btc");
    refused(json!({ "vault": 5, "vault_owner": "venue" }), "vault_owner");
}
