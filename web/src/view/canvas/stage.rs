//! `Stage`: what the canvas keeps between renders, and what it writes to the document itself.
//!
//! Pan, zoom and the loose end of a wire go straight to the document; the model hears of them once, at the end.

use super::gesture::Gesture;
use crate::app::camera::ZOOM_FAR;
use crate::app::geometry::Block;
use crate::app::scene::{Scene, Seats};
use crate::app::{Camera, Mode, Model, Msg, Playhead, Point, Sight};
use crate::view::ViewProps;
use interclear_core::engine::Trace;
use interclear_core::scenario::Scenario;
use interclear_core::units::EntryIx;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What a scene was made from.
#[derive(Clone, Debug)]
struct Source {
    scenario: Rc<Scenario>,
    trace: Option<Rc<Trace>>,
    playhead: Playhead,
    why: Option<EntryIx>,
    sight: Sight,
    drag: Vec<(String, Point)>,
}

impl Source {
    fn same(&self, other: &Self) -> bool {
        let traces = match (&self.trace, &other.trace) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        traces
            && Rc::ptr_eq(&self.scenario, &other.scenario)
            && self.playhead == other.playhead
            && self.why == other.why
            && self.sight == other.sight
            && self.drag == other.drag
    }
}

/// A movement of participants to new places.
#[derive(Clone, Debug, Default)]
pub(super) struct Way {
    /// Which of the movements of the model it is.
    pub count: u32,
    /// Where everybody stood.
    pub from: Vec<(String, Point)>,
    /// The box round everything where it ends.
    pub goal: Option<Block>,
}

/// What lasts between renders.
#[derive(Debug)]
pub struct Stage {
    /// The window of the canvas.
    pub(super) root: NodeRef,
    /// The drawing that the camera moves.
    pub(super) layer: NodeRef,
    /// The wire being drawn.
    pub(super) loose: NodeRef,
    /// Lines of those who stand in line with what is dragged.
    pub(super) guides: NodeRef,
    /// The box being drawn round participants.
    pub(super) band: NodeRef,
    /// Where travelling dots live.
    pub(super) dots: NodeRef,
    view: RefCell<ViewProps>,
    scene: RefCell<Rc<Scene>>,
    source: RefCell<Option<Source>>,
    seats: RefCell<Seats>,
    /// What is seen at this instant.
    pub(super) camera: Cell<Camera>,
    /// The gesture under way.
    pub(super) gesture: RefCell<Gesture>,
    /// Pointers that are down: id and place in the window.
    pub(super) pointers: RefCell<Vec<(i32, Point)>>,
    /// Participants being dragged, or on their way to a new place, and where they are.
    pub(super) drag: RefCell<Vec<(String, Point)>>,
    /// A movement to new places that is to be shown.
    pub(super) glide: RefCell<Way>,
    /// Where a mouse was last over the canvas, in its window.
    pub(super) pointer: Cell<Option<Point>>,
    /// The participant that the Tab key reaches.
    pub(super) focus: RefCell<Option<String>>,
    /// Whether the camera still shows everything, as fitted.
    pub(super) fitted: Cell<bool>,
    /// Whether a redraw was asked for the next animation frame.
    asked: Cell<bool>,
    redraw: RefCell<Option<UseForceUpdateHandle>>,
}

impl Stage {
    pub(super) fn new(view: &ViewProps) -> Self {
        Self {
            root: NodeRef::default(),
            layer: NodeRef::default(),
            loose: NodeRef::default(),
            guides: NodeRef::default(),
            band: NodeRef::default(),
            dots: NodeRef::default(),
            view: RefCell::new(view.clone()),
            scene: RefCell::default(),
            source: RefCell::default(),
            seats: RefCell::default(),
            camera: Cell::new(view.model.camera),
            gesture: RefCell::default(),
            pointers: RefCell::default(),
            drag: RefCell::default(),
            glide: RefCell::new(Way { count: view.model.desk.glide.count, ..Way::default() }),
            pointer: Cell::new(None),
            focus: RefCell::default(),
            fitted: Cell::new(false),
            asked: Cell::new(false),
            redraw: RefCell::default(),
        }
    }

