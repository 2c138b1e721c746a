//! Contracts and margin accounts at and beyond their limits: a problem with its place, or an outcome computed by hand.

use super::case::{Case, expect};
use super::exchanges;
use interclear_core::check;
use interclear_core::scenario::Severity;
use serde_json::{Value, json};

/// `a` is long and `b` short of ten contracts on a token at 100, with 500 each.
fn ten(payoff: Value, volatility: f64) -> Case {
    Case::new(4)
        .token("token", 100.0, Value::Null)
        .has("a", json!({ "cash": 500 }))
        .has("b", json!({ "cash": 500 }))
        .contract("f", "token", payoff, volatility)
        .position("p", "f", "a", "b", 10)
}

#[track_caller]
fn refused(name: &str, case: &Case, at: &str) {
    let (world, problems) = check(&case.scenario());
    let found = problems.iter().any(|p| p.severity == Severity::Error && p.at == at && !p.message.is_empty());
    assert!(world.is_none() && found, "{name}: {problems:?}");
}

#[test]
fn what_no_contract_can_be_is_refused_at_its_place() {
    let future = || json!({ "type": "future" });
    let option = |strike: f64, expires: u32| json!({ "type": "option", "strike": strike, "expires": expires });
    let perpetual = |funding: f64| json!({ "type": "perpetual", "funding": funding });
    refused("no depth", &ten(future(), 0.5).of("contracts", "f", "depth", 0), "contracts/f/depth");
    refused("no volatility", &ten(option(100.0, 2), 0.0), "contracts/f/volatility");
    refused("negative volatility", &ten(option(100.0, 2), -0.5), "contracts/f/volatility");
    refused("no strike", &ten(option(0.0, 2), 0.5), "contracts/f/payoff/strike");
    refused("expired at the opening", &ten(option(100.0, 0), 0.5), "contracts/f/payoff/expires");
    refused("funding of 500 %", &ten(perpetual(5.0), 0.5), "contracts/f/payoff/funding");
    refused("negative funding", &ten(perpetual(-1e9), 0.5), "contracts/f/payoff/funding");
    refused("no position", &ten(future(), 0.5).of("positions", "p", "quantity", 0), "positions/p/quantity");
    refused("4 billion", &ten(future(), 0.5).of("positions", "p", "quantity", u32::MAX), "positions/p/quantity");
    refused("too large", &ten(future(), 0.5).of("contracts", "f", "size", 1e12), "contracts/f/size");
    refused("with itself", &ten(future(), 0.5).of("positions", "p", "short", "a"), "positions/p/short");
}

#[test]
fn at_the_limits_there_is_an_outcome() {
    // A call at the money with next to no volatility, which expires at once: worth nothing, and 10 after the rise.
    let call = ten(json!({ "type": "option", "strike": 100, "expires": 1 }), 1e-8).shock(1, "token", 0.1);
    let wanted = [("gained/a@1", 100.0), ("cash/b@1", 400.0), ("position/a/f", 0.0), ("failed", 0.0)];
    expect("a call that expires at once", &call, &wanted);
    // Far out of the money it is worth nothing, ever.
    let far = ten(json!({ "type": "option", "strike": 1e9, "expires": 4 }), 1e-8).shock(1, "token", 1.0);
    expect("a strike of 10^9", &far, &[("gained/a", 0.0), ("cash/a", 500.0), ("failed", 0.0)]);
    // A tenth of 1,000 a day from longs to shorts: 100 on each of four days.
    let funded = ten(json!({ "type": "perpetual", "funding": 0.1 }), 0.5);
    expect(
        "funding of 10 % a day",
        &funded,
        &[("cash/a@1", 400.0), ("cash/a", 100.0), ("cash/b", 900.0), ("failed", 0.0)],
    );
    // From the sixth day there is nothing left to pay it with.
    let broke = ten(json!({ "type": "perpetual", "funding": -0.1 }), 0.5).ticks(8);
    expect("shorts pay", &broke, &[("cash/b@5", 0.0), ("failed_tick/b", 6.0), ("cash/a", 1000.0), ("failed", 1.0)]);
    // The most contracts: what a has pays a part, and what is lost beyond is the other side's.
    let many =
        ten(json!({ "type": "future" }), 0.5).of("positions", "p", "quantity", 1_000_000).shock(1, "token", -0.99);
    expect("a million contracts", &many, &[("cash/a", 0.0), ("cash/b", 1000.0), ("failed/a", 1.0), ("failed", 1.0)]);
}

/// An account of 0.1 on one unit at 100: a leverage of 1,000.
#[test]
fn a_leverage_of_a_thousand() {
    let tier = |leverage: f64| json!({ "tiers": [{ "max_leverage": leverage }] });
    let of = |leverage: f64, fall: f64| {
        let accounts = json!([exchanges::account("x", "a", 0.1, "long", 1.0, 100.0)]);
        exchanges::case(exchanges::venue(tier(leverage), accounts), &[("a", 10.0, 0.0)], &[(1, fall)])
    };
    let (world, problems) = check(&exchanges::read(&of(1e6, -0.01)));
    assert!(world.is_none() && problems.iter().any(|p| p.at.contains("leverage")), "{problems:?}");
    // A fall of one per cent takes 1 from 0.1: the account is gone, and its holder has lost no more than it has put in.
    let trace = exchanges::played(&of(1000.0, -0.01));
    assert!(trace.stopped.is_none());
    assert_eq!(interclear_core::analysis::measure(&trace, "failed/a"), Some(0.0));
    assert_eq!(super::case::read(&trace, "cash/a"), Some(9.9));
}
