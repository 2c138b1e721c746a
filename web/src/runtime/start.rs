//! Starting: the page, or the worker.

use crate::view::Shell;
use wasm_bindgen::JsCast as _;

/// Starts what this program is here: in a worker the one that serves runs, otherwise the page.
pub fn start() {
    if js_sys::global().has_type::<web_sys::DedicatedWorkerGlobalScope>() {
        super::serve::serve();
    } else {
        page();
    }
}

/// Starts the page in place of its static picture.
fn page() {
    let Some(document) = web_sys::window().and_then(|w| w.document()) else { return };
    let Some(root) = document.get_element_by_id("app") else { return };
    yew::set_custom_panic_hook(Box::new(super::failure::hook));
    if let Some(page) = document.document_element() {
        let _ = page.class_list().add_1("running");
    }
    yew::Renderer::<Shell>::with_root(root).render();
}