    /// Takes the newest properties and gives the scene for them.
    pub(super) fn take(&self, view: &ViewProps, redraw: UseForceUpdateHandle) -> Rc<Scene> {
        self.view.replace(view.clone());
        self.redraw.replace(Some(redraw));
        let model = &view.model;
        let begins = model.desk.glide.count != self.glide.borrow().count;
        if begins {
            let from = self.scene().nodes.iter().map(|n| (n.id.to_string(), n.at)).collect();
            self.glide.replace(Way { count: model.desk.glide.count, from, goal: None });
            self.drag.borrow_mut().clear();
        }
        let mut source = Source {
            scenario: model.scenario.clone(),
            trace: model.trace.clone(),
            playhead: model.playhead,
            why: crate::app::explained(model),
            sight: model.sight,
            drag: self.drag.borrow().clone(),
        };
        if begins {
            // Where it ends is known from a first look; it begins where everybody stood.
            self.glide.borrow_mut().goal = self.build(&source).bounds();
            source.drag.clone_from(&self.glide.borrow().from);
            self.drag.replace(source.drag.clone());
        }
        let same = self.source.borrow().as_ref().is_some_and(|s| s.same(&source));
        if !same {
            self.scene.replace(Rc::new(self.build(&source)));
            self.source.replace(Some(source));
        }
        self.scene.borrow().clone()
    }

    fn build(&self, source: &Source) -> Scene {
        let mut places = self.seats.borrow_mut().places(&source.scenario);
        for (p, place) in source.scenario.participants.iter().zip(&mut places) {
            if let Some((_, at)) = source.drag.iter().find(|(id, _)| *id == p.id) {
                *place = *at;
            }
        }
        let trace = source.trace.as_deref();
        let doors = crate::view::later::here();
        let chain = doors.zip(trace.zip(source.why)).map(|(l, (t, at))| (l.chain)(t, at)).unwrap_or_default();
        Scene::of(&source.scenario, &places, trace, source.playhead, &chain, source.sight)
    }

    pub(super) fn model(&self) -> Rc<Model> {
        self.view.borrow().model.clone()
    }

    pub(super) fn scene(&self) -> Rc<Scene> {
        self.scene.borrow().clone()
    }

    pub(super) fn send(&self, msg: Msg) {
        let door = self.view.borrow().send.clone();
        door.emit(msg);
    }

    pub(super) fn editable(&self) -> bool {
        self.view.borrow().model.mode == Mode::Full
    }

    /// Draws again in the next animation frame, once however often it is asked.
    pub(super) fn ask_redraw(self: &Rc<Self>) {
        if self.asked.replace(true) {
            return;
        }
        let stage = self.clone();
        let draw = Closure::once_into_js(move || {
            stage.asked.set(false);
            if let Some(redraw) = stage.redraw.borrow().as_ref() {
                redraw.force_update();
            }
        });
        if let Some(window) = web_sys::window() {
            let _ = window.request_animation_frame(draw.unchecked_ref());
        }
    }

    pub(super) fn root(&self) -> Option<HtmlElement> {
        self.root.cast::<HtmlElement>()
    }

    /// Width and height of the window of the canvas, in pixels.
    pub(super) fn size(&self) -> (f64, f64) {
        self.root().map_or((0.0, 0.0), |r| (f64::from(r.client_width()), f64::from(r.client_height())))
    }

    /// A place on the screen as a place in the window of the canvas.
    pub(super) fn in_window(&self, x: i32, y: i32) -> Point {
        let corner = self.root().map(|r| r.get_bounding_client_rect());
        let (left, top) = corner.map_or((0.0, 0.0), |c| (c.left(), c.top()));
        Point::new(f64::from(x) - left, f64::from(y) - top)
    }

    /// Shows what the camera sees, without the model.
    pub(super) fn look(&self, camera: Camera) {
        self.camera.set(camera);
        if let Some(layer) = self.layer.cast::<Element>() {
            let Camera { x, y, zoom } = camera;
            let style = layer.unchecked_ref::<HtmlElement>().style();
            let shift = format!("translate({:.2}px,{:.2}px) scale({zoom:.4})", -x * zoom, -y * zoom);
            let _ = style.set_property("transform", &shift);
        }
        if let Some(root) = self.root() {
            let step = 22.0 * camera.zoom * if camera.zoom < 0.5 { 2.0 } else { 1.0 };
            let style = root.style();
            let _ = style.set_property("background-size", &format!("{step:.2}px {step:.2}px"));
            let place = format!("{:.2}px {:.2}px", -camera.x * camera.zoom, -camera.y * camera.zoom);
            let _ = style.set_property("background-position", &place);
            let _ = style.set_property("--zoom", &format!("{:.3}", camera.zoom));
            let _ = root.class_list().toggle_with_force("far", camera.zoom < ZOOM_FAR);
        }
    }

    /// Marks the drawing as moving, so that the browser keeps it as one layer.
    pub(super) fn moving(&self, yes: bool) {
        if let Some(root) = self.root() {
            let _ = root.class_list().toggle_with_force("moving", yes);
        }
    }
}
