//! Keeping the work: soon after an edit, when the page is left, when something else is opened, and at the very last.

use super::storage::Kept;
use super::time::Later;
use crate::app::{Model, Msg};
use crate::view::later;
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// Said where it is all that is left.
const NO_ROOM: &str = "This browser has no room to keep a second scenario: save it as a file. Undo brings it back.";

/// Milliseconds after the last edit until it is kept.
const SETTLE: u32 = 300;

/// Keeps the newest work a moment after each edit.
pub(super) struct Saver {
    /// The browser's storage.
    pub(super) kept: Kept,
    /// The model whose scenario is to be kept, until it is.
    due: RefCell<Option<Rc<Model>>>,
    timer: RefCell<Option<Later>>,
    send: Callback<Msg>,
}

impl Saver {
    pub(super) fn new(kept: Kept, send: Callback<Msg>) -> Rc<Self> {
        Rc::new(Self { kept, due: RefCell::default(), timer: RefCell::default(), send })
    }

    /// Keeps this model's scenario soon, unless a newer one comes before.
    pub(super) fn later(self: &Rc<Self>, model: &Rc<Model>) {
        self.due.replace(Some(Rc::clone(model)));
        let me = Rc::clone(self);
        self.timer.replace(Some(Later::new(SETTLE, move || me.flush())));
    }

    /// Keeps what is due, and says where that changes what the page shows.
    pub(super) fn flush(&self) {
        let Some((model, kept)) = self.keep() else { return };
        // Somebody works here, so whatever stopped an earlier visit did not stop this one.
        self.kept.forget_stops();
        if kept == model.unkept {
            self.send.emit(Msg::Keeps(kept));
        }
        self.tell(&model);
    }

    /// Keeps what is due, if anything; whether the browser took it. Before the rest of the program is here nobody can
    /// have made anything.
    pub(super) fn keep(&self) -> Option<(Rc<Model>, bool)> {
        let later = later::here()?;
        let model = self.due.try_borrow_mut().ok()?.take()?;
        let text = (later.json)(&model.scenario);
        let kept = text.is_ok_and(|text| self.kept.put_work(&text, model.edited));
        Some((model, kept))
    }

    /// Moves the work as it was last aside.
    pub(super) fn park(&self, model: &Model) {
        self.flush();
        if self.kept.park(None).is_none() && self.kept.works() && self.kept.is_edited() {
            self.send.emit(Msg::Say(NO_ROOM.into(), true));
        }
        self.tell(model);
    }

    /// Puts a text beside the work.
    pub(super) fn shelve(&self, text: &str, model: &Model) {
        if self.kept.shelve(text, None).is_none() {
            self.send.emit(Msg::Say(NO_ROOM.into(), true));
        }
        self.tell(model);
    }

    /// Throws away what is in a slot; the page has it until something else is thrown away.
    pub(super) fn discard(&self, slot: u32, model: &Model) {
        if let Some(text) = self.kept.unshelve(slot) {
            self.send.emit(Msg::Discarded(text.into()));
        }
        self.tell(model);
    }

    /// Says what lies beside the work, where the page shows something else.
    pub(super) fn tell(&self, model: &Model) {
        let shelf = self.kept.shelf();
        if shelf != *model.shelf {
            self.send.emit(Msg::Shelf(Rc::new(shelf)));
        }
    }
}
