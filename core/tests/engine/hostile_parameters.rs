//! Hostile parameters in a sound file: each gets a problem or a defined outcome.

use super::case::Case;
use super::collateral_interactions::own_token;
use super::interactions::{Holds, hold};
use super::lending::{borrower, fine, pool};
use Holds::{Results, Said};
use interclear_core::scenario::Severity::{Error, Warning};
use serde_json::{Value, json};

#[test]
fn hostile_parameters_get_a_problem_or_an_outcome() {
    let rates = |base: f64, days: f64| {
        let rates = json!({ "rates": { "type": "kinked", "base": base, "slope_below": 0, "slope_above": 0 } });
        let case = borrower(pool(2, json!({}), rates).put("assets", fine(1.0, json!({}))), "b", 1000.0, 50.0);
        case.days(days)
    };
    let staking = |real: f64| {
        let terms = json!({ "type": "staking", "asset": "token", "real": real });
        Case::new(1).put("assets", fine(1.0, json!({}))).has("a", json!({ "token": 10 })).runs("a", terms)
    };
    let par = |id: &str, of: Value, issuer: &str| {
        let mut claim = json!({ "issuer": issuer, "par": 1, "circulating": 10 });
        if !of.is_null() {
            claim["of"] = of;
        }
        json!({ "id": id, "label": id, "decimals": 6, "claim": claim })
    };
    // Each backs the other's token with nothing else: a closed ring is worth what it promises, and a part held outside
    // of what has nothing behind it is worth nothing.
    let ring = |outside: f64| {
        let mut case = Case::new(2).decimals(6);
        for (id, issuer) in [("x", "a"), ("y", "b")] {
            let mut token = par(id, Value::Null, issuer);
            token["claim"]["circulating"] = json!(outside);
            case = case.put("assets", token);
        }
        case.has("a", json!({ "y": 50 })).has("b", json!({ "x": 50 }))
    };
    let mut own = pool(1, json!({}), json!({ "lends": "token" })).put("assets", fine(1.0, json!({})));
    own = borrower(own, "b", 100.0, 50.0);
    hold(vec![
        (
            "zero depth",
            Case::new(1).token("thin", 1.0, json!({ "depth": 0 })),
            Said(Error, "assets/thin/market/depth", "without depth"),
        ),
        // A thousand per cent: 50 x 10 x 36.5 / 365 = 50 a tick.
        ("1,000 % a year", rates(10.0, 36.5), Results(vec![("open/b-pool@1", 100.0), ("rate/pool@0", 10.0)])),
        (
            "a rate beyond the limit",
            rates(5_000.0, 1.0),
            Said(Error, "participants/pool/mechanisms/lending_pool/rates/base", "5000"),
        ),
        (
            "what is lent as its own collateral",
            own,
            Said(Error, "participants/pool/mechanisms/lending_pool/markets", "own collateral"),
        ),
        (
            "a borrower's own token",
            own_token("b"),
            Said(Warning, "participants/pool/mechanisms/lending_pool/markets/token", "issued itself"),
        ),
        ("a closed ring of tokens", ring(0.0), Results(vec![("fair/x", 1.0), ("fair/y", 1.0), ("wrap_depth", 2.0)])),
        ("a ring with nothing behind it", ring(10.0), Results(vec![("fair/x", 0.0), ("fair/y", 0.0)])),
        (
            "tokens that promise each other",
            Case::new(1)
                .has("a", json!({}))
                .put("assets", par("x", json!("y"), "a"))
                .put("assets", par("y", json!("x"), "a")),
            Results(vec![("fair/x", 0.0), ("fair/y", 0.0)]),
        ),
        ("a negative yield", staking(-0.1), Said(Error, "participants/a/mechanisms/staking/real", "-0.1")),
        ("a yield beyond the limit", staking(1e9), Said(Error, "participants/a/mechanisms/staking/real", "1000000000")),
    ]);
}
