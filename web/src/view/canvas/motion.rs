//! A dot travels along each payment that a step of the playhead brings into view.

use super::account::way;
use super::stage::Stage;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

/// Most dots at once; more would be a blur.
const MOST: usize = 48;
const SVG: &str = "http://www.w3.org/2000/svg";

/// Whether the visitor wants no movement.
pub(super) fn still() -> bool {
    let query = web_sys::window().and_then(|w| w.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    query.is_some_and(|q| q.matches())
}

impl Stage {
    /// Shows the payments of this moment, when playing has come to it from an earlier one.
    pub(super) fn show_payments(&self) {
        if still() {
            return;
        }
        let Some(layer) = self.dots.cast::<Element>() else { return };
        let Some(document) = web_sys::window().and_then(|w| w.document()) else { return };
        let scene = self.scene();
        for link in scene.links.iter().filter(|l| l.look.moved).take(MOST) {
            let radius = (link.width * 0.5 + 3.0).clamp(4.0, 6.5);
            let _ = dot(&document, &layer, &way(link).path(), radius);
        }
    }
}

fn dot(document: &Document, layer: &Element, path: &str, radius: f64) -> Result<(), JsValue> {
    let circle = document.create_element_ns(Some(SVG), "circle")?;
    circle.set_attribute("r", &format!("{radius:.1}"))?;
    let travel = document.create_element_ns(Some(SVG), "animateMotion")?;
    for (name, value) in [("dur", "0.25s"), ("begin", "indefinite"), ("fill", "freeze"), ("path", path)] {
        travel.set_attribute(name, value)?;
    }
    circle.append_child(&travel)?;
    layer.append_child(&circle)?;
    if let Some(travel) = travel.dyn_ref::<web_sys::SvgAnimationElement>() {
        travel.begin_element()?;
    }
    let away = Closure::once_into_js(move || circle.remove());
    if let Some(window) = web_sys::window() {
        window.set_timeout_with_callback_and_timeout_and_arguments_0(away.unchecked_ref(), 290)?;
    }
    Ok(())
}
