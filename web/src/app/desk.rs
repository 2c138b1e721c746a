//! What lies beside the scenario for the hands: who is chosen together, who was placed by hand, and what may be done with
//! several participants at once.

use super::arrange::Way;
use super::model::Point;
use std::collections::BTreeSet;

/// What lies beside the scenario. None of it is kept in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// Participants chosen together, by id, in the order of choosing: none, or two and more. One alone is the selection,
    /// and whatever is selected takes the place of a group.
    pub group: Vec<String>,
    /// Where hands have put participants since the document was opened. One stands there by hand while it stands at such a
    /// place, so undoing a move undoes that as well.
    pub hands: BTreeSet<(String, i64, i64)>,
    /// Whether a layout leaves alone who was placed by hand.
    pub keep: bool,
    /// The last change of places that is shown as a movement.
    pub glide: Glide,
    /// Where a wire was dropped on nothing: a new participant is offered there.
    pub open_end: Option<Point>,
}

impl Default for Desk {
    fn default() -> Self {
        Self { group: Vec::new(), hands: BTreeSet::new(), keep: true, glide: Glide::default(), open_end: None }
    }
}

/// Changes of places that are shown as movements, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glide {
    /// How many there have been.
    pub count: u32,
    /// Whether everything is brought into view with the last.
    pub fit: bool,
}

impl Desk {
    /// Shows the change of places that is being made as a movement.
    pub(super) fn glide(&mut self, fit: bool) {
        self.glide = Glide { count: self.glide.count.wrapping_add(1), fit };
    }

    /// Notes that a hand has put a participant at a place.
    pub(super) fn put(&mut self, id: &str, [x, y]: [f64; 2]) {
        self.hands.insert((id.to_owned(), x as i64, y as i64));
    }

    /// Whether a participant that stands at a place was put there by hand.
    #[must_use]
    pub fn is_by_hand(&self, id: &str, place: Option<[f64; 2]>) -> bool {
        place.is_some_and(|[x, y]| self.hands.contains(&(id.to_owned(), x as i64, y as i64)))
    }
}

/// How several participants are put in line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// In a column: their middles at one distance from the left.
    Column,
    /// In a row: their middles at one height.
    Row,
    /// As far from each other from left to right.
    Across,
    /// As far from each other from top to bottom.
    Down,
}

/// What is done with several participants, and what hands bring with them.
#[derive(Clone, Debug, PartialEq)]
pub enum Many {
    /// Choose a participant too, or no longer.
    Toggle(String),
    /// Choose these and no others.
    These(Vec<String>),
    /// Choose these too.
    Also(Vec<String>),
    /// Choose all.
    All,
    /// Put participants at places; `done` ends a drag.
    Move {
        /// Who goes where.
        moves: Vec<(String, Point)>,
        /// Whether the drag has ended.
        done: bool,
    },
    /// Put the chosen in line.
    Line(Line),
    /// Lay the network out.
    Lay(Way),
    /// Whether a layout leaves alone who was placed by hand.
    Keep(bool),
    /// Copy the chosen.
    Copy {
        /// Whether they are removed as well.
        cut: bool,
        /// Whether the browser has them on its clipboard already.
        there: bool,
    },
    /// Paste a text, near a place.
    Paste(String, Option<Point>),
    /// Paste what the clipboard has.
    PasteHeld,
    /// Make another of each of the chosen.
    Duplicate,
    /// Tell a screen reader, and nobody else.
    Hear(String),
    /// A wire is dropped on nothing.
    OpenEnd(Point),
    /// A new participant of a preset where the wire was dropped, with the wire.
    NewAtEnd(String),
}
