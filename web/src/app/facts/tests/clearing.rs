//! What panels say of settlement and of clients: numbers counted by hand.

use super::super::{Facts, Shown, of_participant, of_run};
use crate::app::{Item, words};
use serde_json::{Value, json};

fn ran(case: &Value) -> (interclear_core::Scenario, interclear_core::Trace) {
    let scenario = interclear_core::parse(&case.to_string()).unwrap();
    let (world, problems) = interclear_core::check(&scenario);
    let trace = interclear_core::run(&world.unwrap_or_else(|| panic!("{problems:?}")));
    (scenario, trace)
}

fn value(facts: &Facts, name: &str) -> (String, bool) {
    let row = facts.rows.iter().find(|r| r.name == name).unwrap_or_else(|| panic!("no {name} in {facts:?}"));
    (row.values.join(" | "), row.bad)
}

/// Room for two payments. The fees let E pay 20 (0.4) and then D 10 (0.2): A, B and C have 1 each and owe 50, 45 and 40
/// at 0.3; the fund could pay its 60 (0.1) and has no room.
#[test]
fn settlement_says_what_went_what_waits_and_what_it_cost() {
    let text = include_str!("../../../../../static/scenarios/on-chain-or-batch.json");
    let (scenario, trace) = ran(&serde_json::from_str(text).unwrap());
    let at = |tick: usize| of_run(Shown { scenario: &scenario, trace: &trace, frame: &trace.frames[tick] });
    let all = at(1);
    let titles: Vec<&str> = all.iter().map(|f| f.title.as_str()).collect();
    assert_eq!(titles, ["Settlement, block 1", "Settlement so far"]);
    let now = |name: &str| value(&all[0], name);
    assert_eq!(now("Sent for settlement"), ("225".into(), false));
    assert_eq!(now("Settled of it"), ("30".into(), true));
    assert_eq!(now("Payments made"), ("2, room for 2".into(), true));
    assert_eq!(now("Waits for room"), ("60".into(), true));
    let so_far = |name: &str| value(&all[1], name);
    assert_eq!(so_far("Due on its date"), ("225".into(), false));
    assert_eq!(so_far("Not settled on it"), ("195".into(), true));
    assert_eq!(so_far("Fail rate").0, "86.67\u{202f}%");
    assert_eq!(so_far("Fees paid"), ("0.6".into(), false));
    // 60 + 50 + 45 + 40 + 10 + 20, and all fees.
    assert_eq!(value(&at(6)[1], "Fees paid").0, "1.6");
}

/// In one batch the fund pays 60 to A, and everybody passes on what comes: 80 moves for 225 of payments, as A keeps 20, B 5,
/// C 5 and D 50.
#[test]
fn a_batch_says_what_netting_saves() {
    let text = include_str!("../../../../../static/scenarios/on-chain-or-batch.json");
    let mut case: Value = serde_json::from_str(text).unwrap();
    case["rules"]["settlement"] = json!({ "by": "batch" });
    case["controls"] = json!([]);
    case["expect"] = json!([]);
    let (scenario, trace) = ran(&case);
    let all = of_run(Shown { scenario: &scenario, trace: &trace, frame: &trace.frames[1] });
    assert_eq!(value(&all[0], "Settled of it"), ("225".into(), false));
    assert_eq!(value(&all[0], "Money that it took").0, "80");
    assert_eq!(value(&all[0], "Paid over money that moved").0, "2.81 times");
    assert!(all.iter().flat_map(|f| &f.rows).all(|r| !r.name.contains("room") && r.name != "Fees paid"));
    // Where nothing is said of settlement there is no panel.
    case["rules"] = json!({});
    let (scenario, trace) = ran(&case);
    assert_eq!(of_run(Shown { scenario: &scenario, trace: &trace, frame: &trace.frames[1] }), []);
}

