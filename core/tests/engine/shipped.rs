//! Shipped scenarios: they load, meet what they expect, read back, and give the digests in `tests/digests.json`; drawn
//! ones give those in `tests/digests-drawn.json`.
//!
//! After a change that means to change results: `UPDATE_GOLDEN=1 cargo test -p interclear-core --test engine shipped`.

use interclear_core::analysis::{expectations, measure};
use interclear_core::scenario::{Basis, Severity};
use interclear_core::units::Decimal;
use interclear_core::{Scenario, Trace, check, parse, run, to_json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Scenarios that are about what they are warned of, and where.
const WARNED: &[(&str, &[&str])] = &[
    ("spiral", &["participants/pool/mechanisms/lending_pool/markets/token"]),
    (
        "resolv-2026",
        &[
            "participants/fixed/mechanisms/lending_pool/markets/usr",
            "participants/market/mechanisms/lending_pool/markets/usr",
        ],
    ),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every shipped scenario by id.
fn all() -> BTreeMap<String, Scenario> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(root().join("static/scenarios")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|x| x == "json") {
            let text = std::fs::read_to_string(&path).unwrap();
            let s = parse(&text).unwrap_or_else(|p| panic!("{}: {p:?}", path.display()));
            assert_eq!(path.file_stem().unwrap().to_str(), Some(s.id.as_str()), "the file has its scenario's id");
            found.insert(s.id.clone(), s);
        }
    }
    assert!(found.len() >= 9, "the scenarios are found");
    found
}

fn trace(s: &Scenario) -> Trace {
    let (world, problems) = check(s);
    // A drawn scenario may have what is only warned of.
    assert!(problems.iter().all(|p| p.severity == Severity::Warning), "{}: {problems:?}", s.id);
    run(&world.unwrap())
}

#[test]
fn each_loads_and_meets_what_it_expects() {
    for (id, s) in all() {
        let trace = trace(&s);
        interclear_swarm::judge(&s).unwrap_or_else(|e| panic!("{id}: {e}"));
        let warned: Vec<String> = check(&s).1.into_iter().map(|p| p.at).collect();
        let of = WARNED.iter().find(|w| w.0 == id).map_or(&[][..], |w| w.1);
        assert_eq!(warned, of, "{id} has nothing else to be warned of");
        assert!(!s.expect.is_empty(), "{id} expects something");
        for outcome in expectations(&s, &trace) {
            assert!(outcome.ok, "{id}: {outcome:?}");
        }
        for h in &s.history {
            assert!(measure(&trace, &h.what).is_some(), "{id}: nothing is named {}", h.what);
            assert!(!h.label.is_empty(), "{id}: {} is shown without words of its own", h.what);
        }
        // A reconstruction says what was reported, what was chosen, what comes out by itself and what is left out.
        let of = |basis: Basis| s.figures.iter().filter(|f| f.basis == basis).count();
        let told = [of(Basis::Reported), of(Basis::Assumed), s.not_captured.len()];
        let (fed, got): (Vec<_>, Vec<_>) = s.history.iter().partition(|h| h.put_in);
        let whole = told.iter().all(|n| *n > 0) && !got.is_empty() && !fed.is_empty();
        assert_eq!(whole, !s.history.is_empty(), "{id}: {told:?} {} {}", fed.len(), got.len());
    }
}

#[test]
fn each_reads_back_what_it_writes() {
    for (id, s) in all() {
        let text = to_json(&s).unwrap();
        let back = parse(&text).unwrap_or_else(|p| panic!("{id}: {p:?}"));
        assert_eq!(back, s, "{id}");
        assert_eq!(to_json(&back).unwrap(), text, "{id}");
        assert_eq!(trace(&back).digest(), trace(&s).digest(), "{id}");
    }
}

#[test]
fn each_has_its_golden_digest() {
    let got: BTreeMap<String, String> =
        all().iter().map(|(id, s)| (id.clone(), trace(s).digest().to_string())).collect();
    golden("tests/digests.json", &got);
}

