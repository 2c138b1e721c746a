//! What pointers do on the canvas: press, pan, pinch, move a participant, draw a wire.

use super::hit::{Hit, hit_of, node_at};
use super::stage::Stage;
use crate::app::{Camera, Item, Many, Msg, Point, Tool};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// The gesture under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Gesture {
    #[default]
    None,
    /// Down, and not yet moved.
    Press {
        hit: Hit,
        at: Point,
        slack: f64,
        /// Whether it is to choose one more.
        more: bool,
    },
    Pan {
        from: Point,
        camera: Camera,
    },
    /// Participants go with the pointer from where they stood.
    Move {
        from: Point,
        stood: Vec<(String, Point)>,
    },
    /// A box is drawn round participants, from a place on the canvas.
    Box {
        from: Point,
    },
    Wire {
        from: String,
    },
    Pinch {
        middle: Point,
        apart: f64,
        camera: Camera,
    },
}

impl Stage {
    pub(super) fn down(self: &Rc<Self>, e: &PointerEvent) {
        if e.button() > 1 {
            return;
        }
        let at = self.in_window(e.client_x(), e.client_y());
        let target = e.target().and_then(|t| t.dyn_into::<Element>().ok());
        let over = target.as_ref().and_then(|t| t.closest(".canvas-buttons").ok().flatten());
        if over.is_some() {
            return;
        }
        self.pointers.borrow_mut().retain(|(id, _)| *id != e.pointer_id());
        self.pointers.borrow_mut().push((e.pointer_id(), at));
        if self.pointers.borrow().len() == 2 {
            self.begin_pinch();
            return;
        }
        // The middle button always pans.
        let hit = if e.button() == 1 { Hit::Empty } else { hit_of(target.as_ref()) };
        let slack = if e.pointer_type() == "mouse" { 4.0 } else { 9.0 };
        let several = self.model().tool == Tool::Several;
        let more = self.editable() && e.button() == 0 && (several || e.shift_key() || e.ctrl_key() || e.meta_key());
        self.stop_glide();
        self.gesture.replace(Gesture::Press { hit, at, slack, more });
    }

    fn begin_pinch(&self) {
        let pointers = self.pointers.borrow();
        if let [(_, p), (_, q)] = pointers.as_slice() {
            let (middle, apart) = (p.middle(*q), p.from(*q).length().max(1.0));
            self.drag.borrow_mut().clear();
            self.draw_box(None);
            self.draw_guides(&[]);
            self.moving(true);
            self.gesture.replace(Gesture::Pinch { middle, apart, camera: self.camera.get() });
        }
    }

    pub(super) fn moved(self: &Rc<Self>, e: &PointerEvent) {
        let at = self.in_window(e.client_x(), e.client_y());
        if let Some(pointer) = self.pointers.borrow_mut().iter_mut().find(|(id, _)| *id == e.pointer_id()) {
            pointer.1 = at;
        }
        let gesture = self.gesture.borrow().clone();
        match gesture {
            Gesture::None => self.trail(e, at),
            Gesture::Press { hit, at: start, slack, more } => {
                if at.from(start).length() > slack {
                    self.begin(e, hit, start, more);
                }
            }
            Gesture::Pan { from, camera } => self.look(camera.dragged(at.from(from))),
            Gesture::Move { from, stood } => self.carry(e, self.camera.get().to_canvas(at).from(from), &stood),
            Gesture::Box { from } => self.draw_box(Some((from, self.camera.get().to_canvas(at)))),
            Gesture::Wire { from } => {
                self.draw_loose(Some((&from, self.camera.get().to_canvas(at))));
                self.over(node_at(e.client_x(), e.client_y()).as_deref());
            }
            Gesture::Pinch { middle, apart, camera } => {
                let pointers = self.pointers.borrow();
                if let [(_, p), (_, q), ..] = pointers.as_slice() {
                    let now = p.middle(*q);
                    let zoomed = camera.zoomed(p.from(*q).length() / apart, middle);
                    self.look(zoomed.dragged(now.from(middle)));
                }
            }
        }
    }

    /// The loose end of a wire begun by a click or a key follows the pointer.
    fn trail(&self, e: &PointerEvent, at: Point) {
        self.pointer.set((e.pointer_type() != "touch").then_some(at));
        let model = self.model();
        if let Some(wiring) = model.wiring.as_ref().filter(|_| model.desk.open_end.is_none()) {
            self.draw_loose(Some((&wiring.from, self.camera.get().to_canvas(at))));
        }
    }

