//! Bridges: forged messages against keys, caps, guardians and pauses, computed by hand.

use super::case::{Case, expect};
use interclear_core::{check, parse};
use serde_json::{Value, json};

/// A bridge that holds 100 eth at 2 behind 100 wrapped units of one eth each.
fn bridge(ticks: u32, scheme: Value) -> Case {
    let mut runs = scheme;
    runs["type"] = json!("bridge");
    Case::new(ticks)
        .decimals(6)
        .token("eth", 2.0, Value::Null)
        .put(
            "assets",
            json!({ "id": "wrapped", "label": "wrapped", "decimals": 4,
                "claim": { "issuer": "bridge", "par": 1, "of": "eth", "circulating": 100 } }),
        )
        .has("bridge", json!({ "eth": 100 }))
        .has("thief", json!({ "cash": 50 }))
        .runs("bridge", runs)
}

fn forged(token: &str, amount: f64, keys: u32) -> Value {
    json!({ "type": "forged_message", "bridge": "bridge", "token": token, "amount": amount, "to": "thief", "keys": keys })
}

#[test]
fn a_message_is_obeyed_only_when_enough_keys_have_fallen() {
    let five_of_nine = json!({ "verifiers": 9, "threshold": 5, "key_cost": 3 });
    let case = bridge(2, five_of_nine.clone()).at(1, forged("wrapped", 60.0, 4));
    expect(
        "four keys of five: refused",
        &case,
        &[
            ("note/Refused", 1.0),
            ("note/Forged", 0.0),
            ("supply/wrapped", 100.0),
            ("unbacked/wrapped", 0.0),
            // Four keys bought for nothing.
            ("attack_profit/thief", -12.0),
        ],
    );
    let case = bridge(2, five_of_nine).at(1, forged("wrapped", 60.0, 5));
    expect(
        "five keys: 160 units on 100 eth",
        &case,
        &[
            ("note/Refused", 0.0),
            ("note/Forged", 1.0),
            ("note/Minted", 1.0),
            ("supply/wrapped@0", 100.0),
            ("supply/wrapped", 160.0),
            ("unbacked/wrapped", 0.375),
            ("unbacked", 0.375),
            ("price/wrapped", 1.25),
            ("promised/wrapped", 2.0),
            // Promised 320, there are 200; the 100 units of others lose 0.75 each.
            ("equity/bridge", -120.0),
            ("loss/outside", 75.0),
            // What was forged is not yet money.
            ("attack_profit/thief", -15.0),
        ],
    );
}

#[test]
fn released_units_leave_the_copies_without_what_stood_behind_them() {
    let case = bridge(2, json!({ "verifiers": 1, "threshold": 1 })).at(1, forged("eth", 40.0, 1));
    expect(
        "40 eth of 100 are gone from the lockbox",
        &case,
        &[
            ("supply/wrapped", 100.0),
            ("unbacked/wrapped", 0.4),
            ("price/wrapped", 1.2),
            ("equity/bridge", -80.0),
            ("equity/thief", 130.0),
            ("loss/outside", 80.0),
        ],
    );
    // No more is released than there is.
    let all = bridge(2, json!({ "verifiers": 1, "threshold": 1 })).at(1, forged("eth", 400.0, 1));
    expect("all there is", &all, &[("unbacked/wrapped", 1.0), ("equity/thief", 250.0), ("price/wrapped", 0.0)]);
    // Money is got out at once: 30 of cash for one key of 10.
    let cash = bridge(1, json!({ "verifiers": 3, "threshold": 1, "key_cost": 10 }))
        .at(1, forged("cash", 400.0, 1))
        .gets(1, "bridge", 30.0);
    expect("cash", &cash, &[("attack_profit/thief@0", -10.0), ("attack_profit/thief", 20.0)]);
}

#[test]
fn a_cap_and_a_guardian_bound_what_is_lost() {
    // min(amount, cap x (1 + delay)).
    for (delay, lost) in [(0, 8.0), (1, 16.0), (2, 24.0), (4, 40.0), (5, 45.0), (9, 45.0)] {
        let scheme = json!({ "verifiers": 1, "threshold": 1, "cap": 8, "guardian_delay": delay });
        let case = bridge(12, scheme).at(2, forged("eth", 45.0, 1));
        let paused = f64::from(u8::from(delay + 2 <= 12));
        expect(
            &format!("a delay of {delay}"),
            &case,
            &[("equity/thief", 50.0 + 2.0 * lost), ("note/Paused", paused), ("unbacked/wrapped", lost / 100.0)],
        );
    }
    let open = bridge(3, json!({ "verifiers": 1, "threshold": 1, "cap": 8 })).at(1, forged("eth", 45.0, 1));
    expect("nobody watches", &open, &[("note/Paused", 0.0), ("equity/thief", 98.0)]);
    let shut = bridge(3, json!({ "verifiers": 1, "threshold": 1, "cap": 0 })).at(1, forged("eth", 45.0, 1));
    expect("a cap of nothing", &shut, &[("note/Forged", 0.0), ("equity/thief", 50.0)]);
}

