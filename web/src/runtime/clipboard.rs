//! Text out of the page and into it, by the clipboard of the system.

use crate::app::{Many, Msg};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Clipboard;
use yew::Callback;

/// Copies a text and says whether that was allowed.
pub fn copy(text: String, done: impl FnOnce(bool) + 'static) {
    let clipboard = clipboard();
    spawn_local(async move {
        let written = match clipboard {
            Some(clipboard) => JsFuture::from(clipboard.unchecked_into::<Clipboard>().write_text(&text)).await.is_ok(),
            None => false,
        };
        done(written);
    });
}

/// Pastes what the clipboard has; where it cannot be read, what was copied on this page.
pub fn paste(send: Callback<Msg>, own: Option<String>) {
    read(move |text| match text.filter(|t| !t.is_empty()).or(own) {
        Some(text) => send.emit(Msg::Many(Many::Paste(text, None))),
        None => {
            send.emit(Msg::Say("This browser does not let the page read its clipboard: press Ctrl V.".into(), true));
        }
    });
}

/// Reads the text that is there; nothing where that is not allowed.
fn read(done: impl FnOnce(Option<String>) + 'static) {
    // Some browsers let no page read what it has not been given.
    let clipboard = clipboard().filter(|c| js_sys::Reflect::has(c, &"readText".into()).unwrap_or(false));
    spawn_local(async move {
        let text = match clipboard {
            Some(clipboard) => JsFuture::from(clipboard.unchecked_into::<Clipboard>().read_text()).await.ok(),
            None => None,
        };
        done(text.and_then(|t| t.as_string()));
    });
}

/// Where the page is not served securely there is no clipboard at all.
fn clipboard() -> Option<JsValue> {
    let navigator = web_sys::window().map(JsValue::from).and_then(|w| get(&w, "navigator"));
    navigator.and_then(|n| get(&n, "clipboard"))
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &name.into()).ok().filter(JsValue::is_object)
}
