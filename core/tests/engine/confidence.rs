//! Who leaves by what it can see: depositors, holders outside, lenders who do not roll over, hoarders; the best and the
//! worst equilibrium; and what the first gained.

use super::case::{Case, expect};
use serde_json::{Value, json};

fn groups(case: Case, who: &str, order: &str, gate: f64, groups: &Value) -> Case {
    case.runs(who, json!({ "type": "depositors", "order": order, "gate": gate, "groups": groups }))
}

/// A sound bank and a weak one, whose depositors see as told.
fn two(group: Value) -> Case {
    let case = Case::new(2)
        .token("loan", 1.0, Value::Null)
        .has("sound", json!({ "cash": 130 }))
        .has("weak", json!({ "cash": 50, "loan": 40 }))
        .deposit("a", "outside", "sound", 100.0)
        .deposit("b", "outside", "weak", 100.0);
    let case = groups(case, "sound", "first_come", 1.0, &json!([]));
    groups(case, "weak", "first_come", 1.0, &json!([group]))
}

#[test]
fn depositors_see_the_truth_the_average_or_nothing() {
    // Coverage .9 here and 1.3 there: 1.1 on average. Free cash is half of what is deposited here.
    let group = |more: Value| {
        let mut group = json!({ "share": 0.3, "leaves_below": 1 });
        more.as_object().unwrap().iter().for_each(|(k, v)| group[k] = v.clone());
        two(group)
    };
    for (name, more, paid) in [
        ("the truth", json!({ "sees": "true" }), 30.0),
        ("the average", json!({ "sees": "average" }), 0.0),
        ("nothing", json!({ "sees": "nothing" }), 0.0),
        ("as the participant says", json!({}), 30.0),
        ("liquidity", json!({ "watches": "liquidity" }), 30.0),
        ("liquidity that is enough", json!({ "watches": "liquidity", "leaves_below": 0.5 }), 0.0),
        ("the average liquidity", json!({ "watches": "liquidity", "sees": "average", "leaves_below": 0.8 }), 30.0),
    ] {
        expect(name, &group(more), &[("paid/b@1", paid), ("outflow/weak@1", paid / 50.0), ("outflow@1", paid / 50.0)]);
    }
}

#[test]
fn depositors_watch_a_peg() {
    let case = |fall: f64| {
        let case = Case::new(1)
            .token("coin", 1.0, json!({ "depth": 1000 }))
            .has("t", json!({ "cash": 200 }))
            .deposit("d", "outside", "t", 100.0)
            .shock(1, "coin", -fall);
        groups(
            case,
            "t",
            "first_come",
            1.0,
            &json!([{ "share": 0.5, "leaves_below": 0.95, "watches": "peg", "asset": "coin" }]),
        )
    };
    expect("it holds", &case(0.04), &[("paid/d", 0.0)]);
    expect("it does not", &case(0.06), &[("paid/d", 50.0), ("note/SeenPeg", 1.0)]);
}

fn coin(redemption: Value, market: bool) -> Case {
    let backing = json!({ "share": 0.2, "leaves_below": 0.9, "watches": "backing" });
    let peg = json!({ "share": 0.5, "leaves_below": 0.97 });
    let holders = if market { json!([peg, backing]) } else { json!([backing]) };
    let mut claim = json!({ "issuer": "i", "par": 1, "circulating": 100, "holders": holders });
    if !redemption.is_null() {
        claim["redemption"] = redemption;
    }
    let mut coin = json!({ "id": "coin", "label": "coin", "decimals": 2, "price": 1, "claim": claim });
    if market {
        coin["market"] = json!({ "depth": 100 });
    }
    Case::new(3).put("assets", coin).has("i", json!({ "cash": 100 }))
}

