//! Runs: in a worker where there can be one, otherwise on the page in short slices.

use super::serve::{decode, encode};
use super::slices::Slices;
use super::time::Later;
use crate::app::{Msg, Profile};
use crate::job::{Order, Reply};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

/// Where the page names its two files, and the script that starts them as a worker.
const NAMED: &str = "meta[name=\"interclear-app\"]";
const SCRIPT: &str = "./worker.js";
/// A worker that has not answered by then, in milliseconds, is not waited for.
const PATIENCE: u32 = 4_000;

enum Place {
    /// A worker that has not greeted yet, and the newest order it is to have.
    Asked { helper: Helper, waiting: Option<Order>, _patience: Later },
    /// A worker.
    Worker(Helper),
    /// This page.
    Page(Slices),
}

struct Helper {
    worker: Worker,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Helper {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

struct Inner {
    place: RefCell<Option<Place>>,
    /// The newest generation ordered.
    newest: RefCell<u64>,
    send: Callback<Msg>,
}

/// Carries out runs and sends what they gave.
#[derive(Clone)]
pub(super) struct Engine(Rc<Inner>);

impl Engine {
    /// Asks for a worker.
    pub(super) fn new(send: Callback<Msg>) -> Self {
        let engine = Self(Rc::new(Inner { place: RefCell::new(None), newest: RefCell::new(0), send }));
        engine.ask();
        engine
    }

    /// Runs a scenario; older orders are forgotten.
    pub(super) fn order(&self, order: Order) {
        self.0.newest.replace(order.generation);
        match &mut *self.0.place.borrow_mut() {
            Some(Place::Asked { waiting, .. }) => *waiting = Some(order),
            Some(Place::Worker(helper)) => post(helper, &order),
            Some(Place::Page(slices)) => slices.order(order),
            None => {}
        }
    }

    fn ask(&self) {
        match self.helper() {
            None => self.stay(None),
            Some(helper) => {
                let me = self.clone();
                let patience = Later::new(PATIENCE, move || me.give_up());
                self.0.place.replace(Some(Place::Asked { helper, waiting: None, _patience: patience }));
            }
        }
    }

    /// A worker with its listeners; none where the browser allows none, as in a sandboxed frame.
    fn helper(&self) -> Option<Helper> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&script()?, &options).ok()?;
        let me = self.clone();
        let message = Closure::<dyn FnMut(MessageEvent)>::new(move |e: MessageEvent| me.heard(&e));
        let me = self.clone();
        let error = Closure::<dyn FnMut(web_sys::Event)>::new(move |_| me.broke());
        worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        Some(Helper { worker, _message: message, _error: error })
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
        let reply = decode::<Reply>(&event.data());
        match reply {
            Some(reply @ Reply::Ready { .. }) if asked && reply.is_ready() => self.hired(),
            // A worker of another version, or one that talks nonsense.
            Some(Reply::Ready { .. }) | None => self.give_up(),
            Some(reply) => pass(&self.0.send, reply),
        }
    }

    fn hired(&self) {
        let place = self.0.place.take();
        let Some(Place::Asked { helper, waiting, _patience }) = place else {
            self.0.place.replace(place);
            return;
        };
        if let Some(order) = waiting {
            post(&helper, &order);
        }
        self.0.place.replace(Some(Place::Worker(helper)));
        show_place("worker");
    }

    /// The worker could not start, or a bug ended it.
    fn broke(&self) {
        if matches!(&*self.0.place.borrow(), Some(Place::Asked { .. })) {
            self.give_up();
            return;
        }
        let generation = *self.0.newest.borrow();
        let reason = "the model stopped on a bug; change something and it is tried again".to_owned();
        let old = self.0.place.take();
        drop_later(old);
        self.ask();
        self.0.send.emit(Msg::RunFailed { generation, reason });
    }
}

/// The worker's script, with the names of the page's own files in its query.
fn script() -> Option<String> {
    let named = web_sys::window()?.document()?.query_selector(NAMED).ok()??.get_attribute("content")?;
    Some(format!("{SCRIPT}?{}", js_sys::encode_uri_component(&named)))
}

fn drop_later(old: Option<Place>) {
    if old.is_some() {
        let timer = Rc::new(RefCell::new(None));
        let kept = Rc::clone(&timer);
        timer.replace(Some(Later::new(0, move || {
            drop(old);
            kept.take();
        })));
    }
}

fn post(helper: &Helper, order: &Order) {
    if let Some(buffer) = encode(order) {
        let _ = helper.worker.post_message(&buffer);
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
