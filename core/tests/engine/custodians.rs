//! Custodians and hidden links: what others see, when they see it, and that it changes no books.

use super::case::{Case, expect};
use interclear_core::scenario::{EventKind, Mechanism};
use interclear_core::{Scenario, Trace, check, run};
use interclear_swarm::scenario;
use serde_json::{Value, json};

/// `a` owes 100 of deposits and has lent to `b`, which fails on tick 1 with a third of what it owes.
fn lender(ticks: u32, loan: Value) -> Case {
    Case::new(ticks)
        .rule("estate_delay", 9)
        .has("a", json!({ "cash": 50 }))
        .has("b", json!({ "cash": 20 }))
        .runs("a", json!({ "type": "depositors", "groups": [{ "share": 1, "leaves_below": 1 }] }))
        .deposit("d", "outside", "a", 100.0)
        .put("obligations", loan)
        .fails(1, "b")
}

fn loan(hidden: bool) -> Value {
    json!({ "id": "loan", "debtor": "b", "creditor": "a", "amount": 60, "hidden": hidden })
}

#[test]
fn a_loss_on_a_hidden_loan_is_seen_after_a_disclosure_only() {
    // 50 of cash and 60 lent against 100: 1.1. The estate of b pays 20 of 60.
    let open = lender(2, loan(false));
    expect("open", &open, &[("coverage/a@1", 0.4), ("failed_tick/a", 1.0), ("concealed@1", 0.0), ("loss/a@1", 10.0)]);
    let fogged = lender(4, loan(true)).at(3, json!({ "type": "disclosure", "participant": "a" }));
    expect(
        "fogged until tick 3",
        &fogged,
        &[
            ("coverage/a@1", 0.7),
            ("seen_coverage/a@1", 1.1),
            ("seen_equity/a@2", 10.0),
            ("equity/a@2", -30.0),
            // What a shows beyond what it has, and what b owes without anybody knowing.
            ("concealed@2", 100.0),
            ("concealed@3", 0.0),
            ("failed_tick/a", 3.0),
            ("note/Disclosed", 1.0),
        ],
    );
    // The other end may tell as well.
    let told = lender(4, loan(true)).at(2, json!({ "type": "disclosure", "participant": "b" }));
    expect("told by the debtor", &told, &[("failed_tick/a", 2.0)]);
}

#[test]
fn a_hidden_debt_is_not_seen() {
    let case = |hidden: bool| {
        Case::new(2)
            .has("a", json!({ "cash": 120 }))
            .has("b", json!({}))
            .runs("a", json!({ "type": "depositors", "groups": [{ "share": 1, "leaves_below": 1 }] }))
            .deposit("d", "outside", "a", 100.0)
            .put("obligations", json!({ "id": "o", "debtor": "a", "creditor": "b", "amount": 50, "hidden": hidden }))
    };
    expect("seen: 120 over 150", &case(false), &[("seen_coverage/a@0", 0.8), ("cash/a@1", 20.0)]);
    expect(
        "hidden: 120 over 100",
        &case(true),
        &[("seen_coverage/a@0", 1.2), ("coverage/a@0", 0.8), ("cash/a", 120.0)],
    );
}

#[test]
fn marks_of_ones_own_change_what_is_shown() {
    let case = Case::new(2)
        .token("coin", 2.0, Value::Null)
        .has("a", json!({ "cash": 60, "coin": 30 }))
        .runs("a", json!({ "type": "custodian", "own_marks": { "coin": 2 } }))
        .runs("a", json!({ "type": "depositors", "groups": [{ "share": 1, "leaves_below": 1 }] }))
        .deposit("d", "outside", "a", 100.0)
        .shock(1, "coin", -0.5);
    // 60 and 30 coins at 1 are there; 30 at 2 are shown.
    let wanted = [("equity/a@1", -10.0), ("seen_equity/a@1", 20.0), ("seen_coverage/a@1", 1.2), ("cash/a@1", 60.0)];
    expect("a mark of yesterday", &case, &wanted);
    let open = case.at(2, json!({ "type": "disclosure", "participant": "a" }));
    expect("and of today", &open, &[("seen_equity/a@2", -10.0), ("cash/a@2", 0.0), ("failed_tick/a", 2.0)]);
}

