//! What this browser keeps for the next visit: the scenario and the theme. Where nothing may be kept, nothing is.

use crate::app::Theme;
use std::cell::RefCell;
use web_sys::Storage;

const WORK: &str = "interclear.work";
const PARKED: &str = "interclear.parked";
/// Set while the kept scenario is as it was opened: it is nobody's work.
const UNEDITED: &str = "interclear.unedited";
const BROKEN: &str = "interclear.broken";
/// One letter per visit in a row that stopped on a bug.
const STOPS: &str = "interclear.stops";
const THEME: &str = "interclear.theme";

/// The browser's storage, or none.
#[derive(Debug, Default)]
pub(super) struct Kept {
    storage: Option<Storage>,
    /// The work as this page found or kept it last.
    mine: RefCell<Option<String>>,
}

impl Kept {
    /// Opens it. In a sandboxed frame even asking for it is an error.
    pub(super) fn open() -> Self {
        let storage = web_sys::window().and_then(|w| w.local_storage().ok().flatten());
        let kept = Self { storage, ..Self::default() };
        if kept.put("interclear.try", "1") {
            kept.remove("interclear.try");
            kept.mine.replace(kept.work());
            kept
        } else {
            Self::default()
        }
    }

    /// Nothing is kept or read.
    pub(super) fn nothing() -> Self {
        Self::default()
    }

    /// Whether it works.
    pub(super) fn works(&self) -> bool {
        self.storage.is_some()
    }

    fn put(&self, key: &str, text: &str) -> bool {
        self.storage.as_ref().is_some_and(|s| s.set_item(key, text).is_ok())
    }

    fn get(&self, key: &str) -> Option<String> {
        self.storage.as_ref()?.get_item(key).ok().flatten().filter(|t| !t.is_empty())
    }

    fn remove(&self, key: &str) {
        if let Some(storage) = &self.storage {
            let _ = storage.remove_item(key);
        }
    }

    /// Keeps the scenario; false when it could not be kept.
    pub(super) fn put_work(&self, text: &str, edited: bool) -> bool {
        // Another page of this visitor has kept its own since: that is put aside, not written over.
        if self.work() != *self.mine.borrow() {
            self.park();
        }
        let kept = self.put(WORK, text);
        self.mine.replace(self.work());
        if edited {
            self.remove(UNEDITED);
        } else {
            self.put(UNEDITED, "1");
        }
        // What was put aside is the work again.
        if kept && self.parked().as_deref() == Some(text) {
            self.remove(PARKED);
        }
        kept
    }

    /// The scenario of the last visit.
    pub(super) fn work(&self) -> Option<String> {
        self.get(WORK)
    }

    /// Whether somebody worked on it.
    pub(super) fn is_edited(&self) -> bool {
        self.get(UNEDITED).is_none()
    }

    /// Moves the kept work aside, so that what is opened does not take its place.
    pub(super) fn park(&self) {
        let Some(text) = self.work() else { return };
        if self.is_edited() && !self.move_work(&text, PARKED) {
            // It stays where it is, rather than nowhere.
            self.put(WORK, &text);
        } else {
            self.remove(WORK);
        }
    }

    /// The work that was moved aside.
    pub(super) fn parked(&self) -> Option<String> {
        self.get(PARKED)
    }

    /// Moves work that cannot be read out of the way; the text stays for whoever wants to look at it.
    pub(super) fn put_aside(&self) {
        if let Some(text) = self.work() {
            self.move_work(&text, BROKEN);
        }
    }

    /// Moves the work. It goes before it comes: there may be no room for it twice.
    fn move_work(&self, text: &str, key: &str) -> bool {
        self.remove(WORK);
        self.put(key, text)
    }

    /// Notes that the page stopped on a bug.
    pub(super) fn note_stop(&self) {
        let text = self.get(STOPS).unwrap_or_default() + "x";
        self.put(STOPS, &text);
    }

    /// How many visits in a row stopped on a bug.
    pub(super) fn stops(&self) -> usize {
        self.get(STOPS).map_or(0, |text| text.len())
    }

    /// The page has not stopped.
    pub(super) fn forget_stops(&self) {
        self.remove(STOPS);
    }

    /// Keeps the theme.
    pub(super) fn put_theme(&self, theme: Theme) {
        match theme {
            Theme::Auto => self.remove(THEME),
            other => {
                self.put(THEME, theme_name(other));
            }
        }
    }

    /// The theme of the last visit.
    pub(super) fn theme(&self) -> Theme {
        match self.get(THEME).as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            Some("projector") => Theme::Projector,
            _ => Theme::Auto,
        }
    }
}

/// A theme's name, as in `data-theme`.
pub(super) fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::Projector => "projector",
    }
}
