//! Tables in many spellings, good and hostile; what is saved is read back.

mod built;

use super::{Layout, Owed, Read, opened, read};
use interclear_core::scenario::{MAX_BYTES, MAX_LINKS, MAX_PARTICIPANTS, MAX_PROBLEMS};

fn debts(read: &Read) -> Vec<String> {
    let one = |d: &Owed| {
        let due = d.due.map(|due| format!(" on {due}")).unwrap_or_default();
        format!("{}>{} {}{due}", d.from, d.to, d.amount)
    };
    read.debts.iter().map(one).collect()
}

fn said(read: &Read) -> Vec<String> {
    read.problems.iter().map(|p| format!("{}: {}", p.at, p.message)).collect()
}

#[test]
fn edge_lists_are_read_in_their_spellings() {
    let both = ["Ash>Elm 100 on 1", "Elm>Oak 80.5 on 2"];
    for text in [
        "from,to,amount,due\nAsh,Elm,100,1\nElm,Oak,80.5,2\n",
        "Ash,Elm,100,1\nElm,Oak,80.5,2",
        "\u{feff}From;To;Amount;Due\r\nAsh;Elm;100;1\r\nElm;Oak;80.5;2\r\n",
        "Ash\tElm\t100\t1\nElm\tOak\t80.5\t2",
        "\"Ash\",\"Elm\",\"100\",\"1\"\n\"Elm\",\"Oak\",\"80.50\",\"2\"",
        " Ash , Elm , 100 , 1 \n\n\n Elm , Oak , 80.5 , 2 \n\n",
        "due,amount,creditor,debtor\n1,100,Elm,Ash\n2,80.5,Oak,Elm",
        "Schuldner;Gl\u{e4}ubiger;Betrag;Tag\nAsh;Elm;100;1\nElm;Oak;80.5;2",
    ] {
        let read = read(text, None);
        assert_eq!((read.layout, said(&read)), (Layout::Edges, Vec::new()), "{text}");
        assert_eq!(debts(&read), both, "{text}");
        assert_eq!(read.names, ["Ash", "Elm", "Oak"], "{text}");
    }
    let quoted = read("from,to,amount\n\"Ash, Elm & Co\",\"Say \"\"Oak\"\"\",5", None);
    assert_eq!(debts(&quoted), ["Ash, Elm & Co>Say \"Oak\" 5"]);
    let outside = read("Ash,outside,5", None);
    assert_eq!((debts(&outside), outside.names), (vec!["Ash>outside 5".to_owned()], vec!["Ash".to_owned()]));
}

#[test]
fn matrices_are_told_from_edge_lists() {
    for text in [
        ",Ash,Elm,Oak\nAsh,0,100,\nElm,,0,80.5\nOak,-,,0\n",
        "owes;Elm;Ash;Oak\nElm;;;80.5\nAsh;100;;\nOak;0;0;0",
        "x\tAsh\tElm\tOak\nAsh\t\t100\nElm\t\t\t80.5",
    ] {
        let read = read(text, None);
        assert_eq!((read.layout, said(&read)), (Layout::Matrix, Vec::new()), "{text}");
        let mut all = debts(&read);
        all.sort();
        assert_eq!(all, ["Ash>Elm 100", "Elm>Oak 80.5"], "{text}");
        assert_eq!(read.names.len(), 3, "{text}");
    }
    // A first row without any number is a head, which is said where it is in other words than these.
    let head = read("Ash,Elm,ten\nElm,Oak,5", None);
    assert_eq!(
        (debts(&head), head.notes),
        (
            vec!["Elm>Oak 5".to_owned()],
            vec!["The first row has no number and is taken for a head: Ash, Elm, ten.".to_owned()]
        )
    );
    assert!(read("debtor,creditor,owed\nElm,Oak,5", None).notes.is_empty());
    // Who knows better says so.
    assert_eq!(read("a,b,c\nx,y,5", Some(Layout::Matrix)).layout, Layout::Matrix);
}

