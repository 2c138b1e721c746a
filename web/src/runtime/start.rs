//! Starting the page.

use crate::view::Shell;

/// Starts the page in place of its static picture.
pub fn start() {
    let Some(document) = web_sys::window().and_then(|w| w.document()) else { return };
    let Some(root) = document.get_element_by_id("app") else { return };
    yew::set_custom_panic_hook(Box::new(super::failure::hook));
    if let Some(page) = document.document_element() {
        let _ = page.class_list().add_1("running");
    }
    yew::Renderer::<Shell>::with_root(root).render();
}
