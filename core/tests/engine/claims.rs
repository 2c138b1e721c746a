//! Claim tokens: what stands behind them, through chains and rings, computed by hand; and upgrades.

use super::case::{Case, expect};
use interclear_core::{check, parse};
use serde_json::{Value, json};

fn claim(id: &str, claim: Value) -> Value {
    json!({ "id": id, "label": id, "decimals": 4, "claim": claim })
}

fn fine(ticks: u32) -> Case {
    Case::new(ticks).decimals(6).token("eth", 2.0, Value::Null)
}

#[test]
fn a_chain_of_tokens_inherits_a_hole_at_the_bottom() {
    // 100 eth at 2 behind 100 receipts; 60 receipts behind 60 wrapped units at par; 50 of those behind 40 shares.
    let case = fine(2)
        .put("assets", claim("receipt", json!({ "issuer": "stake", "circulating": 40 })))
        .put("assets", claim("wrapped", json!({ "issuer": "bridge", "par": 1, "of": "receipt", "circulating": 10 })))
        .put("assets", claim("share", json!({ "issuer": "vault", "circulating": 40 })))
        .has("stake", json!({ "eth": 100 }))
        .has("bridge", json!({ "receipt": 60 }))
        .has("vault", json!({ "wrapped": 50 }))
        .at(1, json!({ "type": "exploit", "participant": "stake", "asset": "eth", "amount": 25 }))
        .at(2, json!({ "type": "exploit", "participant": "bridge", "asset": "receipt", "amount": 30 }));
    expect(
        "a quarter is gone below, then half of what is wrapped",
        &case,
        &[
            ("fair/receipt@0", 2.0),
            ("price/wrapped@0", 2.0),
            ("price/share@0", 2.5),
            ("supply/share", 40.0),
            ("price/receipt@1", 1.5),
            ("price/wrapped@1", 1.5),
            ("price/share@1", 1.875),
            ("equity/vault@1", 0.0),
            ("price/receipt@2", 1.5),
            // 30 receipts at 1.5 behind 60.
            ("price/wrapped@2", 0.75),
            ("price/share@2", 0.9375),
            ("price/wrapped@min", 0.75),
            ("price/wrapped@max", 2.0),
        ],
    );
}

#[test]
fn rings_of_tokens_are_valued_from_the_top() {
    // Each backs the other with a half: x = (100 + y/2), y = (60 + x/2) in all, so x = 520/3, y = 440/3.
    let ring = fine(1)
        .put("assets", claim("x", json!({ "issuer": "a", "circulating": 50 })))
        .put("assets", claim("y", json!({ "issuer": "b", "circulating": 50 })))
        .has("a", json!({ "cash": 100, "y": 50 }))
        .has("b", json!({ "cash": 60, "x": 50 }));
    expect("shares", &ring, &[("price/x@0", 1.733_333_33), ("price/y@0", 1.466_666_66), ("equity/a", 0.0)]);
    // At par and nothing but each other: both are whole, for nobody begins to fall short.
    let closed = fine(1)
        .put("assets", claim("x", json!({ "issuer": "a", "par": 1 })))
        .put("assets", claim("y", json!({ "issuer": "b", "par": 1 })))
        .has("a", json!({ "y": 50 }))
        .has("b", json!({ "x": 50 }));
    expect("a closed ring at par", &closed, &[("price/x@0", 1.0), ("price/y@0", 1.0)]);
}

#[test]
fn the_senior_tranche_is_covered_first() {
    let case = fine(2)
        .put("assets", claim("senior", json!({ "issuer": "a", "par": 1, "circulating": 80 })))
        .put("assets", claim("junior", json!({ "issuer": "a", "circulating": 20 })))
        .has("a", json!({ "cash": 100 }))
        .at(1, json!({ "type": "exploit", "participant": "a", "amount": 10 }))
        .at(2, json!({ "type": "exploit", "participant": "a", "amount": 30 }));
    expect(
        "first the junior tranche, then the senior",
        &case,
        &[
            ("price/junior@0", 1.0),
            ("price/junior@1", 0.5),
            ("price/senior@1", 1.0),
            ("price/junior@2", 0.0),
            ("price/senior@2", 0.75),
            ("equity/a@2", -20.0),
            ("loss/outside@2", 20.0),
        ],
    );
}

#[test]
fn a_token_with_a_market_keeps_its_own_price() {
    let mut token = claim("coin", json!({ "issuer": "a", "par": 1, "circulating": 100 }));
    token["price"] = json!(0.9);
    token["market"] = json!({});
    let case = fine(1).put("assets", token).has("a", json!({ "cash": 100 })).has("b", json!({}));
    expect("bought below par", &case, &[("price/coin", 0.9), ("fair/coin", 1.0), ("equity/a", 0.0)]);
}

#[test]
fn what_is_wrong_with_a_claim_is_said() {
    for (why, token) in [
        ("nobody issues it", json!({ "issuer": "nobody" })),
        ("it promises itself", json!({ "issuer": "a", "par": 1, "of": "coin" })),
        ("a share is counted in nothing", json!({ "issuer": "a", "of": "eth" })),
        ("a par of nothing", json!({ "issuer": "a", "par": 0 })),
        ("a rank too low", json!({ "issuer": "a", "seniority": 99 })),
        ("less than nothing held", json!({ "issuer": "a", "circulating": -1 })),
    ] {
        let s = fine(1).put("assets", claim("coin", token)).has("a", json!({})).scenario();
        let (world, problems) = check(&s);
        assert!(world.is_none() && problems.iter().all(|p| !p.at.is_empty()), "{why}: {problems:?}");
    }
}

#[test]
fn an_upgrade_changes_a_parameter_and_no_opening_amount() {
    let case = Case::new(3)
        .has("a", json!({ "cash": 30 }))
        .has("b", json!({}))
        .owes("a", "b", 40.0, 2)
        .at(2, json!({ "type": "upgrade", "target": "rules/grace", "value": 5 }));
    // Grace of a debt is fixed when it is made; what changes is the rule.
    expect("a line of its own", &case, &[("note/Upgraded", 1.0), ("failed", 1.0)]);
    let opaque = |target: &str, value: f64| {
        let case = Case::new(2)
            .has("a", json!({ "cash": 100 }))
            .runs("a", json!({ "type": "depositors", "gate": 1, "groups": [{ "share": 1, "leaves_below": 2 }] }))
            .deposit("d", "outside", "a", 60.0);
        case.at(1, json!({ "type": "upgrade", "target": target, "value": value }))
    };
    expect("a gate comes down", &opaque("participants/a/depositors/gate", 0.25), &[("cash/a@1", 85.0)]);
    for (target, value) in [
        ("participants/a/holdings/cash", 1.0),
        ("participants/a/depositors/gate", 7.0),
        ("participants/a/depositors/nothing", 7.0),
        ("deposits/d/amount", 7.0),
        ("seed", 7.0),
    ] {
        let (world, problems) = check(&opaque(target, value).scenario());
        assert!(world.is_none() && problems.iter().any(|p| p.at.starts_with("events/e0")), "{target}: {problems:?}");
    }
    assert!(parse("{}").is_err());
}
