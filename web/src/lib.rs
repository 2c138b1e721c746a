//! The page. `app` and `chart` know no browser and are tested natively; the rest exists only in wasm.

pub mod app;
pub mod chart;
#[cfg(target_arch = "wasm32")]
pub mod runtime;
#[cfg(target_arch = "wasm32")]
pub mod view;