/// Compares with a file of digests, or writes it.
fn golden<K: Ord + std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned>(
    file: &str,
    got: &BTreeMap<K, String>,
) {
    let path = root().join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, serde_json::to_string_pretty(got).unwrap() + "\n").unwrap();
    }
    let golden: BTreeMap<K, String> = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(got, &golden, "see the head of this file if the change is meant");
}

/// Digests of drawn scenarios by seed; the browser's tests compare with the same file.
#[test]
fn drawn_scenarios_have_their_golden_digests() {
    let got: BTreeMap<u64, String> = (0..interclear_swarm::COMPARED)
        .map(|n| (n, trace(&interclear_swarm::scenario(n)).digest().to_string()))
        .collect();
    golden("tests/digests-drawn.json", &got);
}

/// Changes that mean nothing economically.
fn silent(s: &Scenario) -> Vec<(&'static str, Scenario)> {
    let with = |name, change: &dyn Fn(&mut Scenario)| {
        let mut other = s.clone();
        change(&mut other);
        (name, other)
    };
    vec![
        with("participants reversed", &|s| s.participants.reverse()),
        with("obligations reversed", &|s| s.obligations.reverse()),
        with("obligations rotated", &|s| {
            let by = s.obligations.len().min(1);
            s.obligations.rotate_left(by);
        }),
        with("trades reversed", &|s| s.trades.reverse()),
        with("deposits reversed", &|s| s.deposits.reverse()),
        with("collateral reversed", &|s| s.collateral.reverse()),
        with("assets reversed", &|s| s.assets.reverse()),
        with("events reversed", &|s| s.events.reverse()),
        with("texts", &|s| {
            s.title.push_str(" (copy)");
            s.summary = "Other words.".into();
            s.source.clear();
            s.assumptions.clear();
            s.question = None;
            s.clock.unit = "block".into();
            s.id = "copy".into();
        }),
        with("labels, kinds and places", &|s| {
            for p in &mut s.participants {
                p.label.push('!');
                p.kind.clear();
                p.place = Some([1.0, 2.0]);
            }
            for a in &mut s.assets {
                a.label.push('!');
            }
        }),
        with("sliders and expectations", &|s| {
            s.controls.clear();
            s.expect.clear();
            s.history.clear();
            s.figures.clear();
            s.not_captured.clear();
            s.rewire = None;
        }),
    ]
}

/// Changes that mean something.
fn loud(s: &Scenario) -> Vec<(&'static str, Scenario)> {
    let more: Decimal = "1".parse().unwrap();
    let mut all = Vec::new();
    let mut add = |name, change: &dyn Fn(&mut Scenario)| {
        let mut other = s.clone();
        change(&mut other);
        if other != *s {
            all.push((name, other));
        }
    };
    add("seed", &|s| s.seed += 1);
    add("ticks", &|s| s.clock.ticks += 1);
    add("rules", &|s| s.rules.grace += 1);
    add("an amount owed", &|s| s.obligations.iter_mut().take(1).for_each(|o| o.amount = more));
    add("a deposit", &|s| s.deposits.iter_mut().take(1).for_each(|d| d.amount = more));
    add("a holding", &|s| {
        let p = s.participants.first_mut().unwrap();
        let cash = p.holdings.entry(s.numeraire.clone()).or_default();
        *cash = (cash.to_f64() + 1.0).to_string().parse().unwrap();
    });
    add("an event's tick", &|s| {
        let last = s.clock.ticks;
        s.events.iter_mut().take(1).for_each(|e| e.tick = if e.tick < last { e.tick + 1 } else { e.tick - 1 });
    });
    all
}

#[test]
fn the_digest_is_of_the_economy_alone() {
    for (id, s) in all() {
        let digest = trace(&s).digest();
        for (name, other) in silent(&s) {
            assert_eq!(trace(&other).digest(), digest, "{id}: {name} changed the digest");
        }
        let loud = loud(&s);
        assert!(loud.len() >= 4, "{id}");
        for (name, other) in loud {
            assert_ne!(trace(&other).digest(), digest, "{id}: {name} did not change the digest");
        }
    }
}
