//! The large slider: how many fail along it, and honest words for where that changes.

use super::model::{Model, Profile};
use super::words;
use interclear_core::scenario::{Control, control};

/// Neighbouring stops at which the same number fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first stop.
    pub from: u32,
    /// The last stop.
    pub to: u32,
    /// How many fail; `None` where the scenario does not run.
    pub failed: Option<u32>,
}

/// The profile as stretches.
#[must_use]
pub fn stretches(profile: &Profile) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for (stop, failed) in (0u32..).zip(profile.failed.iter().copied()) {
        match all.last_mut() {
            Some(last) if last.failed == failed => last.to = stop,
            _ => all.push(Stretch { from: stop, to: stop, failed }),
        }
    }
    all
}

/// What is drawn on the slider and said under it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Track {
    /// Parts of the track: from, to (0 to 1), how strongly it fails (0 fine, 1 worst; `None` unknown).
    pub parts: Vec<(f64, f64, Option<f64>)>,
    /// Places of the thresholds, 0 to 1.
    pub marks: Vec<f64>,
    /// Where the words belong, 0 to 1.
    pub at: f64,
    /// "none fails up to 69 %".
    pub text: String,
}

/// The track of a slider from its profile.
#[must_use]
pub fn track(control: &Control, profile: &Profile) -> Track {
    let all = stretches(profile);
    let known: Vec<u32> = profile.failed.iter().flatten().copied().collect();
    let (least, most) = (known.iter().min().copied().unwrap_or(0), known.iter().max().copied().unwrap_or(0));
    let steps = f64::from(control.stops().saturating_sub(1).max(1));
    let edge = |stop: u32| ((f64::from(stop) - 0.5) / steps).clamp(0.0, 1.0);
    let strength = |n: u32| match (n, most) {
        (0, _) | (_, 0) => 0.0,
        (n, most) => 0.3 + 0.7 * f64::from(n) / f64::from(most),
    };
    let parts = all.iter().map(|s| (edge(s.from), edge(s.to + 1), s.failed.map(strength))).collect();
    let inner = |s: &Stretch, all: &[Stretch]| all.first().is_some_and(|first| first.from != s.from);
    let (text, marked) = if least == most {
        let text = match (known.is_empty(), least) {
            (true, _) => String::new(),
            (_, 0) => "none fails anywhere on this slider".into(),
            (_, n) => format!("{} wherever it stands", words::fail(n)),
        };
        (text, Vec::new())
    } else if one_way(&known) && known.len() == profile.failed.len() {
        (in_order(control, &all), all.iter().filter(|s| inner(s, &all)).map(|s| s.from).collect())
    } else {
        islands(control, &all, least, most)
    };
    // Many small changes are not marked one by one: the two ends are what the words name.
    let marked: Vec<u32> = match marked.as_slice() {
        [first, .., last] if marked.len() > 3 => vec![*first, *last],
        _ => marked,
    };
    let marks: Vec<f64> = marked.into_iter().map(edge).collect();
    let at = marks.first().zip(marks.last()).map_or(0.5, |(a, b)| (a + b) / 2.0);
    Track { parts, marks, at, text }
}

/// Whether the numbers only rise or only fall.
fn one_way(known: &[u32]) -> bool {
    known.is_sorted() || known.iter().rev().is_sorted()
}

/// "none fails up to 10, 1 up to 60, 6 above".
fn in_order(control: &Control, all: &[Stretch]) -> String {
    let value = |stop: u32| words::stop(control, control.value_at(stop));
    let count = |s: &Stretch| match s.failed.unwrap_or(0) {
        0 => "none".to_owned(),
        n => n.to_string(),
    };
    match all {
        [first, last] => match (first.failed, last.failed) {
            (Some(0), _) => format!("none fails up to {}", value(first.to)),
            (_, Some(0)) => format!("none fails from {}", value(last.from)),
            (first_failed, _) => {
                let words = words::fail(first_failed.unwrap_or(0));
                format!("{words} up to {}, {} above", value(first.to), count(last))
            }
        },
        [first, middle, last] => {
            let words = words::fail(first.failed.unwrap_or(0));
            let middle = format!("{} up to {}", count(middle), value(middle.to));
            format!("{words} up to {}, {middle}, {} above", value(first.to), count(last))
        }
        [first, .., last] => {
            let words = words::fail(first.failed.unwrap_or(0));
            format!("{words} up to {}, {} from {}", value(first.to), count(last), value(last.from))
        }
        _ => String::new(),
    }
}

/// "none fails from 20 to 40 and from 60, up to 3 elsewhere": where the fewest fail, and the stops that bound it.
fn islands(control: &Control, all: &[Stretch], least: u32, most: u32) -> (String, Vec<u32>) {
    let value = |stop: u32| words::stop(control, control.value_at(stop));
    let end = control.stops().saturating_sub(1);
    let good: Vec<&Stretch> = all.iter().filter(|s| s.failed == Some(least)).collect();
    let range = |s: &&Stretch| match (s.from, s.to) {
        (0, to) => format!("up to {}", value(to)),
        (from, to) if to >= end => format!("from {}", value(from)),
        (from, to) if from == to => format!("at {}", value(from)),
        (from, to) => format!("from {} to {}", value(from), value(to)),
    };
    let shown: Vec<String> = good.iter().take(3).map(range).collect();
    let more = if good.len() > 3 { format!(" and in {} more places", good.len() - 3) } else { String::new() };
    let mut others = all.iter().filter_map(|s| s.failed).filter(|n| *n != least);
    let first = others.next();
    let same = others.all(|n| Some(n) == first);
    let rest = if same { format!("{most} elsewhere") } else { format!("up to {most} elsewhere") };
    let bounds = |s: &&Stretch| [(s.from > 0, s.from), (s.to < end, s.to + 1)];
    let stops = good.iter().flat_map(bounds).filter(|(inner, _)| *inner).map(|(_, stop)| stop).collect();
    (format!("{} {}{more}, {rest}", words::fail(least), shown.join(" and ")), stops)
}

/// The large slider with its present value, if the scenario has one.
#[must_use]
pub fn large(model: &Model) -> Option<(&Control, f64)> {
    let control = model.scenario.controls.first()?;
    Some((control, control::get(&model.scenario, &control.target).ok()?))
}

/// The track of the large slider, when its profile is known and may be told.
#[must_use]
pub fn large_track(model: &Model) -> Option<Track> {
    let (control, _) = large(model)?;
    let profile = model.profile.as_ref().filter(|p| p.target == control.target && model.may_tell())?;
    Some(track(control, profile))
}
