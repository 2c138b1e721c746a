//! The worker's end: takes orders, answers in bytes that change hands without a copy.

use super::slices::Slices;
use super::time::worker;
use crate::job::{Order, Reply};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::MessageEvent;

/// Serves runs inside the worker for as long as it lives.
pub(super) fn serve() {
    console_error_panic_hook::set_once();
    let slices = Slices::new(|reply| post(&reply));
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(order) = decode::<Order>(&event.data()) {
            slices.order(order);
        }
    });
    worker().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // It listens until the worker ends.
    listen.forget();
    post(&Reply::ready());
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
