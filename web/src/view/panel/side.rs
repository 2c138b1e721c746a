//! The side panel: what is selected and why it failed, the journal, the network as tables, the rules.

use super::inspect::{inspect, rules};
use super::journal::JournalList;
use super::rest::rest;
use super::shared::Runs;
use super::table::NetworkTable;
use super::tabs::{Tab, TabsProps, tabs};
use crate::app::{Msg, Panel};
use crate::view::ViewProps;
use crate::view::later::{Arrival, rests};
use yew::prelude::*;

/// The panel beside the network.
pub fn side_panel(props: &ViewProps, later: Arrival, again: Callback<()>) -> Html {
    let model = &props.model;
    let tab = |id: &'static str, label: &'static str, help: &'static str| Tab { id, label, help };
    let all = vec![
        tab("inspect", "Inspect", "What is selected, and why it failed"),
        tab("journal", "Journal", "Everything that happened up to the moment shown"),
        tab("table", "Table", "The network as tables"),
        tab("rules", "Rules", "Rules of settlement, clock, assets and description"),
    ];
    let choose = props.send.reform(|id: &str| {
        Msg::ShowPanel(match id {
            "journal" => Panel::Journal,
            "table" => Panel::Table,
            "rules" => Panel::Rules,
            _ => Panel::Inspect,
        })
    });
    let (chosen, name) = match model.panel {
        Panel::Inspect => ("inspect", "Inspect"),
        Panel::Journal => ("journal", "Journal"),
        Panel::Table => ("table", "Table"),
        Panel::Rules => ("rules", "Rules"),
    };
    let inside = match later {
        Arrival::Failed if !model.is_open() => failed(again),
        _ if rests(model) => rest(model, later.doors(), &props.send),
        Arrival::Here(later) => (later.side)(props),
        Arrival::Failed => failed(again),
        _ => html! { <p class="side-none" aria-busy="true">{ "Loading\u{2026}" }</p> },
    };
    html! {
        <div class="side">
            <div class="side-tabs">
                { tabs(&TabsProps { name: "Side panel", tabs: all, chosen, controls: "side-body", choose }) }
            </div>
            <div class="side-body" id="side-body" role="tabpanel" aria-label={name} tabindex="0" key={chosen}>
                { inside }
            </div>
        </div>
    }
}

/// The part that holds the panel could not be fetched.
fn failed(again: Callback<()>) -> Html {
    html! {
        <>
            <p class="side-none">{ "This part of the page could not be loaded. What you have made is kept." }</p>
            <div class="actions">
                <button type="button" class="plain" onclick={again.reform(|_: MouseEvent| ())}>{ "Try again" }</button>
            </div>
        </>
    }
}

/// What the chosen tab shows.
pub fn side_body(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    match model.panel {
        Panel::Inspect => return inspect(model, send),
        Panel::Rules => return rules(model, send),
        Panel::Table => return html! { <NetworkTable model={model.clone()} send={send.clone()} /> },
        Panel::Journal => {}
    }
    let Some(runs) = Runs::of(model) else {
        return html! { <p class="side-none">{ "No run yet." }</p> };
    };
    let selected = model.selection.clone();
    html! { <JournalList {runs} filter={model.filter.clone()} {selected} why={model.why} send={send.clone()} /> }
}
