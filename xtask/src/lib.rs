//! The parts of the developer commands that the end-to-end tests use too:
//! the static server with its security headers, and finding a browser.

pub mod browser;
mod request;
pub mod security;
pub mod server;
pub mod weight;

use std::path::{Path, PathBuf};

/// The root of the workspace, which is the folder above this package.
#[must_use]
pub fn workspace_root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// The folder of the built site.
#[must_use]
pub fn dist_dir() -> PathBuf {
    workspace_root().join("dist")
}
