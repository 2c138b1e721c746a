//! What is drawn.

pub mod panel;
mod props;
mod shell;

pub use props::ViewProps;
pub use shell::Shell;