#[test]
fn each_problem_has_its_row_and_column() {
    for (text, wanted) in [
        ("Ash,Elm,1\nAsh,Elm,ten", "row 2, column 3: “ten” is not a number"),
        (
            "Ash,Elm,\"1,000\"\n",
            "row 1, column 3: “1,000” has a separator that may stand for thousands or for decimals",
        ),
        ("Ash;Elm;1,5", "row 1, column 3: “1,5” has a separator that may stand for thousands or for decimals"),
        ("Ash,Elm,1'000", "row 1, column 3: “1'000” has a separator that may stand for thousands or for decimals"),
        ("Ash,Elm,5%", "row 1, column 3: “5%” is a share"),
        ("Ash,Elm,-5", "row 1, column 3: “-5” is below zero"),
        ("Ash,Elm,=1+1", "row 1, column 3: “=1+1” is a formula, and cells are text here"),
        ("from,to,amount\nAsh,Elm,1e3", "row 2, column 3: “1e3” is not a number"),
        ("Ash,Elm,1\nAsh,Elm,NaN", "row 2, column 3: “NaN” is not a number"),
        (
            "from,to,amount\nAsh,Elm,0.123456789",
            "row 2, column 3: “0.123456789” has more digits than can be kept exactly (8 decimals, 2^53 - 1 in all)",
        ),
        ("from,to,amount\nAsh,Ash,5", "row 2, column 2: Ash owes itself"),
        ("from,to,amount\nAsh,Elm,0", "row 2, column 3: nothing is owed"),
        ("from,to,amount\n,Elm,5", "row 2, column 1: there is no name"),
        ("from,to,amount\noutside,Elm,5", "row 2, column 1: outside owes nothing"),
        ("from,to,amount,due\nAsh,Elm,5,0", "row 2, column 4: “0” is no day on which it can be due"),
        ("from,to,amount,due\nAsh,Elm,5,401", "row 2, column 4: “401” is no day on which it can be due"),
        ("from,to,amount\nAsh,Elm,5,6", "row 2: has 4 cells, and the first row has 3"),
        ("from,to,amount\nAsh,Elm", "row 2, column 3: there is no amount"),
        // A spreadsheet counts empty rows too.
        ("from,to,amount\r\n\r\n\r\nAsh,Elm,x", "row 4, column 3: “x” is not a number"),
        ("from,to,amount\n\nAsh,Elm,x", "row 3, column 3: “x” is not a number"),
        (",Ash,Elm\nAsh,5,\nElm,,", "row 2, column 2: Ash owes itself"),
        (",Ash,Elm\nAsh,,x\nElm,,", "row 2, column 3: “x” is not a number"),
        (",Ash,Elm,Ash\nAsh,,1,\nElm,,,", "row 1, column 4: Ash is there twice"),
        (",Ash,Elm\nAsh,,1,9\nElm,,", "row 2: has 4 cells, and the first row has 3"),
        ("", "the table: is empty"),
        ("\n\n , , \n", "the table: is empty"),
        ("from,to,amount\n", "row 1: there is no debt"),
        ("from,to,amount\nA\u{202e}sh,Elm,5", "row 2, column 1: “A\\u{202e}sh” has characters that hide or turn text"),
    ] {
        let read = read(text, None);
        assert_eq!(said(&read), [wanted], "{text:?}");
        let hinted = read.problems[0].hint.is_some();
        assert!(hinted || wanted.contains("cells"), "{wanted} has a hint");
    }
}

#[test]
fn the_same_two_on_the_same_day_are_added_up() {
    let read = read("Ash,Elm,1.5\nAsh,Elm,2\nElm,Ash,1\nAsh,Elm,0.25", None);
    assert_eq!(debts(&read), ["Ash>Elm 3.75", "Elm>Ash 1"]);
    assert_eq!(read.notes, ["2 rows repeat a debt of the same two on the same day: they were added up."]);
    let apart = super::read("Ash,Elm,1,1\nAsh,Elm,2,2\nAsh,Elm,3,", None);
    assert_eq!(debts(&apart), ["Ash>Elm 1 on 1", "Ash>Elm 2 on 2", "Ash>Elm 3"]);
    let large = super::read("Ash,Elm,9007199254740991\nAsh,Elm,9007199254740991", None);
    assert_eq!(said(&large), ["row 2, column 3: the sum is too large"]);
}

#[test]
fn hostile_tables_end_in_a_few_problems() {
    let huge = "x".repeat(MAX_BYTES + 1);
    assert!(said(&read(&huge, None))[0].starts_with("the table: has 1048577 bytes"));
    let wide = ",".repeat(2_000);
    assert!(said(&read(&wide, None))[0].contains("cells, and at most"));
    let long = "A,B,1\n".repeat(2 * MAX_LINKS + 2);
    assert!(said(&read(&long, None))[0].contains("there are more than"));
    let wrong = "A,B,x\n".repeat(5_000);
    assert_eq!(read(&wrong, None).problems.len(), MAX_PROBLEMS);
    for text in ["\"", "\"\"\"", "a,\"b\nc", "\0,\0,\0", "\u{feff}", ",,,,\n1", "=cmd|' /C calc'!A0,B,1", "é;è;1"] {
        let _ = read(text, None);
        let _ = read(text, Some(Layout::Matrix));
    }
    // More people than there may be.
    let many: String = (0..=MAX_PARTICIPANTS).map(|i| format!("P{i},Q,1\n")).collect();
    let built = opened(&read(&many, None));
    assert_eq!(built.problems.len(), 1);
    assert!(built.problems[0].message.contains("participants are too many"), "{:?}", built.problems);
    // Everybody's name gives the same id, and every row is a debt.
    let alike: String =
        (0..400).flat_map(|i| (1..12).map(move |k| format!("\u{e4}{i},\u{e4}{},1\n", (i + k) % 400))).collect();
    let built = opened(&read(&alike, None));
    assert_eq!((built.scenario.obligations.len(), built.problems), (4_400, Vec::new()));
}
