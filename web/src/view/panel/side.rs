//! `SidePanel`: what is selected and why it failed, the journal, the network as tables.

use super::inspect::Inspect;
use super::journal::JournalList;
use super::shared::{Runs, Same};
use super::table::NetworkTable;
use super::tabs::{Tab, Tabs};
use crate::app::{Item, Model, Msg, Panel};
use crate::view::ViewProps;
use std::rc::Rc;
use yew::prelude::*;

/// The panel beside the network.
#[component]
pub fn SidePanel(props: &ViewProps) -> Html {
    let model = &props.model;
    let tab = |id: &'static str, label: &'static str, help: &'static str| Tab {
        id: id.into(),
        label: label.into(),
        help: help.into(),
    };
    let tabs = vec![
        tab("inspect", "Inspect", "What is selected, and why it failed"),
        tab("journal", "Journal", "Everything that happened up to the moment shown"),
        tab("table", "Table", "The network as tables"),
    ];
    let choose = props.send.reform(|id: AttrValue| {
        Msg::ShowPanel(match id.as_str() {
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
                <Tabs name="Side panel" {tabs} {chosen} controls="side-body" {choose} />
            </div>
            <div class="side-body" id="side-body" role="tabpanel" aria-label={name} tabindex="0" key={chosen}>
                { body(model, &props.send) }
            </div>
        </div>
    }
}

fn body(model: &Rc<Model>, send: &Callback<Msg>) -> Html {
    if model.panel == Panel::Inspect {
        return html! { <Inspect model={Rc::clone(model)} send={send.clone()} /> };
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
    html! { <NetworkTable {runs} scenario={Same(Rc::clone(&model.scenario))} {selection} send={send.clone()} /> }
}
