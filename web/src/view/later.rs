//! What is not needed to show a case to somebody who has not touched anything yet: playing, edits, forms, journal,
//! tables, charts, windows. It is fetched at the first sign of a visitor, so that the page itself comes fast.

use super::ViewProps;
use super::dialogs::dialogs;
use super::panel::{charts, side_body};
use crate::app::{Effect, Mode, Model, Msg, Panel, act};
use yew::Html;

/// The doors to the part that comes later. Nothing else may name what is behind them: the first load would carry it.
#[derive(Clone, Copy, Debug)]
pub struct Later {
    /// What the side panel shows.
    pub side: fn(&ViewProps) -> Html,
    /// The charts.
    pub charts: fn(&ViewProps) -> Html,
    /// The open window, if there is one.
    pub dialogs: fn(&ViewProps) -> Html,
    /// Changes the model by what a visitor does.
    pub act: fn(&mut Model, Msg) -> Vec<Effect>,
}

/// How far the part that comes later is.
#[derive(Clone, Copy, Debug, Default)]
pub enum Arrival {
    /// Nobody has asked for it.
    #[default]
    Unasked,
    /// On its way.
    Coming,
    /// It could not be fetched.
    Failed,
    /// Here.
    Here(Later),
}

impl Arrival {
    /// Its doors, once it is here.
    #[must_use]
    pub fn doors(&self) -> Option<Later> {
        match self {
            Self::Here(later) => Some(*later),
            _ => None,
        }
    }
}

/// Whether what the model shows needs the part that comes later.
#[must_use]
pub fn is_needed(model: &Model) -> bool {
    model.dialog.is_some() || model.mode == Mode::Full && (!rests(model) || tells(model))
}

/// Whether charts may show what happens: while a question is open they would give the answer away.
#[must_use]
pub fn tells(model: &Model) -> bool {
    model.is_open() && (model.may_tell() || model.playing)
}

/// Whether the side panel only says what the case is about.
#[must_use]
pub fn rests(model: &Model) -> bool {
    model.panel == Panel::Inspect && model.selection.is_none() && model.why.is_none()
}

/// Why the part could not be fetched; the console says more.
#[cfg(feature = "split")]
type Absent = wasm_split_helpers::SplitLoaderError;
#[cfg(not(feature = "split"))]
type Absent = std::convert::Infallible;

/// Fetches the part; `None` where it cannot be had.
pub async fn fetch() -> Option<Later> {
    #[cfg(feature = "split")]
    return doors().await.ok();
    #[cfg(not(feature = "split"))]
    doors().ok()
}

// The attribute makes a function that fetches first; what calls across the two files is unsafe code of its own.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(later, fallible))]
fn doors() -> Result<Later, Absent> {
    Ok(Later { side: side_body, charts, dialogs, act })
}