#[test]
fn holders_outside_sell_or_redeem() {
    let falls = |case: Case| case.at(1, json!({ "type": "order", "asset": "coin", "sells": 3 }));
    // 3 into 100: the price is (100 / 103)^2 = .9426 at the next mark, and half of 100 are sold into the pool of 103.
    let left = 100.0 / 153.0;
    expect(
        "nobody redeems",
        &falls(coin(Value::Null, true)),
        &[("sold/coin@2", 50.0), ("price/coin@2", left * left), ("note/HoldersRun", 1.0), ("supply/coin", 100.0)],
    );
    let hole = |case: Case| case.at(1, json!({ "type": "exploit", "participant": "i", "amount": 20 }));
    expect("a fifth watches what stands behind it", &hole(coin(Value::Null, true)), &[("sold/coin@1", 20.0)]);
    // 80 stand behind 100: 20 units handed in first are paid at the rate of the request, par, and leave 60 behind 80.
    expect(
        "handed in where there is no market",
        &hole(coin(json!({}), false)),
        &[("cash/i@1", 60.0), ("supply/coin@1", 80.0), ("price/coin@2", 0.75)],
    );
}

#[test]
fn lenders_roll_over_while_they_see_enough() {
    let case = |fall: f64, tick: u32| {
        Case::new(6)
            .token("loan", 1.0, Value::Null)
            .has("fund", json!({ "loan": 150, "cash": 10 }))
            .has("lender", json!({}))
            .put(
                "obligations",
                json!({ "id": "repo", "debtor": "fund", "creditor": "lender", "amount": 100, "due": 1,
                    "rolls": { "every": 2, "while_above": 1.2 } }),
            )
            .shock(tick, "loan", -fall)
    };
    // Dates are 1, 3 and 5. 160 / 100, and after a fall of a third 110 / 100.
    expect(
        "confident",
        &case(0.2, 2),
        &[("failed", 0.0), ("note/NotRolled", 0.0), ("paid/repo", 0.0), ("open/repo", 100.0)],
    );
    expect(
        "not",
        &case(1.0 / 3.0, 2),
        &[("failed@2", 0.0), ("failed/fund@3", 1.0), ("paid/repo@3", 10.0), ("failed_tick/fund", 3.0)],
    );
    expect("on its date only", &case(1.0 / 3.0, 4), &[("failed@4", 0.0), ("failed_tick/fund", 5.0)]);
}

#[test]
fn whoever_hoards_lends_nothing_and_takes_back_what_it_can() {
    let case = |below: f64| {
        Case::new(3)
            .token("loan", 1.0, json!({ "discount": 0.1 }))
            .has("weak", json!({ "cash": 50 }))
            .has("fund", json!({ "cash": 120 }))
            .has("lender", json!({ "loan": 40 }))
            .deposit("d", "outside", "weak", 60.0)
            .deposit("e", "lender", "fund", 20.0)
            .put(
                "obligations",
                json!({ "id": "repo", "debtor": "fund", "creditor": "lender", "amount": 80, "due": 1,
                    "rolls": { "every": 1, "while_above": 1 } }),
            )
            .runs("weak", json!({ "type": "depositors", "groups": [] }))
            .runs("lender", json!({ "type": "hoarding", "below": below, "buffer": 50 }))
    };
    expect("calm", &case(0.8), &[("note/Hoards", 0.0), ("open/repo", 80.0), ("cash/lender", 0.0)]);
    // Coverage of those who take deposits is 5/6: back come the deposit of 20 and, not rolled over, the loan of 80; it
    // counts on the loan, so nothing has to be sold for the buffer.
    expect(
        "stress",
        &case(0.9),
        &[
            ("note/NotRolled", 1.0),
            ("open/repo", 0.0),
            ("open/e", 0.0),
            ("cash/lender@1", 100.0),
            ("holdings/lender", 40.0),
        ],
    );
}

/// 95 payable on demand out of 40 and loans of 60 that bring 51 when they are sold now.
fn fragile(equilibrium: &str, cash: f64) -> Case {
    let case = Case::new(2)
        .rule("equilibrium", equilibrium)
        .token("loan", 1.0, json!({ "discount": 0.15 }))
        .has("t", json!({ "cash": cash, "loan": 60 }))
        .deposit("d", "outside", "t", 95.0);
    groups(
        case,
        "t",
        "first_come",
        1.0,
        &json!([{ "share": 0.6, "leaves_below": 1 }, { "share": 0.4, "leaves_below": 0.9 }]),
    )
}

