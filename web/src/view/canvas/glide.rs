//! Participants on their way to new places: once, in a third of a second, or at once for who wants no movement.

use super::motion::still;
use super::stage::Stage;
use crate::app::{Camera, Msg, Point};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Milliseconds that the way takes.
const TIME: f64 = 300.0;

impl Stage {
    /// Shows the movement that the model has asked for last.
    pub(super) fn show_glide(self: &Rc<Self>) {
        let way = self.glide.borrow().clone();
        let (w, h) = self.size();
        let fits = self.model().desk.glide.fit || self.fitted.get();
        let ends = way.goal.filter(|_| fits && w > 0.0 && h > 0.0).map(|all| Camera::fit(&all, w, h));
        if way.from.is_empty() || self.drag.borrow().is_empty() {
            return;
        }
        let looks = (self.camera.get(), ends);
        if still() {
            return self.arrive(ends);
        }
        let began = Cell::new(None);
        self.frame(way.count, looks, Rc::new(began));
    }

    /// Ends a movement under way: something else is in the hand.
    pub(super) fn stop_glide(self: &Rc<Self>) {
        if !self.glide.borrow().from.is_empty() {
            self.arrive(None);
        }
    }

    fn arrive(self: &Rc<Self>, camera: Option<Camera>) {
        self.glide.borrow_mut().from.clear();
        self.drag.borrow_mut().clear();
        if let Some(camera) = camera {
            self.look(camera);
            self.fitted.set(true);
            self.send(Msg::Look(camera));
        }
        self.ask_redraw();
    }

    /// One picture of the way, and the next one.
    fn frame(self: &Rc<Self>, count: u32, looks: (Camera, Option<Camera>), began: Rc<Cell<Option<f64>>>) {
        let stage = self.clone();
        let draw = Closure::once_into_js(move |now: f64| {
            if stage.glide.borrow().count != count || stage.glide.borrow().from.is_empty() {
                return;
            }
            let start = began.get().unwrap_or(now);
            began.set(Some(start));
            let share = ((now - start) / TIME).clamp(0.0, 1.0);
            if share >= 1.0 {
                return stage.arrive(looks.1);
            }
            // Fast at first, then slower.
            let left = 1.0 - share;
            let done = 1.0 - left * left * left;
            stage.between(done);
            if let (from, Some(to)) = looks {
                let mix = |a: f64, b: f64| a + (b - a) * done;
                stage.look(Camera { x: mix(from.x, to.x), y: mix(from.y, to.y), zoom: mix(from.zoom, to.zoom) });
            }
            stage.ask_redraw();
            stage.frame(count, looks, began);
        });
        if let Some(window) = web_sys::window() {
            let _ = window.request_animation_frame(draw.unchecked_ref());
        }
    }

    /// Everybody at a share of the way.
    fn between(&self, done: f64) {
        let model = self.model();
        let ends = |id: &str| model.scenario.participants.iter().find(|p| p.id == id).and_then(|p| p.place);
        let way = self.glide.borrow();
        let now = way.from.iter().filter_map(|(id, from)| {
            let [x, y] = ends(id)?;
            Some((id.clone(), from.plus(Point::new(x, y).from(*from), done)))
        });
        self.drag.replace(now.collect());
    }
}
