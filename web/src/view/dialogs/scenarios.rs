//! The scenario picker: the visitor's own, and the shipped ones, each with the question it asks.

use crate::app::shelf::{Card, card};
use crate::app::{Model, Msg, Shelved, Shipped};
use crate::view::glyph;
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
            { own(model, send) }
            <h3 class="scenarios-head">{ "Examples" }</h3>
            if model.shipped.is_empty() {
                <p>{ "There is no list of examples yet." }</p>
            }
            <ul class="scenarios">{ for model.shipped.iter().filter(|s| !s.reconstruction).map(one) }</ul>
            if model.shipped.iter().any(|s| s.reconstruction) {
                <h3 class="scenarios-head">{ "Reconstructions" }</h3>
                <p class="note">{ NOT_ADVICE }</p>
                <ul class="scenarios">{ for model.shipped.iter().filter(|s| s.reconstruction).map(one) }</ul>
            }
        </>
    }
}

/// What this visitor has beside the work, with a way to begin something of one's own.
fn own(model: &Model, send: &Callback<Msg>) -> Html {
    let to = |msg: Msg| {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.emit(msg.clone()))
    };
    let one = |s: &Shelved| {
        let Card { title, about } = card(s);
        let remove = format!("Throw away {title}");
        html! {
            <li key={s.slot}>
                <button type="button" class="scenario" onclick={to(Msg::OpenShelved(s.slot))}>
                    <b>{ title }</b>
                    <span class="scenario-summary">{ about }{ s.when.map(since).unwrap_or_default() }</span>
                </button>
                <button type="button" class="quiet" onclick={to(Msg::Discard(s.slot))} title={remove.clone()} aria-label={remove}>
                    { glyph::line(glyph::CLOSE) }
                </button>
            </li>
        }
    };
    html! {
        <section class="own" aria-labelledby="own-head">
            <div class="own-head">
                <h3 class="scenarios-head" id="own-head">{ "Yours" }</h3>
                <button type="button" class="plain" onclick={to(Msg::OpenEmpty)}>{ "New, empty" }</button>
                <button type="button" class="plain" onclick={to(Msg::KeepCopy)}>{ "Keep a copy" }</button>
            </div>
            if model.shelf.is_empty() {
                <p class="note">{ "What you work on is kept in this browser. When something else is opened, it waits here." }</p>
            } else {
                <ul class="scenarios">{ for model.shelf.iter().map(one) }</ul>
            }
        </section>
    }
}

/// Day and time, as they are written where the visitor is.
fn since(ms: f64) -> String {
    let date = js_sys::Date::new(&ms.into());
    format!(", {}", String::from(date.to_locale_string("default", &js_sys::Object::new())))
}
