//! What is drawn.

pub mod canvas;
pub mod icons;
mod props;
mod shell;

pub use props::ViewProps;
pub use shell::Shell;
