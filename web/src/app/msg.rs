//! `Msg`: what may happen to the page.

use super::Camera;
use super::csv::Layout;
use super::desk::Many;
use super::edit::Edit;
use super::filter::Filter;
use super::form::Arrange;
use super::model::{Dialog, Item, Mode, Panel, Playhead, Point, Profile, Shelved, Sight, Theme, Tool};
use super::shipped::Shipped;
use interclear_core::engine::Trace;
use interclear_core::scenario::{Problem, Scenario};
use interclear_core::units::EntryIx;
use std::rc::Rc;

/// What may happen.
#[derive(Clone, Debug)]
pub enum Msg {
    /// Change the scenario; one step of undo.
    Edit(Edit),
    /// Fill in a field. What cannot be read, or brings an error, changes nothing and stays in the field.
    Enter {
        /// The place of the field.
        at: String,
        /// What was typed.
        text: String,
        /// The edit it stands for, if it can be read.
        edit: Option<Edit>,
    },
    /// Do what a button of a form does, and put the focus at a place of the form.
    Press(Edit, Option<String>),
    /// Move a layer of a waterfall; the focus goes to a place of the form, or to the layer.
    Arrange(Arrange, Option<String>),
    /// Select the thing that a place is in and put the focus there.
    GoTo(String),
    /// Move a slider; all moves of one drag are one step of undo.
    Slide {
        /// The control's target.
        target: String,
        /// The new value.
        value: f64,
        /// Whether the drag has ended.
        done: bool,
    },
    /// Go back one edit.
    Undo,
    /// Go forward one edit.
    Redo,
    /// A run has ended.
    Ran {
        /// The generation it was asked for.
        generation: u64,
        /// What it gave.
        trace: Rc<Trace>,
    },
    /// A run could not be done: the words say why.
    RunFailed {
        /// The generation it was asked for.
        generation: u64,
        /// Why.
        reason: String,
    },
    /// The large slider's profile is known.
    Profiled {
        /// The generation it was asked for.
        generation: u64,
        /// Failures per stop.
        profile: Rc<Profile>,
    },
    /// Start or stop playing; at the end it starts again.
    PlayPause,
    /// Time has passed while playing: show the next moment.
    Advance,
    /// One round (or tick) on.
    StepForward,
    /// One round (or tick) back.
    StepBack,
    /// To a moment.
    Seek(Playhead),
    /// To the next (or previous) failure.
    SeekFailure {
        /// Forwards or backwards.
        forward: bool,
    },
    /// Times the ordinary speed.
    Speed(f64),
    /// Select or clear.
    Select(Option<Item>),
    /// Explain an entry; `None` closes the explanation.
    Why(Option<EntryIx>),
    /// Select something of the explanation, which stays.
    Follow(Item),
    /// Explain the failure of the selected participant, or else the latest failure shown.
    WhySelected,
    /// Take up a tool.
    UseTool(Tool),
    /// Begin a wire at a participant.
    WireFrom(String),
    /// Its loose end moves.
    WireMove(Point),
    /// End it at a participant; drops it when that makes no sense.
    WireTo(String),
    /// Put it down.
    WireCancel,
    /// What is done with several participants, and what the hands bring with them.
    Many(Many),
    /// Place a participant made from a preset (its id) at a point.
    PlaceAt(String, Point),
    /// Drop a shock (the tag of its `EventKind`, such as `exploit`) on a participant (its id).
    ShockAt(String, String),
    /// Delete the selection.
    DeleteSelection,
    /// Answer the question.
    Predict(Option<u32>),
    /// Open a scenario in place of the present one (undoable).
    Open(Box<Scenario>),
    /// Read a file's text; opens it or shows its problems.
    OpenText(String),
    /// Open a shipped scenario with the run that was made of it beforehand.
    OpenMade {
        /// The scenario.
        scenario: Box<Scenario>,
        /// What the check warns of.
        problems: Vec<Problem>,
        /// The run.
        trace: Rc<Trace>,
    },
    /// Open work that was put aside, from its text.
    OpenKept(String),
    /// Open a shipped scenario by id.
    OpenShipped(String),
    /// Open what lies in a slot beside the work.
    OpenShelved(u32),
    /// Open a scenario in which nothing is yet.
    OpenEmpty,
    /// Put a copy of the scenario beside the work.
    KeepCopy,
    /// Throw away what is in a slot.
    Discard(u32),
    /// It has been thrown away: its text.
    Discarded(Rc<str>),
    /// Put back what was thrown away last.
    BringBack,
    /// Go on with the scenario kept from the last visit.
    Restore {
        /// Its text.
        text: String,
        /// The shipped scenario to open when the text cannot be read.
        otherwise: String,
        /// Whether somebody worked on it.
        edited: bool,
    },
    /// The list of shipped scenarios has come.
    Shipped(Rc<Vec<Shipped>>),
    /// Whether this browser keeps the scenario for the next visit.
    Keeps(bool),
    /// What this visitor has beside the work.
    Shelf(Rc<Vec<Shelved>>),
    /// Save the scenario to a file.
    Save,
    /// Save the file that the fault of the last run is found by.
    Diagnose,
    /// Save what is owed as a table of values between separators.
    SaveTable(Layout),
    /// Keep the run shown for comparison, or let go of the one that is kept.
    Pin(bool),
    /// Show fewer lines of the journal.
    Filter(Filter),
    /// Open or close a window.
    Show(Option<Dialog>),
    /// Change the side panel.
    ShowPanel(Panel),
    /// Change the chart.
    ShowChart(String),
    /// Colours and sizes.
    SetTheme(Theme),
    /// How much of the page there is.
    SetMode(Mode),
    /// Whose view of the network is shown.
    SetSight(Sight),
    /// What is seen of the canvas.
    Look(Camera),
    /// Say something shortly.
    Say(String, bool),
    /// The notice has been seen.
    Hush,
}
