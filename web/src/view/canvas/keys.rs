//! The canvas by keyboard: one Tab stop, arrows between participants, wires without a pointer.

use super::hit::{Hit, hit_of};
use super::stage::Stage;
use crate::app::geometry::{ROOM_X, nearest_towards};
use crate::app::{Item, Mode, Msg, Panel, Point, Tool};
use interclear_core::units::ParticipantIx;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The grid that arrow keys move a participant by.
const STEP: f64 = 11.0;

fn direction(key: &str) -> Option<Point> {
    match key {
        "ArrowRight" => Some(Point::new(1.0, 0.0)),
        "ArrowLeft" => Some(Point::new(-1.0, 0.0)),
        "ArrowDown" => Some(Point::new(0.0, 1.0)),
        "ArrowUp" => Some(Point::new(0.0, -1.0)),
        _ => None,
    }
}

impl Stage {
    /// Handles a key; keys it does not know go on to the page.
    pub(super) fn key(&self, e: &KeyboardEvent) {
        let target = e.target().and_then(|t| t.dyn_into::<Element>().ok());
        if target.as_ref().is_some_and(|t| t.closest(".canvas-buttons").ok().flatten().is_some()) {
            return;
        }
        let here = match hit_of(target.as_ref()) {
            Hit::Node(id) | Hit::Rim(id) => Some(id),
            _ => None,
        };
        let plain = !e.ctrl_key() && !e.meta_key();
        let known = match (direction(&e.key()), plain) {
            (Some(way), true) => self.arrow(here.as_deref(), way, e.alt_key(), e.shift_key()),
            (None, true) if !e.alt_key() => {
                self.several_key(e, here.as_deref()) || self.letter(&e.key(), here.as_deref())
            }
            _ => false,
        };
        if known {
            e.prevent_default();
            e.stop_propagation();
        }
    }

    fn arrow(&self, here: Option<&str>, way: Point, alt: bool, shift: bool) -> bool {
        let scene = self.scene();
        let Some(number) = here.and_then(|id| scene.node(id)) else {
            let first = self.focus.borrow().clone().or_else(|| scene.nodes.first().map(|n| n.id.to_string()));
            if let Some(id) = first {
                self.focus_on(&id);
            }
            return true;
        };
        let points: Vec<Point> = scene.nodes.iter().map(|n| n.at).collect();
        if alt {
            let Some(node) = scene.nodes.get(number) else { return false };
            if self.editable() {
                let step = STEP * if shift { 4.0 } else { 1.0 };
                self.nudge(&node.id, Point::default().plus(way, step));
            }
            return true;
        }
        if let Some(next) = nearest_towards(&points, number, way).and_then(|i| scene.nodes.get(i)) {
            self.focus_on(&next.id);
            if let Some(wiring) = &self.model().wiring {
                self.draw_loose(Some((&wiring.from, next.at)));
            }
        }
        true
    }

    fn letter(&self, key: &str, here: Option<&str>) -> bool {
        let model = self.model();
        match key {
            "0" => self.fit(),
            "+" | "=" => self.zoom(1.25),
            "-" => self.zoom(0.8),
            "Escape" => return self.escape(),
            "Enter" => return here.is_some_and(|id| self.enter(id)),
            "[" | "]" => return here.is_some_and(|id| self.next_link(id, key == "]")),
            "w" | "W" => match here.and_then(|id| self.failure_of(id)) {
                Some(entry) => self.send(Msg::Why(Some(entry))),
                None => return false,
            },
            _ if model.mode == Mode::Embed => return false,
            "c" | "C" => match here {
                Some(id) if model.wiring.is_none() => self.send(Msg::WireFrom(id.to_owned())),
                _ => return false,
            },
            "n" | "N" => self.send(Msg::PlaceAt("firm".into(), self.free_place(here))),
            "x" | "X" => match here {
                Some(id) => self.send(Msg::ShockAt("exploit".into(), id.to_owned())),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    /// Puts down whatever is in the hand; with nothing in it, lets the page have the key.
    fn escape(&self) -> bool {
        let model = self.model();
        self.draw_loose(None);
        if model.wiring.is_some() {
            self.send(Msg::WireCancel);
        } else if model.tool != Tool::Select {
            self.send(Msg::UseTool(Tool::Select));
        } else if model.selection.is_some() || !model.desk.group.is_empty() {
            self.send(Msg::Select(None));
        } else {
            return false;
        }
        true
    }

    fn enter(&self, id: &str) -> bool {
        let model = self.model();
        match (&model.wiring, &model.tool) {
            (Some(_), _) => self.end_wire(id.to_owned()),
            (None, Tool::Wire(_)) => self.send(Msg::WireFrom(id.to_owned())),
            (None, Tool::Shock(kind)) => self.send(Msg::ShockAt(kind.clone(), id.to_owned())),
            (None, Tool::Place(kind)) => self.send(Msg::PlaceAt(kind.clone(), self.free_place(Some(id)))),
            (None, Tool::Select | Tool::Several) => {
                self.send(Msg::Select(Some(Item::Participant(id.to_owned()))));
                self.send(Msg::ShowPanel(Panel::Inspect));
            }
        }
        true
    }

    fn failure_of(&self, id: &str) -> Option<interclear_core::units::EntryIx> {
        let model = self.model();
        let trace = model.trace.as_ref()?;
        let at = trace.participants.iter().position(|p| p.id == id)?;
        trace.journal.failure_of(ParticipantIx(u32::try_from(at).ok()?))
    }

    /// Selects the next (or previous) link of a participant.
    fn next_link(&self, id: &str, forward: bool) -> bool {
        let (model, scene) = (self.model(), self.scene());
        let Some(number) = scene.node(id) else { return false };
        let own: Vec<Item> = scene
            .links
            .iter()
            .filter(|l| l.from == Some(number) || l.to == Some(number))
            .map(|l| Item::Link(l.kind, l.id.to_string()))
            .collect();
        let now = model.selection.as_ref().and_then(|s| own.iter().position(|l| l == s));
        let next = match (now, forward) {
            (Some(i), true) => (i + 1) % own.len().max(1),
            (Some(i), false) => (i + own.len().max(1) - 1) % own.len().max(1),
            (None, true) => 0,
            (None, false) => own.len().saturating_sub(1),
        };
        match own.into_iter().nth(next) {
            Some(item) => self.send(Msg::Select(Some(item))),
            None => return false,
        }
        true
    }

    /// A place for a new participant: right of a given one, else in the middle, moved until nobody is there.
    pub(super) fn free_place(&self, beside: Option<&str>) -> Point {
        let scene = self.scene();
        let (w, h) = self.size();
        let middle = self.camera.get().to_canvas(Point::new(w / 2.0, h / 2.0));
        let start = beside
            .and_then(|id| scene.node(id))
            .and_then(|i| scene.nodes.get(i))
            .map_or(middle, |n| n.at.plus(Point::new(1.0, 0.0), ROOM_X));
        let free = |p: &Point| {
            let own = crate::app::geometry::Block::node(*p, 20.0);
            scene.nodes.iter().all(|n| !own.meets(&crate::app::geometry::Block::node(n.at, 0.0)))
        };
        (0..40).map(|k| start.plus(Point::new(0.0, 1.0), f64::from(k) * 110.0)).find(free).unwrap_or(start)
    }
}
