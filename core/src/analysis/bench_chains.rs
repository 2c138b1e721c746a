//! The speed test case of collateral chains: 200 participants with every mechanism of chains, 600 links, 100 ticks; and with
//! every other mechanism beside them.

#[cfg(test)]
mod tests;

use crate::scenario::Scenario;
use serde_json::{Value, json};

/// How many groups of ten there are.
const GROUPS: usize = 20;

/// The scenario with all that chains of collateral have; an empty one, which `check` refuses, if it could not be read.
#[must_use]
pub fn chains() -> Scenario {
    built(false)
}

/// The same with what is traded beside it: contracts that half the issuers clear with margin, and a venue.
#[must_use]
pub fn cleared() -> Scenario {
    built(true)
}

fn built(trades: bool) -> Scenario {
    let mut all = json!({
        "version": 1, "id": "bench-chains", "title": "Speed test of chains",
        "clock": { "ticks": 100, "unit": "hour", "days": 0.04 }, "numeraire": "cash",
        "rules": { "novation": "several_houses" },
        "assets": [
            { "id": "cash", "label": "Cash" },
            { "id": "eth", "label": "Ether", "decimals": 4, "price": 2, "market": { "depth": 400_000, "fee": 0.003 } },
            { "id": "receipt", "label": "Receipt", "decimals": 4, "price": 2,
              "market": { "depth": 200_000, "amplification": 50, "fee": 0.0004 },
              "claim": { "issuer": "g00-staker", "circulating": 4_000, "redemption": { "delay": 3, "per_tick": 200 } } },
            { "id": "wrapped", "label": "Wrapped", "decimals": 4,
              "claim": { "issuer": "g00-bridge", "par": 1, "of": "eth", "circulating": 500 } },
            { "id": "coin", "label": "Coin", "market": { "depth": 90_000, "amplification": 100,
                "providers": { "groups": [{ "share": 0.3, "leaves_below": 0.98, "watches": "peg" }] } },
              "claim": { "issuer": "g00-issuer", "par": 1, "circulating": 2_000, "redemption": {} } },
            { "id": "stable", "label": "Algorithmic coin", "market": { "depth": 20_000, "amplification": 100 },
              "claim": { "issuer": "g01-issuer", "par": 1, "circulating": 3_000 } },
            { "id": "share", "label": "Its token", "price": 5, "market": { "depth": 4_000 },
              "claim": { "issuer": "g01-issuer", "circulating": 2_000 } },
        ],
        "events": [
            { "id": "e1", "tick": 10, "what": { "type": "price_shock", "asset": "eth", "change": -0.25 } },
            { "id": "e2", "tick": 20, "what": { "type": "slashing", "participant": "g00-staker", "share": 0.1 } },
            { "id": "e3", "tick": 30, "what": { "type": "forged_message", "bridge": "g00-bridge", "token": "wrapped",
                "amount": 900, "to": "g01-firm", "keys": 3 } },
            { "id": "e4", "tick": 40, "what": { "type": "price_shock", "asset": "eth", "change": -0.3 } },
            { "id": "e5", "tick": 50, "what": { "type": "withdrawal_wave", "participant": "g02-pool", "share": 0.5 } },
            { "id": "e6", "tick": 60, "what": { "type": "upgrade",
                "target": "participants/g03-pool/lending_pool/close_factor", "value": 1 } },
            { "id": "e8", "tick": 12, "what": { "type": "borrow", "participant": "g04-firm", "pool": "g04-pool", "asset": "coin",
                "posts": 50 } },
            { "id": "e9", "tick": 25, "what": { "type": "order", "asset": "stable", "sells": 4_000 } },
            { "id": "f1", "tick": 15, "what": { "type": "exploit", "participant": "g05-firm", "amount": 300 } },
            { "id": "f2", "tick": 35, "what": { "type": "default", "participant": "g06-custodian" } },
            { "id": "f3", "tick": 45, "what": { "type": "disclosure", "participant": "g07-custodian" } },
            { "id": "f4", "tick": 55, "what": { "type": "pause", "participant": "g08-pool", "ticks": 5 } },
            { "id": "e7", "tick": 70, "what": { "type": "price_shock", "asset": "eth", "change": -0.4 } },
        ],
    });
    for section in ["participants", "obligations", "deposits", "collateral", "contracts", "positions"] {
        let list: Vec<Value> =
            (0..GROUPS).flat_map(|g| group(g, trades).get(section).cloned().unwrap_or_default()).collect();
        if let Some(slot) = all.as_object_mut() {
            slot.insert(section.to_owned(), list.into());
        }
    }
    crate::parse(&all.to_string()).unwrap_or_default()
}

