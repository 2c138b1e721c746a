//! What is offered where a wire was dropped on nothing: a new participant, of any kind.

use crate::app::{Many, Model, Msg, Point};
use crate::view::ViewProps;
use crate::view::icons::icon;
use interclear_core::preset::{Group, PRESETS, PresetDef};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Width and greatest height of the offer, as the style sheet has them.
const SIZE: (f64, f64) = (272.0, 330.0);

/// The offer, at a place in the window of the canvas of a size.
pub fn open_end(props: &ViewProps, at: Point, (width, height): (f64, f64)) -> Html {
    let left = (at.x + 10.0).min(width - SIZE.0 - 12.0).max(8.0);
    let top = (at.y - 24.0).min(height - SIZE.1 - 12.0).max(8.0);
    html! { <OpenEnd model={props.model.clone()} send={props.send.clone()} {left} {top} /> }
}

#[derive(Clone, Debug, Properties)]
struct OpenEndProps {
    model: Rc<Model>,
    send: Callback<Msg>,
    left: f64,
    top: f64,
}

impl PartialEq for OpenEndProps {
    fn eq(&self, other: &Self) -> bool {
        let same = Rc::ptr_eq(&self.model.scenario, &other.model.scenario) && self.send == other.send;
        same && (self.left - other.left).abs() < 0.1 && (self.top - other.top).abs() < 0.1
    }
}

#[component]
fn OpenEnd(props: &OpenEndProps) -> Html {
    let (card, first) = (use_node_ref(), use_node_ref());
    {
        // The policy of the page forbids styles in the text of a document, and allows them here.
        let card = card.clone();
        use_effect_with((props.left, props.top), move |&(left, top)| {
            if let Some(card) = card.cast::<HtmlElement>() {
                let _ = card.style().set_property("left", &format!("{left:.0}px"));
                let _ = card.style().set_property("top", &format!("{top:.0}px"));
            }
        });
    }
    {
        let first = first.clone();
        use_effect_with((), move |()| {
            if let Some(first) = first.cast::<HtmlElement>() {
                let _ = first.focus();
            }
        });
    }
    let key = {
        let send = props.send.clone();
        Callback::from(move |e: KeyboardEvent| {
            // Keys here are the offer's own: no letter places anything else.
            e.stop_propagation();
            if e.key() == "Escape" {
                e.prevent_default();
                send.emit(Msg::WireCancel);
                if let Some(canvas) = canvas() {
                    let _ = canvas.focus();
                }
            }
        })
    };
    let hold = Callback::from(|e: PointerEvent| e.stop_propagation());
    let stay = Callback::from(|e: MouseEvent| e.stop_propagation());
    let wheel = Callback::from(|e: WheelEvent| e.stop_propagation());
    let kinds = |group: Group| PRESETS.iter().filter(move |p| p.group == group);
    let one = |kind: &'static PresetDef| {
        let send = props.send.clone();
        let choose = Callback::from(move |_: MouseEvent| {
            send.emit(Msg::Many(Many::NewAtEnd(kind.id.to_owned())));
            if let Some(canvas) = canvas() {
                let _ = canvas.focus();
            }
        });
        let leads = PRESETS.first().is_some_and(|p| p.id == kind.id);
        let node = if leads { first.clone() } else { NodeRef::default() };
        html! {
            <button type="button" ref={node} title={kind.help} onclick={choose}>{ icon(kind.id, 18) }<span>{ kind.label }</span></button>
        }
    };
    html! {
        <div class="open-end" ref={card} role="dialog" aria-label="New participant here" onkeydown={key}
            onpointerdown={hold.clone()} onpointermove={hold.clone()} onpointerup={hold} ondblclick={stay} onwheel={wheel}>
            <p>{ "New participant here" }</p>
            <div class="open-end-kinds">
                { for Group::ALL.into_iter().map(|group| html! {
                    <div role="group" aria-label={group.label()}><small>{ group.label() }</small>{ for kinds(group).map(one) }</div>
                }) }
            </div>
        </div>
    }
}

fn canvas() -> Option<HtmlElement> {
    use wasm_bindgen::JsCast;
    web_sys::window()?.document()?.query_selector(".canvas").ok()??.dyn_into().ok()
}
