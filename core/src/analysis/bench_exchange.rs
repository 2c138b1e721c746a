//! The speed test case of margin exchanges: 10,000 accounts through a cascade of 60 ticks.

use crate::scenario::Scenario;
use serde_json::{Value, json};

/// Accounts of participants.
const NAMED: usize = 40;

/// The scenario; an empty one, which `check` refuses, if it could not be read.
#[must_use]
pub fn exchange() -> Scenario {
    let holder = |k: usize| format!("trader-{k:02}");
    let account = |k: usize| {
        let side = if k.is_multiple_of(2) { "short" } else { "long" };
        json!({ "id": format!("a{k:02}"), "holder": holder(k), "margin": { "cash": 40_000 },
            "open": [{ "asset": "btc", "side": side, "quantity": 2 }, { "asset": "eth", "side": "long", "quantity": 20 }] })
    };
    let trader =
        |k: usize| json!({ "id": holder(k), "label": format!("Trader {k}"), "holdings": { "cash": 60_000, "btc": 1 } });
    let crowd = |id: &str, asset: &str, members: usize, units: f64| {
        json!({ "id": id, "asset": asset, "members": members, "long": units, "short": units * 0.97, "leverage_from": 2,
            "leverage_to": 24, "entry_spread": 0.06, "cross": 0.3 })
    };
    let fall = |tick: u32| {
        let asset = if tick.is_multiple_of(4) { "eth" } else { "btc" };
        json!({ "id": format!("fall-{tick:02}"), "tick": tick, "what": { "type": "price_shock", "asset": asset, "change": -0.035 } })
    };
    let mut participants: Vec<Value> = (0..NAMED).map(trader).collect();
    participants.push(json!({ "id": "venue", "label": "Venue", "holdings": { "cash": 5_000_000 }, "mechanisms": [{
        "type": "margin_exchange", "mark": "own_book",
        "markets": [{ "asset": "btc", "depth": 40_000, "arbitrage": 0.3 }, { "asset": "eth", "depth": 900_000, "arbitrage": 0.3 }],
        "tiers": [{ "max_leverage": 40 }, { "from": 1_000_000, "max_leverage": 20 }],
        "partial_above": 500_000, "vault": 8_000_000, "insurance_fund": 1_000_000,
        "accounts": (0..NAMED).map(account).collect::<Vec<_>>(),
        "crowds": [crowd("bitcoin", "btc", 5_960, 20_000.0), crowd("ether", "eth", 4_000, 300_000.0)] }] }));
    let all = json!({
        "version": 1, "id": "bench-exchange", "title": "Speed test of margin exchanges", "seed": 7,
        "clock": { "ticks": 60, "unit": "minute", "days": 0.001 }, "numeraire": "cash",
        "assets": [
            { "id": "cash", "label": "Cash" },
            { "id": "btc", "label": "Bitcoin", "decimals": 6, "price": 100_000, "market": {} },
            { "id": "eth", "label": "Ether", "decimals": 6, "price": 4_000, "market": {} },
        ],
        "participants": participants,
        "events": (2..40).step_by(2).map(fall).collect::<Vec<_>>(),
    });
    crate::parse(&all.to_string()).unwrap_or_default()
}
