//! Every invariant, in the engine and by the auditor, on thousands of random scenarios; what breaks one is reduced
//! before it is reported. A seed reproduces it: `SEED=17 cargo test -p interclear-core --test engine one_seed`.

use super::case::log;
use interclear_core::engine::audit::INVARIANTS;
use interclear_core::scenario::Severity;
use interclear_core::{Scenario, check, run, to_json};
use interclear_swarm::{AUDITORS, FEATURES, Found, SPOILT_WAYS, judge, reduce, scenario, spoilt, sweep};
use std::collections::BTreeMap;

/// Scenarios on every push.
const SCENARIOS: u64 = 20_000;
/// Scenarios in which each feature must have occurred, of those.
const LEAST: u64 = 100;

fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

/// Fails with the smallest scenario that breaks the same invariant as a seed.
fn report(seed: u64) -> ! {
    let s = scenario(seed);
    let first = judge(&s).expect_err("the seed breaks something");
    let small = reduce(s, |x| judge(x).is_err_and(|b| b.id == first.id));
    let why = judge(&small).map_or_else(|b| b.to_string(), |_| String::new());
    let journal = check(&small).0.filter(|_| first.id != "no_panic").map(|w| log(&run(&w))).unwrap_or_default();
    panic!("seed {seed}: {first}; reduced: {why}\n{}\n{journal}", to_json(&small).unwrap());
}

#[test]
fn invariants_hold_on_random_scenarios() {
    let found = sweep(0, SCENARIOS, threads(), || true);
    println!("{} scenarios, {} ticks\n{}", found.scenarios, found.ticks, found.coverage);
    if let Some((seed, _)) = found.violations.first() {
        println!("{} violations: {:?}", found.violations.len(), sorts(&found));
        report(*seed);
    }
    assert_eq!(found.scenarios, SCENARIOS);
    for (feature, _) in FEATURES {
        let count = found.coverage.of(feature);
        // Confidence that has gone seldom returns within a drawn run; what it does then is computed by hand.
        let least = if *feature == "depth comes back" { LEAST / 10 } else { LEAST };
        assert!(count >= least, "only {count} of {SCENARIOS} scenarios show: {feature}");
    }
}

/// Violations by invariant.
fn sorts(found: &Found) -> BTreeMap<String, u32> {
    let mut sorts = BTreeMap::new();
    for (_, why) in &found.violations {
        *sorts.entry(why.split(' ').next().unwrap_or_default().to_owned()).or_insert(0) += 1;
    }
    sorts
}

#[test]
fn every_invariant_has_an_auditor() {
    let inside: Vec<&str> = INVARIANTS.iter().map(|i| i.id).collect();
    let outside: Vec<&str> = AUDITORS.iter().map(|a| a.0).collect();
    assert_eq!(inside, outside);
}

/// A scenario and its run are the same every time.
#[test]
fn a_seed_is_a_scenario_and_a_run() {
    for seed in 0..1_000 {
        let s = scenario(seed);
        assert_eq!(scenario(seed), s, "seed {seed}");
        let world = check(&s).0.unwrap();
        let bytes = || serde_json::to_vec(&run(&world)).unwrap();
        assert_eq!(bytes(), bytes(), "seed {seed}");
    }
}

/// One thing wrong in a sound scenario is refused with a place and a reason.
#[test]
fn what_is_spoilt_is_refused() {
    let mut ways: BTreeMap<&str, u32> = BTreeMap::new();
    for seed in 0..14_000 {
        let (s, name) = spoilt(seed);
        let (world, problems) = check(&s);
        assert!(world.is_none(), "seed {seed}: {name}");
        let said = problems.iter().any(|p| p.severity == Severity::Error && !p.at.is_empty() && !p.message.is_empty());
        assert!(said, "seed {seed}: {name}: {problems:?}");
        *ways.entry(name).or_default() += 1;
    }
    println!("{ways:#?}");
    for (name, _) in SPOILT_WAYS {
        assert!(ways.get(name).is_some_and(|&n| n >= 20), "{name}: {ways:?}");
    }
}

/// Seeds that broke something in a long run, and what it was.
const FOUND: &[(u64, &str)] = &[
    (126_787, "units back from a box after failures were decided put the fault for a trade on its buyer"),
    (143_168, "the same, with grace"),
    (222_633, "the same, paid in a token"),
];

#[test]
fn what_long_runs_found_holds() {
    for (seed, what) in FOUND {
        judge(&scenario(*seed)).unwrap_or_else(|broken| panic!("seed {seed}: {broken}; was: {what}"));
    }
}

/// One seed, for whoever has it from a report.
#[test]
#[ignore = "SEED=17 cargo test -p interclear-core --test engine one_seed -- --ignored --nocapture"]
fn one_seed() {
    let seed = std::env::var("SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    match judge(&scenario(seed)) {
        Ok(trace) => println!("{}\n{}", to_json(&scenario(seed)).unwrap(), log(&trace)),
        Err(_) => report(seed),
    }
}

/// Which invariants break over many seeds, one reduced case of each: a tool for whoever changes the engine.
#[test]
#[ignore = "SEEDS=20000 cargo test -p interclear-core --test engine survey -- --ignored --nocapture"]
fn survey() {
    let seeds = std::env::var("SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(5_000);
    let found = sweep(0, seeds, threads(), || true);
    let mut seen = BTreeMap::new();
    for (seed, why) in &found.violations {
        let sort = why.split(' ').next().unwrap_or_default().to_owned();
        if seen.insert(sort.clone(), *seed).is_none() {
            let small = reduce(scenario(*seed), |x: &Scenario| judge(x).is_err_and(|b| b.id == sort));
            let why = judge(&small).map_or_else(|b| b.to_string(), |_| String::new());
            println!("seed {seed}: {why}\n{}", to_json(&small).unwrap());
            println!("{}", check(&small).0.map(|w| log(&run(&w))).unwrap_or_default());
        }
    }
    println!("{:#?}\n{}", sorts(&found), found.coverage);
}
