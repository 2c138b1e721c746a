//! Every problem of a file has the line and the column of what it is about.

use crate::app::find::{Finder, Found, report};
use interclear_core::scenario::{Code, Problem};

const FILE: &str = r#"{
  "version": 1,
  "id": "x", "title": "X", "numeraire": "cash",
  "clock": { "ticks": 3, "unit": "day" },
  "assets": [ { "id": "cash", "label": "Cash" } ],
  "participants": [
    { "id": "a", "label": "A", "holdings": { "cash": 5 }, "mechanisms": [
      { "type": "default_fund",
        "contributions": { "b": 9 },
        "layers": [ { "type": "defaulter_margin" }, { "type": "defaulter_fund" },
          { "type": "assessments", "cap": 11 } ] }
    ] },
    { "id": "b", "label": "B" },
    { "id": "b", "label": "Second" }
  ],
  "obligations": [ { "id": "o", "debtor": "a", "creditor": "c", "amount": -1 } ],
  "events": [ { "id": "e", "tick": 1,
    "what": { "type": "default", "participant": "nobody" } } ]
}"#;

/// What stands at the place that was found.
fn marked(text: &str, problem: &Problem) -> Option<(usize, usize, String)> {
    let found = Finder::new(text).find(problem)?;
    assert!(found.text.chars().count() <= 75, "{found:?}");
    let rest: String = found.text.chars().skip(found.before).take(8).collect();
    Some((found.line, found.column, rest))
}

#[test]
fn places_are_found_by_id_kind_number_and_name() {
    let at = |code: Code, at: &str| marked(FILE, &Problem::error(code, at, "is wrong")).unwrap();
    let bad = |place: &str| at(Code::BadValue, place);
    for (place, line, rest) in [
        ("participants/a/mechanisms/default_fund/layers/2/cap", 11, "11 } ] }"),
        ("participants/a/mechanisms/0/layers/2/cap", 11, "11 } ] }"),
        ("participants/a/mechanisms/default_fund/contributions/b", 9, "9 },"),
        ("obligations/o/creditor", 16, "\"c\", \"am"),
        ("clock/ticks", 4, "3, \"unit"),
        // Deeper in the file than in the words for the place.
        ("events/e/participant", 18, "\"nobody\""),
        // What is not there is looked for in what would hold it.
        ("obligations/o/due", 16, "{ \"id\": "),
        ("trades", 1, "{"),
    ] {
        let (found, _, after) = bad(place);
        assert_eq!((found, after.as_str()), (line, rest), "{place}");
    }
    assert_eq!(at(Code::DuplicateId, "participants/b").0, 14, "the second of the two");
    assert_eq!(at(Code::UnknownField, "obligations/o/debtor").2, "\"debtor\"", "its name, not its value");
    assert_eq!(at(Code::MissingField, "clock/unit").2, "{ \"ticks");
}

#[test]
fn what_stands_at_the_place_is_marked_whole() {
    for (text, before, here) in [
        (r#""debtor": "a b", "x": 1"#, 10, "\"a b\""),
        (r#""amount": -10,"#, 10, "-10"),
        (r#"{ "id": 1 }"#, 0, "{"),
        ("a: 7}", 3, "7"),
        ("}", 0, "}"),
        ("open \"text", 5, "\"text"),
        ("", 0, "\u{a0}"),
    ] {
        let found = Found { line: 1, column: 1, text: text.to_owned(), before };
        let (head, mark, rest) = found.parts();
        assert_eq!(mark, here, "{text}");
        assert!(text.is_empty() || format!("{head}{mark}{rest}") == text);
    }
}

#[test]
fn every_problem_of_a_broken_file_has_its_line() {
    let scenario = interclear_core::parse(FILE).unwrap();
    let problems = interclear_core::check(&scenario).1;
    assert!(problems.len() >= 4, "{problems:?}");
    for p in &problems {
        assert!(marked(FILE, p).is_some_and(|(line, ..)| line > 1), "{p:?}");
    }
    let broken = FILE.replace("\"label\": \"B\"", "\"lable\": \"B\"").replace("\"tick\": 1", "\"tick\": \"one\"");
    let unread = interclear_core::parse(&broken).unwrap_err();
    let lines: Vec<usize> = unread.iter().map(|p| marked(&broken, p).unwrap().0).collect();
    assert_eq!(lines, [13, 13, 17], "{unread:?}");
}

#[test]
fn text_that_is_no_json_has_the_readers_own_line() {
    for (text, line, rest) in
        [("{\n  \"version\": 1,\n  oops", 3, "ops"), ("\u{feff}{\n \"a\": \u{e9}}", 2, "\u{fffd}}"), ("", 1, "")]
    {
        let problems = interclear_core::parse(text).unwrap_err();
        let (found, _, after) = marked(text, &problems[0]).unwrap();
        assert_eq!((found, problems[0].code), (line, Code::Syntax));
        assert!(rest == "\u{fffd}}" || after.ends_with(rest), "{text:?}: {after}");
    }
}

#[test]
fn long_lines_are_cut_round_the_place_and_hide_nothing() {
    let long =
        format!("{{\"version\":1,{}\"clock\":{{\"ticks\":\"\u{202e}x\"}}}}", "\"pad\":\"\u{e9}\",".repeat(4_000));
    let problem = Problem::error(Code::BadValue, "clock/ticks", "is wrong");
    let found = Finder::new(&long).find(&problem).unwrap();
    assert!(found.text.starts_with('\u{2026}') && found.text.contains("\"\u{fffd}x\""), "{found:?}");
    assert_eq!(found.text.chars().nth(found.before), Some('"'));
    assert_eq!(Finder::new(&long).find(&Problem::error(Code::TooLarge, "", "is too large")), None);
}

#[test]
fn the_report_has_every_line_with_a_mark_under_the_place() {
    let problem = Problem::error(Code::BadValue, "clock/ticks", "is wrong").hint("write less");
    let text = report(&[problem], Some(FILE));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1], "Line 4, column 23: clock/ticks: is wrong (write less)");
    assert_eq!(lines[3].find('^'), lines[2].find("3, \"unit"));
}
