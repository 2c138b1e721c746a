//! The page's state and what may happen to it: pure, without a browser.

pub mod camera;
mod edit;
pub mod geometry;
mod history;
pub mod layout;
mod model;
mod msg;
pub mod reveal;
pub mod route;
pub mod scene;
mod update;

pub use edit::Edit;
pub use history::{History, Snapshot};
pub use model::{
    Camera, Dialog, Item, Mode, Model, Notice, Panel, Playhead, Point, Prediction, Profile, Theme, Tool, Wiring,
};
pub use msg::{Effect, Msg};
pub use update::update;
