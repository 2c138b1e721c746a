//! The worker's end: takes orders, answers in bytes that change hands without a copy. It fetches the part of the program
//! that has the engine at its first order: by then the page has the same file, and the browser need not load it twice.

use super::slices::Slices;
use super::time::worker;
use crate::job::{Order, Reply};
use crate::view::later;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

/// Why a run failed for which the engine could not be fetched. The next order tries again.
const ABSENT: &str = "a part of the program could not be loaded; change something and it is tried again";

/// Serves runs inside the worker for as long as it lives.
pub(super) fn serve() {
    console_error_panic_hook::set_once();
    let slices = Rc::new(Slices::new(|reply| post(&reply)));
    let newest = Rc::new(RefCell::new(None));
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(order) = decode::<Order>(&event.data()) {
            newest.replace(Some(order));
            spawn_local(carry_out(Rc::clone(&newest), Rc::clone(&slices)));
        }
    });
    worker().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // It listens until the worker ends.
    listen.forget();
    post(&Reply::ready());
}

/// Has the newest order carried out, when the engine is here.
async fn carry_out(newest: Rc<RefCell<Option<Order>>>, slices: Rc<Slices>) {
    let here = later::fetch().await;
    // Another call that waited as well may have taken it.
    let Some(order) = newest.take() else { return };
    match here {
        Some(engine) => {
            later::came(engine);
            slices.order(order);
        }
        // The profile that is asked for alone is missed without a word.
        None if order.run => post(&Reply::Failed { generation: order.generation, reason: ABSENT.to_owned() }),
        None => {}
    }
}

fn post(reply: &Reply) {
    let Some(buffer) = encode(reply) else { return };
    let _ = worker().post_message_with_transfer(&buffer, &js_sys::Array::of1(&buffer));
}

/// A message as a buffer that can be handed over.
pub(super) fn encode<T: serde::Serialize>(message: &T) -> Option<JsValue> {
    let bytes = postcard::to_allocvec(message).ok()?;
    Some(js_sys::Uint8Array::from(bytes.as_slice()).buffer().into())
}

/// A message from a buffer, if it is one.
pub(super) fn decode<T: serde::de::DeserializeOwned>(data: &JsValue) -> Option<T> {
    let buffer = data.dyn_ref::<js_sys::ArrayBuffer>()?;
    postcard::from_bytes(&js_sys::Uint8Array::new(buffer).to_vec()).ok()
}
