//! Scenarios from tables, and tables from scenarios.

use super::{debts, said};
use crate::app::csv::{Layout, added, opened, read, write};

#[test]
fn a_table_opens_and_runs() {
    let built = opened(&read("from,to,amount,due\nAsh,Elm,100.125,3\nElm,Ash,80,\n=cmd,Ash,1,", None));
    assert_eq!(built.problems, Vec::new());
    let s = built.scenario;
    assert_eq!((s.clock.ticks, s.assets[0].decimals, s.obligations.len()), (4, 3, 3));
    assert_eq!(s.participants[2].label, "=cmd", "a formula is a name like another");
    let world = interclear_core::check(&s).0.unwrap();
    assert_eq!(interclear_core::run(&world).frames.len(), 5);
}

#[test]
fn a_table_is_added_to_who_is_there() {
    let now = opened(&read("Ash,Elm,100", None)).scenario;
    let (built, edit) = added(&read("Ash,Oak,5,2\nelm,Ash,7", None), &now, &[]);
    assert_eq!(built.problems, Vec::new());
    let s = &built.scenario;
    assert_eq!(s.participants.len(), 3, "by name and by id they are the same");
    assert_eq!(s.obligations.len(), 3);
    let (again, words) = edit.apply(&now).unwrap();
    assert_eq!((&again, words.as_str()), (s, "add 2 debts from a table"));
    // What does not fit says its row.
    let (fine, _) = added(&read("Ash,Elm,1\nAsh,Oak,0.001", None), &now, &[]);
    assert_eq!(
        fine.problems.iter().map(|p| p.at.as_str()).collect::<Vec<_>>(),
        ["row 2, column 3"],
        "{:?}",
        fine.problems
    );
}

#[test]
fn what_is_saved_is_read_back() {
    let text = "from,to,amount,due\n=SUM(A1),\"Elm, Oak\",100.5,1\n'Ash,=SUM(A1),3,2\n=SUM(A1),outside,4,2\n";
    let s = opened(&read(text, None)).scenario;
    let (edges, left) = write(&s, Layout::Edges).unwrap();
    assert_eq!(left, 0);
    assert!(edges.lines().all(|l| !l.split(',').any(|c| c.starts_with('='))), "no cell is a formula: {edges}");
    assert_eq!(debts(&read(&edges, None)), debts(&read(text, None)));
    let (matrix, _) = write(&s, Layout::Matrix).unwrap();
    let back = read(&matrix, None);
    assert_eq!((back.layout, said(&back)), (Layout::Matrix, Vec::new()), "{matrix}");
    let sorted = |mut all: Vec<String>| {
        all.sort();
        all
    };
    let bare = |all: Vec<String>| all.iter().map(|d| d.split(" on").next().unwrap_or_default().to_owned()).collect();
    assert_eq!(sorted(debts(&back)), sorted(bare(debts(&read(text, None)))));
}

#[test]
fn shipped_scenarios_are_saved_and_read_back() {
    for text in [
        include_str!("../../../../../static/scenarios/robust-yet-fragile.json"),
        include_str!("../../../../../static/scenarios/more-collateral.json"),
    ] {
        let s = interclear_core::parse(text).unwrap();
        let (edges, _) = write(&s, Layout::Edges).unwrap();
        let back = opened(&read(&edges, None));
        assert_eq!(back.problems, Vec::new());
        let owed = |s: &interclear_core::Scenario| s.obligations.iter().map(|o| o.amount.to_f64()).sum::<f64>();
        assert!((owed(&back.scenario) - owed(&s)).abs() < 1e-9 && owed(&s) > 0.0, "{}", s.id);
    }
}
