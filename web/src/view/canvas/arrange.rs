//! The menu of layouts.

use crate::app::arrange::Way;
use crate::app::{Many, Msg};
use crate::view::ViewProps;
use crate::view::icons::icon;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

/// The button of the layouts with its menu.
pub fn arrange(props: &ViewProps) -> Html {
    html! { <Arrange model={props.model.clone()} send={props.send.clone()} /> }
}

#[component]
fn Arrange(props: &ViewProps) -> Html {
    let open = use_state(|| false);
    let button = use_node_ref();
    let shut = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |()| {
            open.set(false);
            if let Some(button) = button.cast::<HtmlElement>() {
                let _ = button.focus();
            }
        })
    };
    let toggle = Callback::from({
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    });
    let escape = {
        let (open, shut) = (open.clone(), shut.clone());
        Callback::from(move |e: KeyboardEvent| {
            if e.key() == "Escape" && *open {
                e.stop_propagation();
                shut.emit(());
            }
        })
    };
    let left = {
        let open = open.clone();
        Callback::from(move |e: FocusEvent| {
            let here = e.current_target().and_then(|t| t.dyn_into::<Element>().ok());
            let to = e.related_target().and_then(|t| t.dyn_into::<Node>().ok());
            if to.is_some() && here.is_some_and(|h| !h.contains(to.as_ref())) {
                open.set(false);
            }
        })
    };
    let way = |way: Way| {
        let (send, shut) = (props.send.clone(), shut.clone());
        let lay = Callback::from(move |_: MouseEvent| {
            shut.emit(());
            send.emit(Msg::Many(Many::Lay(way)));
        });
        html! {
            <button type="button" class="arrange-way" onclick={lay}>
                { icon(picture(way), 18) }<span><b>{ way.name() }</b><small>{ way.help() }</small></span>
            </button>
        }
    };
    let desk = &props.model.desk;
    let keep = {
        let (send, keep) = (props.send.clone(), desk.keep);
        Callback::from(move |_: Event| send.emit(Msg::Many(Many::Keep(!keep))))
    };
    let by_hand = props.model.scenario.participants.iter().filter(|p| desk.is_by_hand(&p.id, p.place)).count();
    html! {
        <div class="arrange" onkeydown={escape} onfocusout={left}>
            <button type="button" ref={button} onclick={toggle} aria-expanded={if *open { "true" } else { "false" }}
                aria-label="Layouts" title="Lay the network out">{ icon("layout", 16) }</button>
            if *open {
                <div class="arrange-menu" role="group" aria-label="Layouts">
                    { for Way::ALL.map(way) }
                    <label class="arrange-keep">
                        <input type="checkbox" checked={desk.keep} onchange={keep} />
                        <span>{ "Keep hand-placed" }<small>{ placed(by_hand) }</small></span>
                    </label>
                </div>
            }
        </div>
    }
}

fn placed(by_hand: usize) -> String {
    match by_hand {
        0 => "none placed by hand yet".to_owned(),
        n => format!("{n} placed by hand since it was opened"),
    }
}

fn picture(way: Way) -> &'static str {
    match way {
        Way::Layered => "layered",
        Way::Circular => "circular",
        Way::Force => "force",
    }
}
