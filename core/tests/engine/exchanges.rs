//! Margin exchanges against numbers by hand: liquidation prices, the order of the path, deleveraging, hedges, money.

use interclear_core::analysis::measure;
use interclear_core::journal::EntryKind;
use interclear_core::{Scenario, Trace, check, parse, run};
use interclear_swarm::judge;
use serde_json::{Value, json};

/// A venue on `btc` at 100, without fees; accounts and rules as given.
pub(super) fn venue(rules: Value, accounts: Value) -> Value {
    let mut v = json!({ "type": "margin_exchange", "markets": [{ "asset": "btc" }], "accounts": accounts });
    for (key, value) in rules.as_object().unwrap() {
        v[key] = value.clone();
    }
    v
}

pub(super) fn case(venue: Value, holders: &[(&str, f64, f64)], falls: &[(u32, f64)]) -> Value {
    let mut participants =
        vec![json!({ "id": "venue", "label": "Venue", "holdings": { "cash": 1000 }, "mechanisms": [venue] })];
    participants.extend(
        holders
            .iter()
            .map(|(id, cash, btc)| json!({ "id": id, "label": id, "holdings": { "cash": cash, "btc": btc } })),
    );
    let events: Vec<Value> = falls
        .iter()
        .map(|(tick, change)| json!({ "id": format!("e{tick}"), "tick": tick, "what": { "type": "price_shock", "asset": "btc", "change": change } }))
        .collect();
    json!({ "version": 1, "numeraire": "cash", "clock": { "ticks": 6 }, "participants": participants, "events": events,
        "assets": [{ "id": "cash", "label": "Cash" }, { "id": "btc", "label": "Bitcoin", "price": 100 }] })
}

pub(super) fn read(case: &Value) -> Scenario {
    parse(&case.to_string()).unwrap()
}

pub(super) fn played(case: &Value) -> Trace {
    let s = read(case);
    let (world, problems) = check(&s);
    let world = world.unwrap_or_else(|| panic!("{problems:?}"));
    judge(&s).unwrap_or_else(|e| panic!("{e}"));
    run(&world)
}

pub(super) fn account(id: &str, holder: &str, margin: f64, side: &str, quantity: f64, entry: f64) -> Value {
    json!({ "id": id, "holder": holder, "margin": { "cash": margin },
        "open": [{ "asset": "btc", "side": side, "quantity": quantity, "entry": entry }] })
}

pub(super) fn count(t: &Trace, kind: EntryKind) -> usize {
    t.journal.entries.iter().filter(|e| e.kind == kind).count()
}

pub(super) fn near(t: &Trace, what: &str, want: f64) {
    let got = measure(t, what).unwrap_or_else(|| panic!("nothing is named {what}"));
    assert!((got - want).abs() < 0.011, "{what}: {got} for {want}");
}

/// Long 10 at 100 with 60, ten times levered at most: maintenance is 5 %. Equity is 60 - 10 (100 - p), maintenance 0.5 p: they
/// meet at p = 940 / 9.5 = 98.947. At 99 it stands, at 98 it does not: it is sold at 98 without impact, and 40 is left.
#[test]
fn an_account_is_liquidated_at_its_liquidation_price() {
    let rules = json!({ "tiers": [{ "max_leverage": 10 }] });
    let accounts =
        json!([account("a", "ann", 60.0, "long", 10.0, 100.0), account("b", "bob", 500.0, "short", 10.0, 100.0)]);
    let at = |change: f64| {
        played(&case(
            venue(rules.clone(), accounts.clone()),
            &[("ann", 60.0, 0.0), ("bob", 500.0, 0.0)],
            &[(1, change)],
        ))
    };
    let calm = at(-0.01);
    assert_eq!(count(&calm, EntryKind::MarginBelow), 0);
    let leg = calm.frames[1].venues[0].legs[0];
    assert!((leg.liquidation.unwrap() - 940.0 / 9.5).abs() < 1e-9, "{leg:?}");
    assert!((leg.entry - 100.0).abs() < 1e-9 && leg.equity.quanta() == 5_000 && leg.maintenance.quanta() == 4_950);
    let fell = at(-0.02);
    assert_eq!((count(&fell, EntryKind::MarginBelow), count(&fell, EntryKind::SoldInBook)), (1, 1));
    near(&fell, "equity/ann", 40.0);
    near(&fell, "equity/bob", 520.0);
    near(&fell, "liquidated/venue", 980.0);
    near(&fell, "equity/venue", 1000.0);
    assert_eq!(fell.frames[6].venues[0].legs.len(), 1, "the short is still open, against the makers");
}

