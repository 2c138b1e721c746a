//! Participants in the hand: moved together, in line with others; a box drawn round some; a wire dropped.

use super::gesture::Gesture;
use super::hit::node_at;
use super::stage::Stage;
use crate::app::snap::{REACH, snap};
use crate::app::{Item, Many, Msg, Point};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

impl Stage {
    /// Takes up a participant with all that are chosen together, or it alone.
    pub(super) fn take_up(&self, id: String, from: Point) -> Gesture {
        let (model, scene) = (self.model(), self.scene());
        let group = if model.is_chosen(&id) { model.chosen() } else { vec![id.clone()] };
        if group.len() == 1 {
            self.send(Msg::Select(Some(Item::Participant(id.clone()))));
        }
        let place = |who: &String| scene.node(who).and_then(|i| scene.nodes.get(i)).map(|n| (who.clone(), n.at));
        // The one in the hand comes first.
        let others = group.iter().filter(|who| **who != id);
        let stood = std::iter::once(&id).chain(others).filter_map(place).collect();
        Gesture::Move { from, stood }
    }

    /// Shows them shifted by what the pointer has moved, and in line with others unless Alt or Ctrl is held.
    pub(super) fn carry(self: &Rc<Self>, e: &PointerEvent, by: Point, stood: &[(String, Point)]) {
        let moved: Vec<Point> = stood.iter().map(|(_, at)| at.plus(by, 1.0)).collect();
        let (shift, guides) = if e.alt_key() || e.ctrl_key() || e.meta_key() {
            (Point::default(), Vec::new())
        } else {
            let scene = self.scene();
            let others = scene.nodes.iter().filter(|n| stood.iter().all(|(id, _)| **id != *n.id));
            let others: Vec<Point> = others.map(|n| n.at).collect();
            snap(&moved, &others, REACH / self.camera.get().zoom)
        };
        self.draw_guides(&guides);
        let now = stood.iter().zip(moved).map(|((id, _), at)| (id.clone(), at.plus(shift, 1.0))).collect();
        self.drag.replace(now);
        self.ask_redraw();
    }

    /// Leaves them where they are.
    pub(super) fn put_down(&self) {
        self.draw_guides(&[]);
        let moves = std::mem::take(&mut *self.drag.borrow_mut());
        if !moves.is_empty() {
            self.fitted.set(false);
            self.send(Msg::Many(Many::Move { moves, done: true }));
        }
    }

    /// Chooses those whose middles are in a box too.
    pub(super) fn choose_in(&self, a: Point, b: Point) {
        self.draw_box(None);
        let inside = |p: &Point| {
            (p.x - a.x.min(b.x)) * (a.x.max(b.x) - p.x) >= 0.0 && (p.y - a.y.min(b.y)) * (a.y.max(b.y) - p.y) >= 0.0
        };
        let scene = self.scene();
        let ids = scene.nodes.iter().filter(|n| inside(&n.at)).map(|n| n.id.to_string()).collect();
        self.send(Msg::Many(Many::Also(ids)));
    }

    /// A wire is dropped: on a participant, on nothing, or outside of the network, where it is put down.
    pub(super) fn drop_wire(&self, e: &PointerEvent, from: &str) {
        self.over(None);
        let (x, y) = (e.client_x(), e.client_y());
        match node_at(x, y) {
            Some(to) if to != from => return self.end_wire(to),
            Some(_) => {
                self.draw_loose(None);
                return self.send(Msg::WireCancel);
            }
            None => {}
        }
        let under = web_sys::window().and_then(|w| w.document()).and_then(|d| d.element_from_point(x as f32, y as f32));
        let beside = under.filter(|u| u.closest(".canvas-buttons, button").ok().flatten().is_none());
        let inside = beside.and_then(|u: Element| u.closest(".canvas").ok().flatten()).is_some();
        let at = self.camera.get().to_canvas(self.in_window(x, y));
        self.send(if inside { Msg::Many(Many::OpenEnd(at)) } else { Msg::WireCancel });
    }

    /// Marks the participant that a wire in the hand is over, and says why it may not end there.
    pub(super) fn over(&self, id: Option<&str>) {
        let Some(root) = self.root() else { return };
        let Ok(nodes) = root.query_selector_all("[data-node]") else { return };
        let all = (0..nodes.length()).filter_map(|i| nodes.get(i)?.dyn_into::<Element>().ok());
        for node in all {
            let this = id.is_some() && node.get_attribute("data-node").as_deref() == id;
            let was = node.class_list().contains("over");
            if this == was {
                continue;
            }
            let _ = node.class_list().toggle_with_force("over", this);
            let model = self.model();
            if let Some(Err(reason)) = id.filter(|_| this).and_then(|id| super::ends(&model, id)) {
                self.send(Msg::Many(Many::Hear(reason)));
            }
        }
    }
}
