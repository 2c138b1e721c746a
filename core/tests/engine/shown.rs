//! What frames show of reserves, of prices that were read and of what keepers left, against numbers worked out by hand.

use interclear_core::engine::{Frame, Trace};
use interclear_core::units::AssetIx;
use interclear_core::{check, parse, run};
use serde_json::{Value, json};

fn trace(scenario: &Value) -> Trace {
    let s = parse(&scenario.to_string()).unwrap();
    let (world, problems) = check(&s);
    run(&world.unwrap_or_else(|| panic!("{problems:?}")))
}

fn near(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() < 1e-4, "{what}: {found}, not {expected}");
}

fn asset(t: &Trace, id: &str) -> AssetIx {
    AssetIx(t.assets.iter().position(|a| a.id == id).unwrap() as u32)
}

/// 100 tokens posted for a debt of 82 at a threshold of 80 %, a pool of 100 tokens, and the oracle's own terms.
fn position(oracle: &Value, fall: f64) -> Value {
    json!({
        "version": 1, "clock": { "ticks": 4 }, "numeraire": "cash",
        "assets": [
            { "id": "cash", "label": "Cash", "decimals": 6 },
            { "id": "token", "label": "Token", "decimals": 6, "market": { "depth": 100 } },
        ],
        "participants": [
            { "id": "b", "label": "B", "holdings": { "token": 100 } },
            { "id": "pool", "label": "Pool", "mechanisms": [{ "type": "lending_pool",
                "markets": [{ "asset": "token", "max_ltv": 0.8, "threshold": 0.8, "bonus": 0.05, "oracle": oracle }] }] },
        ],
        "obligations": [{ "id": "loan", "debtor": "b", "creditor": "pool", "amount": 82 }],
        "collateral": [{ "id": "c", "pledger": "b", "holder": "pool", "asset": "token", "amount": 100, "calls": false }],
        "events": [{ "id": "fall", "tick": 2, "what": { "type": "price_shock", "asset": "token", "change": fall } }],
    })
}

#[test]
fn what_keepers_leave_is_shown_with_its_reason() {
    let t = trace(&position(&json!({}), -0.1));
    let at = |tick: usize| -> &Frame { &t.frames[tick] };
    // Half of 82 may be closed. A pool of R tokens takes x at an average of R / (R + x) of its price: with a bonus of 5 %
    // x = R / 20, which is 5 of 100 tokens, and 5 / 1.05 is repaid.
    let (could, taken) = (41.0, 5.0 / 1.05);
    let pool = at(1).pools[0];
    near(pool.could.to_f64(6), could, "could be liquidated");
    near(pool.left.to_f64(6), could - taken, "left");
    assert_eq!(pool.lossy, pool.left, "all of it would be sold at a loss");
    assert_eq!(at(1).positions[0].left, pool.left);
    let read = at(0).oracles[0];
    near(read.discount.get(), 0.05 / 1.05, "discount");
    near(read.sells.unwrap().to_f64(6), 5.0, "sells at the opening");
    // 105 tokens at 1 / 1.05^2 then: a twentieth of them.
    near(at(1).oracles[0].sells.unwrap().to_f64(6), 5.25 / 1.1025, "sells after the sale");
}

#[test]
fn without_keepers_nothing_is_left_for_a_loss() {
    let mut case = position(&json!({}), -0.1);
    case["participants"][1]["mechanisms"][0]["outside_keepers"] = json!(false);
    let pool = trace(&case).frames[1].pools[0];
    near(pool.left.to_f64(6), 41.0, "left");
    near(pool.lossy.to_f64(6), 0.0, "lossy");
}

#[test]
fn the_price_that_was_read_is_shown_with_its_lag_and_error() {
    // Deep enough that liquidations do not move it.
    let read = |oracle: Value| {
        let mut case = position(&oracle, -0.1);
        case["assets"][1]["market"] = json!({});
        case["obligations"][0]["amount"] = json!(10);
        trace(&case).frames.iter().map(|f| f.oracles[0].price.get()).collect::<Vec<_>>()
    };
    // The price falls from 1 to 0.9 in tick 2 and is marked there.
    assert_eq!(read(json!({})), [1.0, 1.0, 0.9, 0.9, 0.9]);
    assert_eq!(read(json!({ "lag": 1 })), [1.0, 1.0, 1.0, 0.9, 0.9]);
    assert_eq!(read(json!({ "source": "hard_coded", "price": 2 })), [2.0; 5]);
    for (found, expected) in read(json!({ "error": 0.5 })).iter().zip([1.5, 1.5, 1.35, 1.35, 1.35]) {
        near(*found, expected, "with an error");
    }
    let averaged = read(json!({ "source": "averaged", "over": 2 }));
    near(averaged[2], 0.95, "the average of two marks");
}

