//! What this browser keeps for the next visit: the scenario and the theme. Where nothing may be kept, nothing is.

use crate::app::Theme;
use std::cell::{Cell, RefCell};
use web_sys::Storage;

const WORK: &str = "interclear.work";
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
    /// The slot of what another page of this visitor had kept meanwhile.
    others: Cell<Option<u32>>,
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

    pub(super) fn put(&self, key: &str, text: &str) -> bool {
        self.storage.as_ref().is_some_and(|s| s.set_item(key, text).is_ok())
    }

    pub(super) fn get(&self, key: &str) -> Option<String> {
        self.storage.as_ref()?.get_item(key).ok().flatten().filter(|t| !t.is_empty())
    }

    pub(super) fn remove(&self, key: &str) {
        if let Some(storage) = &self.storage {
            let _ = storage.remove_item(key);
        }
    }

    /// The names under which something is kept.
    pub(super) fn keys(&self) -> Vec<String> {
        let Some(storage) = &self.storage else { return Vec::new() };
        let count = storage.length().unwrap_or_default();
        (0..count).filter_map(|at| storage.key(at).ok().flatten()).collect()
    }

    /// Keeps the scenario; false when it could not be kept.
    pub(super) fn put_work(&self, text: &str, edited: bool) -> bool {
        // Another page of this visitor has kept its own since: that is put aside, not written over. Of one page the last
        // is enough.
        if self.work() != *self.mine.borrow() {
            self.others.set(self.park(self.others.get()).or(self.others.get()));
        }
        let kept = self.put(WORK, text);
        self.mine.replace(self.work());
        if edited {
            self.remove(UNEDITED);
        } else {
            self.put(UNEDITED, "1");
        }
        // What was put aside is the work again.
        if kept {
            self.off_the_shelf(text);
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

    /// Moves the kept work aside, so that what is opened does not take its place: over what is in a slot, or into one of
    /// its own. The slot, if it went to one.
    pub(super) fn park(&self, over: Option<u32>) -> Option<u32> {
        let text = self.work()?;
        // It goes before it comes: there may be no room for it twice.
        self.remove(WORK);
        if !self.is_edited() {
            return None;
        }
        let slot = self.shelve(&text, over);
        if slot.is_none() {
            // It stays where it is, rather than nowhere.
            self.put(WORK, &text);
        }
        slot
    }

    /// Moves work that cannot be read out of the way; the text stays for whoever wants to look at it.
    pub(super) fn put_aside(&self) {
        if let Some(text) = self.work() {
            // It goes before it comes, as above.
            self.remove(WORK);
            self.put(BROKEN, &text);
        }
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
