//! A list whose order can be changed: by a handle that is dragged, with a mouse or a finger, and by Alt with an arrow key.

use crate::app::Msg;
use crate::app::form::Arrange;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// How far a handle is moved before it counts as a drag, in pixels.
const SLACK: f64 = 4.0;

/// Alt with an arrow key moves the row that has the focus, or whatever in it has.
pub fn by_key(order: Arrange, send: Callback<Msg>) -> Callback<KeyboardEvent> {
    Callback::from(move |e: KeyboardEvent| {
        let to = match e.key().as_str() {
            "ArrowUp" => order.from.checked_sub(1),
            "ArrowDown" => Some(order.from + 1),
            _ => return,
        };
        let Some(to) = to.filter(|_| e.alt_key() && !e.ctrl_key() && !e.meta_key()) else { return };
        e.prevent_default();
        e.stop_propagation();
        send.emit(Msg::Arrange(Arrange { to, ..order.clone() }, None));
    })
}

/// A drag under way: where the pointer went down, and where the row would go.
#[derive(Clone, Copy)]
struct Held {
    from: f64,
    to: usize,
    moving: bool,
}

type Hand = Rc<RefCell<Option<Held>>>;

#[derive(Clone, PartialEq, Properties)]
pub struct GripProps {
    pub order: Arrange,
    pub send: Callback<Msg>,
}

/// The handle of a row. The row follows the pointer, and a line shows where it would go.
#[component]
pub fn Grip(props: &GripProps) -> Html {
    let hand: Hand = use_mut_ref(|| None);
    let at = props.order.from;
    let onpointerdown = {
        let hand = hand.clone();
        Callback::from(move |e: PointerEvent| {
            if e.button() != 0 {
                return;
            }
            e.prevent_default();
            let grip = e.target().and_then(|t| t.dyn_into::<Element>().ok());
            if let Some(grip) = grip {
                let _ = grip.set_pointer_capture(e.pointer_id());
            }
            hand.replace(Some(Held { from: f64::from(e.client_y()), to: at, moving: false }));
        })
    };
    let onpointermove = {
        let hand = hand.clone();
        Callback::from(move |e: PointerEvent| {
            let Some(mut held) = *hand.borrow() else { return };
            let y = f64::from(e.client_y());
            held.moving |= (y - held.from).abs() > SLACK;
            if held.moving
                && let Some(row) = row_of(&e)
            {
                held.to = place(&row, at, y);
                show(&row, Some((y - held.from, held.to, at)));
            }
            hand.replace(Some(held));
        })
    };
    let onpointerup = {
        let (hand, props) = (hand.clone(), props.clone());
        Callback::from(move |e: PointerEvent| {
            let Some(held) = hand.replace(None) else { return };
            if let Some(row) = row_of(&e) {
                show(&row, None);
            }
            if held.moving && held.to != at {
                let to = Arrange { to: held.to, ..props.order.clone() };
                // Whoever drags has the focus elsewhere: it stays, so that keys mean what they meant.
                props.send.emit(Msg::Arrange(to, Some(String::new())));
            }
        })
    };
    let onpointercancel = Callback::from(move |e: PointerEvent| {
        hand.replace(None);
        if let Some(row) = row_of(&e) {
            show(&row, None);
        }
    });
    html! {
        <span class="grip" aria-hidden="true" title="Drag to another place" {onpointerdown} {onpointermove} {onpointerup}
            {onpointercancel}>{ "\u{283f}" }</span>
    }
}

fn row_of(e: &PointerEvent) -> Option<HtmlElement> {
    let grip = e.target()?.dyn_into::<Element>().ok()?;
    grip.closest("li").ok()??.dyn_into().ok()
}

/// The rows of the list that a row is in, in order.
fn rows(row: &HtmlElement) -> Vec<HtmlElement> {
    let Some(list) = row.parent_element() else { return Vec::new() };
    let all = list.children();
    (0..all.length()).filter_map(|i| all.item(i)?.dyn_into().ok()).collect()
}

/// Where a row would stand if it were let go at a height: after as many others as have their middle above it.
fn place(row: &HtmlElement, at: usize, y: f64) -> usize {
    let middle = |r: &HtmlElement| {
        let b = r.get_bounding_client_rect();
        f64::midpoint(b.top(), b.bottom())
    };
    rows(row).iter().enumerate().filter(|(i, r)| *i != at && middle(r) < y).count()
}

/// Lets a row follow the pointer, and marks the edge where it would go; or takes both away.
fn show(row: &HtmlElement, drag: Option<(f64, usize, usize)>) {
    let rows = rows(row);
    for r in &rows {
        for mark in ["row-lifted", "row-before", "row-after"] {
            let _ = r.class_list().remove_1(mark);
        }
    }
    let Some((by, to, at)) = drag else {
        let _ = row.style().remove_property("transform");
        return;
    };
    let _ = row.class_list().add_1("row-lifted");
    let _ = row.style().set_property("transform", &format!("translateY({by}px)"));
    if to != at
        && let Some(other) = rows.get(to)
    {
        let _ = other.class_list().add_1(if to < at { "row-before" } else { "row-after" });
    }
}
