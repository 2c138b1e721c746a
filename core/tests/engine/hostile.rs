//! Files that are wrong, by mistake or on purpose: every problem has a place and a reason, and nothing panics.

use interclear_core::scenario::{Code, Problem, Severity};
use interclear_core::{check, parse, run, to_json};
use interclear_swarm::{Random, scenario};
use serde_json::{Value, json};

/// A small valid scenario with one of everything.
fn valid() -> Value {
    json!({
        "version": 1, "id": "x", "title": "X", "numeraire": "cash", "clock": { "ticks": 3, "unit": "day" },
        "rules": { "grace": 1 },
        "assets": [
            { "id": "cash", "label": "Cash" },
            { "id": "token", "label": "Token", "price": 2, "market": { "depth": 100, "providers": { "watch": "a", "groups": [ { "share": 0.5, "leaves_below": 0.9 } ] } } } ],
        "participants": [
            { "id": "a", "label": "A", "holdings": { "cash": 10, "token": 50 }, "mechanisms": [
                { "type": "insolvency_rule" },
                { "type": "depositors", "gate": 0.5, "groups": [ { "share": 0.5, "leaves_below": 0.9 }, { "share": 0.5, "leaves_below": 0.8 } ] },
                { "type": "default_fund", "skin_in_the_game": 1, "contributions": { "b": 2 } } ] },
            { "id": "b", "label": "B", "holdings": { "cash": 5 } },
            { "id": "c", "label": "C" } ],
        "obligations": [ { "id": "o", "debtor": "a", "creditor": "b", "amount": 5, "due": 1 } ],
        "trades": [ { "id": "t", "seller": "a", "buyer": "b", "deliver": { "asset": "token", "amount": 1 }, "pay": { "amount": 2 }, "due": 2 } ],
        "deposits": [ { "id": "d", "holder": "outside", "taker": "a", "amount": 3 } ],
        "collateral": [
            { "id": "p", "pledger": "a", "holder": "b", "asset": "token", "amount": 4, "reuse_cap": 1 },
            { "id": "q", "pledger": "b", "holder": "c", "reuses": "p", "reuse_cap": 1 } ],
        "events": [
            { "id": "e", "tick": 1, "what": { "type": "price_shock", "asset": "token", "change": -0.1 } },
            { "id": "f", "tick": 2, "what": { "type": "exploit", "participant": "a", "amount": 1 } } ],
        "controls": [ { "label": "Fall", "target": "events/e/change", "min": -0.9, "max": 0, "step": 0.1 } ],
        "expect": [ { "what": "failed", "low": 0, "high": 3 } ]
    })
}

/// Everything that is wrong with a text, from reading or from checking.
fn problems(text: &str) -> Vec<Problem> {
    let all = match parse(text) {
        Err(all) => {
            assert!(!all.is_empty(), "refused without a reason");
            all
        }
        Ok(s) => {
            let (world, all) = check(&s);
            let errors = all.iter().any(|p| p.severity == Severity::Error);
            assert_eq!(world.is_none(), errors, "{all:?}");
            all
        }
    };
    for p in &all {
        assert!(!p.message.is_empty() && p.message.len() < 2_000 && p.at.len() < 2_000, "{p:?}");
        let whole = format!("{p}{}", p.hint.as_deref().unwrap_or_default());
        assert!(!whole.chars().any(|c| c.is_control() || ('\u{200b}'..='\u{206f}').contains(&c)), "{whole:?}");
    }
    all
}

/// The valid scenario with fields set (or, with null, taken out), by JSON pointer.
fn with(changes: &[(&str, Value)]) -> String {
    let mut v = valid();
    for (pointer, value) in changes {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match v.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer}")) {
            Value::Object(map) if value.is_null() => drop(map.remove(key)),
            Value::Object(map) => drop(map.insert(key.to_owned(), value.clone())),
            Value::Array(list) if key == "-" => list.push(value.clone()),
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value.clone(),
            _ => panic!("{pointer}"),
        }
    }
    v.to_string()
}

/// Exactly these problems: code, place, part of the message or hint.
#[track_caller]
fn expect(changes: &[(&str, Value)], wanted: &[(Code, &str, &str)]) {
    let found = problems(&with(changes));
    for &(code, at, words) in wanted {
        let hit = found.iter().find(|p| p.code == code && p.at == at);
        let hit = hit.unwrap_or_else(|| panic!("{changes:?}: no {code:?} at {at} in {found:#?}"));
        assert!(hit.to_string().contains(words), "{hit} does not say {words}");
    }
    assert_eq!(found.len(), wanted.len(), "{changes:?}: {found:#?}");
}

