//! How many fail at each stop of a slider.

use crate::scenario::control::{self, Control};
use crate::{Scenario, check, run};

/// Participants that fail in a run of this scenario; `None` when it does not load or the run is stopped.
#[must_use]
pub fn failed(scenario: &Scenario) -> Option<u32> {
    let world = check(scenario).0?;
    let trace = run(&world);
    trace.stopped.is_none().then(|| trace.failures().len() as u32)
}

/// Participants that fail at each stop of a slider, in the order of [`Control::value_at`].
#[must_use]
pub fn profile(scenario: &Scenario, slider: &Control) -> Vec<Option<u32>> {
    let at = |stop: u32| {
        let mut s = scenario.clone();
        control::set(&mut s, &slider.target, slider.value_at(stop)).ok()?;
        failed(&s)
    };
    (0..slider.stops()).map(at).collect()
}
