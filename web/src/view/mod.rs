//! What is drawn.

mod bar;
mod bet;
pub mod canvas;
mod dialogs;
mod focus;
mod glyph;
mod header;
pub mod icons;
pub(crate) mod later;
mod notice;
pub mod panel;
mod props;
mod shell;
mod sight;
mod slide;

pub use props::ViewProps;
pub use shell::Shell;
