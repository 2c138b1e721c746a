//! Mechanisms that are harmless alone and dangerous together: for each pair what is done, and what must come out. The
//! numbers are by hand, or of the papers named. Here sales, failures and clearing.

use super::case::{Case, expect};
use super::lending::fine;
use interclear_core::check;
use interclear_core::scenario::Severity;
use serde_json::{Value, json};

/// What must hold of a case.
pub(super) enum Holds {
    /// These results.
    Results(Vec<(&'static str, f64)>),
    /// `check` says so, at this place.
    Said(Severity, &'static str, &'static str),
}

use Holds::{Results, Said};

/// Everything that `check` says of a case.
pub(super) fn said(case: &Case) -> Vec<(Severity, String, String)> {
    match interclear_core::parse(&case.0.to_string()) {
        Err(all) => all.into_iter().map(|p| (p.severity, p.at, p.message)).collect(),
        Ok(s) => check(&s).1.into_iter().map(|p| (p.severity, p.at, p.message)).collect(),
    }
}

pub(super) fn hold(rows: Vec<(&str, Case, Holds)>) {
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
    use Severity::Error;
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
        // With set-off `b` is even and `c` gets nothing; without it `b` pays ten into the estate, and both get five of it.
        ("netting: the loss is with others", netting(true), Results(vec![("equity/b", 10.0), ("equity/c", 0.0)])),
        ("no netting: the loss is shared", netting(false), Results(vec![("equity/b", 5.0), ("equity/c", 5.0)])),
    ]);
}
