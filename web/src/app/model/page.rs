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
