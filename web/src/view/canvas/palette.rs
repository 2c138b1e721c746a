//! The palette: what can be placed, wired and dropped. Click to take a tool, or drag onto the canvas.

use super::choices::{CHOOSE, COLUMN, SHOCKS, WIRES};
use super::hit::node_at;
use crate::app::{Msg, Point, Tool};
use crate::view::ViewProps;
use crate::view::icons::icon;
use crate::view::later;
use interclear_core::preset::{Group, PresetDef};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// All kinds under the names of their groups; the part of the program that can place them names them.
fn groups() -> Vec<(&'static str, Vec<&'static PresetDef>)> {
    let all = later::here().map(|later| later.kinds).unwrap_or_default();
    Group::ALL.into_iter().map(|g| (g.label(), all.iter().filter(|p| p.group == g).collect())).collect()
}

/// What lies open beside the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Out {
    Kinds,
    Shocks,
}

/// Kinds of shock that have no picture of their own; the part of the program that knows the format names them.
fn more_shocks() -> Vec<(&'static str, String)> {
    later::here().map(|later| (later.shocks)()).unwrap_or_default()
}

/// Something taken from the palette by a drag.
#[derive(Clone, Debug, PartialEq)]
struct Taken {
    tool: Tool,
    from: Point,
    moving: bool,
}

/// The column of tools.
#[component]
pub fn Palette(props: &ViewProps) -> Html {
    let taken = use_mut_ref(|| None::<Taken>);
    let ghost = use_node_ref();
    // A drag ends with a click on its button, which must not take up the tool as well.
    let dragged = use_mut_ref(|| false);
    let out = use_state(|| None::<Out>);
    let shocking = matches!(props.model.tool, Tool::Shock(_));
    let placing = matches!(&props.model.tool, Tool::Place(kind) if !COLUMN.iter().any(|(id, _)| id == kind));
    let item = |tool: Tool, picture: &'static str, label: &str, help: Option<&'static str>| {
        let on = props.model.tool == tool;
        let send = props.send.clone();
        let click = {
            let (tool, out, dragged) = (tool.clone(), out.clone(), dragged.clone());
            Callback::from(move |_: MouseEvent| {
                if dragged.replace(false) {
                    return;
                }
                out.set(None);
                send.emit(Msg::UseTool(if on { Tool::Select } else { tool.clone() }));
            })
        };
        let down = take_up(&taken, &dragged, tool);
        html! {
            <button type="button" class={classes!("tool", on.then_some("on"))} aria-pressed={if on { "true" } else { "false" }}
                title={help} onclick={click} onpointerdown={down}>
                { icon(picture, 20) }<span>{ label.to_owned() }</span>
            </button>
        }
    };
    let toggle = |which: Out| {
        let out = out.clone();
        Callback::from(move |_: MouseEvent| {
            let (out, next) = (out.clone(), Some(which).filter(|w| *out != Some(*w)));
            // What there is to choose from is named by the part that comes later.
            later::with(move |_| out.set(next));
        })
    };
    let let_go = {
        let (drop, out) = (drop_on_canvas(props, &taken, &dragged, &ghost), out.clone());
        Callback::from(move |e: PointerEvent| {
            // A list from which something was dragged has done its work.
            if drop(&e) {
                out.set(None);
            }
        })
    };
    let fold = |which: Out| fold(&out, which);
    let opened = |which: Out| if *out == Some(which) { "true" } else { "false" };
    let kind = |p: &&PresetDef| item(Tool::Place(p.id.into()), p.id, p.label, Some(p.help));
    html! {
        <div class="palette" role="toolbar" aria-label="Tools" aria-orientation="vertical"
            onpointermove={follow(&taken, &ghost)} onpointerup={let_go}
            onpointercancel={put_down(&taken, &ghost)}>
            { for CHOOSE.map(|(tool, picture, label, help)| item(tool, picture, label, Some(help))) }
            <div class="sep" role="separator" />
            { for COLUMN.map(|(kind, label)| item(Tool::Place(kind.into()), kind, label, None)) }
            <div class={classes!("kinds", (*out == Some(Out::Kinds)).then_some("open"))} onkeydown={fold(Out::Kinds)}>
                <button type="button" class={classes!("tool", placing.then_some("on"))} aria-expanded={opened(Out::Kinds)} onclick={toggle(Out::Kinds)}>
                    { icon("kinds", 20) }<span>{ "More" }</span>
                </button>
                if *out == Some(Out::Kinds) {
                    <div class="flyout flyout-kinds" role="group" aria-label="Kinds of participant">
                        { for groups().iter().map(|(name, all)| html! {
                            <div class="flyout-group" role="group" aria-label={*name}>
                                <p>{ *name }</p>
                                { for all.iter().map(kind) }
                            </div>
                        }) }
                    </div>
                }
            </div>
            <div class="sep" role="separator" />
            { for WIRES.map(|(kind, picture, label)| item(Tool::Wire(kind), picture, label, None)) }
            <div class="sep" role="separator" />
            <div class={classes!("shocks", (*out == Some(Out::Shocks)).then_some("open"))} onkeydown={fold(Out::Shocks)}>
                <button type="button" class={classes!("tool", shocking.then_some("on"))} aria-expanded={opened(Out::Shocks)} onclick={toggle(Out::Shocks)}>
                    { icon("shock", 20) }<span>{ "Shock" }</span>
                </button>
                if *out == Some(Out::Shocks) {
                    <div class="flyout" role="group" aria-label="Shocks">
                        { for SHOCKS.map(|(kind, label)| item(Tool::Shock(kind.into()), kind, label, None)) }
                        { for more_shocks().iter().map(|(kind, label)| item(Tool::Shock((*kind).into()), "shock", label, None)) }
                        <p>{ "Drop it on a participant, or choose it and click one." }</p>
                    </div>
                }
            </div>
            <div class="ghost-tool" ref={ghost} aria-hidden="true" />
        </div>
    }
}