#[test]
fn the_base_is_valid() {
    expect(&[], &[]);
}

#[test]
fn unknown_fields_are_named_wherever_they_are() {
    use Code::UnknownField as U;
    expect(&[("/numerair", json!(1))], &[(U, "numerair", "did you mean `numeraire`?")]);
    expect(&[("/collateral/0/hair_cut", json!(0.1))], &[(U, "collateral/p/hair_cut", "did you mean `haircut`?")]);
    expect(&[("/obligations/0/xyz", json!(0.1))], &[(U, "obligations/o/xyz", "fields here: id, debtor")]);
    expect(&[("/rules/gracee", json!(1))], &[(U, "rules/gracee", "did you mean `grace`?")]);
    expect(&[("/clock/tick", json!(1))], &[(U, "clock/tick", "did you mean `ticks`?")]);
    expect(&[("/events/0/what/asett", json!("x"))], &[(U, "events/e/what/asett", "did you mean `asset`?")]);
    expect(
        &[("/participants/0/mechanisms/1/gates", json!(1))],
        &[(U, "participants/a/mechanisms/1/gates", "did you mean `gate`?")],
    );
    expect(
        &[("/participants/0/mechanisms/1/groups/1/shares", json!(1))],
        &[(U, "participants/a/mechanisms/1/groups/1/shares", "did you mean `share`?")],
    );
    expect(&[("/assets/1/market/dept", json!(1))], &[(U, "assets/token/market/dept", "did you mean `depth`?")]);
    // All of them at once, with what is wrong in other ways.
    expect(
        &[
            ("/obligations/0/amuont", json!(1)),
            ("/obligations/0/dew", json!(1)),
            ("/assets/0/decimls", json!(1)),
            ("/seeed", json!(1)),
            ("/events/0/what/chnge", json!(1)),
            ("/events/0/what/asett", json!(1)),
            ("/events/1/tick", json!("soon")),
            ("/participants/1/label", Value::Null),
            ("/trades/0/pay/ammount", json!(2)),
        ],
        &[
            (U, "obligations/o/amuont", "`amount`"),
            (U, "obligations/o/dew", "fields here: id"),
            (U, "assets/cash/decimls", "`decimals`"),
            (U, "seeed", "`seed`"),
            (U, "events/e/what/chnge", "`change`"),
            (U, "events/e/what/asett", "`asset`"),
            (Code::BadValue, "events/f/tick", "soon"),
            (Code::MissingField, "participants/b/label", "`label` is missing"),
            (U, "trades/t/pay/ammount", "`amount`"),
        ],
    );
}