#[test]
fn the_best_and_the_worst_equilibrium_of_a_run() {
    // Diamond and Dybvig (1983): sound, and run on all the same, for what all of it brings at once does not pay all.
    expect("best", &fragile("greatest", 40.0), &[("failed", 0.0), ("paid/d@1", 0.0), ("note/Run", 0.0)]);
    expect(
        "worst",
        &fragile("least", 40.0),
        &[("failed@1", 1.0), ("paid/d@1", 91.0), ("note/Panic", 1.0), ("outside_loss@1", 4.0)],
    );
    // With 44 more than all can be paid: nobody is right to run.
    expect("run-proof", &fragile("least", 44.0), &[("failed", 0.0), ("paid/d@1", 0.0), ("note/Panic", 0.0)]);
}

#[test]
fn the_tipping_point_of_diamond_and_dybvig() {
    // 100 units worth 2 each when they are kept and 1 when they are sold now, 100 depositors with 1.28 each on demand. A
    // fraction f that leaves costs 128 f units, and what is left covers the others as long as 2 (100 - 128 f) is no less
    // than 128 (1 - f): up to f = .5625 (Diamond 2007, "Banks and liquidity creation").
    let case = |f: f64| {
        let case = Case::new(2)
            .decimals(6)
            .put(
                "assets",
                json!({ "id": "loan", "label": "loan", "decimals": 6, "price": 2, "market": { "discount": 0.5 } }),
            )
            .has("t", json!({ "loan": 100 }))
            .deposit("d", "outside", "t", 128.0)
            .at(1, json!({ "type": "withdrawal_wave", "participant": "t", "share": f }));
        groups(case, "t", "first_come", 1.0, &json!([{ "share": 1, "leaves_below": 1 }]))
    };
    for (f, runs) in [(0.25, 0.0), (0.55, 0.0), (0.5625, 0.0), (0.563, 1.0), (0.75, 1.0)] {
        expect(
            "the others",
            &case(f),
            &[("paid/d@1", 128.0 * f), ("note/Run", runs), ("failed@1", 0.0), ("failed@2", runs)],
        );
    }
}

#[test]
fn what_the_first_gained() {
    let case = |order: &str| {
        let case = Case::new(2)
            .token("loan", 0.0, Value::Null)
            .has("t", json!({ "cash": 50, "loan": 1 }))
            .deposit("first", "outside", "t", 50.0)
            .deposit("second", "outside", "t", 50.0)
            .at(1, json!({ "type": "withdrawal_wave", "participant": "t", "share": 1 }));
        groups(case, "t", order, 1.0, &json!([]))
    };
    // 50 for 100: an equal share is a half.
    expect(
        "first come",
        &case("first_come"),
        &[("paid/first@1", 50.0), ("paid/second@1", 0.0), ("first_gain@1", 25.0)],
    );
    expect("pro rata", &case("pro_rata"), &[("paid/first@1", 25.0), ("paid/second@1", 25.0), ("first_gain/t@1", 0.0)]);
}

#[test]
fn a_queue_of_thirty_and_thirty() {
    // Reserve 20 and 10 more each tick; 30 asked for at 1 and at 2: 30, 10, 10, 10 are paid and 0, 20, 10, 0 wait. The gate
    // lets out what is there, so that whoever waits makes nobody fail.
    let mut case = Case::new(4).has("t", json!({ "cash": 20 })).deposit("d", "outside", "t", 60.0);
    case = groups(case, "t", "first_come", 0.5, &json!([]));
    case = case.at(2, json!({ "type": "upgrade", "target": "participants/t/depositors/gate", "value": 1.0 / 6.0 }));
    for tick in 1..=4 {
        case = case.gets(tick, "t", 10.0);
    }
    for (tick, share) in [(1, 0.5), (2, 1.0)] {
        case = case.at(tick, json!({ "type": "withdrawal_wave", "participant": "t", "share": share }));
    }
    let mut wanted = vec![("failed".to_owned(), 0.0), ("queue_ticks".to_owned(), 2.0)];
    for (tick, paid, waits) in [(1, 30.0, 0.0), (2, 10.0, 20.0), (3, 10.0, 10.0), (4, 10.0, 0.0)] {
        wanted.extend([(format!("paid/d@{tick}"), paid), (format!("queued/t@{tick}"), waits)]);
    }
    let wanted: Vec<(&str, f64)> = wanted.iter().map(|(what, value)| (what.as_str(), *value)).collect();
    expect("queue", &case, &wanted);
}
