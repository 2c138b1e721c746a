//! Counters that are shut; what panels of issuers and pools say.

mod clearing;

use super::tokens::next_open;
use super::*;
use interclear_core::scenario::Redemption;

#[test]
fn a_counter_that_is_shut_says_when_it_opens() {
    let weekdays = |open_from| Redemption {
        open_every: Some(7),
        open_for: Some(5),
        open_from: Some(open_from),
        ..Redemption::default()
    };
    // Open on 3 to 7, shut on 8 and 9, open again on 10.
    for (tick, next) in [(0, Some(3)), (2, Some(3)), (3, None), (7, None), (8, Some(10)), (9, Some(10)), (10, None)] {
        assert_eq!(next_open(&weekdays(3), tick), next, "tick {tick}");
    }
    assert_eq!(next_open(&Redemption::default(), 4), None);
}

/// What the panel of a participant says at a tick: title, and each row with its figures.
fn said(scenario: &serde_json::Value, who: &str, tick: usize) -> Vec<(String, Vec<String>)> {
    let scenario = interclear_core::parse(&scenario.to_string()).unwrap();
    let (world, problems) = interclear_core::check(&scenario);
    let trace = interclear_core::run(&world.unwrap_or_else(|| panic!("{problems:?}")));
    let shown = Shown { scenario: &scenario, trace: &trace, frame: &trace.frames[tick] };
    let row = |f: &Fact| {
        let mark = if f.bad { " !" } else { "" };
        format!("{}: {}{mark}", f.name, f.values.join(" | "))
    };
    let all = of_participant(shown, words::participant(&trace, who).unwrap());
    all.iter().map(|f| (f.title.clone(), f.rows.iter().map(row).collect())).collect()
}

#[test]
fn a_pool_says_what_keepers_left_and_what_they_could_sell() {
    let case = serde_json::json!({
        "version": 1, "clock": { "ticks": 2 }, "numeraire": "cash",
        "assets": [
            { "id": "cash", "label": "Cash" },
            { "id": "token", "label": "Token", "decimals": 4, "market": { "depth": 100 } },
        ],
        "participants": [
            { "id": "b", "label": "B", "holdings": { "token": 100 } },
            { "id": "pool", "label": "Pool", "mechanisms": [{ "type": "lending_pool", "markets": [
                { "asset": "token", "max_ltv": 0.8, "threshold": 0.8, "bonus": 0.05, "oracle": { "lag": 1 } }] }] },
        ],
        "obligations": [{ "id": "loan", "debtor": "b", "creditor": "pool", "amount": 82 }],
        "collateral": [
            { "id": "c", "pledger": "b", "holder": "pool", "asset": "token", "amount": 100, "calls": false }],
    });
    let pool = said(&case, "pool", 1);
    let titles: Vec<&str> = pool.iter().map(|f| f.0.as_str()).collect();
    assert_eq!(titles, ["Lends Cash", "Collateral that can be sold", "Prices it read, day 1"]);
    // Half of 82 may be closed, and a pool of 100 takes a twentieth at a discount of 5 %: 5 / 1.05 is repaid.
    assert!(pool[0].1.contains(&"Of it could be liquidated: 41".to_owned()), "{pool:?}");
    let row = |list: &[String], name: &str| -> (Vec<f64>, bool) {
        let row = list.iter().find_map(|r| r.strip_prefix(name)).unwrap_or_else(|| panic!("{list:?}"));
        let figures = row.trim_end_matches(" !").split(" | ").filter_map(|f| f.parse().ok()).collect();
        (figures, row.ends_with(" !"))
    };
    // Cash has cents, so the last of them are a loss by rounding.
    let near = |(found, bad): (Vec<f64>, bool), expected: &[f64]| {
        assert!(bad && found.len() == expected.len(), "{found:?}");
        assert!(found.iter().zip(expected).all(|(f, e)| (f - e).abs() < e * 0.003), "{found:?}, not {expected:?}");
    };
    near(row(&pool[0].1, "Left: selling costs more than the bonus: "), &[41.0 - 5.0 / 1.05]);
    // 105 tokens at 1 / 1.05^2: a twentieth of them within the bonus, a forty-ninth at 2 %.
    near(row(&pool[1].1, "Token: "), &[95.0, 105.0 / 49.0 / 1.1025, 105.0 / 20.0 / 1.1025]);
    near(row(&pool[2].1, "Token: "), &[1.0, 1.0 / 1.1025]);
    assert!(pool[2].1[0].contains("| market, 1 day late"), "{pool:?}");
    let borrower = said(&case, "b", 1);
    assert!(borrower[0].1.contains(&"Price of Token, as it reads it: 1".to_owned()), "{borrower:?}");
}

