//! `Effect`: what the page asks of the browser after something has happened.

use super::model::Theme;
use interclear_core::scenario::Scenario;
use std::rc::Rc;

/// What the page asks of the browser.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Run the scenario and profile its large slider.
    Run {
        /// For this generation.
        generation: u64,
        /// What to run.
        scenario: Rc<Scenario>,
        /// Whether the slider's profile is wanted too (not while it is being dragged).
        profile: bool,
    },
    /// Profile the large slider of a scenario whose run is there.
    Profile {
        /// For this generation.
        generation: u64,
        /// Whose slider.
        scenario: Rc<Scenario>,
    },
    /// Keep the scenario for the next visit.
    Autosave,
    /// Put the kept scenario aside, since it cannot be read.
    PutAside,
    /// Put the kept work aside, since something else is opened.
    Park,
    /// Read what lies in a slot beside the work.
    FetchShelved(u32),
    /// Look what lies beside the work.
    ListShelf,
    /// Put a scenario's text beside the work.
    Shelve(Rc<str>),
    /// Throw away what is in a slot.
    Discard(u32),
    /// Keep the theme for the next visit.
    RememberTheme(Theme),
    /// Fetch a shipped scenario.
    FetchShipped(String),
    /// Offer a file for download.
    Download {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
    },
    /// Let playing go on after a while, in milliseconds.
    Tick(u32),
    /// Clear the notice after a while.
    HushLater,
    /// Say a sentence to a screen reader.
    Announce(String),
    /// Bring the whole network into view.
    Fit,
    /// Keep a text to be pasted, and put it on the clipboard where it is not there yet.
    Clip {
        /// The text.
        text: String,
        /// Whether it is to be put there.
        put: bool,
    },
    /// Read what the clipboard has, to be pasted.
    ReadClip,
}

impl Effect {
    /// Whether it takes the part of the program that comes later. A profile can wait for it.
    #[must_use]
    pub const fn needs_more(&self) -> bool {
        matches!(self, Self::Run { .. } | Self::Autosave)
    }
}
