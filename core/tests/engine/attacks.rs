//! Attacks on services that share their stake, in runs, computed by hand; and networks that are refused.

use super::case::{Case, expect, log};
use super::services_first::{Whole, attacks, case, slash};
use interclear_core::journal::EntryKind;
use interclear_core::scenario::{Code, Severity};
use interclear_core::units::EntryIx;
use interclear_core::{check, parse};
use serde_json::{Value, json};

/// Two services of 40 that each cost 50, by the same two operators of 50: together 80 for 50 (as in the numbers-only test).
fn shared() -> Whole {
    let service = || (40, (1, 2), vec![0, 1]);
    Whole { stakes: vec![50, 50], services: vec![service(), service()] }
}

/// Of 20 and 4 operators for 22, half of the stake with another 20: safe until the 4 are gone.
fn pair() -> Whole {
    Whole { stakes: vec![4, 20, 20], services: vec![(11, (1, 2), vec![0, 1, 2]), (11, (1, 2), vec![0, 1, 2])] }
}

#[test]
fn overlap_pays_for_an_attack_at_once() {
    expect(
        "80 for 50 on the first tick; the other operator keeps its stake and has nothing to gain",
        &case(3, &shared()),
        &[
            ("cost_to_break/s0@0", 50.0),
            ("attack_gain/s0@0", 40.0),
            ("restaking_gamma@0", -0.375),
            ("restaking_slack@0", 0.0),
            ("note/Attacked", 1.0),
            ("cash/s0@1", 960.0),
            ("cash/s1@1", 960.0),
            ("holdings/o0@1", 0.0),
            ("holdings/o1", 50.0),
            ("supply/eth", -50.0),
            ("restaked_lost@1", 0.5),
            ("restaking_shock", 0.0),
            ("attack_gain/s0", 0.0),
            ("restaking_slack@1", 1.0),
        ],
    );
    let trace = case(3, &shared()).run();
    let frame = trace.frames[1].restaking.as_ref().unwrap();
    assert_eq!((frame.bound, frame.slack), (None, None), "no bound where an attack pays before");
}

#[test]
fn a_slash_makes_an_attack_pay_and_is_its_cause() {
    let case = case(3, &pair()).at(2, slash("o0", 1.0));
    // 24 for 22 before; 20 for 22 without the 4. Of 44 units 4 are slashed: (1 + 1 / (24 / 22 - 1)) x 4 / 44 = 12 / 11.
    expect(
        "the slash of 4",
        &case,
        &[
            ("restaking_gamma@1", 24.0 / 22.0 - 1.0),
            ("note/Attacked", 1.0),
            ("corrupted/s0@1", 0.0),
            ("corrupted/s1@2", 1.0),
            ("restaking_shock@2", 4.0 / 44.0),
            ("restaked_lost@2", 24.0 / 44.0),
            ("restaking_bound@2", 12.0 / 11.0),
            ("holdings/o1@2", 0.0),
            ("holdings/o2@3", 20.0),
        ],
    );
    let trace = case.run();
    let (at, attack) = attacks(&trace)[0];
    let cause = trace.journal.get(attack.causes[0].entry).unwrap();
    assert_eq!((cause.kind, cause.tick), (EntryKind::Slashed, 2));
    let burnt = trace.journal.entries.iter().filter(|e| e.causes.iter().any(|c| c.entry == EntryIx(at as u32)));
    assert_eq!(
        burnt.map(|e| e.kind).collect::<Vec<_>>(),
        [EntryKind::Corrupted, EntryKind::Corrupted, EntryKind::Slashed]
    );
}

#[test]
fn what_else_may_make_an_attack_pay_is_named() {
    let cause = |case: &Case| {
        let trace = case.run();
        let all = attacks(&trace);
        assert_eq!(all.len(), 1, "{}", log(&trace));
        let lines = all[0].1.causes.iter().filter_map(|c| trace.journal.get(c.entry));
        lines.map(|e| e.kind).collect::<Vec<_>>()
    };
    // 24 at 0.9 are 21.6 for 22.
    assert_eq!(cause(&case(3, &pair()).shock(2, "eth", -0.1)), [EntryKind::PriceShock]);
    let dearer = json!({ "type": "upgrade", "target": "participants/s0/secured_service/gain", "value": 14 });
    assert_eq!(cause(&case(3, &pair()).at(2, dearer)), [EntryKind::Upgraded]);
    assert_eq!(cause(&case(3, &shared())), [EntryKind::Opening]);
    // A fall of the price is no loss of stake: the bound is silent from then on.
    let fell = case(3, &pair()).at(1, slash("o0", 1.0)).shock(2, "eth", -0.01).run();
    let bound = |tick: usize| fell.frames[tick].restaking.as_ref().unwrap().bound;
    assert!(bound(1).is_some() && bound(2).is_none());
}