#[test]
fn reserves_are_shown_with_what_came_and_their_terms() {
    let t = trace(&json!({
        "version": 1, "clock": { "ticks": 4 }, "numeraire": "cash",
        "assets": [
            { "id": "cash", "label": "Cash" },
            { "id": "coin", "label": "Coin", "market": { "depth": 100, "amplification": 100 },
              "claim": { "issuer": "maker", "par": 1, "circulating": 100 } },
            { "id": "other", "label": "Other coin", "market": {} },
        ],
        "participants": [{ "id": "maker", "label": "Maker", "holdings": { "cash": 70, "other": 40 }, "mechanisms": [
            { "type": "peg_module", "coin": "coin", "assets": [
                { "asset": "other", "fee_in": 0.01, "ceiling": 48, "cap": 5 },
                { "asset": "cash", "fee_out": 0.02, "cap": 0 }] }] }],
        "events": [
            { "id": "fall", "tick": 1, "what": { "type": "price_shock", "asset": "other", "change": -0.2 } },
            { "id": "shut", "tick": 3, "what": { "type": "upgrade",
                "target": "participants/maker/peg_module/assets/other/cap", "value": 0 } },
        ],
    }));
    let other = asset(&t, "other");
    let row = |tick: usize| *t.frames[tick].reserves.iter().find(|r| r.asset == other).unwrap();
    // Coins still bring more than 0.8: as many come in as the cap allows, 5 coins for 5 / 0.99 units, until 48 are held.
    let first = (5.0_f64 / 0.99 * 100.0).floor() / 100.0;
    for (tick, came, held) in [(0, 0.0, 40.0), (1, first, 40.0 + first), (2, 8.0 - first, 48.0), (3, 0.0, 48.0)] {
        let r = row(tick);
        // A hundredth more or less is a rounding of one swap.
        assert!((r.came.to_f64(2) - came).abs() < 0.02 && (r.held.to_f64(2) - held).abs() < 0.02, "tick {tick}: {r:?}");
        assert_eq!(r.went.quanta(), 0);
    }
    assert_eq!(row(0).worth, row(0).held, "at a price of 1");
    assert_eq!(row(1).worth.quanta(), row(1).held.quanta() * 8 / 10, "at the mark, rounded down");
    assert_eq!((row(2).ceiling.unwrap().quanta(), row(2).cap.unwrap().quanta()), (4_800, 500));
    assert_eq!(row(3).cap.unwrap().quanta(), 0, "an upgrade is seen");
    assert_eq!((row(0).fee_in.get(), row(0).fee_out.get(), row(0).rate), (0.01, 0.0, 1.0));
    assert_eq!(t.frames[0].reserves.len(), 2);
    assert!(t.frames[1].oracles.is_empty(), "unit for unit no price is read");
}

#[test]
fn an_issuer_that_swaps_at_market_reads_the_last_mark() {
    let t = trace(&json!({
        "version": 1, "clock": { "ticks": 2 }, "numeraire": "cash",
        "assets": [
            { "id": "cash", "label": "Cash" },
            { "id": "coin", "label": "Coin", "market": { "depth": 100, "amplification": 100 },
              "claim": { "issuer": "terra", "par": 1, "circulating": 100 } },
            { "id": "gold", "label": "Gold", "price": 4, "market": {} },
            { "id": "luna", "label": "Luna", "price": 8, "market": { "depth": 100 },
              "claim": { "issuer": "terra", "circulating": 30, "seniority": 1 } },
        ],
        "participants": [{ "id": "terra", "label": "Terra", "holdings": { "gold": 10 }, "mechanisms": [
            { "type": "peg_module", "coin": "coin", "assets": [{ "asset": "gold", "at_market": true, "cap": 0 }] },
            { "type": "algorithmic", "coin": "coin", "token": "luna", "cap": 0 }] }],
        "events": [{ "id": "fall", "tick": 1, "what": { "type": "price_shock", "asset": "gold", "change": -0.5 } }],
    }));
    let read: Vec<(AssetIx, f64)> = t.frames[1].oracles.iter().map(|o| (o.asset, o.price.get())).collect();
    assert_eq!(read, [(asset(&t, "gold"), 2.0), (asset(&t, "luna"), 8.0)]);
    near(t.frames[1].reserves[0].rate, 2.0, "coins for a unit of gold");
    assert!(t.frames[1].oracles.iter().all(|o| o.lag == 0 && o.sells.is_none()));
}
