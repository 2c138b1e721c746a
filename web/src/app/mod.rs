//! The page's state and what may happen to it: pure, without a browser.

pub mod accounts;
mod acts;
pub mod address;
pub mod arrange;
mod bring;
pub mod camera;
pub mod case;
pub mod clip;
pub mod compare;
pub mod csv;
mod desk;
mod document;
pub mod earlier;
mod edit;
mod effect;
mod engine;
pub mod facts;
pub mod fault;
mod files;
mod fill;
pub mod filter;
pub mod find;
pub mod form;
pub mod four_ways;
pub mod geometry;
mod history;
pub mod keys;
pub mod layout;
mod lazy;
mod model;
mod moving;
mod msg;
mod opening;
mod place;
pub mod play;
mod prune;
mod remove;
pub mod reveal;
pub mod rewire;
pub mod route;
mod run;
pub mod scene;
pub mod seen;
mod several;
pub mod sheet;
pub mod shelf;
mod shipped;
pub mod slider;
pub mod snap;
pub mod stands;
pub mod table;
#[cfg(test)]
mod tests;
pub mod text;
pub mod ties;
mod tools;
mod update;
mod wiring;
pub mod words;

pub use camera::Camera;
pub use desk::{Desk, Glide, Line, Many};
pub use edit::Edit;
pub use effect::Effect;
pub use files::is_about;
pub use history::{DEPTH as HISTORY_DEPTH, History, Snapshot};
pub use model::{
    Dialog, Item, Mode, Model, Notice, Offer, Panel, Playhead, Point, Prediction, Profile, Shelved, Sight, Theme, Tool,
    Wiring,
};
pub use msg::Msg;
pub use run::{explained, failure_of};
pub use shipped::Shipped;
pub use tools::legal_end;
pub use update::{act, rest, update};
pub use wiring::{OUTSIDE, legal_target};