    /// A press has become a drag.
    fn begin(&self, e: &PointerEvent, hit: Hit, start: Point, more: bool) {
        if let Some(root) = self.root() {
            let _ = root.set_pointer_capture(e.pointer_id());
        }
        let wires = matches!(self.model().tool, Tool::Wire(_));
        let next = match hit {
            Hit::Rim(from) if self.editable() => self.begin_wire(from),
            Hit::Node(from) if wires && self.editable() => self.begin_wire(from),
            Hit::Node(id) if self.editable() => self.take_up(id, self.camera.get().to_canvas(start)),
            _ if more => Gesture::Box { from: self.camera.get().to_canvas(start) },
            _ if self.swipes(e) => Gesture::None,
            _ => {
                self.moving(true);
                Gesture::Pan { from: start, camera: self.camera.get() }
            }
        };
        self.gesture.replace(next);
    }

    /// In an embedded page one finger scrolls the page.
    fn swipes(&self, e: &PointerEvent) -> bool {
        !self.editable() && e.pointer_type() == "touch"
    }

    fn begin_wire(&self, from: String) -> Gesture {
        self.send(Msg::WireFrom(from.clone()));
        Gesture::Wire { from }
    }

    pub(super) fn up(&self, e: &PointerEvent) {
        self.pointers.borrow_mut().retain(|(id, _)| *id != e.pointer_id());
        let gesture = self.gesture.replace(Gesture::None);
        self.moving(false);
        match gesture {
            Gesture::None => {}
            Gesture::Press { hit: Hit::Node(id) | Hit::Rim(id), more: true, .. } if self.model().wiring.is_none() => {
                self.send(Msg::Many(Many::Toggle(id)));
            }
            Gesture::Press { hit, at, .. } => self.click(hit, at),
            Gesture::Pan { .. } | Gesture::Pinch { .. } => {
                self.fitted.set(false);
                self.pointers.borrow_mut().clear();
                self.send(Msg::Look(self.camera.get()));
            }
            Gesture::Move { .. } => self.put_down(),
            Gesture::Box { from } => {
                let at = self.in_window(e.client_x(), e.client_y());
                self.choose_in(from, self.camera.get().to_canvas(at));
            }
            Gesture::Wire { from } => self.drop_wire(e, &from),
        }
    }

    /// The browser has taken the pointer away.
    pub(super) fn lost(self: &Rc<Self>, e: &PointerEvent) {
        self.pointers.borrow_mut().retain(|(id, _)| *id != e.pointer_id());
        self.moving(false);
        let gesture = self.gesture.replace(Gesture::None);
        if matches!(gesture, Gesture::Wire { .. }) {
            self.draw_loose(None);
            self.over(None);
            self.send(Msg::WireCancel);
        }
        self.draw_box(None);
        self.draw_guides(&[]);
        if !std::mem::take(&mut *self.drag.borrow_mut()).is_empty() {
            self.ask_redraw();
        }
    }

    /// Ends a wire at a participant; the model says why where that makes no sense.
    pub(super) fn end_wire(&self, to: String) {
        self.draw_loose(None);
        self.send(Msg::WireTo(to));
    }

    fn click(&self, hit: Hit, at: Point) {
        let model = self.model();
        let place = self.camera.get().to_canvas(at);
        if !self.editable() {
            return self.select(hit);
        }
        if model.wiring.is_some() {
            return match hit {
                Hit::Node(to) | Hit::Rim(to) => self.end_wire(to),
                // What is offered for its loose end is put away by a click beside it.
                _ if model.desk.open_end.is_some() => self.send(Msg::WireCancel),
                _ => self.send(Msg::Many(Many::OpenEnd(place))),
            };
        }
        match (&model.tool, hit) {
            (Tool::Wire(_), Hit::Node(id) | Hit::Rim(id)) | (Tool::Select, Hit::Rim(id)) => {
                self.send(Msg::WireFrom(id));
            }
            (Tool::Place(kind), Hit::Empty) => self.send(Msg::PlaceAt(kind.clone(), place)),
            (Tool::Shock(kind), Hit::Node(id) | Hit::Rim(id)) => self.send(Msg::ShockAt(kind.clone(), id)),
            (_, hit) => self.select(hit),
        }
    }

    fn select(&self, hit: Hit) {
        if let Hit::Tie(at) = hit {
            return self.send(Msg::GoTo(at));
        }
        self.send(Msg::Select(match hit {
            Hit::Empty | Hit::Tie(_) => None,
            Hit::Node(id) | Hit::Rim(id) => Some(Item::Participant(id)),
            Hit::Link(item) => Some(item),
        }));
    }
}
