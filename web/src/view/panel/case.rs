//! What the case is made from: sources, and of a reconstruction what happened, what the model gives and what is left out.

use super::facts::of_whole;
use super::four_ways::four_ways;
use crate::app::case::{Compared, compared};
use crate::app::words::{Piece, pieces};
use crate::app::{Model, Msg};
use interclear_core::scenario::{Basis, Figure};
use yew::prelude::*;

/// A text whose addresses may be opened. Only what stands there is opened, and nothing is told to whoever it belongs to.
pub fn linked(text: &str) -> Html {
    let piece = |p: Piece<'_>| match p {
        Piece::Words(words) => html! { { words } },
        Piece::Address(at) => {
            let at = at.to_owned();
            html! { <a href={at.clone()} target="_blank" rel="noopener noreferrer nofollow">{ at }</a> }
        }
    };
    html! { <>{ for pieces(text).into_iter().map(piece) }</> }
}

/// The same below the sliders, after what can be asked of the case.
pub fn asked(model: &Model, send: &Callback<Msg>) -> Html {
    html! { <>{ of_whole(model, send) }{ four_ways(model, send) }{ case(model) }</> }
}

/// All of it.
pub fn case(model: &Model) -> Html {
    let s = &*model.scenario;
    html! {
        <>
            { beside(model) }
            if !s.not_captured.is_empty() {
                <h3>{ "What it does not capture" }</h3>
                <ul class="case-list">{ for s.not_captured.iter().map(|t| html! { <li>{ t }</li> }) }</ul>
            }
            { figures(&s.figures) }
            if !s.source.is_empty() {
                <p class="side-source"><b>{ "Source: " }</b>{ linked(&s.source) }</p>
            }
        </>
    }
}

/// What happened beside what the model gives.
fn beside(model: &Model) -> Html {
    let all = compared(model);
    if all.is_empty() {
        return Html::default();
    }
    let row = |c: &Compared| {
        html! {
            <tr>
                <th scope="row">
                    { &c.label }
                    <details class="case-source"><summary>{ "Source" }</summary><p>{ linked(&c.source) }</p></details>
                </th>
                <td>{ &c.happened }</td>
                <td>
                    { c.model.as_deref().unwrap_or("?") }
                    if !c.apart.is_empty() {
                        <small>{ &c.apart }</small>
                    }
                    if c.put_in {
                        <small>{ "put in" }</small>
                    }
                </td>
            </tr>
        }
    };
    let hidden = all.iter().any(|c| c.model.is_none());
    html! {
        <>
            <table class="figures case">
                <caption>{ "What happened, and what the model gives" }</caption>
                <thead><tr>
                    <th scope="col"><span class="away">{ "Figure" }</span></th>
                    <th scope="col">{ "Happened" }</th>
                    <th scope="col">{ if model.edited { "Model, edited" } else { "Model" } }</th>
                </tr></thead>
                <tbody>{ for all.iter().map(row) }</tbody>
            </table>
            <p class="note">
                if hidden {
                    { "Play the run to its end to see what the model gives. " }
                }
                if all.iter().any(|c| c.put_in) {
                    { "\u{201c}Put in\u{201d}: it follows from what was put in, and is no evidence for the model." }
                }
            </p>
        </>
    }
}

/// The figures that were put in, by how they are known.
fn figures(all: &[Figure]) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    let one = |f: &Figure| {
        let (word, class) = match f.basis {
            Basis::Reported => ("reported", "basis reported"),
            Basis::Derived => ("derived", "basis derived"),
            Basis::Assumed => ("assumed", "basis assumed"),
        };
        html! {
            <li>
                <span class={class}>{ word }</span>
                { &f.text }
                if !f.source.is_empty() {
                    <small>{ linked(&f.source) }</small>
                }
            </li>
        }
    };
    html! {
        <>
            <h3>{ "Where the figures come from" }</h3>
            <ul class="case-figures">{ for all.iter().map(one) }</ul>
        </>
    }
}
