//! What pointers do on the canvas: press, pan, pinch, move a participant, draw a wire.

use super::link::from_key;
use super::stage::Stage;
use crate::app::{Camera, Item, Msg, Point, Tool};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// What is under a pointer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Hit {
    #[default]
    Empty,
    Node(String),
    /// The rim of a participant, where wires begin.
    Rim(String),
    Link(Item),
    /// A membership, by its place in the form of its house.
    Tie(String),
}

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
    },
    Pan {
        from: Point,
        camera: Camera,
    },
    Move {
        id: String,
        grip: Point,
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

/// What an element of the canvas stands for.
pub(super) fn hit_of(target: Option<&Element>) -> Hit {
    let closest = |selector: &str| target.and_then(|t| t.closest(selector).ok().flatten());
    if let Some(node) = closest("[data-node]").and_then(|e| e.get_attribute("data-node")) {
        return if closest("[data-handle]").is_some() { Hit::Rim(node) } else { Hit::Node(node) };
    }
    if let Some(tie) = closest("[data-tie]").and_then(|e| e.get_attribute("data-tie")) {
        return Hit::Tie(tie);
    }
    let key = closest("[data-link]").and_then(|e| e.get_attribute("data-link"));
    let key = key.or_else(|| closest("[data-label]").and_then(|e| e.get_attribute("data-label")));
    key.and_then(|k| from_key(&k)).map_or(Hit::Empty, |(kind, id)| Hit::Link(Item::Link(kind, id)))
}

/// The participant at a place on the screen.
pub(super) fn node_at(x: i32, y: i32) -> Option<String> {
    let document = web_sys::window()?.document()?;
    match hit_of(document.element_from_point(x as f32, y as f32).as_ref()) {
        Hit::Node(id) | Hit::Rim(id) => Some(id),
        _ => None,
    }
}

impl Stage {
    pub(super) fn down(&self, e: &PointerEvent) {
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
        self.gesture.replace(Gesture::Press { hit, at, slack });
    }

    fn begin_pinch(&self) {
        let pointers = self.pointers.borrow();
        if let [(_, p), (_, q)] = pointers.as_slice() {
            let (middle, apart) = (p.middle(*q), p.from(*q).length().max(1.0));
            self.drag.replace(None);
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
            Gesture::None => self.trail(at),
            Gesture::Press { hit, at: start, slack } => {
                if at.from(start).length() > slack {
                    self.begin(e, hit, start);
                }
            }
            Gesture::Pan { from, camera } => self.look(camera.dragged(at.from(from))),
            Gesture::Move { id, grip } => {
                let p = self.camera.get().to_canvas(at);
                self.drag.replace(Some((id, p.from(grip))));
                self.ask_redraw();
            }
            Gesture::Wire { from } => self.draw_loose(Some((&from, self.camera.get().to_canvas(at)))),
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
    fn trail(&self, at: Point) {
        if let Some(wiring) = &self.model().wiring {
            self.draw_loose(Some((&wiring.from, self.camera.get().to_canvas(at))));
        }
    }

    /// A press has become a drag.
    fn begin(&self, e: &PointerEvent, hit: Hit, start: Point) {
        if let Some(root) = self.root() {
            let _ = root.set_pointer_capture(e.pointer_id());
        }
        let wires = matches!(self.model().tool, Tool::Wire(_));
        let next = match hit {
            Hit::Rim(from) if self.editable() => self.begin_wire(from),
            Hit::Node(from) if wires && self.editable() => self.begin_wire(from),
            Hit::Node(id) if self.editable() => {
                let scene = self.scene();
                let place = scene.node(&id).and_then(|i| scene.nodes.get(i)).map(|n| n.at).unwrap_or_default();
                let grip = self.camera.get().to_canvas(start).from(place);
                self.send(Msg::Select(Some(Item::Participant(id.clone()))));
                Gesture::Move { id, grip }
            }
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
            Gesture::Press { hit, at, .. } => self.click(hit, at),
            Gesture::Pan { .. } | Gesture::Pinch { .. } => {
                self.fitted.set(false);
                self.pointers.borrow_mut().clear();
                self.send(Msg::Look(self.camera.get()));
            }
            Gesture::Move { .. } => {
                if let Some((id, to)) = self.drag.replace(None) {
                    self.fitted.set(false);
                    let to = Point::new(to.x.round(), to.y.round());
                    self.send(Msg::MoveNode { id, to, done: true });
                }
            }
            Gesture::Wire { from } => {
                self.draw_loose(None);
                match node_at(e.client_x(), e.client_y()) {
                    Some(to) if to != from => self.end_wire(to),
                    _ => self.send(Msg::WireCancel),
                }
            }
        }
    }

    /// The browser has taken the pointer away.
    pub(super) fn lost(self: &Rc<Self>, e: &PointerEvent) {
        self.pointers.borrow_mut().retain(|(id, _)| *id != e.pointer_id());
        self.moving(false);
        let gesture = self.gesture.replace(Gesture::None);
        if matches!(gesture, Gesture::Wire { .. }) {
            self.draw_loose(None);
            self.send(Msg::WireCancel);
        }
        if self.drag.replace(None).is_some() {
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
                _ => {
                    self.draw_loose(None);
                    self.send(Msg::WireCancel);
                }
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

impl Stage {
    /// Shows the label of the link under the pointer, where labels are hidden.
    pub(super) fn hover(&self, e: &PointerEvent) {
        let Some(root) = self.root() else { return };
        let target = e.target().and_then(|t| t.dyn_into::<Element>().ok());
        let link = target.and_then(|t| t.closest("[data-link]").ok().flatten());
        let key = link.and_then(|l| l.get_attribute("data-link")).unwrap_or_default();
        if let Ok(Some(old)) = root.query_selector(".label.hover") {
            if old.get_attribute("data-label").as_deref() == Some(&key) {
                return;
            }
            let _ = old.class_list().remove_1("hover");
        }
        if key.is_empty() {
            return;
        }
        let Ok(labels) = root.query_selector_all("[data-label]") else { return };
        let own = (0..labels.length())
            .filter_map(|i| labels.get(i)?.dyn_into::<Element>().ok())
            .find(|l| l.get_attribute("data-label").as_deref() == Some(&key));
        if let Some(label) = own {
            let _ = label.class_list().add_1("hover");
        }
    }
}
