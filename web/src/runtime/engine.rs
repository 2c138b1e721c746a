//! Runs: in a worker where there can be one, otherwise on the page in short slices. An order that a worker took with it
//! when it broke or fell silent is given to another one, once.

use super::helper::Helper;
use super::serve::decode;
use super::slices::Slices;
use super::time::{Later, drop_later};
use crate::app::{Msg, Profile};
use crate::job::{Order, Reply};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::MessageEvent;
use yew::Callback;

/// A worker that has not answered by then, in milliseconds, is not waited for.
const PATIENCE: u32 = 4_000;
/// A worker that was given an order and has not answered by then, in milliseconds, is given up. A browser that takes a
/// worker away says nothing. The largest runs take a second or so.
const SILENCE: u32 = 30_000;
/// An order that this many workers were lost over is not given to another; if one more is lost without any order, runs
/// are made on this page.
const MOST_LOST: u32 = 2;
/// What is said when a worker was lost and another took its place.
const AGAIN: &str = "The model stopped and was started again. Your work is as it was.";

enum Place {
    /// A worker that has not greeted yet, and the newest order it is to have.
    Asked { helper: Helper, waiting: Option<Order>, _patience: Later },
    /// A worker.
    Worker(Helper),
    /// This page.
    Page(Slices),
}

struct Inner {
    place: RefCell<Option<Place>>,
    /// The newest order, until its run has come back.
    open: RefCell<Option<Order>>,
    /// How many workers were lost over it.
    lost: Cell<u32>,
    /// Ends the patience with a worker that has an order.
    silence: RefCell<Option<Later>>,
    send: Callback<Msg>,
}

/// Carries out runs and sends what they gave.
#[derive(Clone)]
pub(super) struct Engine(Rc<Inner>);

impl Engine {
    /// An engine that has not begun.
    pub(super) fn new(send: Callback<Msg>) -> Self {
        let (place, open, silence) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self(Rc::new(Inner { place, open, lost: Cell::new(0), silence, send }))
    }

    /// Asks for a worker, since runs are likely to be wanted soon.
    pub(super) fn begin(&self) {
        if self.0.place.borrow().is_none() {
            self.ask(None);
        }
    }

    /// Runs a scenario; older orders are forgotten.
    pub(super) fn order(&self, order: Order) {
        // Without its profile a slider says less, and that is all: only a run that is lost is made again.
        self.0.open.replace(Some(order.clone()).filter(|o| o.run));
        self.0.lost.set(0);
        self.begin();
        match &mut *self.0.place.borrow_mut() {
            Some(Place::Asked { waiting, .. }) => *waiting = Some(order),
            Some(Place::Worker(helper)) => self.give(helper, &order),
            Some(Place::Page(slices)) => slices.order(order),
            None => {}
        }
    }

    fn ask(&self, waiting: Option<Order>) {
        match self.helper() {
            None => self.stay(waiting),
            Some(helper) => {
                let me = self.clone();
                let patience = Later::new(PATIENCE, move || me.give_up());
                self.0.place.replace(Some(Place::Asked { helper, waiting, _patience: patience }));
            }
        }
    }

    /// Gives a worker an order and waits for the answer, though not for ever.
    fn give(&self, helper: &Helper, order: &Order) {
        helper.post(order);
        let me = self.clone();
        let enough = || Later::new(SILENCE, move || me.lose("no answer came for half a minute"));
        self.0.silence.replace(order.run.then(enough));
    }

    fn helper(&self) -> Option<Helper> {
        let (hears, breaks) = (self.clone(), self.clone());
        Helper::start(move |event| hears.heard(&event), move || breaks.broke())
    }

    /// From now on runs happen on this page.
    fn stay(&self, waiting: Option<Order>) {
        let send = self.0.send.clone();
        let slices = Slices::new(move |reply| pass(&send, reply));
        if let Some(order) = waiting {
            slices.order(order);
        }
        // Listeners of a former worker may be on the stack: they are dropped in the next turn.
        let old = self.0.place.replace(Some(Place::Page(slices)));
        show_place("page");
        drop_later(old);
    }

    fn give_up(&self) {
        let waiting = match &mut *self.0.place.borrow_mut() {
            Some(Place::Asked { waiting, .. }) => waiting.take(),
            _ => return,
        };
        self.stay(waiting);
    }

    fn heard(&self, event: &MessageEvent) {
        let asked = matches!(&*self.0.place.borrow(), Some(Place::Asked { .. }));
        match decode::<Reply>(&event.data()) {
            Some(reply @ Reply::Ready { .. }) if asked && reply.is_ready() => self.hired(),
            // A worker of another version, or one that talks nonsense.
            Some(Reply::Ready { .. }) | None if asked => self.give_up(),
            Some(Reply::Ready { .. }) | None => self.lose("its answer could not be read"),
            Some(reply) => {
                self.answered(&reply);
                pass(&self.0.send, reply);
            }
        }
    }

    /// The run that was waited for is there, or why there is none. What lies beside it may take as long as it likes.
    fn answered(&self, reply: &Reply) {
        let (Reply::Ran { generation, .. } | Reply::Failed { generation, .. }) = reply else { return };
        let mine = self.0.open.borrow().as_ref().is_some_and(|order| order.generation == *generation);
        if mine {
            self.0.open.take();
            self.0.silence.take();
        }
    }

    fn hired(&self) {
        let place = self.0.place.take();
        let Some(Place::Asked { helper, waiting, _patience }) = place else {
            self.0.place.replace(place);
            return;
        };
        if let Some(order) = waiting {
            self.give(&helper, &order);
        }
        self.0.place.replace(Some(Place::Worker(helper)));
        show_place("worker");
    }

    /// The worker could not start, or a bug ended it.
    fn broke(&self) {
        if matches!(&*self.0.place.borrow(), Some(Place::Asked { .. })) {
            self.give_up();
        } else {
            self.lose("the model stopped on a bug");
        }
    }

    /// The worker is of no more use. Another one gets its order, unless that was lost before; the visitor hears of it.
    fn lose(&self, reason: &str) {
        let old = self.0.place.take();
        if let Some(Place::Worker(helper)) = &old {
            helper.dismiss();
        }
        drop_later(old);
        // This may be called by the timer itself, which must not be dropped while it runs.
        drop_later(self.0.silence.take());
        self.0.lost.set(self.0.lost.get() + 1);
        let again = self.0.open.borrow().clone().filter(|_| self.0.lost.get() < MOST_LOST);
        let given_up = if again.is_none() { self.0.open.take() } else { None };
        if self.0.lost.get() > MOST_LOST {
            self.stay(None);
        } else {
            self.ask(again);
        }
        self.0.send.emit(match given_up {
            None => Msg::Say(AGAIN.into(), false),
            Some(Order { generation, .. }) => {
                let reason = format!("{reason}; change something and it is tried again");
                Msg::RunFailed { generation, reason }
            }
        });
    }
}

fn pass(send: &Callback<Msg>, reply: Reply) {
    match reply {
        Reply::Ready { .. } => {}
        Reply::Ran { generation, trace } => send.emit(Msg::Ran { generation, trace: Rc::new(*trace) }),
        Reply::Profiled { generation, target, failed } => {
            send.emit(Msg::Profiled { generation, profile: Rc::new(Profile { target, failed }) });
        }
        Reply::Failed { generation, reason } => send.emit(Msg::RunFailed { generation, reason }),
    }
}

/// Says on the root element where runs are made, for tests and for whoever asks why a page is slow.
fn show_place(place: &str) {
    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute("data-runs", place);
    }
}
