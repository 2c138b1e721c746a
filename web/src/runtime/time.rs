//! Waiting: timers that are gone when they are dropped, on the page and in the worker.

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

/// Something that happens after a while, unless this is dropped before.
#[derive(Debug)]
pub(super) struct Later {
    id: Option<i32>,
    _call: Closure<dyn FnMut()>,
}

impl Later {
    /// Calls after so many milliseconds.
    pub(super) fn new(ms: u32, call: impl FnOnce() + 'static) -> Self {
        let call = Closure::once(call);
        let function = call.as_ref().unchecked_ref();
        let ms = i32::try_from(ms).unwrap_or(i32::MAX);
        let id = match web_sys::window() {
            Some(window) => window.set_timeout_with_callback_and_timeout_and_arguments_0(function, ms),
            None => worker().set_timeout_with_callback_and_timeout_and_arguments_0(function, ms),
        };
        Self { id: id.ok(), _call: call }
    }
}

impl Drop for Later {
    fn drop(&mut self) {
        let Some(id) = self.id else { return };
        match web_sys::window() {
            Some(window) => window.clear_timeout_with_handle(id),
            None => worker().clear_timeout_with_handle(id),
        }
    }
}

/// Drops something in the next turn, when nothing of it is on the stack any more.
pub(super) fn drop_later<T: 'static>(old: Option<T>) {
    if old.is_some() {
        let timer = Rc::new(RefCell::new(None));
        let kept = Rc::clone(&timer);
        timer.replace(Some(Later::new(0, move || {
            drop(old);
            kept.take();
        })));
    }
}

/// The worker's own scope; only used where there is no window.
pub(super) fn worker() -> web_sys::DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
