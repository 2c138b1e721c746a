//! What acting earlier would have avoided: worked out when it is opened.

use super::shared::Same;
use crate::app::earlier::{Answer, Asked, Row, answer, asked};
use crate::app::{Item, Model};
use interclear_core::scenario::Scenario;
use std::rc::Rc;
use yew::prelude::*;

/// The panel, closed as long as nobody asks for it.
pub fn earlier(model: &Model) -> Html {
    let Some(item) = model.selection.as_ref().filter(|_| model.trace.is_some() && !model.has_errors()) else {
        return html! {};
    };
    let Some(asked) = asked(&model.scenario, item) else { return html! {} };
    let scenario = Same(Rc::clone(&model.scenario));
    html! { <EarlierPanel {scenario} item={item.clone()} {asked} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct EarlierProps {
    scenario: Same<Scenario>,
    item: Item,
    asked: Asked,
}

#[component]
fn EarlierPanel(props: &EarlierProps) -> Html {
    let open = use_state(|| false);
    let found = {
        let wanted = open.then(|| (props.scenario.clone(), props.asked.clone()));
        use_memo(wanted, |wanted| wanted.as_ref().and_then(|(scenario, asked)| answer(scenario, asked)))
    };
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let (title, about) = match props.asked {
        Asked::Earlier { .. } => ("Earlier", "what comes of it if it acts before"),
        Asked::Without { .. } => ("Newly liquidatable", "by this change alone"),
        Asked::Cover { .. } => ("Cover-1 and Cover-2", "its own test, and the same failures in a run"),
    };
    html! {
        <section class="look side-block" aria-label={title}>
            <button type="button" class="look-head" aria-expanded={if *open { "true" } else { "false" }} {onclick}>
                <span>{ title }</span>
                <small>{ about }</small>
            </button>
            if *open {
                { found.as_ref().as_ref().map_or_else(nothing, table) }
            }
        </section>
    }
}

fn nothing() -> Html {
    html! { <p class="side-none">{ "It cannot be run with another moment." }</p> }
}

fn table(a: &Answer) -> Html {
    let row = |r: &Row| {
        html! { <tr><th scope="row">{ &r.label }</th>{ for r.figures.iter().map(|x| html! { <td>{ x }</td> }) }</tr> }
    };
    html! {
        <table class="figures">
            <thead><tr>
                <th scope="col"><span class="away">{ "Moment" }</span></th>
                { for a.head.iter().map(|h| html! { <th scope="col">{ h }</th> }) }
            </tr></thead>
            <tbody>{ for a.rows.iter().map(row) }</tbody>
        </table>
    }
}