#[test]
fn wrong_types_and_missing_fields() {
    use Code::{BadValue as B, MissingField as M};
    for (pointer, value, at) in [
        ("/title", json!(5), "title"),
        ("/clock", json!([]), "clock"),
        ("/rules", json!([0]), "rules"),
        ("/obligations/0", json!(["x", "a", "b", null, 5]), "obligations/0"),
        ("/trades/0/pay", json!([null, 5]), "trades/t/pay"),
        ("/assets", json!({}), "assets"),
        ("/participants", json!("a"), "participants"),
        ("/obligations/0", json!(7), "obligations/0"),
        ("/obligations/0/amount", json!(true), "obligations/o/amount"),
        ("/obligations/0/amount", json!({}), "obligations/o/amount"),
        ("/obligations/0/amount", json!("NaN"), "obligations/o/amount"),
        ("/obligations/0/amount", json!("Infinity"), "obligations/o/amount"),
        ("/obligations/0/amount", json!("1e5"), "obligations/o/amount"),
        ("/obligations/0/amount", json!(1e300), "obligations/o/amount"),
        ("/obligations/0/amount", json!(u64::MAX), "obligations/o/amount"),
        ("/obligations/0/amount", json!("99999999999999999999999"), "obligations/o/amount"),
        ("/obligations/0/amount", json!("0.123456789"), "obligations/o/amount"),
        ("/obligations/0/amount", json!(-5), "obligations/o/amount"),
        ("/obligations/0/amount", json!("0.123"), "obligations/o/amount"),
        ("/obligations/0/due", json!(-1), "obligations/o/due"),
        ("/obligations/0/due", json!(1.5), "obligations/o/due"),
        ("/obligations/0/due", json!(0), "obligations/o/due"),
        ("/obligations/0/seniority", json!(8), "obligations/o/seniority"),
        ("/obligations/0/seniority", json!(256), "obligations/o/seniority"),
        ("/obligations/0/grace", json!(u32::MAX), "obligations/o/grace"),
        ("/trades/0/grace", json!(401), "trades/t/grace"),
        ("/collateral/0/haircut", json!("NaN"), "collateral/p/haircut"),
        ("/collateral/0/haircut", json!(1.5), "collateral/p/haircut"),
        ("/collateral/0/reuse_cap", json!(-0.5), "collateral/p/reuse_cap"),
        ("/collateral/0/title", json!("gift"), "collateral/p/title"),
        ("/assets/1/decimals", json!(9), "assets/token/decimals"),
        ("/assets/1/price", json!(-1), "assets/token/price"),
        ("/assets/1/price", json!(1e10), "assets/token/price"),
        ("/assets/0/price", json!(2), "assets/cash/price"),
        ("/assets/1/market/depth", json!(0), "assets/token/market/depth"),
        ("/clock/ticks", json!(0), "clock/ticks"),
        ("/clock/ticks", json!(1_000_000_000), "clock/ticks"),
        ("/clock/ticks", json!(1e12), "clock/ticks"),
        ("/rules/estate_delay", json!(0), "rules/estate_delay"),
        ("/rules/equilibrium", json!("most"), "rules/equilibrium"),
        ("/rules/recovery_assets", json!(1.1), "rules/recovery_assets"),
        ("/events/0/what/change", json!("x"), "events/e/what/change"),
        ("/events/0/what/change", json!(-1), "events/e/change"),
        ("/events/0/what/change", json!(101), "events/e/change"),
        ("/events/0/what/type", json!("war"), "events/e/what/type"),
        (
            "/events/0/what",
            json!({ "type": "outage", "participant": "a", "ticks": 4_000_000_000u32 }),
            "events/e/ticks",
        ),
        ("/participants/0/place", json!([1e300, 0]), "participants/a/place"),
        ("/participants/0/holdings/cash", json!("x"), "participants/a/holdings/cash"),
        ("/participants/0/mechanisms/1/groups/0/share", json!("x"), "participants/a/mechanisms/1/groups/0/share"),
        ("/participants/0/mechanisms/2/contributions/b", json!("x"), "participants/a/mechanisms/2/contributions/b"),
        ("/controls/0/step", json!(0), "controls/0"),
    ] {
        let found = problems(&with(&[(pointer, value.clone())]));
        let ok = found.iter().any(|p| p.at == at && p.code == B);
        assert!(ok, "{pointer} = {value}: {found:#?}");
    }
    for (pointer, at) in [
        ("/numeraire", "numeraire"),
        ("/assets", "assets"),
        ("/assets/0/label", "assets/cash/label"),
        ("/obligations/0/id", "obligations/0/id"),
        ("/obligations/0/amount", "obligations/o/amount"),
        ("/events/0/tick", "events/e/tick"),
        ("/trades/0/pay", "trades/t/pay"),
        ("/events/0/what/change", "events/e/what/change"),
        ("/participants/0/mechanisms/1/groups", "participants/a/mechanisms/1/groups"),
    ] {
        let found = problems(&with(&[(pointer, Value::Null)]));
        assert!(found.iter().any(|p| p.at == at && p.code == M), "{pointer}: {found:#?}");
    }
}

