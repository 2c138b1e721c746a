//! Results of runs: taken when they belong to the present scenario, dropped otherwise.

use super::document::say;
use super::effect::Effect;
use super::model::{Item, Model, Profile};
use super::{fault, play, words};
use interclear_core::engine::Trace;
use interclear_core::units::EntryIx;
use std::rc::Rc;

/// A run has ended.
pub(super) fn ran(model: &mut Model, generation: u64, trace: Rc<Trace>) -> Vec<Effect> {
    if generation != model.generation {
        return Vec::new();
    }
    let old = model.trace.take();
    model.running = false;
    model.playhead = match &old {
        Some(old) => play::carried(model.playhead, Some(old), &trace),
        None => super::model::Playhead { tick: 0, round: trace.frames.first().map_or(0, |f| f.rounds) },
    };
    model.why = old.as_ref().zip(model.why).and_then(|(old, at)| same_failure(old, at, &trace));
    let stopped = trace.stopped.clone();
    model.trace = Some(trace);
    stopped.map_or_else(Vec::new, |stopped| fault::stop(model, stopped))
}

/// The entry by which the same participant fails in a new run.
fn same_failure(old: &Trace, at: EntryIx, new: &Trace) -> Option<EntryIx> {
    let entry = old.journal.get(at).filter(|e| Trace::is_failure(e.kind))?;
    failure_of(new, &old.participants.get(entry.who?.at())?.id)
}

/// The entry by which a participant fails, by its id.
#[must_use]
pub fn failure_of(trace: &Trace, id: &str) -> Option<EntryIx> {
    let at = trace.participants.iter().position(|p| p.id == id)?;
    trace.frames.last()?.participants.get(at)?.failure
}

/// The entry being explained: the one asked for, or the failure of the selected participant once it is seen.
#[must_use]
pub fn explained(model: &Model) -> Option<EntryIx> {
    model.why.or_else(|| {
        let Some(Item::Participant(id)) = &model.selection else { return None };
        let trace = model.trace.as_deref()?;
        let frame = words::frame_at(trace, model.playhead)?;
        let p = frame.participants.get(words::participant(trace, id)?.at())?;
        p.failure.filter(|_| words::has_failed(p, model.playhead))
    })
}

/// A run could not be done.
pub(super) fn failed(model: &mut Model, generation: u64, reason: &str) -> Vec<Effect> {
    if generation != model.generation {
        return Vec::new();
    }
    model.running = false;
    model.playing = false;
    fault::fail(model, reason)
}

/// The large slider's profile is known.
pub(super) fn profiled(model: &mut Model, generation: u64, profile: Rc<Profile>) -> Vec<Effect> {
    let wanted = model.scenario.controls.first().is_some_and(|c| c.target == profile.target);
    if generation == model.generation && wanted {
        model.profile = Some(profile);
        model.profile_due = false;
    }
    Vec::new()
}

/// Explains an entry and selects whose it is.
pub(super) fn why(model: &mut Model, entry: Option<EntryIx>) -> Vec<Effect> {
    model.why = entry;
    let who = entry.zip(model.trace.as_ref()).and_then(|(at, t)| Some((t.journal.get(at)?.who?, t)));
    if let Some(info) = who.and_then(|(who, t)| t.participants.get(who.at())) {
        model.selection = Some(Item::Participant(info.id.clone()));
    }
    Vec::new()
}

/// Explains the failure of the selected participant, or else the latest failure shown.
pub(super) fn why_selected(model: &mut Model) -> Vec<Effect> {
    let Some(trace) = model.trace.clone() else { return Vec::new() };
    let selected = match &model.selection {
        Some(Item::Participant(id)) => Some(id.clone()),
        _ => None,
    };
    let shown = |moment: (u32, u32)| moment <= (model.playhead.tick, model.playhead.round);
    let found = match &selected {
        Some(id) => failure_of(&trace, id).filter(|_| {
            let of = |f: &(interclear_core::units::ParticipantIx, u32, u32)| {
                trace.participants.get(f.0.at()).map(|p| &p.id) == Some(id)
            };
            trace.failures().iter().find(|f| of(f)).is_some_and(|f| shown((f.1, f.2)))
        }),
        None => {
            let latest = trace.failures().into_iter().rfind(|f| shown((f.1, f.2)));
            latest.and_then(|f| trace.frames.last()?.participants.get(f.0.at())?.failure)
        }
    };
    match found {
        Some(entry) => why(model, Some(entry)),
        None => {
            let who = selected.map_or("Nobody".into(), |id| model.name(&id).to_owned());
            say(model, format!("{who} has not failed so far."), false)
        }
    }
}
