//! The scenario picker: each with the question it asks.

use crate::app::{Model, Msg, Shipped};
use crate::view::notice::NOT_ADVICE;
use yew::prelude::*;

pub(super) fn view(model: &Model, send: &Callback<Msg>) -> Html {
    let to = |msg: Msg| {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.emit(msg.clone()))
    };
    let one = |s: &Shipped| {
        let here = s.id == model.scenario.id;
        html! {
            <li>
                <button type="button" class="scenario" onclick={to(Msg::OpenShipped(s.id.clone()))}
                    aria-current={here.then_some("true")}>
                    <b>{ &s.title }</b>
                    if !s.question.is_empty() {
                        <span class="scenario-question">{ &s.question }</span>
                    }
                    if !s.summary.is_empty() {
                        <span class="scenario-summary">{ &s.summary }</span>
                    }
                </button>
            </li>
        }
    };
    html! {
        <>
            if model.parked {
                <p class="parked">
                    { "Your own earlier work was put aside when something else was opened. " }
                    <button type="button" class="plain" onclick={to(Msg::OpenParked)}>{ "Open it" }</button>
                </p>
            }
            if model.shipped.is_empty() {
                <p>{ "There is no list of examples yet." }</p>
            }
            <ul class="scenarios">{ for model.shipped.iter().filter(|s| !s.reconstruction).map(one) }</ul>
            if model.shipped.iter().any(|s| s.reconstruction) {
                <h3 class="scenarios-head">{ "Reconstructions" }</h3>
                <p class="note">{ NOT_ADVICE }</p>
                <ul class="scenarios">{ for model.shipped.iter().filter(|s| s.reconstruction).map(one) }</ul>
            }
            if model.edited {
                <p class="note">{ "Opening one puts your edited scenario aside; Undo brings it back, and so does this list." }</p>
            }
        </>
    }
}
