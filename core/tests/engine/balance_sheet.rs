//! Balance sheets: they foot to the quantum, and their parts are those of the frames, in every shipped scenario and in
//! drawn ones; one is computed by hand.

use interclear_core::engine::{BalanceSheet, Engine, SheetLine, SheetWhat};
use interclear_core::units::{Amount, ParticipantIx};
use interclear_core::{Scenario, analysis, check, parse, run};
use std::path::Path;

/// The parts of a frame that a line counts to: cash, holdings, posted, claims.
fn part(l: &SheetLine) -> usize {
    match l.what {
        SheetWhat::Cash => 0,
        SheetWhat::Asset(_) => 1,
        SheetWhat::Posted(_) => 2,
        SheetWhat::Debt(_) | SheetWhat::Issued(_) | SheetWhat::Return(_) => 3,
    }
}

/// Compares the sheets of everybody at every tick with the frames; gives how many lines there were.
fn compare(s: &Scenario, most: u32) -> usize {
    let Some(world) = check(s).0 else { return 0 };
    let trace = run(&world);
    let mut engine = Engine::new(&world);
    let mut lines = 0;
    loop {
        let tick = engine.tick();
        let Some(frame) = trace.frames.get(tick as usize) else { return lines };
        for (who, p) in (0u32..).map(ParticipantIx).zip(&frame.participants) {
            let sheet = engine.balance_sheet(who).unwrap();
            let mut parts = [0i64; 4];
            sheet.assets.iter().for_each(|l| parts[part(l)] += l.value.quanta());
            let wanted = [p.cash, p.holdings, p.posted, p.claims].map(Amount::quanta);
            let name = &trace.participants[who.at()].id;
            assert_eq!(parts, wanted, "{} at {tick}: {name}: {sheet:#?}", s.id);
            assert_eq!(sheet.total_liabilities(), p.debts, "{} at {tick}: {name}: {sheet:#?}", s.id);
            assert_eq!(sheet.equity(), p.equity(), "{} at {tick}: {name}", s.id);
            lines += sheet.assets.len() + sheet.liabilities.len();
        }
        if tick >= most || !engine.step() && engine.tick() == tick {
            return lines;
        }
    }
}

#[test]
fn sheets_of_shipped_scenarios_are_their_frames() {
    let mut all = 0;
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/scenarios")).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_some_and(|x| x == "json") {
            let s = parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
            assert!(compare(&s, 40) > 0, "{} has lines", s.id);
            all += 1;
        }
    }
    assert!(all >= 9, "{all}");
}

#[test]
fn sheets_of_drawn_scenarios_are_their_frames() {
    let lines: usize = (0..400).map(|seed| compare(&interclear_swarm::scenario(seed), u32::MAX)).sum();
    assert!(lines > 10_000, "{lines}");
}

#[test]
fn a_claim_on_a_failed_debtor_counts_for_what_its_estate_brings() {
    // Left has 30 and owes Right 100 on day 1: it fails, and Right's claim is worth what is there, nothing beyond it.
    let s = parse(
        r#"{ "version": 1, "id": "two", "title": "Two", "clock": { "ticks": 1, "unit": "day" }, "numeraire": "cash",
            "assets": [{ "id": "cash", "label": "Cash", "decimals": 2 }],
            "participants": [{ "id": "left", "label": "Left", "holdings": { "cash": 30 } }, { "id": "right", "label": "Right" }],
            "obligations": [{ "id": "a", "debtor": "left", "creditor": "right", "amount": 100, "due": 1 },
                            { "id": "b", "debtor": "left", "creditor": "right", "amount": 20 }] }"#,
    )
    .unwrap();
    let world = check(&s).0.unwrap();
    let at = |who: u32, tick: u32| analysis::balance_sheet(&world, ParticipantIx(who), tick).unwrap();
    let money = |a: Amount| a.show(2);
    let total = |s: &BalanceSheet| [s.total_assets(), s.total_liabilities(), s.equity()].map(money);
    assert_eq!(total(&at(0, 0)), ["30", "120", "-90"]);
    assert_eq!(total(&at(1, 0)), ["120", "0", "120"]);
    let after = at(1, 1);
    assert_eq!(after.tick, 1);
    // 30 was paid; 70 and 20 are claims on an estate with nothing in it.
    let faces: Vec<(String, String)> = after.assets.iter().map(|l| (money(l.face), money(l.value))).collect();
    assert_eq!(faces, [("30", "30"), ("70", "0"), ("20", "0")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!(total(&at(0, 9)), ["0", "90", "-90"], "a tick beyond the last is the last");
    assert!(analysis::balance_sheet(&world, ParticipantIx(2), 0).is_none());
}
