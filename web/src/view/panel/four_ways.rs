//! "Settled four ways": a button works the table out, and a head of a column makes that way the rule.

use super::shared::Same;
use crate::app::accounts::SHORT;
use crate::app::four_ways::{ROWS, Way, fits, ways};
use crate::app::{Model, Msg};
use interclear_core::scenario::Scenario;
use std::rc::Rc;
use yew::prelude::*;

/// The panel, closed as long as nobody asks for it. Where a question is open it would give the answer away.
pub fn four_ways(model: &Model, send: &Callback<Msg>) -> Html {
    if !fits(&model.scenario) || model.has_errors() || !model.may_tell() {
        return html! {};
    }
    html! { <FourWays scenario={Same(Rc::clone(&model.scenario))} send={send.clone()} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct FourWaysProps {
    scenario: Same<Scenario>,
    send: Callback<Msg>,
}

#[component]
fn FourWays(props: &FourWaysProps) -> Html {
    let open = use_state(|| false);
    let found = {
        let wanted = open.then(|| props.scenario.clone());
        use_memo(wanted, |wanted| wanted.as_ref().map(|s| ways(s)))
    };
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <section class="look side-block four-ways" aria-label="Settled four ways">
            <button type="button" class="look-head" aria-expanded={if *open { "true" } else { "false" }} {onclick}>
                <span>{ "Settled four ways" }</span>
                <small>{ "the same positions, side by side" }</small>
            </button>
            { for found.as_ref().as_ref().map(|all| table(all, &props.send)) }
        </section>
    }
}

fn table(all: &[Way], send: &Callback<Msg>) -> Html {
    let head = |(w, short): (&Way, &'static str)| {
        let choose = w.choose.clone();
        let onclick = send.reform(move |_: MouseEvent| Msg::Press(choose.clone(), None));
        let name = format!("Settle by {}", w.label);
        html! {
            <th scope="col"><button type="button" class={classes!("way", w.now.then_some("on"))} aria-pressed={w.now.to_string()}
                aria-label={name} title={w.label} {onclick}>{ short }</button></th>
        }
    };
    let cell = |row: usize, w: &Way| match &w.figures {
        Ok(figures) => html! { <td class={w.now.then_some("on")}>{ figures.get(row) }</td> },
        Err(_) => html! { <td>{ "\u{2013}" }</td> },
    };
    let row = |(at, (name, help, _)): (usize, &(&'static str, &'static str, _))| {
        html! { <tr><th scope="row" title={*help}>{ *name }</th>{ for all.iter().map(|w| cell(at, w)) }</tr> }
    };
    let not = all.iter().filter_map(|w| w.figures.as_ref().err().map(|why| (w.label, why)));
    html! {
        <>
            <div class="figures-scroll">
                <table class="figures ways">
                    <thead><tr>
                        <td><span class="away">{ "Figure" }</span></td>
                        { for all.iter().zip(SHORT).map(head) }
                    </tr></thead>
                    <tbody>{ for ROWS.iter().enumerate().map(row) }</tbody>
                </table>
            </div>
            { for not.map(|(label, why)| html! { <p class="note">{ format!("Not {label}: {why}.") }</p> }) }
            <p class="note">{ "Press a head to settle that way. Exposure is expected before collateral, underlyings move independently." }</p>
        </>
    }
}
