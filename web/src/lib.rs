//! The page. `app`, `job`, `made` and `chart` know no browser and are tested natively; the rest exists only in wasm.

#[cfg(target_arch = "wasm32")]
pub mod api;
pub mod app;
pub mod chart;
pub mod job;
pub mod made;
#[cfg(target_arch = "wasm32")]
pub mod runtime;
#[cfg(target_arch = "wasm32")]
pub mod view;