#[test]
fn ids_that_do_not_fit() {
    use Code::{BadValue as B, Conflict as C, DuplicateId as D, UnknownId as U};
    let o = |id: &str, from: &str, to: &str| json!({ "id": id, "debtor": from, "creditor": to, "amount": 1 });
    expect(&[("/obligations/-", o("o", "a", "b"))], &[(D, "obligations/o", "twice")]);
    expect(&[("/events/1/id", json!("e"))], &[(D, "events/e", "twice")]);
    expect(&[("/obligations/-", o("x", "a", "nobody"))], &[(U, "obligations/x/creditor", "there is: a, b, c")]);
    expect(&[("/obligations/-", o("x", "a", "a"))], &[(C, "obligations/x", "same participant")]);
    expect(&[("/obligations/-", o("x", "outside", "a"))], &[(U, "obligations/x/debtor", "outside")]);
    let gold = problems(&with(&[("/numeraire", json!("gold"))]));
    assert!(gold.iter().any(|p| p.code == U && p.at == "numeraire"), "{gold:#?}");
    expect(&[("/collateral/1/reuses", json!("zzz"))], &[(U, "collateral/q/reuses", "zzz")]);
    expect(&[("/collateral/0/secures", json!("zzz"))], &[(U, "collateral/p/secures", "zzz")]);
    expect(&[("/collateral/0/amount", json!(51))], &[(C, "collateral/p/amount", "does not hold 51")]);
    expect(&[("/controls/0/target", json!("events/zzz/change"))], &[(U, "controls/0/target", "zzz")]);
    expect(&[("/participants/2/id", json!(""))], &[(B, "participants/", "empty"), (U, "collateral/q/holder", "c")]);
    expect(
        &[("/participants/2/id", json!("outside"))],
        &[(B, "participants/outside", "everybody else"), (U, "collateral/q/holder", "c")],
    );
    for id in ["a b", "a/b", "<b>", "x\u{202e}y", "a\u{0}", "\u{1F600}", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] {
        let found = problems(&with(&[("/obligations/-", o(id, "a", "b"))]));
        assert!(found.len() == 1 && found[0].code == B, "{id:?}: {found:?}");
    }
}

#[test]
fn loops_of_reuse_end() {
    let q = |id: &str, up: &str| json!({ "id": id, "pledger": "b", "holder": "b", "reuses": up });
    let found = problems(&with(&[("/collateral/-", q("r", "s")), ("/collateral/-", q("s", "r"))]));
    assert!(
        found.iter().filter(|p| p.at.ends_with("/reuses") && p.message.contains("loop")).count() == 2,
        "{found:#?}"
    );
    let own = problems(&with(&[("/collateral/-", q("r", "r"))]));
    assert!(own.iter().any(|p| p.at == "collateral/r/reuses"), "{own:#?}");
}

#[test]
fn texts_that_hide() {
    for text in ["a\u{202e}b", "a\u{0}b", "a\u{200b}b", "a\u{2066}b", "a\nb", "\u{feff}a", "\u{1b}[31m"] {
        expect(&[("/participants/0/label", json!(text))], &[(Code::BadValue, "participants/a/label", "hide or turn")]);
        expect(&[("/title", json!(text))], &[(Code::BadValue, "title", "hide or turn")]);
    }
    expect(&[("/summary", json!("Two\nlines are fine."))], &[]);
    expect(&[("/title", json!("t".repeat(81)))], &[(Code::Limit, "title", "80 characters")]);
    // A field's name, or a value, is shown without what hides in it, and not endlessly.
    problems(&with(&[("/x\u{202e}y", json!(1)), ("/obligations/0/due", json!("\u{202e}\u{0}"))]));
    problems(&with(&[(&format!("/{}", "x".repeat(100_000)), json!(1))]));
    problems(&with(&[("/obligations/0/id", json!("\u{202e}".repeat(10_000))), ("/obligations/0/zzz", json!(1))]));
}

#[test]
fn texts_that_are_no_scenario() {
    let first = |text: &str| problems(text).remove(0);
    for (text, at) in [
        ("", "line 1, column 0"),
        ("{", "line 1, column 1"),
        ("{\n  \"version\": 1,\n  \"title\" \"x\"\n}", "line 3, column 11"),
        ("{\"version\": 1, \"seed\": 1e999, \"numeraire\": \"x\"}", "line 1, column 28"),
        ("{\"version\": NaN}", "line 1, column 13"),
        ("not json", "line 1, column 2"),
    ] {
        let p = first(text);
        assert_eq!((p.code, p.at.as_str()), (Code::Syntax, at), "{text}");
        assert!(p.hint.is_some());
    }
    for text in ["[]", "1", "null", "\"x\""] {
        assert_eq!(first(text).code, Code::Syntax);
    }
    for (version, hint) in [
        ("2", "newer"),
        ("0", "version\": 1"),
        ("\"1\"", "version\": 1"),
        ("1.5", "version\": 1"),
        ("99999999999999999999", "version\": 1"),
    ] {
        let p = first(&format!("{{\"version\": {version}}}"));
        assert_eq!((p.code, p.at.as_str()), (Code::Version, "version"));
        assert!(p.hint.unwrap().contains(hint), "{version}");
    }
    assert_eq!(first("{}").code, Code::MissingField);
    assert_eq!(problems(&format!("\u{feff}{}", valid())), []);
    for deep in [
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        format!("{{\"version\":1,\"x\":{}{}}}", "[".repeat(120), "]".repeat(120)),
    ] {
        problems(&deep);
    }
    assert_eq!(first(&" ".repeat((1 << 20) + 1)).code, Code::TooLarge);
    assert_eq!(problems(&format!("{}{}", valid(), " ".repeat(1 << 19))), []);
}