/// A tool is taken in the hand: a drag may begin.
fn take_up(taken: &Hand, dragged: &Rc<RefCell<bool>>, tool: Tool) -> Callback<PointerEvent> {
    let (taken, dragged) = (taken.clone(), dragged.clone());
    Callback::from(move |e: PointerEvent| {
        dragged.replace(false);
        let target = e.target().and_then(|t| t.dyn_into::<Element>().ok());
        if let Some(button) = target.and_then(|t| t.closest(".tool").ok().flatten()) {
            let _ = button.set_pointer_capture(e.pointer_id());
        }
        let from = Point::new(f64::from(e.client_x()), f64::from(e.client_y()));
        taken.replace(Some(Taken { tool: tool.clone(), from, moving: false }));
    })
}

/// Escape closes what lies open and gives the focus back to its button.
fn fold(out: &UseStateHandle<Option<Out>>, which: Out) -> Callback<KeyboardEvent> {
    let out = out.clone();
    Callback::from(move |e: KeyboardEvent| {
        if e.key() != "Escape" || *out != Some(which) {
            return;
        }
        e.stop_propagation();
        out.set(None);
        let holder = e.current_target().and_then(|t| t.dyn_into::<Element>().ok());
        let button = holder.and_then(|h| h.first_element_child()).and_then(|b| b.dyn_into::<HtmlElement>().ok());
        if let Some(button) = button {
            let _ = button.focus();
        }
    })
}

type Hand = Rc<RefCell<Option<Taken>>>;

fn show(ghost: &NodeRef, at: Option<(i32, i32)>) {
    let Some(ghost) = ghost.cast::<HtmlElement>() else { return };
    let _ = ghost.class_list().toggle_with_force("on", at.is_some());
    if let Some((x, y)) = at {
        let _ = ghost.style().set_property("transform", &format!("translate({x}px,{y}px)"));
    }
}

fn follow(taken: &Hand, ghost: &NodeRef) -> Callback<PointerEvent> {
    let (taken, ghost) = (taken.clone(), ghost.clone());
    Callback::from(move |e: PointerEvent| {
        let mut hand = taken.borrow_mut();
        let Some(held) = hand.as_mut().filter(|h| !matches!(h.tool, Tool::Select | Tool::Several | Tool::Wire(_)))
        else {
            return;
        };
        let at = Point::new(f64::from(e.client_x()), f64::from(e.client_y()));
        if !held.moving && at.from(held.from).length() > 7.0 {
            held.moving = true;
        }
        if held.moving {
            show(&ghost, Some((e.client_x(), e.client_y())));
        }
    })
}

fn put_down(taken: &Hand, ghost: &NodeRef) -> Callback<PointerEvent> {
    let (taken, ghost) = (taken.clone(), ghost.clone());
    Callback::from(move |_: PointerEvent| {
        taken.replace(None);
        show(&ghost, None);
    })
}

/// Drops what is held where the pointer is; says whether anything was being dragged.
fn drop_on_canvas(
    props: &ViewProps,
    taken: &Hand,
    dragged: &Rc<RefCell<bool>>,
    ghost: &NodeRef,
) -> impl Fn(&PointerEvent) -> bool + use<> {
    let (props, taken, dragged, ghost) = (props.clone(), taken.clone(), dragged.clone(), ghost.clone());
    move |e: &PointerEvent| {
        show(&ghost, None);
        let Some(held) = taken.replace(None).filter(|h| h.moving) else { return false };
        dragged.replace(true);
        let document = web_sys::window().and_then(|w| w.document());
        let under = document.and_then(|d| d.element_from_point(e.client_x() as f32, e.client_y() as f32));
        let Some(canvas) = under.and_then(|u| u.closest(".canvas").ok().flatten()) else { return true };
        match held.tool {
            Tool::Place(kind) => {
                let corner = canvas.get_bounding_client_rect();
                let at = Point::new(f64::from(e.client_x()) - corner.left(), f64::from(e.client_y()) - corner.top());
                props.send.emit(Msg::PlaceAt(kind, props.model.camera.to_canvas(at)));
            }
            Tool::Shock(kind) => {
                if let Some(id) = node_at(e.client_x(), e.client_y()) {
                    props.send.emit(Msg::ShockAt(kind, id));
                }
            }
            Tool::Select | Tool::Several | Tool::Wire(_) => {}
        }
        true
    }
}