/// Ten participants around a lending pool, with thirty links.
fn group(g: usize, trades: bool) -> std::collections::BTreeMap<&'static str, Vec<Value>> {
    let id = |who: &str| format!("g{g:02}-{who}");
    let p = |who: &str, holdings: Value, mechanisms: Value| json!({ "id": id(who), "label": id(who), "holdings": holdings, "mechanisms": mechanisms });
    let market = |asset: &str| json!({ "asset": asset, "max_ltv": 0.75, "threshold": 0.8, "bonus": 0.05 });
    let pool = json!([
        { "type": "lending_pool", "markets": [market("eth"), market("receipt"), market("wrapped"), market("coin")],
          "rates": { "type": "kinked", "base": 0.01 }, "bad_debt": "lenders" },
        { "type": "depositors", "groups": [{ "share": 0.5, "leaves_below": 0.9 }] },
    ]);
    let mut people = vec![
        p("pool", json!({ "cash": 4_000 }), pool),
        p(
            "staker",
            json!({ "eth": 5_000, "cash": 10 }),
            json!([{ "type": "staking", "asset": "eth", "share": 0.9, "real": 0.03, "exits_per_tick": 40 }]),
        ),
        p("bridge", json!({ "eth": 700 }), json!([{ "type": "bridge", "verifiers": 5, "threshold": 3, "cap": 50 }])),
        p(
            "custodian",
            json!({ "cash": 900 }),
            json!([{ "type": "custodian", "relends": 0.4, "to": id("firm"), "hidden": true },
            { "type": "depositors", "groups": [{ "share": 0.5, "leaves_below": 0.95 }] }]),
        ),
        p(
            "keeper",
            json!({ "cash": 500 }),
            json!([{ "type": "keeper" }, { "type": "insurance_cover", "covers": id("pool"), "limit": 90 }]),
        ),
        p("issuer", json!({ "cash": 2_600 }), issuer(g, trades)),
    ];
    let looper =
        json!([{ "type": "looper", "pool": id("pool"), "asset": "receipt", "own": 40, "ltv": 0.7, "loops": 4 }]);
    for (who, mechanisms) in [("a", json!([])), ("b", json!([])), ("c", looper)] {
        people.push(p(who, json!({ "eth": 900, "receipt": 300, "wrapped": 20, "coin": 50, "cash": 40 }), mechanisms));
    }
    let firm = json!([
        { "type": "insolvency_rule" }, { "type": "hoarding", "watch": id("pool"), "below": 0.9, "buffer": 20 },
        { "type": "mutual_backstop", "lines": { id("a"): 20, id("firm"): 20 } },
    ]);
    people.push(p("firm", json!({ "cash": 300, "coin": 100 }), firm));
    // Groups whose issuer is a clearing house have a contract that it clears.
    let cleared = trades && g >= 6;
    let future = json!({ "id": id("future"), "label": "Future", "underlying": "eth", "payoff": { "type": "future" }, "size": 0.5,
        "house": id("issuer"), "depth": 20 });
    let position = |k: usize, long: &str, short: &str, quantity: u32| json!({ "id": id(&format!("x{k}")), "contract": id("future"), "long": id(long), "short": id(short), "quantity": quantity });
    let positions = vec![position(0, "a", "b", 9), position(1, "firm", "a", 5), position(2, "b", "firm", 3)];
    let loan = |who: &str, amount: u32| json!({ "id": id(&format!("loan-{who}")), "debtor": id(who), "creditor": id("pool"), "amount": amount });
    let owes = |k: usize, from: &str, to: String, amount: u32| json!({ "id": id(&format!("o{k}")), "debtor": id(from), "creditor": to, "amount": amount, "due": 5 + 4 * k });
    let next = |who: &str| format!("g{:02}-{who}", (g + 1) % GROUPS);
    let mut obligations = vec![loan("a", 1_300), loan("b", 1_100), loan("c", 700)];
    for k in 0..9 {
        let from = ["firm", "a", "b"].get(k % 3).copied().unwrap_or("firm");
        obligations.push(owes(k, from, next("firm"), 60 + 25 * k as u32));
    }
    let post = |who: &str, asset: &str, amount: u32| json!({ "id": id(&format!("c-{who}-{asset}")), "pledger": id(who), "holder": id("pool"), "asset": asset, "amount": amount });
    let posted = |who| [post(who, "eth", 700), post(who, "receipt", 250), post(who, "wrapped", 15)];
    let left = |k: usize, with: &str, amount: u32| json!({ "id": id(&format!("d{k}")), "holder": if k == 0 { id("firm") } else { "outside".into() }, "taker": id(with), "amount": amount });
    let deposits = (0..6).map(|k| left(k, "pool", 900)).chain((6..9).map(|k| left(k, "custodian", 200)));
    [
        ("participants", people),
        ("obligations", obligations),
        ("deposits", deposits.collect()),
        ("collateral", ["a", "b", "c"].into_iter().flat_map(posted).collect()),
        ("contracts", if cleared { vec![future] } else { Vec::new() }),
        ("positions", if cleared { positions } else { Vec::new() }),
    ]
    .into()
}

