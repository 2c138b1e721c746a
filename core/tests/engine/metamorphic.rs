//! Relations between runs: what a change of the scenario may change, and what it may not.

use super::renamed::renamed;
use interclear_core::engine::State;
use interclear_core::scenario::{Obligation, Participant};
use interclear_core::units::{Amount, Decimal, Rate};
use interclear_core::{Scenario, Trace, check, parse, run, to_json};
use interclear_swarm::{Random, scenario};
use std::collections::{BTreeMap, BTreeSet};

/// Scenarios for each relation.
pub const CASES: u64 = 500;

pub fn trace(s: &Scenario) -> Trace {
    let (world, problems) = check(s);
    run(&world.unwrap_or_else(|| panic!("{}: {problems:?}", s.id)))
}

/// A drawn scenario without prices that move by themselves, which are no part of any relation.
fn calm(seed: u64) -> Scenario {
    Scenario { shocks: None, ..scenario(seed) }
}

pub fn each(holds: impl Fn(u64, &Scenario, &Trace)) {
    for seed in 0..CASES {
        let s = calm(seed);
        holds(seed, &s, &trace(&s));
    }
}

fn shuffle<T>(rng: &mut Random, list: &mut [T]) {
    for i in (1..list.len()).rev() {
        list.swap(i, rng.below(i as u64 + 1) as usize);
    }
}

#[test]
fn the_order_of_a_file_changes_nothing() {
    each(|seed, s, t| {
        let (mut other, mut rng) = (s.clone(), Random(seed));
        shuffle(&mut rng, &mut other.participants);
        shuffle(&mut rng, &mut other.assets);
        shuffle(&mut rng, &mut other.obligations);
        shuffle(&mut rng, &mut other.trades);
        shuffle(&mut rng, &mut other.deposits);
        shuffle(&mut rng, &mut other.collateral);
        shuffle(&mut rng, &mut other.events);
        let then = trace(&other);
        assert_eq!((then.digest(), &then.journal), (t.digest(), &t.journal), "seed {seed}");
    });
}

#[test]
fn words_and_places_change_nothing() {
    each(|seed, s, t| {
        let mut other = s.clone();
        (other.id, other.title, other.summary) = ("other".into(), "Another title".into(), "Other words.".into());
        other.source = "Elsewhere".into();
        other.assumptions.push("None.".into());
        other.clock.unit = "block".into();
        for p in &mut other.participants {
            p.label.push('!');
            p.kind = "bank".into();
            p.place = Some([f64::from(seed as u32), -1.5]);
        }
        other.assets.iter_mut().for_each(|a| a.label.push('!'));
        assert_eq!(trace(&other).digest(), t.digest(), "seed {seed}");
        other.seed += 1;
        assert_ne!(trace(&other).digest(), t.digest(), "seed {seed}: the seed is part of the digest");
    });
}

#[test]
fn what_is_written_reads_back() {
    each(|seed, s, t| {
        let text = to_json(s).unwrap();
        let back = parse(&text).unwrap();
        assert_eq!(&back, s, "seed {seed}");
        assert_eq!(to_json(&back).unwrap(), text, "seed {seed}");
        assert_eq!(trace(&back).digest(), t.digest(), "seed {seed}");
    });
}

/// A number whose nearest neighbour some readers take for it.
#[test]
fn numbers_read_back_to_the_last_bit() {
    let mut s = scenario(0);
    for k in 0..20_000u64 {
        let x = Random(k).below(1_000_001) as f64 / 1e6 * 1.6;
        s.rules.counts_on_receipts = Rate::new(x.min(1.0)).unwrap();
        s.rules.recovery_assets = Rate::new(x / 1.7).unwrap();
        if k % 100 == 0 {
            assert_eq!(parse(&to_json(&s).unwrap()).unwrap(), s, "{x}");
        }
        let back: f64 = serde_json::from_str(&serde_json::to_string(&x).unwrap()).unwrap();
        assert_eq!(back.to_bits(), x.to_bits(), "{x}");
    }
}