/// Two clients of M, long 10 and 5 at 100; margin of two standard deviations of a day: 0.5 x 2 / root 365 of the value.
fn clients(account: &str, ports: bool) -> Value {
    let mut second = json!({ "client": "c2", "member": "m", "account": account });
    if ports {
        second["ports_to"] = "n".into();
    }
    json!({
        "version": 1, "clock": { "ticks": 4 }, "numeraire": "cash", "rules": { "novation": "one_house" },
        "assets": [{ "id": "cash", "label": "Cash" }, { "id": "x", "label": "X", "price": 100 }],
        "participants": [
            { "id": "big", "label": "Big", "holdings": { "cash": 1000 } },
            { "id": "c1", "label": "First", "holdings": { "cash": 60 } },
            { "id": "c2", "label": "Second", "holdings": { "cash": 500 } },
            { "id": "m", "label": "Member", "holdings": { "cash": 30 } },
            { "id": "n", "label": "Next", "holdings": { "cash": 500 } },
            { "id": "house", "label": "House", "holdings": { "cash": 1000 }, "mechanisms": [
                { "type": "margin", "confidence": 0.977_249_868_051_821, "period": 1 },
                { "type": "default_fund", "contributions": { "m": 10, "n": 10, "big": 10 } }] },
        ],
        "contracts": [{ "id": "f", "label": "F", "underlying": "x", "payoff": { "type": "future" }, "volatility": 0.5 }],
        "positions": [
            { "id": "p", "contract": "f", "long": "c1", "short": "big", "quantity": 10 },
            { "id": "q", "contract": "f", "long": "c2", "short": "big", "quantity": 5 }],
        "clients": [{ "client": "c1", "member": "m", "account": account }, second],
        "events": [{ "id": "e", "tick": 1, "what": { "type": "price_shock", "asset": "x", "change": -0.3 } }],
    })
}

fn table(case: &Value, who: &str, title: &str, tick: usize) -> Facts {
    let (scenario, trace) = ran(case);
    let shown = Shown { scenario: &scenario, trace: &trace, frame: &trace.frames[tick] };
    let all = of_participant(shown, words::participant(&trace, who).unwrap());
    let titles: Vec<String> = all.iter().map(|f| f.title.clone()).collect();
    all.into_iter().find(|f| f.title == title).unwrap_or_else(|| panic!("no {title} of {who} in {titles:?}"))
}

#[test]
fn a_member_shows_its_clients_and_each_can_be_selected() {
    let before = table(&clients("segregated", true), "m", "Its clients", 0);
    assert_eq!(value(&before, "First"), ("segregated | 52.3 | 0 | closed out".into(), false));
    assert_eq!(value(&before, "Second"), ("segregated | 26.15 | 0 | ports to Next".into(), false));
    assert_eq!(before.rows[1].item, Some(Item::Participant("c2".into())));
    let house = table(&clients("segregated", true), "house", "Clients of members", 0);
    assert_eq!(value(&house, "First").0, "segregated | 52.3 | 0 | through Member");
}

#[test]
fn what_was_ported_and_what_fellows_cost_is_said() {
    let ported = table(&clients("segregated", true), "c2", "Client of Member", 4);
    assert_eq!(value(&ported, "If its member fails").0, "ported to Next");
    assert_eq!(value(&ported, "Clears through").0, "Next, ported");
    assert_eq!(ported.rows[0].item, Some(Item::Participant("n".into())));
    let taken_over = table(&clients("segregated", true), "n", "Its clients", 4);
    assert!(value(&taken_over, "Second").0.ends_with("came from Member"), "{taken_over:?}");
    // In one account for both, all that the second has posted goes for what the first has lost.
    let fellow = table(&clients("omnibus_gross", false), "c2", "Client of Member", 4);
    assert_eq!(value(&fellow, "Account").0, "omnibus, gross");
    assert_eq!(value(&fellow, "Paid for fellow customers"), ("26.15".into(), true));
}
