//! A row of tabs: one tab stop, arrows move between them.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// One tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Tab {
    /// What the callback is given.
    pub id: AttrValue,
    /// The word on it.
    pub label: AttrValue,
    /// More about it.
    pub help: AttrValue,
}

/// What the tabs are given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TabsProps {
    /// The name of the row, for a screen reader.
    pub name: AttrValue,
    /// The tabs.
    pub tabs: Vec<Tab>,
    /// The chosen one.
    pub chosen: AttrValue,
    /// The id of what the tabs change.
    pub controls: AttrValue,
    /// Called with the id of the newly chosen one.
    pub choose: Callback<AttrValue>,
}

/// A row of tabs.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let onkeydown = {
        let (tabs, chosen, choose) = (props.tabs.clone(), props.chosen.clone(), props.choose.clone());
        Callback::from(move |e: KeyboardEvent| {
            let now = tabs.iter().position(|t| t.id == chosen).unwrap_or(0);
            let last = tabs.len().saturating_sub(1);
            let next = match e.key().as_str() {
                "ArrowRight" => (now + 1).min(last),
                "ArrowLeft" => now.saturating_sub(1),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            e.prevent_default();
            e.stop_propagation();
            if let Some(tab) = tabs.get(next) {
                focus_child(&e, next);
                choose.emit(tab.id.clone());
            }
        })
    };
    let tab = |tab: &Tab| {
        let on = tab.id == props.chosen;
        let (choose, id) = (props.choose.clone(), tab.id.clone());
        html! {
            <button key={tab.id.to_string()} type="button" role="tab" class={classes!("tab", on.then_some("on"))}
                aria-selected={on.to_string()} aria-controls={props.controls.clone()}
                tabindex={if on { "0" } else { "-1" }} title={tab.help.clone()}
                onclick={move |_| choose.emit(id.clone())}>
                { &tab.label }
            </button>
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={props.name.clone()} {onkeydown}>
            { for props.tabs.iter().map(tab) }
        </div>
    }
}

/// Focuses a child of the element that listens.
fn focus_child(e: &KeyboardEvent, at: usize) {
    let list = e.current_target().and_then(|t| t.dyn_into::<Element>().ok());
    let child = list.and_then(|l| l.children().item(u32::try_from(at).unwrap_or(0)));
    if let Some(button) = child.and_then(|c| c.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}
