//! The order of a liquidation, and hedges that deleveraging cuts.

use super::exchanges::{account, case, count, near, played, venue};
use interclear_core::analysis::measure;
use interclear_core::journal::EntryKind;
use serde_json::{Value, json};

/// Book, then vault, then fund, then winners: with each in its turn large enough the next is not asked.
#[test]
fn each_stage_is_asked_when_the_one_before_has_refused() {
    let accounts =
        json!([account("l", "lee", 60.0, "long", 10.0, 100.0), account("s", "sid", 900.0, "short", 10.0, 100.0)]);
    let with = |more: Value| {
        let mut rules = json!({ "markets": [{ "asset": "btc", "depth": 100 }], "tiers": [{ "max_leverage": 20 }], "vault_sells": 0 });
        for (key, value) in more.as_object().unwrap() {
            rules[key] = value.clone();
        }
        played(&case(venue(rules, accounts.clone()), &[("lee", 60.0, 0.0), ("sid", 900.0, 0.0)], &[(1, -0.1)]))
    };
    // At 90 the long lacks 40: its bankruptcy price is 94, above the book.
    let vault = with(json!({ "vault": 100, "insurance_fund": 100 }));
    assert_eq!((count(&vault, EntryKind::VaultTook), count(&vault, EntryKind::FundPaid)), (1, 0));
    near(&vault, "vault/venue", 60.0);
    let fund = with(json!({ "vault": 10, "insurance_fund": 300 }));
    assert_eq!(
        (count(&fund, EntryKind::VaultTook), count(&fund, EntryKind::FundPaid), count(&fund, EntryKind::Deleveraged)),
        (0, 1, 0)
    );
    // Selling 10 into a book of 100 brings 90 / 1.1 a unit: 81.82 less than at the mark, and 40 is lacking already.
    near(&fund, "insurance_fund/venue", 300.0 - 40.0 - 81.82);
    let winners = with(json!({ "vault": 10, "insurance_fund": 5, "adl_fill": "bankruptcy_price" }));
    assert_eq!((count(&winners, EntryKind::FundPaid), count(&winners, EntryKind::Deleveraged)), (1, 1));
    near(&winners, "forgone/venue", 35.0);
    near(&winners, "insurance_fund/venue", 0.0);
    let last = with(json!({ "adl": "off", "uncovered": "socialised" }));
    assert_eq!((count(&last, EntryKind::Socialised), count(&last, EntryKind::VenueLoss)), (1, 0));
    near(&last, "equity/sid", 900.0 + 100.0 - 40.0);
}

/// A market maker is short 10 at one venue and long 10 at another. The first is cut back when a long there is bankrupt: its long
/// at the other is naked, and the next fall liquidates it. Without the deleveraging it stands through both.
#[test]
fn a_hedge_cut_back_becomes_a_bet_and_is_liquidated_by_itself() {
    let first = |adl: &str| {
        venue(
            json!({ "markets": [{ "asset": "btc", "depth": 0 }], "tiers": [{ "max_leverage": 50 }], "adl": adl }),
            json!([account("m", "maker", 90.0, "short", 10.0, 100.0), account("l", "lee", 30.0, "long", 10.0, 100.0)]),
        )
    };
    let second = venue(
        json!({ "tiers": [{ "max_leverage": 50 }] }),
        json!([account("m", "maker", 110.0, "long", 10.0, 100.0), account("x", "xia", 900.0, "short", 10.0, 100.0)]),
    );
    let with = |adl: &str| {
        let mut made = case(
            first(adl),
            &[("maker", 200.0, 0.0), ("lee", 30.0, 0.0), ("xia", 900.0, 0.0)],
            &[(1, -0.05), (3, -0.06)],
        );
        let other = json!({ "id": "west", "label": "West", "holdings": { "cash": 10 }, "mechanisms": [second] });
        made["participants"].as_array_mut().unwrap().push(other);
        played(&made)
    };
    let t = with("queue_by_profit");
    let lost = t.journal.entries.iter().find(|e| e.kind == EntryKind::HedgeLost).expect("the hedge is lost");
    assert_eq!((lost.tick, t.name(lost.other.unwrap()), lost.amount.quanta()), (1, "maker", 1_000));
    let cut = t.frames[1].venues[0].cuts[0];
    assert_eq!(cut.naked.map(|x| x.quanta()), Some(1_000));
    near(&t, "naked/venue@1", 1.0);
    // At 89.3 the naked long has 110 - 107 left, below its maintenance of 8.93.
    let below: Vec<(u32, &str)> = t
        .journal
        .entries
        .iter()
        .filter(|e| e.kind == EntryKind::MarginBelow)
        .map(|e| (e.tick, t.name(e.who.unwrap())))
        .collect();
    assert_eq!(below, [(1, "Venue"), (3, "West")]);
    let hedged = with("off");
    assert_eq!(count(&hedged, EntryKind::HedgeLost), 0);
    // It would be liquidated there as well, but its short has gained what its long lost.
    near(&hedged, "equity/maker", 200.0 - 0.0);
    assert!(measure(&t, "equity/maker").unwrap() < 160.0, "{:?}", measure(&t, "equity/maker"));
}
