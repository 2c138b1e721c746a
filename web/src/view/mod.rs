//! What is drawn.

mod props;
mod shell;

pub use props::ViewProps;
pub use shell::Shell;
