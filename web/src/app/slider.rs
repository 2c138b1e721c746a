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
    let most = profile.failed.iter().flatten().copied().max().unwrap_or(0);
    let least = profile.failed.iter().flatten().copied().min().unwrap_or(0);
    let steps = f64::from(control.stops().saturating_sub(1).max(1));
    let edge = |stop: u32| ((f64::from(stop) - 0.5) / steps).clamp(0.0, 1.0);
    let strength = |n: u32| match (n, most) {
        (0, _) | (_, 0) => 0.0,
        (n, most) => 0.3 + 0.7 * f64::from(n) / f64::from(most),
    };
    let part = |s: &Stretch| (edge(s.from), edge(s.to + 1), s.failed.map(strength));
    let good = merged(&all, least);
    let mut marks: Vec<f64> = Vec::new();
    for stretch in &good {
        let ends = [(stretch.from > 0, stretch.from), (stretch.to < control.stops() - 1, stretch.to + 1)];
        marks.extend(ends.iter().filter(|(inner, _)| *inner).map(|(_, stop)| edge(*stop)));
    }
    let text = describe(control, &all, &good, least, most);
    let at = marks.first().copied().unwrap_or(0.5);
    Track { parts: all.iter().map(part).collect(), marks, at, text }
}

/// The stretches at which no more than `least` fail.
fn merged(all: &[Stretch], least: u32) -> Vec<Stretch> {
    all.iter().copied().filter(|s| s.failed == Some(least)).collect()
}

fn describe(control: &Control, all: &[Stretch], good: &[Stretch], least: u32, most: u32) -> String {
    if all.iter().all(|s| s.failed.is_none()) {
        return String::new();
    }
    if least == most {
        return match least {
            0 => "none fails anywhere on this slider".into(),
            n => format!("{} wherever it stands", words::fail(n)),
        };
    }
    let value = |stop: u32| control.show(control.value_at(stop));
    let end = control.stops() - 1;
    let range = |s: &Stretch| match (s.from, s.to) {
        (0, to) => format!("up to {}", value(to)),
        (from, to) if to >= end => format!("from {}", value(from)),
        (from, to) if from == to => format!("at {}", value(from)),
        (from, to) => format!("from {} to {}", value(from), value(to)),
    };
    let shown: Vec<String> = good.iter().take(3).map(range).collect();
    let more = if good.len() > 3 { format!(" and in {} more places", good.len() - 3) } else { String::new() };
    let others: Vec<u32> = all.iter().filter_map(|s| s.failed).filter(|n| *n != least).collect();
    let same = others.iter().all(|n| Some(n) == others.first());
    let rest = match others.first() {
        Some(n) if same => format!(", {n} elsewhere"),
        _ => format!(", up to {most} elsewhere"),
    };
    let tail = match good {
        [one] if one.from == 0 && same => format!(", {most} above"),
        [one] if one.to >= end && same => format!(", {most} below"),
        _ => rest,
    };
    let tail = if least == 0 && good.len() == 1 { String::new() } else { tail };
    format!("{} {}{more}{tail}", words::fail(least), shown.join(" and "))
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
