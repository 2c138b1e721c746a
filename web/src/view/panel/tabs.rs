//! A row of tabs: one tab stop, arrows move between them.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// One tab.
#[derive(Clone, Copy, Debug)]
pub struct Tab {
    /// What the callback is given.
    pub id: &'static str,
    /// The word on it.
    pub label: &'static str,
    /// More about it.
    pub help: &'static str,
}

/// What the tabs are given.
#[derive(Debug)]
pub struct TabsProps {
    /// The name of the row, for a screen reader.
    pub name: &'static str,
    /// The tabs.
    pub tabs: Vec<Tab>,
    /// The chosen one.
    pub chosen: &'static str,
    /// The id of what the tabs change.
    pub controls: &'static str,
    /// Called with the id of the newly chosen one.
    pub choose: Callback<&'static str>,
}

/// A row of tabs.
pub fn tabs(props: &TabsProps) -> Html {
    let onkeydown = {
        let (tabs, chosen, choose) = (props.tabs.clone(), props.chosen, props.choose.clone());
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
                choose.emit(tab.id);
            }
        })
    };
    let tab = |tab: &Tab| {
        let on = tab.id == props.chosen;
        let (choose, id) = (props.choose.clone(), tab.id);
        html! {
            <button key={tab.id.to_string()} type="button" role="tab" class={classes!("tab", on.then_some("on"))}
                aria-selected={on.to_string()} aria-controls={props.controls}
                tabindex={if on { "0" } else { "-1" }} title={tab.help}
                onclick={move |_| choose.emit(id)}>
                { tab.label }
            </button>
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={props.name} {onkeydown}>
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
