//! Copying text out of the page.

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Clipboard;

/// Copies a text and says whether that was allowed.
pub fn copy(text: String, done: impl FnOnce(bool) + 'static) {
    // Where the page is not served securely there is no clipboard at all.
    let navigator = web_sys::window().map(JsValue::from).and_then(|w| get(&w, "navigator"));
    let clipboard = navigator.and_then(|n| get(&n, "clipboard"));
    spawn_local(async move {
        let written = match clipboard {
            Some(clipboard) => JsFuture::from(clipboard.unchecked_into::<Clipboard>().write_text(&text)).await.is_ok(),
            None => false,
        };
        done(written);
    });
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &name.into()).ok().filter(JsValue::is_object)
}