/// A file full of elements or of mistakes is refused in a moment.
#[test]
#[allow(clippy::disallowed_types, reason = "the test reads the clock")]
fn crowds_are_refused_quickly() {
    let many = |n: usize, of: &str| vec![of; n].join(",");
    let file = |section: &str, body: String| {
        format!("{{\"version\":1,\"numeraire\":\"cash\",\"assets\":[],\"{section}\":[{body}]}}")
    };
    let fields: String = (0..60_000).map(|i| format!("\"f{i}\":1,")).collect();
    let start = std::time::Instant::now();
    for text in [
        file("obligations", many(100_000, "{}")),
        file("obligations", many(100_000, "7")),
        file("participants", many(30_000, "{\"id\":\"a\",\"label\":\"b\"}")),
        file("events", many(40_000, "{\"zz\":1}")),
        file("obligations", format!("{{{fields}\"id\":\"x\"}}")),
        format!("{{{fields}\"version\":1}}"),
        file(
            "participants",
            format!("{{\"id\":\"a\",\"label\":\"b\",\"mechanisms\":[{}]}}", many(30_000, "{\"type\":\"depositors\"}")),
        ),
        file(
            "events",
            format!("{{\"id\":\"e\",\"tick\":1,\"what\":{{\"type\":\"default\",{fields}\"participant\":5}}}}"),
        ),
        file("assets2", many(1000, "[[[[]]]]")),
    ] {
        assert!(text.len() <= 1 << 20);
        let found = problems(&text);
        assert!(!found.is_empty() && found.len() <= interclear_core::scenario::MAX_PROBLEMS + 30, "{}", found.len());
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn more_than_can_be_counted() {
    let most = "45035996273704.96"; // 2^52 quanta of two decimals
    expect(&[("/participants/0/holdings/cash", json!(most))], &[(Code::Limit, "assets/cash", "2^52")]);
    expect(
        &[("/participants/2/holdings", json!({ "cash": "45035996273704.97" }))],
        &[(Code::BadValue, "participants/c/holdings/cash", "larger than 2^52")],
    );
    let o = |id: &str| json!({ "id": id, "debtor": "a", "creditor": "b", "amount": most, "due": 1 });
    expect(&[("/obligations/-", o("x")), ("/obligations/-", o("y"))], &[(Code::Limit, "assets/cash", "2^52")]);
    let t = json!({ "id": "u", "seller": "a", "buyer": "b", "deliver": { "asset": "token", "amount": 1 }, "pay": { "amount": most }, "due": 2 });
    expect(&[("/trades/-", t)], &[(Code::Limit, "assets/cash", "2^52")]);
    let rescue = json!({ "id": "r", "tick": 1, "what": { "type": "recovery", "participant": "a", "amount": most } });
    expect(&[("/events/-", rescue)], &[(Code::Limit, "assets/cash", "2^52")]);
    let growth =
        |id: &str| json!({ "id": id, "tick": 1, "what": { "type": "price_shock", "asset": "token", "change": 100 } });
    let all: Vec<(&str, Value)> =
        ["g", "h", "i", "j", "k", "l", "m", "n"].iter().map(|id| ("/events/-", growth(id))).collect();
    expect(&all, &[(Code::Limit, "assets/token", "2^52")]);
}

/// A loan may buy more of a nearly worthless asset than can be counted; a sum that wraps would be a negative holding.
#[test]
fn more_than_can_be_bought() {
    let cheap = json!({ "id": "dust", "label": "Dust", "decimals": 8, "price": 1e-9 });
    let lots = json!("10000000000000");
    let funding = json!({ "buys": "dust" });
    let loan =
        json!({ "id": "r", "pledger": "a", "holder": "b", "asset": "token", "amount": lots, "funding": funding });
    let rich = json!({ "cash": 10, "token": lots, "dust": "0.1" });
    let found = problems(&with(&[
        ("/assets/-", cheap),
        ("/participants/0/holdings", rich),
        ("/collateral", json!([loan])),
        ("/assets/1/decimals", json!(0)),
    ]));
    assert!(found.iter().any(|p| p.code == Code::Limit && p.at == "assets/dust"), "{found:#?}");
}

/// Bytes of valid files changed at random: read or refused, checked, run; never a panic.
#[test]
fn mutated_files_are_read_or_refused() {
    let mut rng = Random(1);
    let parts = [
        "0",
        "-",
        "1e999",
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "\\u0000",
        "\u{202e}",
        "99999999999999999",
        "\"outside\"",
        "1",
        "400",
        "\"a\"",
    ];
    let mut read = 0;
    for seed in 0..4_000u64 {
        let text = if seed % 4 == 0 { valid().to_string() } else { to_json(&scenario(seed)).unwrap() };
        let mut bytes = text.into_bytes();
        for _ in 0..1 + rng.below(4) {
            let at = rng.below(bytes.len() as u64) as usize;
            match rng.below(9) {
                0 => bytes[at] = rng.below(256) as u8,
                1 => drop(bytes.remove(at)),
                2 => {
                    let part = parts[rng.below(parts.len() as u64) as usize];
                    bytes.splice(at..at, part.bytes());
                }
                3..=7 => {
                    let digits: Vec<usize> = (0..bytes.len()).filter(|&i| bytes[i].is_ascii_digit()).collect();
                    bytes[digits[rng.below(digits.len() as u64) as usize]] = b'0' + rng.below(10) as u8;
                }
                _ => {
                    let end = (at + rng.below(60) as usize).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(end..end, piece);
                }
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        problems(&text);
        if let Some(world) = parse(&text).ok().and_then(|s| check(&s).0) {
            let trace = run(&world);
            assert_eq!(trace.stopped, None, "{text}");
            read += 1;
        }
    }
    assert!(read > 500, "{read} were still valid");
}

#[test]
fn history_is_read_and_checked() {
    let one =
        |what: &str, happened: Value, source: &str| json!([{ "what": what, "happened": happened, "source": source }]);
    expect(&[("/history", one("failed", json!(3), "A report."))], &[]);
    expect(&[("/history", one(" ", json!(3), "A report."))], &[(Code::BadValue, "history/0/what", "as in expect")]);
    expect(&[("/history", one("failed", json!(3), ""))], &[(Code::BadValue, "history/0/source", "who reports it")]);
    expect(&[("/history", one("failed", json!("3"), "x"))], &[(Code::BadValue, "history/0/happened", "expected f64")]);
    let long = "x".repeat(2_001);
    expect(&[("/history", one("failed", json!(3), &long))], &[(Code::Limit, "history/0/source", "2000")]);
    let known = json!([{ "what": "failed", "happened": 3, "source": "x", "where": 1 }]);
    expect(
        &[("/history", known)],
        &[(Code::UnknownField, "history/0/where", "fields here: what, happened, label, put_in, source")],
    );
    let many: Vec<Value> = (0..201).map(|_| json!({ "what": "failed", "happened": 3, "source": "x" })).collect();
    expect(&[("/history", json!(many))], &[(Code::Limit, "history", "at most 200")]);
}

#[test]
fn figures_and_what_is_left_out_are_read_and_checked() {
    let figure = |text: &str, basis: &str, source: &str| json!([{ "text": text, "basis": basis, "source": source }]);
    expect(&[("/figures", figure("A fund of 160", "assumed", ""))], &[]);
    expect(&[("/figures", figure("A fund of 160", "reported", "A report"))], &[]);
    let bad = figure("A fund of 160", "reported", " ");
    expect(&[("/figures", bad)], &[(Code::BadValue, "figures/0/source", "who reports it")]);
    expect(&[("/figures", figure("", "derived", ""))], &[(Code::BadValue, "figures/0/text", "what was put in")]);
    let wrong = figure("A fund", "guessed", "");
    expect(&[("/figures", wrong)], &[(Code::BadValue, "figures/0/basis", "`reported`, `derived`, `assumed`")]);
    expect(&[("/figures", json!([{ "text": "x" }]))], &[(Code::MissingField, "figures/0/basis", "missing")]);
    expect(&[("/not_captured", json!(["prices"]))], &[]);
    expect(&[("/not_captured", json!([""]))], &[(Code::BadValue, "not_captured/0", "left out")]);
    let turned = json!(["pri\u{202e}ces"]);
    expect(&[("/not_captured", turned)], &[(Code::BadValue, "not_captured/0", "hide or turn")]);
    let many = json!(vec!["x"; 201]);
    expect(&[("/not_captured", many)], &[(Code::Limit, "not_captured", "at most 200")]);
}
