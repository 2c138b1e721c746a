//! What hands do on the canvas, as one door: the program for it comes with the second part.

use super::hit::{Hit, hit_of};
use super::stage::Stage;
use crate::app::{Model, Msg, legal_end};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, FocusEvent, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

/// Something done on the canvas, or a movement to be shown on it.
pub enum Hand {
    /// A pointer went down.
    Down(PointerEvent),
    /// It moved.
    Moved(PointerEvent),
    /// It went up.
    Up(PointerEvent),
    /// The browser took it away.
    Lost(PointerEvent),
    /// It came over something.
    Hover(PointerEvent),
    /// A key.
    Key(KeyboardEvent),
    /// Two clicks.
    Double(MouseEvent),
    /// The focus came to something.
    Focus(FocusEvent),
    /// A turn of the wheel, and the count of turns so far.
    Wheel(WheelEvent, Rc<Cell<u32>>),
    /// The payments of the moment travel.
    Payments,
    /// Participants go to new places.
    Glide,
    /// Something is copied, cut or pasted.
    Clip(ClipboardEvent),
}

/// Does it.
pub fn handle(stage: &Rc<Stage>, hand: &Hand) {
    match hand {
        Hand::Down(e) => stage.down(e),
        Hand::Moved(e) => stage.moved(e),
        Hand::Up(e) => stage.up(e),
        Hand::Lost(e) => stage.lost(e),
        Hand::Hover(e) => stage.hover(e),
        Hand::Key(e) => stage.key(e),
        Hand::Double(e) => double_click(stage, e),
        Hand::Focus(e) => focused(stage, e),
        Hand::Wheel(e, settling) => stage.wheel(e, settling),
        Hand::Payments => stage.show_payments(),
        Hand::Glide => stage.show_glide(),
        Hand::Clip(e) => stage.clip(e),
    }
}

/// Whether a wire in the hand may end at a participant; the reason when not.
pub fn ends(model: &Model, id: &str) -> Option<Result<(), String>> {
    let wiring = model.wiring.as_ref()?;
    (wiring.from != id).then(|| legal_end(model, id))
}

fn double_click(stage: &Rc<Stage>, e: &MouseEvent) {
    let target = e.target().and_then(|t| t.dyn_into::<Element>().ok());
    let button = target.as_ref().and_then(|t| t.closest("button").ok().flatten());
    if stage.editable() && button.is_none() && hit_of(target.as_ref()) == Hit::Empty {
        let at = stage.camera.get().to_canvas(stage.in_window(e.client_x(), e.client_y()));
        stage.send(Msg::PlaceAt("firm".into(), at));
    }
}

fn focused(stage: &Rc<Stage>, e: &FocusEvent) {
    let target = e.target().and_then(|t| t.dyn_into::<Element>().ok());
    if let Hit::Node(id) = hit_of(target.as_ref()) {
        let new = stage.focus.borrow().as_deref() != Some(id.as_str());
        if new {
            stage.focus.replace(Some(id));
            stage.ask_redraw();
        }
    }
}
