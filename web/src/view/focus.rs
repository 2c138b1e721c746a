//! Where the focus is, for the meaning of a key.

use crate::app::keys::Focus;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, HtmlInputElement};

/// Where the focus is.
pub(super) fn focus() -> Focus {
    let active = web_sys::window().and_then(|w| w.document()).and_then(|d| d.active_element());
    let Some(active) = active else { return Focus::Body };
    // The question takes the focus when it appears, and no key away with it.
    if active.tag_name() == "BODY" || active.class_list().contains("ask") {
        return Focus::Body;
    }
    if active.closest(".canvas").ok().flatten().is_some() {
        return Focus::Canvas;
    }
    let editable = active.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable);
    let kind = active.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::type_);
    let text = match kind.as_deref() {
        Some(kind) => !matches!(kind, "range" | "checkbox" | "radio" | "button" | "file"),
        None => matches!(active.tag_name().as_str(), "TEXTAREA" | "SELECT"),
    };
    if text || editable {
        Focus::Text
    } else if active.closest(".deck").ok().flatten().is_some() {
        if kind.as_deref() == Some("range") { Focus::Slider } else { Focus::Bar }
    } else {
        Focus::Control
    }
}
