//! Every kind of participant under every kind of shock at its extreme, alone and in pairs: nothing breaks, whatever fails.

use interclear_core::preset::{PRESETS, PresetDef};
use interclear_core::scenario::{Scenario, to_value};
use interclear_core::{check, parse};
use interclear_swarm::judge;
use serde_json::{Value, json};

/// The participant that is struck.
const STRUCK: &str = "struck";

/// Shocks at their extremes, one of every kind that the format has; `amount` stands for more than anybody has.
fn shocks() -> Vec<Value> {
    vec![
        json!({ "type": "price_shock", "asset": "eth", "change": -0.999 }),
        json!({ "type": "price_shock", "asset": "eth", "change": 20 }),
        json!({ "type": "volatility_shock", "asset": "eth", "change": 100 }),
        json!({ "type": "suspension", "asset": "eth", "ticks": 3 }),
        json!({ "type": "default", "participant": STRUCK }),
        json!({ "type": "exploit", "participant": STRUCK, "amount": 1_000_000 }),
        json!({ "type": "exploit", "participant": STRUCK, "asset": "eth", "amount": 1_000_000 }),
        json!({ "type": "outage", "participant": STRUCK, "ticks": 3 }),
        json!({ "type": "withdrawal_wave", "participant": STRUCK, "share": 1 }),
        json!({ "type": "upgrade", "target": "rules/recovery_assets", "value": 0 }),
        json!({ "type": "forged_message", "bridge": STRUCK, "token": "coin", "amount": 100_000, "to": "firm", "keys": 9 }),
        json!({ "type": "pause", "participant": STRUCK, "ticks": 3, "withdrawals": true }),
        json!({ "type": "issue", "participant": STRUCK, "token": "coin", "amount": 100_000 }),
        json!({ "type": "disclosure", "participant": STRUCK }),
        json!({ "type": "slashing", "participant": STRUCK, "share": 1 }),
        json!({ "type": "redemption_wave", "asset": "coin", "share": 1 }),
        json!({ "type": "borrow", "participant": "firm", "pool": STRUCK, "asset": "eth", "posts": 100_000 }),
        json!({ "type": "order", "asset": "eth", "sells": 100_000 }),
        json!({ "type": "order", "participant": STRUCK, "asset": "eth", "spends": 100_000 }),
        json!({ "type": "recovery", "participant": STRUCK, "amount": 100_000 }),
    ]
}

/// The words of all kinds of shock, as the reader names them when it is given none of them.
fn kinds() -> Vec<String> {
    let file = json!({ "version": 1, "numeraire": "c", "assets": [{ "id": "c", "label": "C" }],
        "events": [{ "id": "e", "tick": 1, "what": { "type": "nothing" } }] });
    let problems = parse(&file.to_string()).unwrap_err();
    let known = problems[0].message.split("expected one of ").nth(1).unwrap().to_owned();
    known.split(", ").map(|word| word.trim_matches('`').to_owned()).collect()
}

/// A small town without anybody of a kind: who will deal with one, and what they hold.
fn town() -> Scenario {
    let text = json!({
        "version": 1, "clock": { "ticks": 6 }, "numeraire": "cash",
        "assets": [
            { "id": "cash", "label": "Cash" },
            { "id": "eth", "label": "Ether", "decimals": 4, "price": 2, "market": { "depth": 500 } },
        ],
        "participants": [
            { "id": "firm", "label": "Firm", "holdings": { "cash": 50, "eth": 80 } },
            { "id": "savings", "label": "Savings bank", "kind": "bank", "holdings": { "cash": 80 },
              "mechanisms": [{ "type": "insolvency_rule" }, { "type": "depositors", "groups": [] }] },
        ],
    });
    parse(&text.to_string()).unwrap()
}

