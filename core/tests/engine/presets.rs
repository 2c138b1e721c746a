//! Every kind of participant under every kind of shock at its extreme, alone and in pairs: nothing breaks, whatever fails.

use interclear_core::preset::PRESETS;
use interclear_core::scenario::{Participant, to_value};
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

/// A small town around a participant of a kind: it holds, owes, is owed, takes deposits and collateral, and has a coin.
fn town(kind: &Participant, events: &[&Value]) -> Value {
    let mut struck = to_value(kind);
    struck["id"] = json!(STRUCK);
    struck["holdings"] = json!({ "cash": 300, "eth": 100 });
    let event = |(at, what): (usize, &&Value)| json!({ "id": format!("e{at}"), "tick": 1 + at, "what": what });
    json!({
        "version": 1, "clock": { "ticks": 6 }, "numeraire": "cash",
        "assets": [
            { "id": "cash", "label": "Cash" },
            { "id": "eth", "label": "Ether", "decimals": 4, "price": 2, "market": { "depth": 500 } },
            { "id": "coin", "label": "Coin", "market": { "depth": 300, "amplification": 100 },
              "claim": { "issuer": STRUCK, "par": 1, "circulating": 200, "redemption": {} } },
        ],
        "participants": [
            struck,
            { "id": "firm", "label": "Firm", "holdings": { "cash": 50, "eth": 80, "coin": 40 } },
            { "id": "bank", "label": "Bank", "holdings": { "cash": 80 },
              "mechanisms": [{ "type": "insolvency_rule" }] },
        ],
        "obligations": [
            { "id": "o1", "debtor": STRUCK, "creditor": "bank", "amount": 90, "due": 3 },
            { "id": "o2", "debtor": "firm", "creditor": STRUCK, "amount": 60 },
            { "id": "o3", "debtor": "bank", "creditor": "firm", "amount": 70, "due": 4 },
        ],
        "deposits": [
            { "id": "d1", "holder": "outside", "taker": STRUCK, "amount": 150 },
            { "id": "d2", "holder": "bank", "taker": STRUCK, "amount": 40 },
        ],
        "collateral": [{ "id": "c1", "pledger": "firm", "holder": STRUCK, "asset": "eth", "amount": 40 }],
        "events": events.iter().enumerate().map(event).collect::<Vec<_>>(),
    })
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
        let kind = preset.participant(STRUCK, preset.label, "cash");
        let mut alone = 0;
        for (i, first) in all.iter().enumerate() {
            let pairs = all.iter().skip(i + 1).map(|second| vec![first, second]);
            for events in std::iter::once(vec![first]).chain(pairs) {
                let text = town(&kind, &events).to_string();
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
