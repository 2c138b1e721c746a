//! The playhead: moments of a run, playing, stepping, and the answer to the prediction.

use super::effect::Effect;
use super::model::{Model, Playhead, Prediction};
use super::text;
use interclear_core::engine::Trace;
use interclear_core::units::sorted;

/// Milliseconds until the next moment at ordinary speed.
const WAIT: f64 = 900.0;
/// No wave of failures follows another sooner than this.
const CALM: f64 = 400.0;

/// Every moment of a run in order: each round of each tick.
#[must_use]
pub fn moments(trace: &Trace) -> Vec<Playhead> {
    let of = |(tick, rounds): (u32, u32)| (0..=rounds).map(move |round| Playhead { tick, round });
    (0u32..).zip(trace.frames.iter().map(|f| f.rounds)).flat_map(of).collect()
}

/// The moments at which somebody fails, with the names of those who do.
#[must_use]
pub fn failure_moments(trace: &Trace) -> Vec<(Playhead, Vec<String>)> {
    let mut all: Vec<(Playhead, Vec<String>)> = Vec::new();
    for (who, tick, round) in trace.failures() {
        let rounds = trace.frames.get(tick as usize).map_or(0, |f| f.rounds);
        let at = Playhead { tick, round: round.min(rounds) };
        let name = trace.name(who).to_owned();
        match all.iter_mut().find(|(moment, _)| *moment == at) {
            Some((_, names)) => names.push(name),
            None => all.push((at, vec![name])),
        }
    }
    sorted(all, |a, b| a.0.cmp(&b.0))
}

/// The last moment of a run.
#[must_use]
pub fn last(trace: &Trace) -> Playhead {
    let tick = u32::try_from(trace.frames.len().saturating_sub(1)).unwrap_or(u32::MAX);
    Playhead { tick, round: trace.frames.last().map_or(0, |f| f.rounds) }
}

fn next(trace: &Trace, at: Playhead) -> Option<Playhead> {
    let rounds = trace.frames.get(at.tick as usize)?.rounds;
    if at.round < rounds {
        return Some(Playhead { round: at.round + 1, ..at });
    }
    let tick = at.tick + 1;
    trace.frames.get(tick as usize).map(|_| Playhead { tick, round: 0 })
}

fn previous(trace: &Trace, at: Playhead) -> Option<Playhead> {
    if at.round > 0 {
        return Some(Playhead { round: at.round - 1, ..at });
    }
    let tick = at.tick.checked_sub(1)?;
    trace.frames.get(tick as usize).map(|f| Playhead { tick, round: f.rounds })
}

/// The same moment in a new run; a whole tick stays a whole tick.
pub(super) fn carried(at: Playhead, old: Option<&Trace>, new: &Trace) -> Playhead {
    let end = last(new);
    if at.tick > end.tick {
        return end;
    }
    let rounds = |t: &Trace| t.frames.get(at.tick as usize).map(|f| f.rounds);
    let now = rounds(new).unwrap_or(0);
    let whole = old.is_some_and(|t| rounds(t).is_some_and(|r| at.round >= r));
    Playhead { tick: at.tick, round: if whole { now } else { at.round.min(now) } }
}

/// Play, pause, or replay; the question comes first.
pub(super) fn play_pause(model: &mut Model) -> Vec<Effect> {
    if model.playing {
        model.playing = false;
        return Vec::new();
    }
    if model.trace.is_none() {
        return Vec::new();
    }
    match model.prediction {
        Prediction::Unasked if model.scenario.question.is_some() && !model.revealed => {
            model.prediction = Prediction::Asking;
            return Vec::new();
        }
        Prediction::Asking => model.prediction = Prediction::Skipped,
        _ => {}
    }
    start(model)
}

/// Answers the question, or puts it aside, and plays.
pub(super) fn predict(model: &mut Model, guess: Option<u32>) -> Vec<Effect> {
    let most = u32::try_from(model.scenario.participants.len()).unwrap_or(u32::MAX);
    model.prediction = guess.map_or(Prediction::Skipped, |n| Prediction::Guess(n.min(most)));
    if model.playing { Vec::new() } else { start(model) }
}

fn start(model: &mut Model) -> Vec<Effect> {
    let Some(trace) = &model.trace else { return Vec::new() };
    if model.playhead >= last(trace) {
        model.playhead = Playhead { tick: 0, round: 0 };
    }
    model.playing = true;
    vec![Effect::Tick(wait(model))]
}

/// The next moment while playing.
pub(super) fn advance(model: &mut Model) -> Vec<Effect> {
    if !model.playing {
        return Vec::new();
    }
    let step = model.trace.as_ref().and_then(|t| next(t, model.playhead));
    let Some(step) = step else {
        model.playing = false;
        return Vec::new();
    };
    let mut effects = to(model, step, true);
    if model.playing {
        effects.push(Effect::Tick(wait(model)));
    }
    effects
}

/// One round or tick on or back, which ends playing.
pub(super) fn step(model: &mut Model, forward: bool) -> Vec<Effect> {
    model.playing = false;
    let at = model.playhead;
    let step = model.trace.as_ref().and_then(|t| if forward { next(t, at) } else { previous(t, at) });
    step.map_or_else(Vec::new, |at| to(model, at, true))
}

/// To a moment, as near as the run has it; playing goes on from there.
pub(super) fn seek(model: &mut Model, at: Playhead) -> Vec<Effect> {
    let Some(trace) = &model.trace else { return Vec::new() };
    let at = carried(at, None, trace);
    to(model, at, false)
}

/// To the next or the previous failure.
pub(super) fn seek_failure(model: &mut Model, forward: bool) -> Vec<Effect> {
    let Some(trace) = &model.trace else { return Vec::new() };
    let at = model.playhead;
    let all = failure_moments(trace);
    let found = if forward { all.iter().find(|(m, _)| *m > at) } else { all.iter().rev().find(|(m, _)| *m < at) };
    match found {
        Some((moment, _)) => {
            let moment = *moment;
            model.playing = false;
            to(model, moment, true)
        }
        None => vec![Effect::Announce(format!("No failure {} this.", if forward { "after" } else { "before" }))],
    }
}

fn to(model: &mut Model, at: Playhead, spoken: bool) -> Vec<Effect> {
    model.playhead = at;
    let Some(trace) = model.trace.clone() else { return Vec::new() };
    let mut words = if spoken { text::spoken(&trace, at) } else { String::new() };
    if at >= last(&trace) {
        model.playing = false;
        if model.prediction == Prediction::Asking {
            // Whoever goes to the end without an answer has seen it.
            model.prediction = Prediction::Skipped;
        }
        if !model.revealed {
            model.revealed = true;
            if let Some(verdict) = text::verdict(model) {
                words = format!("{words} {}", verdict.sentence()).trim().to_owned();
            }
        }
    }
    if words.is_empty() { Vec::new() } else { vec![Effect::Announce(words)] }
}

/// How long the moment shown stays, in milliseconds.
fn wait(model: &Model) -> u32 {
    let speed = if model.speed > 0.0 { model.speed } else { 1.0 };
    let wave = model.frame().is_some_and(|f| f.rounds > 0);
    let wait = (WAIT / speed).max(if wave { CALM } else { CALM / 4.0 });
    wait as u32
}