/// The town with a participant of a kind, placed with all that it brings: it owes, is owed, takes deposits and collateral,
/// and others hold its first token. The town, and that token's id.
fn around(kind: &PresetDef) -> (Value, String) {
    let mut s = town();
    let made = kind.place(&s, STRUCK, kind.label).unwrap();
    made.add_to(&mut s);
    assert_eq!(made.placed().unwrap().id, STRUCK, "{}", kind.id);
    let mut town = to_value(&s);
    let issued = made.assets.iter().find(|a| a.claim.as_ref().is_some_and(|c| c.issuer == STRUCK));
    let token = issued.map_or("coin", |a| a.id.as_str()).to_owned();
    let push = |town: &mut Value, list: &str, more: Vec<Value>| match town[list].as_array_mut() {
        Some(there) => there.extend(more),
        None => town[list] = json!(more),
    };
    if issued.is_none() {
        let coin = json!({ "id": "coin", "label": "Coin", "market": { "depth": 300, "amplification": 100 },
            "claim": { "issuer": STRUCK, "par": 1, "circulating": 60, "redemption": {} } });
        push(&mut town, "assets", vec![coin]);
    }
    for p in town["participants"].as_array_mut().unwrap() {
        let (id, holds) = (p["id"].clone(), &mut p["holdings"]);
        if id == STRUCK {
            // More than a kind has of its own, so that there is something to take.
            holds["eth"] = json!(100);
            holds["cash"] = json!(holds["cash"].as_f64().unwrap_or(0.0) + 150.0);
        } else if id == "firm" {
            holds[token.as_str()] = json!(20);
        }
    }
    push(
        &mut town,
        "obligations",
        vec![
            json!({ "id": "o1", "debtor": STRUCK, "creditor": "savings", "amount": 90, "due": 3 }),
            json!({ "id": "o2", "debtor": "firm", "creditor": STRUCK, "amount": 60 }),
            json!({ "id": "o3", "debtor": "savings", "creditor": "firm", "amount": 70, "due": 4 }),
        ],
    );
    push(&mut town, "deposits", vec![json!({ "id": "d2", "holder": "savings", "taker": STRUCK, "amount": 40 })]);
    let pledge = json!({ "id": "c1", "pledger": "firm", "holder": STRUCK, "asset": "eth", "amount": 40 });
    push(&mut town, "collateral", vec![pledge]);
    let future = json!({ "id": "future", "label": "Future", "underlying": "eth", "payoff": { "type": "future" } });
    push(&mut town, "contracts", vec![future]);
    let position = |id: &str, long: &str, short: &str| json!({ "id": id, "contract": "future", "long": long, "short": short, "quantity": 5 });
    push(&mut town, "positions", vec![position("x1", STRUCK, "firm"), position("x2", "savings", STRUCK)]);
    (town, token)
}

/// The town under shocks; what they say of `coin` is about its token.
fn struck((around, token): &(Value, String), events: &[&Value]) -> Value {
    let event = |(at, what): (usize, &&Value)| {
        let mut what = (*what).clone();
        for field in ["asset", "token"] {
            if what[field] == "coin" {
                what[field] = json!(token);
            }
        }
        json!({ "id": format!("e{at}"), "tick": 1 + at, "what": what })
    };
    let mut town = around.clone();
    town["events"] = events.iter().enumerate().map(event).collect();
    town
}

#[test]
fn every_kind_of_shock_is_tried() {
    let tried: Vec<Value> = shocks().into_iter().map(|s| s["type"].clone()).collect();
    for kind in kinds() {
        assert!(tried.iter().any(|t| *t == kind.as_str()), "{kind}");
    }
}

#[test]
fn every_preset_survives_every_shock_alone_and_in_pairs() {
    let all = shocks();
    let (mut ran, mut refused) = (0, 0);
    for preset in PRESETS {
        let around = around(preset);
        let mut alone = 0;
        for (i, first) in all.iter().enumerate() {
            let pairs = all.iter().skip(i + 1).map(|second| vec![first, second]);
            for events in std::iter::once(vec![first]).chain(pairs) {
                let text = struck(&around, &events).to_string();
                let s = parse(&text).unwrap_or_else(|p| panic!("{}: {p:?}", preset.id));
                // A shock may make no sense for a kind: then it is refused with a place and a reason.
                if check(&s).0.is_none() {
                    assert!(check(&s).1.iter().all(|p| !p.at.is_empty() && !p.message.is_empty()), "{text}");
                    refused += 1;
                    continue;
                }
                judge(&s).unwrap_or_else(|e| panic!("{}: {e}\n{text}", preset.id));
                ran += 1;
                alone += usize::from(events.len() == 1);
            }
        }
        assert!(alone >= 8, "{} takes only {alone} of {} shocks", preset.id, all.len());
    }
    println!("{ran} runs, {refused} refused");
    assert!(ran > 1_000, "{ran} runs, {refused} refused");
}