/// What the issuer of a group does: that of a coin swaps it, that of the next one prints for it, some are secured by all
/// stakers that may, and the others clear.
fn issuer(g: usize, trades: bool) -> Value {
    let id = |who: &str| format!("g{g:02}-{who}");
    let fund = json!({ "type": "default_fund", "contributions": { id("a"): 10, id("b"): 10, id("firm"): 10 },
        "skin_in_the_game": 5, "close_out": { id("firm"): 40 }, "replenish_within": 1 });
    let margin = json!({ "type": "margin", "confidence": 0.99, "period": 1, "memory": 0.97, "deadline": 2 });
    match g {
        0 => {
            json!([{ "type": "peg_module", "coin": "coin", "assets": [{ "asset": "eth", "at_market": true, "cap": 90 }] }])
        }
        1 => json!([{ "type": "algorithmic", "coin": "stable", "token": "share", "fee": 0.005, "cap": 60 }]),
        2..6 => {
            let operators: Vec<String> = (0..12).map(|k| format!("g{k:02}-staker")).collect();
            json!([{ "type": "secured_service", "asset": "eth", "threshold": 0.5, "gain": 2_000, "operators": operators }])
        }
        _ if !trades => json!([fund]),
        6 => json!([fund, margin, venue()]),
        _ => json!([fund, margin]),
    }
}

/// A venue for perpetuals with two crowds.
fn venue() -> Value {
    let crowd = |id: &str, side: &str| json!({ "id": id, "asset": "eth", "members": 60, side: 300, "leverage_from": 3, "leverage_to": 18 });
    json!({ "type": "margin_exchange", "markets": [{ "asset": "eth", "depth": 2_000, "arbitrage": 0.8 }],
        "crowds": [crowd("longs", "long"), crowd("shorts", "short")], "vault": 20, "insurance_fund": 10 })
}
