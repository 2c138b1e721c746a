//! What the stage shows by itself: everything, the chosen, the loose end of a wire, what is in line, a box, the focus.

use super::stage::Stage;
use crate::app::geometry::{Block, CUT, Curve, arrow, bounds};
use crate::app::snap::Guide;
use crate::app::{Camera, Msg, Point};
use std::fmt::Write as _;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

impl Stage {
    /// Everything in view.
    pub(super) fn fit(&self) {
        let (w, h) = self.size();
        let Some(all) = self.scene().bounds() else { return };
        if w > 0.0 && h > 0.0 {
            let camera = Camera::fit(&all, w, h);
            self.look(camera);
            self.fitted.set(true);
            self.send(Msg::Look(camera));
        }
    }

    /// The chosen participants in view; everything where none is chosen.
    pub(super) fn fit_chosen(&self) {
        let (model, scene) = (self.model(), self.scene());
        let chosen: Vec<Point> = scene.nodes.iter().filter(|n| model.is_chosen(&n.id)).map(|n| n.at).collect();
        let (w, h) = self.size();
        match bounds(&chosen) {
            Some(all) if w > 0.0 && h > 0.0 => {
                let camera = Camera::fit(&all, w, h);
                self.fitted.set(false);
                self.look(camera);
                self.send(Msg::Look(camera));
            }
            _ => self.fit(),
        }
    }

    /// Draws the lines of those who stand in line.
    pub(super) fn draw_guides(&self, guides: &[Guide]) {
        let mut d = String::new();
        for Guide { a, b } in guides {
            let _ = write!(d, "M{:.1} {:.1}L{:.1} {:.1}", a.x, a.y, b.x, b.y);
        }
        self.draw(&self.guides, &d);
    }

    /// Draws the box between two corners, or none.
    pub(super) fn draw_box(&self, corners: Option<(Point, Point)>) {
        let d = corners.map(|(a, b)| format!("M{:.1} {:.1}H{:.1}V{:.1}H{:.1}Z", a.x, a.y, b.x, b.y, a.x));
        self.draw(&self.band, &d.unwrap_or_default());
    }

    fn draw(&self, path: &yew::NodeRef, d: &str) {
        if let Some(path) = path.cast::<Element>() {
            let _ = path.set_attribute("d", d);
        }
    }

    /// Zooms by a factor about the middle.
    pub(super) fn zoom(&self, factor: f64) {
        let (w, h) = self.size();
        let camera = self.camera.get().zoomed(factor, Point::new(w / 2.0, h / 2.0));
        self.fitted.set(false);
        self.look(camera);
        self.send(Msg::Look(camera));
    }

    /// Draws the wire from a participant to a point, or nothing.
    pub(super) fn draw_loose(&self, wire: Option<(&str, Point)>) {
        let Some(path) = self.loose.cast::<Element>() else { return };
        let scene = self.scene();
        let drawn = wire.and_then(|(id, to)| {
            let from = scene.node(id).and_then(|i| scene.nodes.get(i))?.at;
            let way = to.from(from);
            let start = Block::node(from, 1.0).border(from, way.unit(), CUT);
            if Block::node(from, 0.0).holds(to) {
                return None;
            }
            let tip = arrow(to, way.unit(), 12.0);
            Some(format!("{}{tip}", Curve::line(start, to).path()))
        });
        let _ = path.set_attribute("d", drawn.as_deref().unwrap_or(""));
    }

    /// Puts the focus on a participant and brings it into view.
    pub(super) fn focus_on(&self, id: &str) {
        self.focus.replace(Some(id.to_owned()));
        let scene = self.scene();
        if let Some(node) = scene.node(id).and_then(|i| scene.nodes.get(i)) {
            let (w, h) = self.size();
            let camera = self.camera.get().showing(&Block::node(node.at, 28.0), w, h);
            if camera != self.camera.get() {
                self.look(camera);
                self.fitted.set(false);
                self.send(Msg::Look(camera));
            }
        }
        let found = self.root().and_then(|r| {
            let all = r.query_selector_all("[data-node]").ok()?;
            (0..all.length())
                .filter_map(|i| all.get(i)?.dyn_into::<Element>().ok())
                .find(|e| e.get_attribute("data-node").as_deref() == Some(id))
        });
        if let Some(element) = found {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.unchecked_ref::<HtmlElement>().focus_with_options(&options);
        }
    }
}
