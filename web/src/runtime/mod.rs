//! The browser's side: worker, storage, files, address.

use crate::view::Shell;

/// Starts the page.
pub fn start() {
    let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("app")) else {
        return;
    };
    yew::Renderer::<Shell>::with_root(root).render();
}

/// Serves runs inside the worker.
pub fn serve() {}
