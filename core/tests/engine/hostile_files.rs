//! The hostile files of `tests/hostile`: what each must be answered, and that those which open run clean. The files too
//! large to keep are made here.

use interclear_core::scenario::{Code, MAX_BYTES, MAX_LINKS, decode};
use interclear_core::{Problem, check, parse, run, to_json};
use serde::Deserialize;
use std::path::PathBuf;

/// What a file of the table is answered; nothing when it opens.
#[derive(Deserialize)]
struct Row {
    file: String,
    code: Option<Code>,
    #[serde(default)]
    at: String,
    #[serde(default)]
    says: String,
}

#[allow(clippy::disallowed_methods, reason = "the files are in a folder")]
fn folder(name: &str) -> (PathBuf, Vec<u8>) {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/hostile")).join(name);
    let bytes = std::fs::read(&path).unwrap();
    (path, bytes)
}

/// Everything that is wrong with the bytes of a file; what opens has run for its ticks, at most fifty.
fn answer(bytes: Vec<u8>) -> Vec<Problem> {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(problem) => return vec![problem],
    };
    let mut scenario = match parse(&text) {
        Ok(scenario) => scenario,
        Err(problems) => return problems,
    };
    let (world, problems) = check(&scenario);
    if world.is_some() {
        scenario.clock.ticks = scenario.clock.ticks.min(50);
        let world = check(&scenario).0.expect("a shorter run is as good");
        assert_eq!(run(&world).stopped, None);
        assert_eq!(parse(&to_json(&scenario).unwrap()), Ok(scenario));
    }
    problems
}

#[test]
fn every_file_is_answered_as_the_table_says() {
    let rows: Vec<Row> = serde_json::from_slice(&folder("table.json").1).unwrap();
    let kept = std::fs::read_dir(folder("table.json").0.parent().unwrap()).unwrap().count();
    assert_eq!(rows.len() + 1, kept, "a file without a row, or the other way round");
    let wrong: Vec<String> = rows.iter().filter_map(|row| differs(row).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is otherwise than a row says.
fn differs(row: &Row) -> Result<(), String> {
    let Row { file, code, at, says } = row;
    let found = answer(folder(file).1);
    let met = |p: &Problem| Some(p.code) == *code && (at.is_empty() || p.at == *at) && p.to_string().contains(says);
    let good = if code.is_some() { found.iter().any(met) && found.len() <= 3 } else { found.is_empty() };
    if good { Ok(()) } else { Err(format!("{file}: not {code:?} at `{at}` saying `{says}`, but {found:#?}")) }
}

/// Each is refused for its count, at its place, before any of its elements is looked at: they are all wrong too.
#[test]
fn crowds_are_refused_as_crowds() {
    let file = |body: String| format!("{{\"version\":1,\"numeraire\":\"c\",\"assets\":[],{body}}}").into_bytes();
    let list = |n: usize, of: &str| vec![of; n].join(",");
    let who = |inside: String| format!("\"participants\":[{{\"id\":\"a\",\"label\":\"A\",{inside}}}]");
    let map = |n: usize| (0..n).map(|i| format!("\"k{i}\":-1")).collect::<Vec<_>>().join(",");
    for (body, at, most) in [
        (format!("\"obligations\":[{}]", list(300_000, "{}")), "obligations", MAX_LINKS),
        (format!("\"participants\":[{}]", list(501, "7")), "participants", 500),
        (format!("\"events\":[{}]", list(501, "{}")), "events", 500),
        (format!("\"expect\":[{}]", list(201, "{}")), "expect", 200),
        (who(format!("\"mechanisms\":[{}]", list(25, "{}"))), "participants/a/mechanisms", 24),
        (who(format!("\"holdings\":{{{}}}", map(41))), "participants/a/holdings", 40),
    ] {
        let found = answer(file(body));
        assert_eq!(found.len(), 1, "{at}: {found:#?}");
        assert_eq!((found[0].code, found[0].at.as_str()), (Code::Limit, at));
        assert!(found[0].message.contains(&format!("at most {most} ")), "{}", found[0]);
    }
}

#[test]
fn size_is_looked_at_first() {
    // Not even JSON, and too large: only the size is told.
    for (more, code) in [(0, Code::Syntax), (1, Code::TooLarge)] {
        let found = answer(vec![b'x'; MAX_BYTES + more]);
        assert_eq!((found.len(), found[0].code), (1, code));
    }
}
