//! `Model`: everything the page shows.

mod page;

use super::camera::Camera;
use super::compare::Pinned;
use super::desk::Desk;
use super::fault::Fault;
use super::filter::Filter;
use super::history::History;
use super::shipped::Shipped;
use interclear_core::engine::{Frame, Trace};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Problem, Scenario, Severity};
use interclear_core::units::EntryIx;
use litemap::LiteMap;
use std::rc::Rc;

pub use page::{Dialog, Mode, Notice, Offer, Panel, Shelved, Sight, Theme};

/// A place on the canvas, in canvas units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// What is selected, by id so that it survives edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A participant.
    Participant(String),
    /// A link: its kind and its scenario id (a loan against collateral is an obligation `ID.loan`).
    Link(LinkKind, String),
    /// A scheduled shock.
    Event(String),
    /// An asset.
    Asset(String),
}

/// What the pointer does on the canvas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Select, move, pan.
    #[default]
    Select,
    /// Choose several, one after the other or by a box.
    Several,
    /// Place a participant made from this preset.
    Place(String),
    /// Wire a link of this kind, by drag or by click and click.
    Wire(LinkKind),
    /// Drop a shock of this kind (`EventKind` tag, such as `exploit`) on a participant.
    Shock(String),
}

/// A wire begun and not yet ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Wiring {
    /// Participant id it starts from.
    pub from: String,
    /// Where its loose end is.
    pub to: Point,
}

/// The moment shown: after this round of this tick. `round` equal to the frame's `rounds` is the whole tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Playhead {
    /// The tick.
    pub tick: u32,
    /// The round, 0 (before the first failure of the tick) to the frame's `rounds`.
    pub round: u32,
}

/// The answer to "how many will fail?".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prediction {
    /// Not asked yet, or no question.
    #[default]
    Unasked,
    /// The card is open.
    Asking,
    /// Put aside.
    Skipped,
    /// A number was given.
    Guess(u32),
}

/// How many fail at each stop of the large slider (the same order as `Control::value_at`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The slider's target, so that an old profile is not shown for a new slider.
    pub target: String,
    /// Failed participants per stop; `None` where the scenario does not load.
    pub failed: Vec<Option<u32>>,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct Model {
    /// The scenario as edited; may have problems.
    pub scenario: Rc<Scenario>,
    /// What is wrong with it.
    pub problems: Rc<Vec<Problem>>,
    /// The run of the last scenario without errors.
    pub trace: Option<Rc<Trace>>,
    /// The run before the last edit, for comparison in charts.
    pub ghost: Option<Rc<Trace>>,
    /// A run that is kept for comparison, in the place of the ghost.
    pub pinned: Option<Rc<Pinned>>,
    /// Which lines of the journal are shown.
    pub filter: Filter,
    /// How many fail along the large slider.
    pub profile: Option<Rc<Profile>>,
    /// The moment shown.
    pub playhead: Playhead,
    /// Whether it moves.
    pub playing: bool,
    /// Times the ordinary speed.
    pub speed: f64,
    /// What is selected.
    pub selection: Option<Item>,
    /// What lies beside the scenario for the hands: who is chosen together, who was placed by hand.
    pub desk: Desk,
    /// What was typed into fields and is refused, by their places.
    pub drafts: LiteMap<String, String>,
    /// The place in the form that gets the focus, and how often one has been named.
    pub aim: (String, u32),
    /// The journal entry being explained, with its numbered chain on the network.
    pub why: Option<EntryIx>,
    /// What the pointer does.
    pub tool: Tool,
    /// A wire begun.
    pub wiring: Option<Wiring>,
    /// Undo and redo.
    pub history: History,
    /// The prediction.
    pub prediction: Prediction,
    /// Whether a play has reached the end since the question was asked.
    pub revealed: bool,
    /// How much of the page there is.
    pub mode: Mode,
    /// Colours and sizes.
    pub theme: Theme,
    /// The open window.
    pub dialog: Option<Dialog>,
    /// The side panel.
    pub panel: Panel,
    /// The chart shown, by its id in the chart registry.
    pub chart: String,
    /// Whose view is asked for; without anything hidden it makes no difference.
    pub sight: Sight,
    /// What is seen of the canvas.
    pub camera: Camera,
    /// A short message.
    pub notice: Option<Notice>,
    /// What stopped the last run of the present scenario, if anything did.
    pub fault: Option<Rc<Fault>>,
    /// Counts edits; a slice of an older generation is dropped.
    pub generation: u64,
    /// Whether a run is under way.
    pub running: bool,
    /// Whether the large slider's profile belongs to an older scenario and is wanted anew.
    pub profile_due: bool,
    /// Whether the scenario was changed since it was opened.
    pub edited: bool,
    /// Whether this browser keeps nothing for the next visit.
    pub unkept: bool,
    /// What this visitor has beside the work, the newest first.
    pub shelf: Rc<Vec<Shelved>>,
    /// What was thrown away last.
    pub discarded: Option<Rc<str>>,
    /// The shipped scenarios.
    pub shipped: Rc<Vec<Shipped>>,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            scenario: Rc::default(),
            problems: Rc::default(),
            trace: None,
            ghost: None,
            pinned: None,
            filter: Filter::default(),
            profile: None,
            playhead: Playhead::default(),
            playing: false,
            speed: 1.0,
            selection: None,
            desk: Desk::default(),
            drafts: LiteMap::new(),
            aim: (String::new(), 0),
            why: None,
            tool: Tool::Select,
            wiring: None,
            history: History::default(),
            prediction: Prediction::Unasked,
            revealed: false,
            mode: Mode::Full,
            theme: Theme::Auto,
            dialog: None,
            panel: Panel::Inspect,
            chart: String::new(),
            sight: Sight::AsItIs,
            camera: Camera::default(),
            notice: None,
            fault: None,
            generation: 0,
            running: false,
            profile_due: false,
            edited: false,
            unkept: false,
            shelf: Rc::default(),
            discarded: None,
            shipped: Rc::default(),
        }
    }
}

impl Model {
    /// Whether a scenario has been opened at all.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.scenario.version > 0
    }

    /// Whether some problem keeps the scenario from running.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|p| p.severity == Severity::Error)
    }

    /// The tick shown, as it ended.
    #[must_use]
    pub fn frame(&self) -> Option<&Frame> {
        self.trace.as_ref()?.frames.get(self.playhead.tick as usize)
    }

    /// The name of a participant of the scenario, or its id.
    #[must_use]
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.scenario.participants.iter().find(|p| p.id == id).map_or(id, |p| p.label.as_str())
    }

    /// Whether the large slider may show where failures begin: not before the question is answered.
    #[must_use]
    pub fn may_tell(&self) -> bool {
        self.revealed || self.scenario.question.is_none() || self.prediction == Prediction::Skipped
    }
}
