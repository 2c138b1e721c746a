//! Undo and redo: whole scenarios with the words of the change, capped.

use interclear_core::scenario::Scenario;
use std::rc::Rc;

/// Steps kept.
pub const DEPTH: usize = 100;

/// A scenario as it was, and the change that left it.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The scenario before the change.
    pub scenario: Rc<Scenario>,
    /// What the change was: "collateral 30 to 18".
    pub label: String,
    /// Whether another scenario was opened, rather than this one changed.
    pub opens: bool,
}

/// What can be undone and redone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Older scenarios, newest last.
    pub past: Vec<Snapshot>,
    /// Undone scenarios, next last.
    pub future: Vec<Snapshot>,
    /// The target of the drag under way, so that one drag is one step.
    pub dragging: Option<String>,
}

impl History {
    /// Notes the scenario before a change. It ends any drag and forgets what was undone.
    pub fn push(&mut self, scenario: Rc<Scenario>, label: String) {
        self.note(Snapshot { scenario, label, opens: false });
    }

    /// Notes the scenario before one of this title is opened in its place.
    pub fn push_opening(&mut self, scenario: Rc<Scenario>, title: &str) {
        self.note(Snapshot { scenario, label: format!("open {title}"), opens: true });
    }

    fn note(&mut self, step: Snapshot) {
        self.dragging = None;
        self.future.clear();
        self.past.push(step);
        if self.past.len() > DEPTH {
            self.past.remove(0);
        }
    }

    /// The scenario at the beginning of the drag of this target, when that drag is under way.
    #[must_use]
    pub fn drag_start(&self, target: &str) -> Option<Rc<Scenario>> {
        let same = self.dragging.as_deref() == Some(target);
        self.past.last().filter(|_| same).map(|s| Rc::clone(&s.scenario))
    }

    /// New words for the newest step.
    pub fn relabel(&mut self, label: String) {
        if let Some(last) = self.past.last_mut() {
            last.label = label;
        }
    }

    /// Steps back from the present scenario; gives the earlier one and the words of the change undone.
    pub fn undo(&mut self, now: Rc<Scenario>) -> Option<Snapshot> {
        self.dragging = None;
        let back = self.past.pop()?;
        self.future.push(Snapshot { scenario: now, ..back.clone() });
        Some(back)
    }

    /// Steps forward again; gives the later scenario and the words of the change done again.
    pub fn redo(&mut self, now: Rc<Scenario>) -> Option<Snapshot> {
        self.dragging = None;
        let on = self.future.pop()?;
        self.past.push(Snapshot { scenario: now, ..on.clone() });
        Some(on)
    }

    /// Words for the undo button: `Undo: re-use cap 100 % to 69 %`.
    #[must_use]
    pub fn undo_label(&self) -> Option<String> {
        self.past.last().map(|s| format!("Undo: {}", s.label))
    }

    /// Words for the redo button.
    #[must_use]
    pub fn redo_label(&self) -> Option<String> {
        self.future.last().map(|s| format!("Redo: {}", s.label))
    }
}
