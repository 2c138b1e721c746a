//! Files of every version that was ever published open, run, meet what they expect and keep their digests.

use crate::published::{golden, root};
use interclear_core::analysis::expectations;
use interclear_core::scenario::{Severity, VERSION};
use interclear_core::{check, parse, run};
use std::collections::{BTreeMap, BTreeSet};

/// The texts of a folder's scenarios by file name.
fn texts(folder: &str) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap_or_else(|e| panic!("{folder}: {e}"));
    let paths = entries.map(|entry| entry.unwrap().path()).filter(|p| p.extension().is_some_and(|x| x == "json"));
    paths.map(|p| (p.file_name().unwrap().to_string_lossy().into(), std::fs::read_to_string(p).unwrap())).collect()
}

#[test]
fn files_of_every_version_open_and_run_as_ever() {
    let mut digests = BTreeMap::new();
    for version in 1..=VERSION {
        let files = texts(&format!("tests/fixtures/v{version}"));
        assert!(!files.is_empty(), "there is no file of version {version}");
        for (name, text) in files {
            let written: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(written["version"], version, "{name}");
            let s = parse(&text).unwrap_or_else(|p| panic!("{name}: {p:?}"));
            let (world, problems) = check(&s);
            // A scenario may be about what it is warned of.
            assert!(problems.iter().all(|p| p.severity == Severity::Warning), "{name}: {problems:?}");
            let trace = run(&world.unwrap());
            assert!(!s.expect.is_empty(), "{name}");
            for outcome in expectations(&s, &trace) {
                assert!(outcome.ok, "{name}: {outcome:?}");
            }
            digests.insert(format!("v{version}/{name}"), trace.digest().to_string());
        }
    }
    golden("tests/fixtures/digests.json", &format!("{:#}\n", serde_json::json!(digests)));
}

#[test]
fn every_shipped_scenario_is_among_them() {
    let kept: BTreeSet<String> = texts(&format!("tests/fixtures/v{VERSION}")).into_values().collect();
    for (name, text) in texts("static/scenarios") {
        assert!(kept.contains(&text), "{name} is new or changed: add its text to tests/fixtures/v{VERSION}");
    }
}
