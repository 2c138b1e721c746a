//! Clients of clearing members: segregated and omnibus accounts, porting, fellow customers. Computed by hand.

use super::case::{Case, expect};
use interclear_core::check;
use serde_json::{Value, json};

/// Two clients of `m`, long 10 and 5 against `big`; `n` is another member. Margin is two standard deviations of a day: 0.5
/// x 2 / root(365) of the value, 5.23 a contract at 100.
fn two(account: &str) -> Case {
    let client = |id: &str| json!({ "client": id, "member": "m", "account": account });
    Case::new(4)
        .token("x", 100.0, Value::Null)
        .has("big", json!({ "cash": 1000 }))
        .has("c1", json!({ "cash": 60 }))
        .has("c2", json!({ "cash": 500 }))
        .has("m", json!({ "cash": 30 }))
        .has("n", json!({ "cash": 500 }))
        .has("house", json!({ "cash": 1000 }))
        .runs("house", json!({ "type": "margin", "confidence": 0.977_249_868_051_821, "period": 1 }))
        .runs("house", json!({ "type": "default_fund", "contributions": { "m": 10, "n": 10, "big": 10 } }))
        .contract("f", "x", json!({ "type": "future" }), 0.5)
        .position("p", "f", "c1", "big", 10)
        .position("q", "f", "c2", "big", 5)
        .rule("novation", "one_house")
        .put("clients", client("c1"))
        .put("clients", client("c2"))
}

#[test]
fn what_a_client_loses_goes_through_its_member() {
    expect(
        "five lower",
        &two("segregated").shock(1, "x", -0.005),
        &[
            ("margin_posted/c1/house@0", 52.30),
            ("margin_posted/c2/house@0", 26.15),
            ("cash/m@0", 20.0),
            ("cash/c1", 60.0 - 52.30 - 5.0),
            ("gained/c1", -5.0),
            ("gained/m", 0.0),
            ("cash/m", 20.0),
            ("gained/big", 7.5),
            ("position/m/f", 0.0),
            ("position/c1/f", 10.0),
            ("open_interest/f", 15.0),
            ("failed", 0.0),
        ],
    );
}

#[test]
fn a_member_keeps_what_a_failed_client_had() {
    // c1 has 7.70 beside its margin, 47.06 at the new price, and owes 100. Its member pays for it and goes on with ten.
    let rich = two("segregated").gets(1, "m", 500.0).shock(1, "x", -0.1);
    expect(
        "ten lower",
        &rich,
        &[
            ("failed/c1", 1.0),
            ("failed/m", 0.0),
            ("failed", 1.0),
            ("position/c1/f@1", 0.0),
            ("position/m/f@1", 10.0),
            ("gained/c1", -100.0),
            ("borne/house/survivors_fund", 0.0),
        ],
    );
}

/// `c1` cannot pay 300, nor can `m`: what the member's clients have lost is paid out of their margin.
fn member_fails(account: &str) -> Case {
    two(account).shock(1, "x", -0.3)
}

#[test]
fn a_segregated_client_does_not_pay_for_a_fellow() {
    // c2 owes 150 and pays. c1 owes 300 and pays 7.70 and what margin of it is no longer asked for; m has 20.
    expect(
        "segregated",
        &member_fails("segregated"),
        &[
            ("failed/c1", 1.0),
            ("failed/m", 1.0),
            ("failed/c2", 0.0),
            ("gained/c2@1", -150.0),
            ("note/FellowLoss", 0.0),
            // All of its margin comes back.
            ("equity/c2", 500.0 - 150.0),
        ],
    );
    expect(
        "ported",
        &member_fails("segregated").client("c2", "ports_to", "n").shock(2, "x", 0.1),
        &[
            ("failed/m", 1.0),
            ("note/Ported", 1.0),
            ("position/c2/f", 5.0),
            // 5 x 7 back on tick 2, through the other member.
            ("gained/c2", -150.0 + 35.0),
            ("equity/c2", 500.0 - 115.0),
            ("gained/n", 0.0),
        ],
    );
}

#[test]
fn omnibus_clients_pay_for_each_other() {
    let case = member_fails("omnibus_gross");
    let trace = case.run();
    let found: Vec<f64> = trace
        .journal
        .entries
        .iter()
        .filter(|e| format!("{:?}", e.kind) == "FellowLoss")
        .map(|e| e.amount.to_f64(2))
        .collect();
    // All that c2 has posted goes for what c1 has lost.
    assert_eq!(found, [26.15]);
    expect("omnibus", &case, &[("failed/c2", 0.0), ("failed/m", 1.0), ("gained/c2", -150.0), ("note/Ported", 0.0)]);
}

#[test]
fn an_omnibus_account_is_asked_for_its_net_position() {
    // c2 is short 4 of what c1 is long 10: 6 net, of which 10 / 14 and 4 / 14.
    let net = |account: &str| {
        two(account).of("positions", "q", "quantity", 4).of("positions", "q", "long", "big").of(
            "positions",
            "q",
            "short",
            "c2",
        )
    };
    expect("gross", &net("omnibus_gross"), &[("margin_posted/c1/house@0", 52.30), ("margin_posted/c2/house@0", 20.92)]);
    expect("net", &net("omnibus_net"), &[("margin_posted/c1/house@0", 22.41), ("margin_posted/c2/house@0", 8.97)]);
}

#[test]
fn clients_that_make_no_sense_are_refused() {
    let found = |case: Case, at: &str| {
        let problems = check(&case.scenario()).1;
        assert!(problems.iter().any(|p| p.at == at && p.hint.is_some()), "{at}: {problems:?}");
    };
    let two = || two("segregated");
    found(two().client("c1", "member", "c1"), "clients/c1/member");
    found(two().client("c1", "member", "c2"), "clients/c1/member");
    found(two().client("c1", "ports_to", "m"), "clients/c1/ports_to");
    found(two().client("c1", "account", "omnibus_net").client("c1", "ports_to", "n"), "clients/c1/ports_to");
    found(two().put("clients", json!({ "client": "c1", "member": "n" })), "clients/c1");
}
