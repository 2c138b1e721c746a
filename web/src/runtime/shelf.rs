//! Scenarios of this visitor beside the one at work: each under a key of its own, until it is opened or thrown away.

use super::storage::Kept;
use crate::app::Shelved;
use std::rc::Rc;

/// The first slot has this key, others have a number after it.
const SLOT: &str = "interclear.parked";
/// When it was put there, in milliseconds since 1970, under the slot's own end.
const WHEN: &str = "interclear.when";

/// The key of a slot.
fn key(slot: u32) -> String {
    if slot == 0 { SLOT.to_owned() } else { format!("{SLOT}.{slot}") }
}

/// The slot of a key, if it is one.
fn slot_of(key: &str) -> Option<u32> {
    match key.strip_prefix(SLOT)? {
        "" => Some(0),
        end => end.strip_prefix('.')?.parse().ok().filter(|n| *n > 0),
    }
}

impl Kept {
    /// Everything there, the newest first.
    pub(super) fn shelf(&self) -> Vec<Shelved> {
        let mut slots: Vec<u32> = self.keys().iter().filter_map(|k| slot_of(k)).collect();
        slots.sort_unstable_by(|a, b| b.cmp(a));
        let read = |slot: u32| {
            let when = self.get(&format!("{WHEN}.{slot}")).and_then(|t| t.parse().ok());
            Some(Shelved { slot, when, text: Rc::from(self.get(&key(slot))?) })
        };
        slots.into_iter().filter_map(read).collect()
    }

    /// Puts a text into a slot of its own, or over what is in this one; the slot, or nothing where there is no room.
    pub(super) fn shelve(&self, text: &str, over: Option<u32>) -> Option<u32> {
        let shelf = self.shelf();
        if let Some(same) = shelf.iter().find(|s| *s.text == *text) {
            return Some(same.slot);
        }
        let over = over.filter(|slot| shelf.iter().any(|s| s.slot == *slot));
        let slot = over.unwrap_or_else(|| shelf.first().map_or(0, |s| s.slot + 1));
        if !self.put(&key(slot), text) {
            return None;
        }
        self.put(&format!("{WHEN}.{slot}"), &js_sys::Date::now().to_string());
        Some(slot)
    }

    /// Takes what is in a slot out of it.
    pub(super) fn unshelve(&self, slot: u32) -> Option<String> {
        let text = self.get(&key(slot))?;
        self.remove(&key(slot));
        self.remove(&format!("{WHEN}.{slot}"));
        Some(text)
    }

    /// What is in a slot.
    pub(super) fn shelved(&self, slot: u32) -> Option<String> {
        self.get(&key(slot))
    }

    /// What is at work is no longer beside it.
    pub(super) fn off_the_shelf(&self, text: &str) {
        let mine = self.shelf().into_iter().filter(|s| *s.text == *text);
        mine.for_each(|s| drop(self.unshelve(s.slot)));
    }
}