#[test]
fn an_issuer_says_what_its_module_holds_and_on_which_terms() {
    let case = serde_json::json!({
        "version": 1, "clock": { "ticks": 2 }, "numeraire": "cash",
        "assets": [
            { "id": "cash", "label": "Cash" },
            { "id": "coin", "label": "Coin", "market": { "depth": 100, "amplification": 100 },
              "claim": { "issuer": "maker", "par": 1, "circulating": 100 } },
            { "id": "other", "label": "Other coin", "market": {} },
        ],
        "participants": [{ "id": "maker", "label": "Maker", "holdings": { "cash": 70, "other": 40 }, "mechanisms": [
            { "type": "peg_module", "coin": "coin", "assets": [
                { "asset": "other", "fee_in": 0.01, "ceiling": 48, "cap": 5 },
                { "asset": "cash", "fee_out": 0.02, "cap": 0 }] }] }],
        "events": [{ "id": "fall", "tick": 1, "what": { "type": "price_shock", "asset": "other", "change": -0.2 } }],
    });
    let opening = said(&case, "maker", 0);
    let module = |all: &[(String, Vec<String>)]| all.iter().find(|f| f.0 == "Peg module of Coin").unwrap().1.clone();
    assert_eq!(
        module(&opening),
        [
            "Cash: 70 | 0 | 0 | 0\u{202f}% in, 2\u{202f}% out !",
            "Other coin: 40 of 48 | 0 | 5 | 1\u{202f}% in, 0\u{202f}% out"
        ]
    );
    // 5 coins for the most units that bring no more, a little over 5 / 0.99.
    assert_eq!(
        module(&said(&case, "maker", 1))[1],
        "Other coin: 45.06 of 48 | +5.06 | 5 | 1\u{202f}% in, 0\u{202f}% out"
    );
    assert_eq!(
        module(&said(&case, "maker", 2))[1],
        "Other coin: 48 of 48 | +2.94 | 5 | 1\u{202f}% in, 0\u{202f}% out !"
    );
}

#[test]
fn keys_loot_and_deposits_are_told() {
    let case = serde_json::json!({
        "version": 1, "clock": { "ticks": 3 }, "numeraire": "cash",
        "assets": [{ "id": "cash", "label": "Cash" },
            { "id": "copy", "label": "Copy", "claim": { "issuer": "bridge", "par": 1, "circulating": 30 } }],
        "participants": [
            { "id": "bridge", "label": "Bridge", "holdings": { "cash": 30 }, "mechanisms": [
                { "type": "bridge", "verifiers": 3, "threshold": 2, "key_cost": 4, "cap": 20, "guardian_delay": 1 }] },
            { "id": "thief", "label": "Thief", "holdings": {} },
            { "id": "bank", "label": "Bank", "holdings": { "cash": 40 }, "mechanisms": [
                { "type": "depositors", "gate": 0.3, "order": "pro_rata", "groups": [] }] }],
        "deposits": [{ "id": "d", "holder": "outside", "taker": "bank", "amount": 100 }],
        "events": [
            { "id": "f", "tick": 1, "what": { "type": "forged_message", "bridge": "bridge", "token": "cash", "amount": 15,
                "to": "thief", "keys": 2 } },
            { "id": "w", "tick": 1, "what": { "type": "withdrawal_wave", "participant": "bank", "share": 0.5 } }],
    });
    let rows = |who: &str, title: &str| {
        let all = said(&case, who, 1);
        all.into_iter().find(|f| f.0 == title).unwrap_or_else(|| panic!("{who} has no {title}")).1
    };
    let keys = rows("bridge", "Signed messages");
    assert_eq!(keys[..2], ["Keys that must sign: 2 of 3", "To corrupt so many costs: 8"], "{keys:?}");
    // 15 of the 30 behind 30 units are gone.
    assert_eq!(keys[4], "Of Copy, unbacked: 50\u{202f}% !", "{keys:?}");
    let loot = rows("thief", "Forged messages in its favour");
    assert_eq!(loot, ["Got out so far: 15", "Cost of the keys: 8", "Profit: 7 !"]);
    let deposits = rows("bank", "Deposits with it");
    // 50 are asked for, the gate lets out 30 of 40 in cash.
    assert_eq!(deposits[..2], ["Still there: 70", "Asked for and waiting: 20 !"], "{deposits:?}");
    assert_eq!(deposits[2], "Paid out in this tick: 30, 75\u{202f}% of its free cash", "{deposits:?}");
    assert!(deposits[3].starts_with("The first have gained: "), "{deposits:?}");
}
