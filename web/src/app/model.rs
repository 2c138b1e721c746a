//! `Model`: everything the page shows.

use super::camera::Camera;
use super::desk::Desk;
use super::fault::Fault;
use super::history::History;
use interclear_core::engine::{Frame, Trace};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Problem, Scenario, Severity};
use interclear_core::units::EntryIx;
use litemap::LiteMap;
use std::rc::Rc;

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

/// How much of the page there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Everything.
    #[default]
    Full,
    /// View only: canvas, time, one slider, open full version.
    Embed,
}

/// Colours and sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// Large type and strong contrast for a class.
    Projector,
}

/// Whose view of the network is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sight {
    /// All there is.
    #[default]
    AsItIs,
    /// What everybody sees: without hidden links, with the equity that participants show.
    AsSeen,
}

/// A window over the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Choose a scenario.
    Scenarios,
    /// Keys and words.
    Help,
    /// Assumptions, source, version, seed and digest.
    About,
    /// A file that could not be opened, or a scenario that cannot run, with all its problems.
    Problems {
        /// What is wrong.
        list: Rc<Vec<Problem>>,
        /// The file's text, when there is one.
        text: Option<Rc<str>>,
    },
}

/// A shipped scenario as the picker lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shipped {
    /// Its id: the file is `scenarios/ID.json`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The question it asks.
    pub question: String,
    /// What it shows, in a line.
    pub summary: String,
    /// Whether it reconstructs an event.
    pub reconstruction: bool,
}

impl Shipped {
    /// The scenarios that the list names, if it is one; each has an id and a title.
    #[must_use]
    pub fn list(json: &str) -> Option<Vec<Self>> {
        let list: serde_json::Value = serde_json::from_str(json).ok()?;
        let read = |one: &serde_json::Value| {
            let text = |name: &str| one.get(name).and_then(|v| v.as_str()).map(str::to_owned);
            Some(Self {
                id: text("id")?,
                title: text("title")?,
                question: text("question").unwrap_or_default(),
                summary: text("summary").unwrap_or_default(),
                reconstruction: one.get("reconstruction").is_some(),
            })
        };
        list.as_array()?.iter().map(read).collect()
    }
}

/// What the side panel shows when nothing demands otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// The selected thing, or what the case is about.
    #[default]
    Inspect,
    /// The journal.
    Journal,
    /// The network as tables.
    Table,
    /// The rules, the clock and the description, to be edited.
    Rules,
}

/// A short message that goes away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub text: String,
    /// Whether something went wrong.
    pub bad: bool,
    /// What it offers to do.
    pub offer: Offer,
}

/// What a message offers to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offer {
    /// Nothing.
    #[default]
    Nothing,
    /// To undo the last edit.
    Undo,
    /// To save the file that a fault is found by.
    Diagnosis,
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
    /// Whether earlier work of this visitor waits behind what was opened since.
    pub parked: bool,
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
            parked: false,
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