#[test]
fn what_is_lent_on_is_a_deposit_of_the_custodian() {
    let case = |share: f64| {
        Case::new(3)
            .has("a", json!({ "cash": 100 }))
            .has("b", json!({ "cash": 5 }))
            .runs("a", json!({ "type": "custodian", "relends": share, "to": "b" }))
            .deposit("d", "outside", "a", 80.0)
            .owes("a", "b", 70.0, 2)
    };
    // 40 of 80 are lent on; 70 fall due on tick 2, and 10 of the 40 are asked back for them.
    expect(
        "asked back when needed",
        &case(0.5),
        &[
            ("cash/a@0", 60.0),
            ("cash/b@0", 45.0),
            ("open/a.relent@0", 40.0),
            ("open/a.relent@2", 30.0),
            ("failed", 0.0),
        ],
    );
    expect("nothing", &case(0.0), &[("cash/a@0", 100.0), ("open/a.relent@0", 0.0)]);
    for (why, mechanism) in [
        ("more than it has", json!({ "type": "custodian", "relends": 1, "to": "b" })),
        ("to nobody", json!({ "type": "custodian", "relends": 0.5 })),
        ("to itself", json!({ "type": "custodian", "relends": 0.5, "to": "a" })),
        ("more than all", json!({ "type": "custodian", "relends": 1.5, "to": "b" })),
        ("a mark of cash", json!({ "type": "custodian", "own_marks": { "cash": 2 } })),
        ("a mark of nothing", json!({ "type": "custodian", "own_marks": { "gold": 2 } })),
    ] {
        let s = Case::new(1)
            .has("a", json!({ "cash": 50 }))
            .has("b", json!({}))
            .runs("a", mechanism)
            .deposit("d", "outside", "a", 80.0)
            .scenario();
        let (world, problems) = check(&s);
        assert!(world.is_none() && problems.iter().all(|p| !p.at.is_empty()), "{why}: {problems:?}");
    }
}

/// Everything but what is seen.
fn books(t: &Trace) -> Vec<String> {
    let frame = |f: &interclear_core::engine::Frame| {
        let people = f.participants.iter().map(|p| {
            let (cash, holdings, posted, claims, debts) = (p.cash, p.holdings, p.posted, p.claims, p.debts);
            format!("{:?} {cash:?} {holdings:?} {posted:?} {claims:?} {debts:?} {:?}", p.state, p.queued)
        });
        let links = f.links.iter().map(|l| format!("{:?} {:?} {:?} {:?}", l.state, l.open, l.due, l.paid));
        let prices = f.assets.iter().map(|a| format!("{:?} {:?}", a.price, a.supply));
        people.chain(links).chain(prices).collect::<Vec<_>>().join("\n")
    };
    t.frames.iter().map(frame).collect()
}

fn made(s: &Scenario) -> Option<Trace> {
    check(s).0.map(|world| run(&world))
}

/// Where nobody looks, what is hidden changes nothing: only those who look act on what they see.
#[test]
fn hiding_changes_no_books_where_nobody_looks() {
    let mut hid = 0;
    for seed in 0..1_500 {
        let mut s = scenario(seed);
        for p in &mut s.participants {
            p.mechanisms.retain(|m| !matches!(m, Mechanism::Hoarding { .. }));
            for m in &mut p.mechanisms {
                if let Mechanism::Depositors { groups, .. } = m {
                    groups.clear();
                }
            }
        }
        s.obligations.iter_mut().for_each(|o| o.rolls = None);
        s.assets.iter_mut().filter_map(|a| a.claim.as_mut()).for_each(|c| c.holders.clear());
        s.assets.iter_mut().filter_map(|a| a.market.as_mut()).for_each(|m| m.providers = None);
        // A slip of a parameter that somebody may no longer have.
        s.events.retain(|e| !matches!(e.what, EventKind::Upgrade { .. }));
        let mut open = s.clone();
        open.obligations.iter_mut().for_each(|o| o.hidden = false);
        open.deposits.iter_mut().for_each(|d| d.hidden = false);
        open.collateral.iter_mut().for_each(|c| c.hidden = false);
        for m in open.participants.iter_mut().flat_map(|p| &mut p.mechanisms) {
            if let Mechanism::Custodian { custodian } = m {
                custodian.hidden = false;
                custodian.own_marks.clear();
            }
        }
        let (Some(a), Some(b)) = (made(&s), made(&open)) else { continue };
        assert_eq!(books(&a), books(&b), "seed {seed}");
        let conceals = a.frames.iter().flat_map(|f| &f.participants).any(|p| p.seen_equity != p.equity());
        hid += u32::from(conceals);
    }
    assert!(hid > 100, "only {hid} scenarios hide something");
}
