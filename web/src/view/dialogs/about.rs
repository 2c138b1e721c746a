//! The model card: what is assumed, where the case comes from, and what proves that a run is the same.

use super::to_format;
use crate::app::{Model, Msg};
use crate::view::panel::case;
use interclear_core::MODEL_VERSION;
use yew::prelude::*;

pub(super) fn view(model: &Model, send: &Callback<Msg>) -> Html {
    let send = send.clone();
    let diagnose = Callback::from(move |_: MouseEvent| send.emit(Msg::Diagnose));
    let s = &model.scenario;
    let trace = model.trace.as_ref();
    let digest = trace.map_or_else(|| "no run".to_owned(), |t| t.digest().to_string());
    let row = |name: &'static str, value: String| {
        html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
    };
    html! {
        <>
            <h3>{ &s.title }</h3>
            if !s.summary.is_empty() {
                <p>{ &s.summary }</p>
            }
            if !s.assumptions.is_empty() {
                <h3>{ "Assumed, not modelled" }</h3>
                <ul>{ for s.assumptions.iter().map(|a| html! { <li>{ a }</li> }) }</ul>
            }
            { case(model) }
            <h3>{ "This run" }</h3>
            <dl class="words">
                { row("model version", MODEL_VERSION.to_owned()) }
                { row("seed", s.seed.to_string()) }
                { row("length", format!("{} {}s", s.clock.ticks, s.clock.unit)) }
                { row("journal", trace.map_or_else(String::new, |t| format!("{} entries", t.journal.entries.len()))) }
                <div><dt>{ "digest" }</dt><dd><code>{ digest }</code></dd></div>
            </dl>
            if model.fault.is_some() {
                <div class="actions">
                    <button type="button" class="plain" onclick={diagnose}>{ "Save diagnostic file" }</button>
                </div>
            }
            <p class="note">
                { "The same scenario, seed and version give the same digest in every browser. Money is counted in whole \
                   quanta and is neither made nor lost. Nothing leaves this browser. Nobody in the model changes behaviour \
                   because of a rule: a model is not the world. The phases of a tick have one order (prices, calls, runs, \
                   sales, clearing, losses); in another order losses are other ones. " }
                { to_format("#digest", "What the digest covers, and the format of scenario files") }
            </p>
        </>
    }
}
