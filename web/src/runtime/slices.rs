//! Jobs in slices of a few milliseconds with the event loop in between, so that a newer order cancels an older one.

use super::time::Later;
use crate::job::{Job, Order, Reply};
use crate::view::later;
use std::cell::RefCell;
use std::rc::Rc;

/// The longest slice in milliseconds.
const SLICE: f64 = 8.0;

struct Inner {
    job: RefCell<Option<Job>>,
    timer: RefCell<Option<Later>>,
    reply: Box<dyn Fn(Reply)>,
}

/// Carries out the newest order.
pub(super) struct Slices(Rc<Inner>);

impl Slices {
    /// Replies go there.
    pub(super) fn new(reply: impl Fn(Reply) + 'static) -> Self {
        Self(Rc::new(Inner { job: RefCell::new(None), timer: RefCell::new(None), reply: Box::new(reply) }))
    }

    /// Takes an order in place of the one before.
    pub(super) fn order(&self, order: Order) {
        self.0.job.replace(Some(Job::new(order)));
        schedule(&self.0);
    }
}

fn schedule(inner: &Rc<Inner>) {
    let next = Rc::clone(inner);
    inner.timer.replace(Some(Later::new(0, move || slice(&next))));
}

fn slice(inner: &Rc<Inner>) {
    let begun = js_sys::Date::now();
    loop {
        // Orders are given once the engine is here.
        let Some(engine) = later::here() else { return };
        let Some(mut job) = inner.job.take() else { return };
        let reply = (engine.step)(&mut job);
        let done = job.is_done();
        if !done {
            inner.job.replace(Some(job));
        }
        if let Some(reply) = reply {
            (inner.reply)(reply);
        }
        if done {
            return;
        }
        if js_sys::Date::now() - begun >= SLICE {
            schedule(inner);
            return;
        }
    }
}
