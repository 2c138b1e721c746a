//! What belongs to the page rather than to a scenario: windows, lists, messages, colours.

use interclear_core::scenario::Problem;
use std::rc::Rc;

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
    /// Read a table of who owes whom, from this text.
    Import(Rc<str>),
    /// A file that could not be opened, or a scenario that cannot run, with all its problems.
    Problems {
        /// What is wrong.
        list: Rc<Vec<Problem>>,
        /// The file's text, when there is one.
        text: Option<Rc<str>>,
    },
}

/// A scenario of this visitor that lies beside the work.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelved {
    /// Where.
    pub slot: u32,
    /// Since when, in milliseconds since 1970.
    pub when: Option<f64>,
    /// Its text.
    pub text: Rc<str>,
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
    /// To put back what was thrown away.
    BringBack,
}
