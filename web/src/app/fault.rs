//! What stopped a run that should not have stopped, and the file by which it is found.

use super::effect::Effect;
use super::model::{Model, Notice, Offer};
use super::{text, words};
use interclear_core::MODEL_VERSION;
use interclear_core::engine::Stopped;
use interclear_core::scenario::{Scenario, to_value};
use std::rc::Rc;

/// A run that was ended by a fault of the program, or by a limit of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What did not hold.
    pub stopped: Stopped,
    /// What was run.
    pub scenario: Rc<Scenario>,
    /// How many ticks of it were sound, and their digest.
    pub sound: (usize, String),
}

/// The name of a limit, which is no fault.
const LIMIT: &str = "clearing_limit";

/// A run ended before its last tick.
pub(super) fn stop(model: &mut Model, stopped: Stopped) -> Vec<Effect> {
    let moment = model.trace.as_deref().map_or_else(String::new, |t| words::capital(&t.unit));
    let text = if stopped.name == LIMIT {
        format!("{moment} {}: the run ends here, at a limit of the model. {}", stopped.tick, stopped.detail)
    } else {
        format!(
            "{moment} {}: the run was stopped, since \u{201c}{}\u{201d} did not hold. That is a fault of Interclear, not of \
             your scenario. What is shown ends with the last moment that was sound.",
            stopped.tick,
            stopped.name.replace('_', " ")
        )
    };
    note(model, stopped, text)
}

/// A run gave nothing.
pub(super) fn fail(model: &mut Model, reason: &str) -> Vec<Effect> {
    let stopped = Stopped { name: "no_run".into(), seed: model.scenario.seed, tick: 0, detail: reason.to_owned() };
    note(model, stopped, format!("This could not be run: {reason}."))
}

fn note(model: &mut Model, stopped: Stopped, text: String) -> Vec<Effect> {
    let of_run = stopped.name != "no_run";
    let trace = model.trace.as_deref().filter(|_| of_run);
    let sound = trace.map_or_else(Default::default, |t| (t.frames.len(), t.digest().to_string()));
    model.fault = Some(Rc::new(Fault { stopped, scenario: Rc::clone(&model.scenario), sound }));
    // It stays until it is read: nothing hushes it.
    model.notice = Some(Notice { text: text.clone(), bad: true, offer: Offer::Diagnosis });
    vec![Effect::Announce(text)]
}

/// Offers the file: what was run, with which version and seed, and what did not hold when.
pub(super) fn diagnose(model: &mut Model) -> Vec<Effect> {
    let Some(fault) = model.fault.clone() else { return Vec::new() };
    let Stopped { name, seed, tick, detail } = &fault.stopped;
    let file = serde_json::json!({
        "interclear": "diagnostic",
        "model": MODEL_VERSION,
        "stopped": { "name": name, "seed": seed, "tick": tick, "detail": detail },
        "sound": { "frames": fault.sound.0, "digest": fault.sound.1 },
        "scenario": to_value(&*fault.scenario),
    });
    let id = text::file_stem(&fault.scenario);
    vec![Effect::Download { name: format!("{id}-{name}-tick-{tick}.json"), text: format!("{file:#}\n") }]
}