#[test]
fn who_cannot_act_does_not_attack_and_what_does_not_run_is_not_corrupted() {
    let slashed = || case(3, &pair()).at(1, slash("o0", 1.0));
    let none = |what: &str, case: &Case| expect(what, case, &[("note/Attacked", 0.0), ("corrupted/s0", 0.0)]);
    none(
        "both are out",
        &slashed()
            .at(1, json!({ "type": "outage", "participant": "o1", "ticks": 9 }))
            .at(1, json!({ "type": "outage", "participant": "o2", "ticks": 9 })),
    );
    none("both have failed", &slashed().fails(1, "o1").fails(1, "o2"));
    none("paused for good", &slashed().at(1, json!({ "type": "pause", "participant": "s0", "ticks": 9 })));
    none("a service of two is out", &slashed().at(1, json!({ "type": "outage", "participant": "s1", "ticks": 9 })));
    none("a service of two has failed", &slashed().fails(1, "s1"));
    // What one of two does not have cannot be gained: 21 is enough for 20, 20 is not.
    let drained =
        |left: f64| slashed().at(1, json!({ "type": "exploit", "participant": "s0", "amount": 1000.0 - left }));
    none("as much as it costs", &drained(9.0));
    expect("a cent more", &drained(9.01), &[("corrupted/s0", 1.0), ("cash/s0", 0.0)]);
    let mut calm = slashed();
    for p in calm.0["participants"].as_array_mut().unwrap().iter_mut().filter(|p| p["id"] == "s0") {
        p["mechanisms"][0]["attacked"] = json!(false);
    }
    expect(
        "figures only",
        &calm,
        &[("note/Attacked", 0.0), ("restaking_gamma", -1.0 / 11.0), ("cost_to_break/s0", 20.0)],
    );
    // When the outage ends it goes on.
    let later = slashed().at(1, json!({ "type": "outage", "participant": "s1", "ticks": 1 }));
    expect("a tick later", &later, &[("corrupted/s0@1", 0.0), ("corrupted/s0@2", 1.0), ("corrupted/s1", 1.0)]);
}

#[test]
fn a_part_of_a_stake_is_no_shock_of_the_bound() {
    // 3.9 of 4 are slashed: the rest and 20 are 20.1 for 22.
    let case = case(2, &pair()).at(1, slash("o0", 0.975));
    expect("nine tenths and more", &case, &[("corrupted/s1", 1.0), ("restaking_shock", 3.9 / 44.0)]);
    assert_eq!(case.run().frames[1].restaking.as_ref().unwrap().bound, None);
    let nothing = self::case(2, &pair()).at(1, slash("o0", 0.0));
    expect("a shock of nothing", &nothing, &[("note/Attacked", 0.0), ("restaked_lost", 0.0)]);
}

#[test]
fn a_stake_in_cash_and_a_worthless_one() {
    let mut cash = case(2, &pair());
    for p in cash.0["participants"].as_array_mut().unwrap() {
        p["mechanisms"][0]["asset"] = json!("cash");
        if let Some(units) = p["holdings"].get("eth").cloned() {
            p["holdings"] = json!({ "cash": units });
        }
    }
    let cash = cash.at(1, slash("o0", 1.0));
    expect("cash", &cash, &[("corrupted/s0", 1.0), ("supply/cash", -24.0), ("cash/o2", 0.0), ("holdings/o2", 20.0)]);
    // At a thousandth of a price the smallest set that has half of the stake takes all there is.
    let worthless = case(2, &pair()).shock(1, "eth", -0.999);
    expect("worthless", &worthless, &[("corrupted/s0", 1.0), ("corrupted/s1", 1.0)]);
    let empty = Whole { stakes: vec![0, 0], ..shared() };
    let bare = case(2, &empty);
    expect("no stake", &bare, &[("note/Attacked", 0.0), ("restaking_slack", 1.0), ("restaked_lost", 0.0)]);
    let alone = Whole { stakes: vec![5], services: vec![(9, (1, 2), vec![])] };
    expect("no operator", &case(2, &alone), &[("note/Attacked", 0.0), ("attack_gain/s0", 9.0)]);
}

#[test]
fn what_makes_no_network_is_refused_with_its_place() {
    let refused = |change: &dyn Fn(&mut Value), code: Code, at: &str| {
        let mut case = case(2, &pair());
        change(&mut case.0);
        let all = parse(&case.0.to_string()).map_or_else(|all| all, |s| check(&s).1);
        let found = all
            .iter()
            .any(|p| p.code == code && p.at.contains(at) && p.severity == Severity::Error && p.hint.is_some());
        assert!(found, "{at}: {all:?}");
    };
    let service = |v: &mut Value, field: &str, to: Value| {
        let list = v["participants"].as_array_mut().unwrap();
        list.iter_mut().find(|p| p["id"] == "s0").unwrap()["mechanisms"][0][field] = to;
    };
    let place = "participants/s0/mechanisms/secured_service";
    let at = |field: &str| format!("{place}/{field}");
    for threshold in [0.0, -0.5, 1.01] {
        refused(&|v| service(v, "threshold", json!(threshold)), Code::BadValue, &at("threshold"));
    }
    refused(&|v| service(v, "gain", json!(-1)), Code::BadValue, &at("gain"));
    refused(&|v| service(v, "asset", json!("gold")), Code::UnknownId, &at("asset"));
    refused(&|v| service(v, "operators", json!(["nobody"])), Code::UnknownId, &at("operators"));
    refused(&|v| service(v, "operators", json!(["s0"])), Code::Conflict, &at("operators"));
    refused(&|v| service(v, "operators", json!(["o1", "o1"])), Code::Conflict, &at("operators"));
    refused(&|v| service(v, "operators", json!(["s1"])), Code::Conflict, &at("operators"));
    refused(&|v| service(v, "asset", json!("cash")), Code::Conflict, &at("operators"));
    let crowd = |operators: usize, services: usize| {
        let each = |s: usize| (1, (1, 2), (0..operators).filter(|o| o % services == s).collect());
        Whole { stakes: vec![1; operators], services: (0..services).map(each).collect() }
    };
    let problems = |whole: &Whole| check(&case(2, whole).scenario()).1;
    assert_eq!(problems(&crowd(12, 12)), []);
    assert!(problems(&crowd(13, 4)).iter().any(|p| p.code == Code::Limit && p.message.contains("13 participants")));
    assert!(problems(&crowd(4, 13)).iter().any(|p| p.code == Code::Limit && p.message.contains("13 services")));
}
