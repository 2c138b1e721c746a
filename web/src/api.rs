//! The JavaScript surface: the same core for scripts and tests, as `window.wasmBindings`.

use interclear_core::scenario::Problem;
use interclear_core::{check, parse, run};
use wasm_bindgen::prelude::*;

/// Runs a scenario given as JSON text and returns the digest of the run, 32 hexadecimal digits.
///
/// # Errors
/// An `Error` whose message lists every problem of the scenario, or the reason why the run stopped.
#[wasm_bindgen]
pub fn digest(scenario: &str) -> Result<String, JsError> {
    let said =
        |problems: &[Problem]| JsError::new(&problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    let scenario = parse(scenario).map_err(|problems| said(&problems))?;
    let (world, problems) = check(&scenario);
    let world = world.ok_or_else(|| said(&problems))?;
    let trace = run(&world);
    match trace.stopped {
        None => Ok(trace.digest().to_string()),
        Some(reason) => Err(JsError::new(&reason.to_string())),
    }
}
