//! The JavaScript surface: the same core for scripts and tests, as `window.wasmBindings`.

use crate::view::later;
use wasm_bindgen::prelude::*;

/// Runs a scenario given as JSON text and returns the digest of the run, 32 hexadecimal digits.
///
/// # Errors
/// An `Error` whose message lists every problem of the scenario, or the reason why the run stopped, or says that the
/// engine could not be fetched.
#[wasm_bindgen]
pub async fn digest(scenario: String) -> Result<String, JsError> {
    match later::fetch().await {
        Some(later) => (later.digest)(&scenario).map_err(|words| JsError::new(&words)),
        None => Err(JsError::new("a part of the program could not be loaded")),
    }
}
