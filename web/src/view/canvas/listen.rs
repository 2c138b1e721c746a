//! Listeners that yew cannot set: a wheel that may be prevented, the size of the window, calls to fit.

use super::stage::Stage;
use crate::app::{Mode, Msg, Point};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{AddEventListenerOptions, ClipboardEvent, Event, EventTarget, ResizeObserver, WheelEvent};

/// The event on the window by which any part of the page asks for everything in view.
const FIT: &str = "interclear-fit";

/// Asks the canvas to bring the whole network into view.
pub fn request_fit() {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(FIT)) {
        let _ = window.dispatch_event(&event);
    }
}

/// What the browser says when it copies or pastes.
const CLIP: [&str; 3] = ["copy", "cut", "paste"];

/// The same for the chosen participants.
const FIT_CHOSEN: &str = "interclear-fit-chosen";

/// Asks the canvas to bring the chosen participants into view.
pub fn request_fit_chosen() {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(FIT_CHOSEN)) {
        let _ = window.dispatch_event(&event);
    }
}

/// Listeners that last as long as this value.
pub(super) struct Listeners {
    wheel: Closure<dyn FnMut(WheelEvent)>,
    fit: Closure<dyn FnMut()>,
    chosen: Closure<dyn FnMut()>,
    clip: Closure<dyn FnMut(ClipboardEvent)>,
    _size: Closure<dyn FnMut()>,
    observer: Option<ResizeObserver>,
    root: Option<EventTarget>,
}

impl Listeners {
    pub(super) fn new(stage: &Rc<Stage>) -> Self {
        let root: Option<EventTarget> = stage.root().map(Into::into);
        let wheel = {
            let (stage, settling) = (stage.clone(), Rc::new(Cell::new(0u32)));
            Closure::new(move |e: WheelEvent| super::hand(&stage, super::Hand::Wheel(e, settling.clone())))
        };
        let fit = {
            let stage = stage.clone();
            Closure::new(move || stage.fit())
        };
        let chosen = {
            let stage = stage.clone();
            Closure::new(move || stage.fit_chosen())
        };
        // What the browser does with the clipboard is decided at once.
        let clip = {
            let stage = stage.clone();
            Closure::new(move |e: ClipboardEvent| {
                if let Some(later) = super::later::here() {
                    (later.hands)(&stage, &super::Hand::Clip(e));
                }
            })
        };
        let size = {
            let stage = stage.clone();
            let first = Cell::new(true);
            Closure::new(move || {
                if stage.fitted.get() || first.replace(false) {
                    stage.fit();
                }
            })
        };
        if let Some(root) = &root {
            let options = AddEventListenerOptions::new();
            options.set_passive(false);
            let _ = root.add_event_listener_with_callback_and_add_event_listener_options(
                "wheel",
                wheel.as_ref().unchecked_ref(),
                &options,
            );
        }
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback(FIT, fit.as_ref().unchecked_ref());
            let _ = window.add_event_listener_with_callback(FIT_CHOSEN, chosen.as_ref().unchecked_ref());
            for kind in CLIP {
                let _ = window.add_event_listener_with_callback(kind, clip.as_ref().unchecked_ref());
            }
        }
        let observer = ResizeObserver::new(size.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(root)) = (&observer, stage.root()) {
            observer.observe(&root);
        }
        Self { wheel, fit, chosen, clip, _size: size, observer, root }
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        if let Some(root) = &self.root {
            let _ = root.remove_event_listener_with_callback("wheel", self.wheel.as_ref().unchecked_ref());
        }
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback(FIT, self.fit.as_ref().unchecked_ref());
            let _ = window.remove_event_listener_with_callback(FIT_CHOSEN, self.chosen.as_ref().unchecked_ref());
            for kind in CLIP {
                let _ = window.remove_event_listener_with_callback(kind, self.clip.as_ref().unchecked_ref());
            }
        }
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl Stage {
    /// The wheel zooms with Ctrl or Cmd held or when the canvas has the focus; never in an embedded page.
    pub(super) fn wheel(self: &Rc<Self>, e: &WheelEvent, settling: &Rc<Cell<u32>>) {
        let model = self.model();
        if model.mode == Mode::Embed {
            return;
        }
        let inside = || {
            let active = web_sys::window()?.document()?.active_element()?;
            Some(self.root()?.contains(Some(&active)))
        };
        if !(e.ctrl_key() || e.meta_key() || inside().unwrap_or(false)) {
            return;
        }
        e.prevent_default();
        let lines = if e.delta_mode() == 1 { 18.0 } else { 1.0 };
        let turn = (e.delta_y() * lines).clamp(-240.0, 240.0) * if e.ctrl_key() { 0.006 } else { 0.0022 };
        let factor = if turn < 0.0 { 1.0 - turn } else { 1.0 / (1.0 + turn) };
        let about: Point = self.in_window(e.client_x(), e.client_y());
        self.fitted.set(false);
        self.moving(true);
        self.look(self.camera.get().zoomed(factor, about));
        let turn = settling.get().wrapping_add(1);
        settling.set(turn);
        let (stage, settling) = (self.clone(), settling.clone());
        let settle = Closure::once_into_js(move || {
            if settling.get() == turn {
                stage.moving(false);
                stage.send(Msg::Look(stage.camera.get()));
            }
        });
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(settle.unchecked_ref(), 160);
        }
    }
}
