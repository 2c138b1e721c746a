//! The bodies of the fuzz targets: any bytes as a file, and scenarios that bytes choose and change.
//!
//! They panic on whatever must not happen. `tests/fuzz` gives them to libFuzzer; an ordinary test replays its corpus.

use crate::draw::{scenario, spoilt};
use crate::sweep::judge;
use interclear_core::scenario::{MAX_PROBLEMS, decode};
use interclear_core::{Problem, Scenario, check, parse, to_json};
use serde_json::Value;

/// No run of a fuzz target is longer, so that one input takes a moment.
const MAX_TICKS: u32 = 50;
/// Nor larger: what a large network does, a small one does.
const MAX_LINKS: usize = 200;

/// The bytes of a file: decoded, read, checked and, when it opens, run under every invariant.
///
/// # Panics
/// When the core does, when a problem says nothing or hides something, when what is written reads back as something else,
/// or when a run breaks an invariant.
#[allow(clippy::panic, reason = "libFuzzer takes a panic for a finding")]
pub fn import(bytes: &[u8]) {
    let text = match decode(bytes.to_vec()) {
        Ok(text) => text,
        Err(problem) => return sound(&[problem]),
    };
    match parse(&text) {
        Ok(scenario) => tried(scenario),
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            sound(&problems);
        }
    }
}

/// The first eight bytes draw a sound scenario, the ninth may have it spoilt, and each four that follow change its JSON in one
/// place. Then it goes the way of a file.
///
/// # Panics
/// As [`import`], and when a drawn scenario that nothing changed does not open.
#[allow(clippy::panic, reason = "libFuzzer takes a panic for a finding")]
pub fn engine(bytes: &[u8]) {
    let mut seed = [0; 8];
    let (head, rest) = bytes.split_at(bytes.len().min(8));
    seed.iter_mut().zip(head).for_each(|(to, from)| *to = *from);
    let seed = u64::from_le_bytes(seed);
    let (way, changes) = rest.split_first().unwrap_or((&u8::MAX, &[]));
    let spoil = way.is_multiple_of(4);
    let drawn = if spoil { spoilt(seed).0 } else { scenario(seed) };
    let Ok(text) = to_json(&drawn) else { return };
    let Ok(mut json) = serde_json::from_str::<Value>(&text) else { panic!("what is written is no JSON: {text}") };
    for change in changes.chunks_exact(4).take(16) {
        if let [where_, again, how, what] = *change {
            let leaf = usize::from(where_) * 256 + usize::from(again);
            mutate(&mut json, leaf, how, what);
        }
    }
    if !spoil && changes.len() < 4 {
        assert_eq!(parse(&text).as_ref(), Ok(&drawn), "what is written reads back as something else");
        assert!(check(&drawn).0.is_some(), "seed {seed} does not open");
    }
    import(json.to_string().as_bytes());
}

/// Problems that can be shown to somebody.
fn sound(problems: &[Problem]) {
    // What was found in reading is capped; a check says at most a few things of each part of what was read.
    assert!(problems.len() <= 40 * MAX_PROBLEMS, "{} problems", problems.len());
    for p in problems {
        let all = format!("{p}{:?}", p.hint);
        assert!(!p.message.is_empty() && all.len() < 4_000, "{p:?}");
        let hidden = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
        assert!(!p.to_string().contains(hidden), "{p:?}");
    }
}

#[allow(clippy::panic, reason = "libFuzzer takes a panic for a finding")]
fn tried(mut s: Scenario) {
    let written = to_json(&s).unwrap_or_default();
    assert_eq!(parse(&written).as_ref(), Ok(&s), "what is written reads back as something else");
    let links = s.obligations.len() + s.trades.len() + s.deposits.len() + s.collateral.len();
    if links + s.participants.len() > MAX_LINKS {
        return;
    }
    let (world, problems) = check(&s);
    sound(&problems);
    if world.is_none() {
        return;
    }
    s.clock.ticks = s.clock.ticks.min(MAX_TICKS);
    if let Err(broken) = judge(&s) {
        panic!("{broken}\n{written}");
    }
}

/// Changes one of the values of a JSON tree.
fn mutate(json: &mut Value, leaf: usize, how: u8, what: u8) {
    let count = leaves(json, &mut |_| {});
    let mut donor = Value::Null;
    let mut at = 0;
    leaves(json, &mut |value| {
        if at == usize::from(what) * 7 % count {
            donor = value.clone();
        }
        at += 1;
    });
    at = 0;
    leaves(json, &mut |value| {
        if at == leaf % count {
            change(value, how, what, &donor);
        }
        at += 1;
    });
}

fn change(value: &mut Value, how: u8, what: u8, donor: &Value) {
    *value = match how % 8 {
        0 => what.into(),
        1 => (f64::from(what) / 100.0).into(),
        2 => value.as_f64().map_or_else(|| donor.clone(), |n| (n * f64::from(what) / 16.0).round().into()),
        3 => value.as_i64().map_or_else(|| donor.clone(), |n| n.saturating_add(i64::from(what as i8)).into()),
        4 => (1_i64 << (what % 63)).into(),
        5 => [0.5, 1.0, -1.0, 1e-8, 0.99, 1e9, 0.0, -0.5][usize::from(what) % 8].into(),
        6 => ["outside", "", "cash", "p00", "p01", "token0", "45035996273704.96", "0.000001"][usize::from(what) % 8]
            .into(),
        _ => donor.clone(),
    }
}

/// Goes over all values that are no lists or objects, and says how many there are, at least one.
fn leaves(json: &mut Value, see: &mut dyn FnMut(&mut Value)) -> usize {
    match json {
        Value::Array(list) => list.iter_mut().map(|v| leaves(v, see)).sum::<usize>().max(1),
        Value::Object(fields) => fields.values_mut().map(|v| leaves(v, see)).sum::<usize>().max(1),
        leaf => {
            see(leaf);
            1
        }
    }
}
