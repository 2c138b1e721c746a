//! Figures of mechanisms in the inspector: a table for each thing.

use crate::app::facts::{Fact, Facts, Shown, of_account, of_asset, of_participant, of_run};
use crate::app::words;
use crate::app::{Item, Model, Msg};
use interclear_core::journal::LinkKind;
use yew::prelude::*;

/// What the frame at the playhead says of the selected participant or asset.
pub fn facts(model: &Model, send: &Callback<Msg>) -> Html {
    let Some(trace) = model.trace.as_deref() else { return html! {} };
    let Some(frame) = words::frame_at(trace, model.playhead) else { return html! {} };
    let shown = Shown { scenario: &model.scenario, trace, frame };
    let all = match &model.selection {
        Some(Item::Participant(id)) => words::participant(trace, id).map(|who| of_participant(shown, who)),
        Some(Item::Asset(id)) => Some(of_asset(shown, id)),
        Some(Item::Link(LinkKind::Position, key)) => Some(of_account(shown, key)),
        _ => None,
    };
    html! { <>{ for all.into_iter().flatten().map(|f| table(&f, send)) }</> }
}

/// What the frame at the playhead says of the run as a whole.
pub fn of_whole(model: &Model, send: &Callback<Msg>) -> Html {
    let Some(trace) = model.trace.as_deref() else { return html! {} };
    let Some(frame) = words::frame_at(trace, model.playhead) else { return html! {} };
    let all = of_run(Shown { scenario: &model.scenario, trace, frame });
    html! { <>{ for all.iter().map(|f| table(f, send)) }</> }
}

/// Words, which select what they stand for where that can be selected.
fn words_of(text: &str, item: Option<&Item>, send: &Callback<Msg>) -> Html {
    let Some(item) = item.cloned() else { return html! { { text } } };
    let onclick = send.reform(move |_: MouseEvent| Msg::Select(Some(item.clone())));
    html! { <button type="button" class="fact-link" {onclick}>{ text }</button> }
}

fn table(facts: &Facts, send: &Callback<Msg>) -> Html {
    // A row of one figure links that, a row of several its name.
    let one = facts.head.is_empty();
    let cell = |f: &Fact, value: &String| {
        let text = words_of(value, f.item.as_ref().filter(|_| one), send);
        html! { <td class={f.bad.then_some("fail")}>{ text }</td> }
    };
    let row = |f: &Fact| {
        html! { <tr><th scope="row">{ words_of(&f.name, f.item.as_ref().filter(|_| !one), send) }</th>{ for f.values.iter().map(|v| cell(f, v)) }</tr> }
    };
    let head = |name: &&'static str| {
        if name.is_empty() {
            html! { <td /> }
        } else {
            html! { <th scope="col">{ *name }</th> }
        }
    };
    html! {
        <div class="side-block">
            <table class={classes!("figures", "facts", (!facts.head.is_empty()).then_some("facts-wide"))}>
                <caption>{ &facts.title }</caption>
                if !facts.head.is_empty() {
                    <thead><tr>{ for facts.head.iter().map(head) }</tr></thead>
                }
                <tbody>{ for facts.rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