#[test]
fn two_messages_share_a_cap_and_each_token_has_its_own() {
    let scheme = json!({ "verifiers": 1, "threshold": 1, "cap": 8 });
    let two = bridge(1, scheme.clone()).at(1, forged("eth", 6.0, 1)).at(1, forged("eth", 6.0, 1));
    expect("6 and 2", &two, &[("equity/thief", 66.0), ("note/Forged", 2.0)]);
    let both = bridge(1, scheme).at(1, forged("eth", 6.0, 1)).at(1, forged("wrapped", 6.0, 1));
    expect("6 and 6", &both, &[("supply/wrapped", 106.0), ("note/Forged", 2.0)]);
}

#[test]
fn a_pause_holds_messages_back_and_may_shut_the_door() {
    let scheme = json!({ "verifiers": 1, "threshold": 1, "cap": 10 });
    let pause = |who: &str, ticks: u32| json!({ "type": "pause", "participant": who, "ticks": ticks });
    let case = bridge(5, scheme).at(2, forged("eth", 45.0, 1)).at(3, pause("bridge", 2));
    expect("ticks 2 and 5", &case, &[("equity/thief@4", 70.0), ("equity/thief", 90.0), ("note/Paused", 1.0)]);
    // A run on 60 of deposits against 30 of cash: nobody gets out while the door is shut.
    let bank = |withdrawals: bool| {
        let what = json!({ "type": "pause", "participant": "a", "ticks": 2, "withdrawals": withdrawals });
        Case::new(4)
            .has("a", json!({ "cash": 30 }))
            .runs("a", json!({ "type": "depositors", "groups": [{ "share": 1, "leaves_below": 1 }] }))
            .deposit("d", "outside", "a", 60.0)
            .at(1, what)
    };
    expect("open", &bank(false), &[("cash/a@1", 0.0), ("failed_tick/a", 1.0)]);
    expect("shut", &bank(true), &[("cash/a@2", 30.0), ("queued/a@2", 60.0), ("cash/a@3", 0.0), ("failed_tick/a", 3.0)]);
}

#[test]
fn what_is_wrong_with_a_bridge_is_said() {
    let sound = json!({ "verifiers": 3, "threshold": 2 });
    for (why, scheme, message) in [
        ("no verifier", json!({ "verifiers": 0, "threshold": 1 }), forged("eth", 1.0, 1)),
        ("more keys than verifiers", json!({ "verifiers": 2, "threshold": 3 }), forged("eth", 1.0, 1)),
        ("no key", json!({ "verifiers": 2, "threshold": 0 }), forged("eth", 1.0, 1)),
        ("a cap below nothing", json!({ "verifiers": 1, "threshold": 1, "cap": -1 }), forged("eth", 1.0, 1)),
        ("a cap too fine", json!({ "verifiers": 1, "threshold": 1, "cap": 0.001 }), forged("eth", 1.0, 1)),
        (
            "a guardian too late",
            json!({ "verifiers": 1, "threshold": 1, "guardian_delay": 9999 }),
            forged("eth", 1.0, 1),
        ),
        ("more keys fall than there are", sound.clone(), forged("eth", 1.0, 4)),
        ("no such token", sound.clone(), forged("gold", 1.0, 2)),
        ("more than can be counted", sound.clone(), forged("wrapped", 1e15, 2)),
        ("to itself", sound.clone(), {
            let mut m = forged("eth", 1.0, 2);
            m["to"] = json!("bridge");
            m
        }),
        ("no bridge", sound, {
            let mut m = forged("eth", 1.0, 2);
            m["bridge"] = json!("thief");
            m["to"] = json!("bridge");
            m
        }),
    ] {
        let s = bridge(1, scheme).at(1, message).scenario();
        let (world, problems) = check(&s);
        assert!(world.is_none() && problems.iter().all(|p| !p.at.is_empty()), "{why}: {problems:?}");
    }
    assert!(parse("{}").is_err());
}
