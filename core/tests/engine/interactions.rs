//! Mechanisms that are harmless alone and dangerous together: for each pair what is done, and what must come out. The
//! numbers are by hand, or of the papers named. Then hostile parameters, which get a problem or a defined outcome.

use super::case::{Case, expect};
use super::lending::{borrower, fine, pool};
use interclear_core::check;
use interclear_core::scenario::Severity;
use serde_json::{Value, json};

/// What must hold of a case.
enum Holds {
    /// These results.
    Results(Vec<(&'static str, f64)>),
    /// `check` says so, at this place.
    Said(Severity, &'static str, &'static str),
}

use Holds::{Results, Said};

/// Everything that `check` says of a case.
fn said(case: &Case) -> Vec<(Severity, String, String)> {
    match interclear_core::parse(&case.0.to_string()) {
        Err(all) => all.into_iter().map(|p| (p.severity, p.at, p.message)).collect(),
        Ok(s) => check(&s).1.into_iter().map(|p| (p.severity, p.at, p.message)).collect(),
    }
}

fn hold(rows: Vec<(&str, Case, Holds)>) {
    for (name, case, holds) in rows {
        match holds {
            Results(wanted) => expect(name, &case, &wanted),
            Said(severity, at, words) => {
                let all = said(&case);
                let met = all.iter().any(|p| p.0 == severity && p.1 == at && p.2.contains(words));
                assert!(met, "{name}: nothing at {at} says {words}: {all:#?}");
                // What is only warned of runs, with every invariant checked.
                if severity == Severity::Warning {
                    case.run();
                }
            }
        }
    }
}

/// One seller who needs 0.5 of a pool of 2 at 1, and a firm that holds the same asset against a debt.
fn sale() -> Case {
    Case::new(2)
        .decimals(6)
        .put("assets", fine(1.0, json!({ "depth": 2 })))
        .has("a", json!({ "token": 1 }))
        .has("b", json!({}))
        .has("firm", json!({ "token": 1 }))
        .runs("firm", json!({ "type": "insolvency_rule" }))
        .owes("a", "b", 0.5, 1)
        .owes("firm", "b", 0.7, 0)
}

/// Rogers and Veraart (2013), example 3.3: two banks with 1 each, half of everything lost in a bankruptcy.
fn costs(second: f64, equilibrium: &str) -> Case {
    Case::new(1)
        .decimals(6)
        .rule("recovery_assets", 0.5)
        .rule("recovery_interbank", 0.5)
        .rule("equilibrium", equilibrium)
        .has("a", json!({ "cash": 1 }))
        .has("b", json!({ "cash": 1 }))
        .owes("a", "b", second, 1)
        .owes("b", "a", 2.2, 1)
}

/// Ten tokens of `a` pledged to `b`, pledged on to `c` for a loan of 6; `b` fails.
fn chain() -> Case {
    Case::new(4)
        .decimals(6)
        .put("assets", fine(1.0, json!({})))
        .has("a", json!({ "token": 10 }))
        .has("b", json!({}))
        .has("c", json!({}))
        .owes("b", "c", 6.0, 0)
        .put(
            "collateral",
            json!({ "id": "x", "pledger": "a", "holder": "b", "asset": "token", "amount": 10, "reuse_cap": 1 }),
        )
        .put("collateral", json!({ "id": "y", "pledger": "b", "holder": "c", "reuses": "x" }))
        .fails(1, "b")
}

/// `a` owes `b` and `c` ten each, `b` owes `a` ten; `a` fails without anything else.
fn netting(set_off: bool) -> Case {
    Case::new(6)
        .rule("close_out_netting", set_off)
        .has("a", json!({}))
        .has("b", json!({ "cash": 10 }))
        .has("c", json!({}))
        .owes("a", "b", 10.0, 0)
        .owes("a", "c", 10.0, 0)
        .owes("b", "a", 10.0, 3)
        .fails(1, "a")
}

/// A house with 10 of skin in the game and a member that fails owing it 8; all its shares are with `owner`.
fn house(owner: &str) -> Case {
    let fund = json!({ "type": "default_fund", "contributions": { "parent": 0, "other": 5 },
        "layers": [{ "type": "defaulter_margin" }, { "type": "defaulter_fund" },
            { "type": "skin_in_the_game", "amount": 10 }, { "type": "survivors_fund" }] });
    let share = json!({ "id": "share", "label": "share", "decimals": 6, "claim": { "issuer": "house" } });
    let mut case =
        Case::new(4).decimals(6).put("assets", share).has("house", json!({ "cash": 10 })).runs("house", fund);
    for who in ["parent", "other", "third"] {
        let mut holds = if who == "other" { json!({ "cash": 5 }) } else { json!({}) };
        if who == owner {
            holds["share"] = json!(10);
        }
        case = case.has(who, holds);
    }
    case.owes("parent", "house", 8.0, 1).owes("house", "other", 8.0, 1)
}

/// A position of which a part is ether and a part a share, sold nowhere, of somebody who holds ether.
fn looped_share(depth: u32) -> Case {
    let market = |asset: &str| json!({ "asset": asset, "max_ltv": 0.6, "threshold": 0.6, "bonus": 0.05 });
    let pool = json!({ "type": "lending_pool", "markets": [market("ether"), market("share")] });
    let posts = |asset: &str, amount: u32| json!({ "id": asset, "pledger": "b", "holder": "pool", "asset": asset, "amount": amount });
    Case::new(1)
        .token("ether", 1.0, json!({ "depth": depth }))
        .put("assets", json!({ "id": "share", "label": "share", "claim": { "issuer": "staker", "circulating": 55 } }))
        .has("pool", json!({ "cash": 1000 }))
        .runs("pool", pool)
        .has("staker", json!({ "ether": 100 }))
        .has("b", json!({ "ether": 55, "share": 45 }))
        .owes("b", "pool", 60.0, 0)
        .put("collateral", posts("ether", 55))
        .put("collateral", posts("share", 45))
}

/// A pool that lends against a token of a borrower, and against its own share.
fn own_token(issuer: &str) -> Case {
    let token = json!({ "id": "token", "label": "token", "price": 1, "market": { "depth": 100_000 },
        "claim": { "issuer": issuer, "par": 1, "circulating": 1 } });
    borrower(pool(2, json!({ "max_ltv": 0.8 }), json!({})).put("assets", token), "b", 100.0, 70.0)
}

/// An insurer that covers what `lender` loses on `debtor`; `debtor` holds nothing else than the insurer's promise.
fn cover(of: &str) -> Case {
    Case::new(4)
        .decimals(6)
        .has("debtor", json!({}))
        .has("insurer", json!({ "cash": 5 }))
        .has("lender", json!({}))
        .owes("debtor", "lender", 4.0, 1)
        .runs("insurer", json!({ "type": "insurance_cover", "covers": of, "share": 0.5, "limit": 5 }))
}

#[test]
fn each_dangerous_interaction_has_its_outcome() {
    use Severity::{Error, Warning};
    hold(vec![
        // 2/3 of a token for 0.5: (2 / (2 + 2/3))^2 = 0.5625 a token after it. The firm is sound at the last mark, and is
        // closed at the next: sales and clearing take turns, one pass a tick, and not together until nothing moves.
        (
            "sales and clearing: one pass a tick",
            sale(),
            Results(vec![
                ("paid/a-b@1", 0.5),
                ("sold/token@1", 0.666_667),
                ("price/token@1", 0.5625),
                ("failed/firm@1", 0.0),
                ("failed/firm@2", 1.0),
            ]),
        ),
        // Ten tokens at 2 when their debtor fails: 20 in money from then on, whatever the price does.
        (
            "a debt in kind and a price: money at the mark of the failure",
            Case::new(4)
                .token("token", 1.0, Value::Null)
                .has("a", json!({ "cash": 1 }))
                .has("b", json!({}))
                .put(
                    "obligations",
                    json!({ "id": "o", "debtor": "a", "creditor": "b", "asset": "token", "amount": 10 }),
                )
                .shock(1, "token", 1.0)
                .fails(1, "a")
                .shock(3, "token", 4.0),
            Results(vec![("debts/a@1", 20.0), ("debts/a@2", 19.0), ("debts/a@4", 19.0), ("price/token", 10.0)]),
        ),
        // Nothing that depends on a failure is received in its tick: what is insured is paid after it.
        (
            "cover on a debtor: paid after the tick of the loss",
            cover("debtor"),
            Results(vec![("failed/debtor@1", 1.0), ("cash/lender@1", 0.0), ("failed/insurer", 0.0)]),
        ),
        (
            "cover on oneself",
            cover("insurer"),
            Said(Error, "participants/insurer/mechanisms/insurance_cover/covers", "itself"),
        ),
        ("bankruptcy costs: the only vector", costs(2.0, "greatest"), Results(vec![("failed", 0.0), ("burnt", 0.0)])),
        // From below the iteration tends to (1, 1), which is no clearing vector there; with 2.2 and 2.2 it is the least.
        ("bankruptcy costs: the only vector, from below", costs(2.0, "least"), Results(vec![("failed", 0.0)])),
        ("bankruptcy costs: the greatest", costs(2.2, "greatest"), Results(vec![("failed", 0.0), ("unique", 0.0)])),
        (
            "bankruptcy costs: the least",
            costs(2.2, "least"),
            Results(vec![("failed", 2.0), ("paid/a-b@1", 1.0), ("paid/b-a@1", 1.0)]),
        ),
        // The box is in one estate. `c` has its 6 out of it; the 4 that are left are `b`'s, whose one creditor is `a`.
        (
            "re-use and clearing: one unit in one estate",
            chain(),
            Results(vec![
                ("equity/a@0", 10.0),
                ("cash/c", 6.0),
                ("cash/a", 4.0),
                ("equity/a", 4.0),
                ("equity/b", -6.0),
            ]),
        ),
        // Skin in the game is the house's own cash: whether the parent that fails owns the house changes nothing of it.
        (
            "own capital of a house whose owner fails",
            house("parent"),
            Results(vec![
                ("borne/house/skin_in_the_game@1", 8.0),
                ("borne/house/survivors_fund", 0.0),
                ("cash/house@1", 7.0),
            ]),
        ),
        (
            "own capital of a house whose owner stands",
            house("third"),
            Results(vec![
                ("borne/house/skin_in_the_game@1", 8.0),
                ("borne/house/survivors_fund", 0.0),
                ("cash/house@1", 7.0),
            ]),
        ),
        (
            "a borrower's own token as its collateral",
            own_token("b"),
            Said(Warning, "participants/pool/mechanisms/lending_pool/markets/token", "issued itself"),
        ),
        (
            "a pool's own share as collateral",
            own_token("pool"),
            Said(Warning, "participants/pool/mechanisms/lending_pool/markets/token", "its own token"),
        ),
        // The share falls with ether, and for both ether is sold: 2 x 1.05 x 0.6 x (55 + 45) / 0.37 = 340.54, over the depth.
        ("forced sales that feed on themselves", looped_share(300), Said(Warning, "assets/ether", "1.14 times")),
        // With set-off `b` is even and `c` gets nothing; without it `b` pays ten into the estate, and both get five of it.
        ("netting: the loss is with others", netting(true), Results(vec![("equity/b", 10.0), ("equity/c", 0.0)])),
        ("no netting: the loss is shared", netting(false), Results(vec![("equity/b", 5.0), ("equity/c", 5.0)])),
    ]);
    assert_eq!(said(&looped_share(350)), [], "a radius of 0.97");
}

#[test]
fn hostile_parameters_get_a_problem_or_an_outcome() {
    use Severity::{Error, Warning};
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
