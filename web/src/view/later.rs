//! What is not needed to show a case to somebody who has not touched anything yet: the engine with the check of scenarios,
//! playing, edits, forms, journal, tables, charts, windows. It is fetched at the first sign of a visitor, and at once where
//! something is to be run, so that the page itself comes fast.

use super::ViewProps;
use super::bet::bet;
use super::canvas::{Hand, Stage, arrange, ends, handle, open_end};
use super::dialogs::dialogs;
use super::panel::{asked, charts, side_body};
use crate::app::form::shock;
use crate::app::keys::{self, Key};
use crate::app::scene::chain;
use crate::app::slider::{self, Track};
use crate::app::{Effect, Mode, Model, Msg, Panel, Point, Profile, Shipped, act, rewire};
use crate::job::{self, Job, Reply};
use interclear_core::engine::Trace;
use interclear_core::preset::{PRESETS, PresetDef};
use interclear_core::scenario::{Control, Problem, Scenario};
use interclear_core::units::{EntryIx, ParticipantIx};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::Html;

/// The doors to the part that comes later. Nothing else may name what is behind them: the first load would carry it.
#[derive(Clone, Copy, Debug)]
pub struct Later {
    /// What the side panel shows.
    pub side: fn(&ViewProps) -> Html,
    /// What can be asked of the case, and what it is made from.
    pub case: fn(&Model, &yew::Callback<Msg>) -> Html,
    /// The charts.
    pub charts: fn(&ViewProps) -> Html,
    /// The question before the first play, and its answer.
    pub bet: fn(&ViewProps) -> Html,
    /// The open window, if there is one.
    pub dialogs: fn(&ViewProps) -> Html,
    /// Changes the model by what a visitor does.
    pub act: fn(&mut Model, Msg) -> Vec<Effect>,
    /// What hands do on the canvas.
    pub hands: fn(&Rc<Stage>, &Hand),
    /// Whom the causes of an entry name, and in which step.
    pub chain: fn(&Trace, EntryIx) -> Vec<(ParticipantIx, u32)>,
    /// How many fail along the large slider.
    pub track: fn(&Model) -> Option<Track>,
    /// The same of any slider, in words.
    pub words: fn(&Control, &Profile) -> String,
    /// Which of the wirings with the same totals there is now.
    pub wiring: fn(&Model) -> Option<&'static str>,
    /// The message of a key that nothing else has taken.
    pub key: fn(&Model, Key<'_>) -> Option<Msg>,
    /// The kinds of participant that can be placed.
    pub kinds: &'static [PresetDef],
    /// The kinds of shock that the palette has no picture of: the word and the name of each.
    pub shocks: fn() -> Vec<(&'static str, String)>,
    /// Whether a wire in the hand may end at a participant (its id); nothing when there is no wire.
    pub ends: fn(&Model, &str) -> Option<Result<(), String>>,
    /// The menu of layouts.
    pub arrange: fn(&ViewProps) -> Html,
    /// The offer of a new participant at the loose end of a wire: at a place in the window of the canvas, and its size.
    pub open_end: fn(&ViewProps, Point, (f64, f64)) -> Html,
    /// Carries out one piece of a run.
    pub step: fn(&mut Job) -> Option<Reply>,
    /// The digest of a run of a scenario given as text.
    pub digest: fn(&str) -> Result<String, String>,
    /// A scenario as text.
    pub json: fn(&Scenario) -> Result<String, Problem>,
    /// The shipped scenarios that a list names.
    pub list: fn(&str) -> Option<Vec<Shipped>>,
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

/// What waits for the part.
type Waiting = Vec<Box<dyn FnOnce(Later)>>;

thread_local! {
    static HERE: Cell<Option<Later>> = const { Cell::new(None) };
    static WAITING: RefCell<Waiting> = const { RefCell::new(Vec::new()) };
}

/// The doors, once the part is here.
#[must_use]
pub fn here() -> Option<Later> {
    HERE.get()
}

/// Does something with the part: now, or as soon as it is here.
pub fn with(work: impl FnOnce(Later) + 'static) {
    match here() {
        Some(later) => work(later),
        None => WAITING.with_borrow_mut(|all| all.push(Box::new(work))),
    }
}

/// The part has come: what waited is done in its order.
pub fn came(later: Later) {
    HERE.set(Some(later));
    for work in WAITING.take() {
        work(later);
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
    model.problems.is_empty()
        && model.panel == Panel::Inspect
        && model.chosen().is_empty()
        && model.selection.is_none()
        && model.why.is_none()
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
    Ok(Later {
        side: side_body,
        case: asked,
        charts,
        bet,
        dialogs,
        act,
        hands: handle,
        chain,
        track: slider::large_track,
        words: |control, profile| slider::track(control, profile).text,
        wiring: rewire::wiring_now,
        key: keys::message,
        kinds: PRESETS,
        shocks: shock::others,
        ends,
        arrange,
        open_end,
        step: job::step,
        digest: job::digest,
        json: interclear_core::to_json,
        list: Shipped::list,
    })
}
