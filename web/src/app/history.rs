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