#[test]
fn an_edit_and_its_undoing_change_nothing() {
    each(|seed, s, t| {
        let mut other = s.clone();
        let (a, b) = (s.participants[0].id.clone(), s.participants[1].id.clone());
        let amount = Decimal::from_quanta(Amount::new(1_000_000), 2);
        let o = Obligation { id: "edit".into(), debtor: a, creditor: b, amount, due: Some(1), ..Obligation::default() };
        other.obligations.push(o);
        assert_ne!(trace(&other).digest(), t.digest(), "seed {seed}: a debt changes a run");
        other.obligations.pop();
        assert_eq!(trace(&other).digest(), t.digest(), "seed {seed}");
    });
}

/// Frames of those who were there before, by id.
pub fn frames(t: &Trace, tick: usize, leave: &str) -> BTreeMap<String, (State, i64, i64, i64)> {
    let frame = &t.frames[tick];
    let all = t.participants.iter().zip(&frame.participants).filter(|(info, _)| info.id != leave);
    all.map(|(info, p)| (info.id.clone(), (p.state, p.cash.quanta(), p.paid.quanta(), p.equity().quanta()))).collect()
}

#[test]
fn somebody_apart_changes_nobody() {
    each(|seed, s, t| {
        let mut other = s.clone();
        // First, last or in the middle in order of id.
        let id = ["a-hermit", "p00x", "z-hermit"][(seed % 3) as usize];
        let cash = Decimal::from_quanta(Amount::new(12_345), 2);
        let holdings = [(s.numeraire.clone(), cash)].into();
        other.participants.push(Participant {
            id: id.into(),
            label: "Hermit".into(),
            holdings,
            ..Participant::default()
        });
        let then = trace(&other);
        for tick in 0..t.frames.len() {
            let (now, was) = (frames(&then, tick, id), frames(t, tick, ""));
            // No share is worth more than a thousand times what all have together: somebody else's money moves that bound,
            // and with it the rounding of what stands behind tokens by a quantum.
            let near = |a: i64, b: i64| (a - b).abs() <= i64::from(s.assets.iter().any(|a| a.claim.is_some()));
            let alike = now.len() == was.len()
                && now
                    .iter()
                    .zip(&was)
                    .all(|((k, a), (l, b))| k == l && (a.0, a.1, a.2) == (b.0, b.1, b.2) && near(a.3, b.3));
            assert!(alike, "seed {seed}, tick {tick}: {now:?} and {was:?}");
        }
    });
}

fn failed(t: &Trace, names: impl Fn(&str) -> String) -> BTreeSet<(String, u32)> {
    t.failures().into_iter().map(|(who, tick, _)| (names(&t.participants[who.at()].id), tick)).collect()
}

/// New ids in reversed order. Where nothing is served in order of id, and whole quanta decide nothing, the same fail.
#[test]
fn other_names_fail_alike() {
    let mut compared = 0;
    for seed in 0..10 * CASES {
        let s = &calm(seed);
        // Queues, trades that share units, set-off among several links and attacks as good as each other go in order of id
        // by their rules; crowds are drawn by the id of their venue, which goes.
        let issued = s.assets.iter().any(|a| a.claim.is_some());
        let secured = s.participants.iter().any(|p| p.mechanisms.iter().any(|m| m.word() == "secured_service"));
        let ordered = issued || secured || !s.deposits.is_empty() || !s.trades.is_empty() || !s.collateral.is_empty();
        if ordered {
            continue;
        }
        let n = s.participants.len();
        let name = |id: &str| match s.participants.iter().position(|p| p.id == id) {
            Some(at) => format!("q{:02}", n - at),
            None => id.to_owned(),
        };
        let other = renamed(s, &name);
        let alike = failed(&trace(&renamed(s, &str::to_owned)), name);
        assert_eq!(failed(&trace(&other), str::to_owned), alike, "seed {seed}");
        compared += u32::from(!alike.is_empty());
    }
    assert!(compared >= 120, "only {compared} cases with failures");
}
