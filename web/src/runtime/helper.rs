//! One worker with its listeners, for as long as this value lives.

use super::serve::encode;
use crate::job::Order;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Where the page names its two files, and the script that starts them as a worker.
const NAMED: &str = "meta[name=\"interclear-app\"]";
const SCRIPT: &str = "./worker.js";

pub(super) struct Helper {
    worker: Worker,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Closure<dyn FnMut(Event)>,
}

impl Helper {
    /// Starts one; none where the browser allows none, as in a sandboxed frame.
    pub(super) fn start(hear: impl FnMut(MessageEvent) + 'static, mut broke: impl FnMut() + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&script()?, &options).ok()?;
        let message = Closure::<dyn FnMut(MessageEvent)>::new(hear);
        let error = Closure::<dyn FnMut(Event)>::new(move |_| broke());
        worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        Some(Self { worker, _message: message, _error: error })
    }

    /// Gives it an order.
    pub(super) fn post(&self, order: &Order) {
        if let Some(buffer) = encode(order) {
            let _ = self.worker.post_message(&buffer);
        }
    }

    /// From now on nothing is heard of it.
    pub(super) fn dismiss(&self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        self.dismiss();
    }
}

/// The worker's script, with the names of the page's own files in its query.
fn script() -> Option<String> {
    let named = web_sys::window()?.document()?.query_selector(NAMED).ok()??.get_attribute("content")?;
    Some(format!("{SCRIPT}?{}", js_sys::encode_uri_component(&named)))
}