/// The worked example: a long of 10 with bankruptcy price 95 at a mark of 90 lacks 50. Shorts: 4 at 110 with 44, 4 at 100 with
/// 20, 12 at 95 with 600; the book is empty. Forgone: by the queue 20, 20, 10; pro rata to size 10, 10, 30; to profit 22.22,
/// 11.11, 16.67. The venue's own queue by gain and leverage asks the same two first.
#[test]
fn winners_forgo_what_the_rules_say() {
    let accounts = json!([
        account("l", "lee", 0.0, "long", 10.0, 95.0),
        account("s1", "sam", 44.0, "short", 4.0, 110.0),
        account("s2", "sue", 20.0, "short", 4.0, 100.0),
        account("s3", "sid", 600.0, "short", 12.0, 95.0)
    ]);
    let holders = [("lee", 1.0, 0.0), ("sam", 50.0, 0.0), ("sue", 50.0, 0.0), ("sid", 600.0, 0.0)];
    let forgone = |adl: &str, fill: &str| {
        let rules = json!({ "markets": [{ "asset": "btc", "depth": 0 }], "adl": adl, "adl_fill": fill,
            "tiers": [{ "max_leverage": 100, "maintenance": 0 }] });
        let mut made = case(venue(rules, accounts.clone()), &holders, &[]);
        // At the opening the price is 95, so that nobody is bankrupt; it then falls to 90.
        made["assets"][1]["price"] = json!(95);
        made["events"] =
            json!([{ "id": "e", "tick": 2, "what": { "type": "price_shock", "asset": "btc", "change": -5.0 / 95.0 } }]);
        let t = played(&made);
        let f = &t.frames[2].venues[0];
        let of = |id: &str| {
            f.cuts
                .iter()
                .find(|c| t.venues[0].account(c.account) == id)
                .map_or((0, 0), |c| (c.size.quanta(), c.profit.quanta()))
        };
        assert_eq!(f.deficit.quanta(), 5_000, "{adl}");
        near(&t, "not_covered/venue", 0.0);
        ([of("s1"), of("s2"), of("s3")], f.overshoot.quanta())
    };
    let queue = [(400, 2_000), (400, 2_000), (200, 1_000)];
    assert_eq!(forgone("queue_by_profit", "bankruptcy_price"), (queue, 0));
    assert_eq!(forgone("queue_by_index", "bankruptcy_price"), (queue, 0));
    // The mark before was the bankruptcy price.
    assert_eq!(forgone("queue_by_profit", "previous_mark"), (queue, 0));
    assert_eq!(forgone("queue_by_size", "bankruptcy_price"), ([(0, 0), (0, 0), (1_000, 5_000)], 0));
    assert_eq!(forgone("pro_rata_to_size", "bankruptcy_price"), ([(200, 1_000), (200, 1_000), (600, 3_000)], 0));
    let (parts, _) = forgone("pro_rata_to_profit", "previous_mark");
    assert_eq!(parts.map(|p| p.1), [2_222, 1_111, 1_667]);
}

/// The same long with 20 more of margin: bankruptcy price 93, so 30 is lacking at 90. Filled at the mark before, 95, the queue
/// takes 5 a unit, 50: 20 more than is lacking, which is the fund's. Shares take 30 and no more.
#[test]
fn a_queue_at_the_mark_before_overshoots_and_shares_do_not() {
    let accounts =
        json!([account("l", "lee", 20.0, "long", 10.0, 95.0), account("s", "sid", 600.0, "short", 10.0, 95.0)]);
    let with = |adl: &str| {
        let rules = json!({ "markets": [{ "asset": "btc", "depth": 0 }], "adl": adl, "tiers": [{ "max_leverage": 100, "maintenance": 0 }] });
        let mut made = case(venue(rules, accounts.clone()), &[("lee", 20.0, 0.0), ("sid", 600.0, 0.0)], &[]);
        made["assets"][1]["price"] = json!(95);
        made["events"] =
            json!([{ "id": "e", "tick": 2, "what": { "type": "price_shock", "asset": "btc", "change": -5.0 / 95.0 } }]);
        played(&made)
    };
    let queue = with("queue_by_profit");
    for (what, want) in [
        ("forgone/venue", 50.0),
        ("overshoot/venue", 20.0),
        ("insurance_fund/venue", 20.0),
        ("equity/sid", 600.0),
        ("adl/venue", 900.0),
    ] {
        near(&queue, what, want);
    }
    let shared = with("pro_rata_to_profit");
    for (what, want) in [("forgone/venue", 30.0), ("overshoot/venue", 0.0), ("equity/sid", 620.0), ("equity/lee", 0.0)]
    {
        near(&shared, what, want);
    }
    // Nobody is asked: the venue bears it, or everybody who has an account.
    let off = with("off");
    near(&off, "not_covered/venue", 30.0);
    near(&off, "equity/venue", 970.0);
    near(&off, "equity/sid", 650.0);
}
