//! `SidePanel`: what is selected and why it failed, the journal, the network as tables.

use super::inspect::inspect;
use super::journal::JournalList;
use super::shared::Runs;
use super::table::{TableProps, network_table};
use super::tabs::{Tab, TabsProps, tabs};
use crate::app::{Item, Model, Msg, Panel};
use crate::view::ViewProps;
use std::rc::Rc;
use yew::prelude::*;

/// The panel beside the network.
pub fn side_panel(props: &ViewProps) -> Html {
    let model = &props.model;
    let tab = |id: &'static str, label: &'static str, help: &'static str| Tab { id, label, help };
    let all = vec![
        tab("inspect", "Inspect", "What is selected, and why it failed"),
        tab("journal", "Journal", "Everything that happened up to the moment shown"),
        tab("table", "Table", "The network as tables"),
    ];
    let choose = props.send.reform(|id: &str| {
        Msg::ShowPanel(match id {
            "journal" => Panel::Journal,
            "table" => Panel::Table,
            _ => Panel::Inspect,
        })
    });
    let (chosen, name) = match model.panel {
        Panel::Inspect => ("inspect", "Inspect"),
        Panel::Journal => ("journal", "Journal"),
        Panel::Table => ("table", "Table"),
    };
    html! {
        <div class="side">
            <div class="side-tabs">
                { tabs(&TabsProps { name: "Side panel", tabs: all, chosen, controls: "side-body", choose }) }
            </div>
            <div class="side-body" id="side-body" role="tabpanel" aria-label={name} tabindex="0" key={chosen}>
                { body(model, &props.send) }
            </div>
        </div>
    }
}

fn body(model: &Rc<Model>, send: &Callback<Msg>) -> Html {
    if model.panel == Panel::Inspect {
        return inspect(model, send);
    }
    let Some(runs) = Runs::of(model) else {
        return html! { <p class="side-none">{ "No run yet." }</p> };
    };
    let selection = model.selection.clone();
    if model.panel == Panel::Journal {
        let who = match &selection {
            Some(Item::Participant(id)) => Some(AttrValue::from(id.clone())),
            _ => None,
        };
        return html! { <JournalList {runs} {who} why={model.why} send={send.clone()} /> };
    }
    network_table(&TableProps { runs, selection, send: send.clone() })
}
