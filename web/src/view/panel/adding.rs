//! What adds lines to the network table: a participant of a kind, a debt, a table from elsewhere; and ways to save one.

use crate::app::csv::Layout;
use crate::app::table::{add_obligation, add_participant};
use crate::app::{Dialog, Edit, Msg, OUTSIDE};
use crate::view::ViewProps;
use interclear_core::preset::PRESETS;
use web_sys::{HtmlInputElement, HtmlSelectElement, SubmitEvent};
use yew::prelude::*;

/// All of it.
pub fn adding(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    let to = |msg: Msg| send.reform(move |_: MouseEvent| msg.clone());
    let several = model.scenario.participants.len() > 1;
    let owes = !model.scenario.obligations.is_empty();
    html! {
        <section class="side-block adding" aria-label="Add lines">
            <Participant model={model.clone()} send={send.clone()} />
            if several {
                <Debt model={model.clone()} send={send.clone()} />
            }
            <div class="actions">
                <button type="button" class="plain" aria-haspopup="dialog" onclick={to(Msg::Show(Some(Dialog::Import("".into()))))}>
                    { "Import a table\u{2026}" }
                </button>
                if owes {
                    <button type="button" class="plain" onclick={to(Msg::SaveTable(Layout::Edges))}
                        title="Who owes whom, a row for each debt, as CSV">{ "Save edge list" }</button>
                    <button type="button" class="plain" onclick={to(Msg::SaveTable(Layout::Matrix))}
                        title="Who owes whom, debtors down and creditors across, as CSV">{ "Save matrix" }</button>
                }
            </div>
        </section>
    }
}

/// The message of something to be added, or of why it cannot be.
fn told(made: Result<(Edit, String), String>) -> Msg {
    match made {
        Ok((edit, at)) => Msg::Press(edit, Some(at)),
        Err(why) => Msg::Say(why, true),
    }
}

#[component]
fn Participant(props: &ViewProps) -> Html {
    let list = use_node_ref();
    let onclick = {
        let (list, model) = (list.clone(), props.model.clone());
        props.send.reform(move |_: MouseEvent| {
            let kind = list.cast::<HtmlSelectElement>().map(|l| l.value()).unwrap_or_default();
            told(add_participant(&model, &kind))
        })
    };
    html! {
        <div class="pick-new field-entry">
            <select ref={list} aria-label="Kind of participant">
                { for PRESETS.iter().map(|p| html! { <option key={p.id} value={p.id} selected={p.id == "firm"}>{ p.label }</option> }) }
            </select>
            <button type="button" class="plain" {onclick}>{ "Add participant" }</button>
        </div>
    }
}

#[component]
fn Debt(props: &ViewProps) -> Html {
    let (from, to, amount) = (use_node_ref(), use_node_ref(), use_node_ref());
    let why = use_state_eq(|| None::<String>);
    let onsubmit = {
        let (from, to, amount, why) = (from.clone(), to.clone(), amount.clone(), why.clone());
        let (model, send) = (props.model.clone(), props.send.clone());
        Callback::from(move |e: SubmitEvent| {
            e.prevent_default();
            let of = |list: &NodeRef| list.cast::<HtmlSelectElement>().map(|l| l.value()).unwrap_or_default();
            let field = amount.cast::<HtmlInputElement>();
            let typed = field.as_ref().map(HtmlInputElement::value).unwrap_or_default();
            match add_obligation(&model, &of(&from), &of(&to), &typed) {
                Ok((edit, at)) => {
                    why.set(None);
                    field.into_iter().for_each(|f| f.set_value(""));
                    send.emit(Msg::Press(edit, Some(at)));
                }
                Err(reason) => why.set(Some(reason)),
            }
        })
    };
    let people = &props.model.scenario.participants;
    let option = |(at, p): (usize, &interclear_core::scenario::Participant), chosen: usize| {
        html! { <option key={p.id.clone()} value={p.id.clone()} selected={at == chosen}>{ &p.label }</option> }
    };
    html! {
        <form class="add-debt field-entry" {onsubmit}>
            <select ref={from} aria-label="Who owes">{ for people.iter().enumerate().map(|p| option(p, 0)) }</select>
            <span aria-hidden="true">{ "\u{2192}" }</span>
            <select ref={to} aria-label="Who is owed">
                { for people.iter().enumerate().map(|p| option(p, 1)) }
                <option value={OUTSIDE}>{ "everybody else" }</option>
            </select>
            <input ref={amount} class="number" type="text" inputmode="decimal" autocomplete="off" aria-label="Amount owed"
                placeholder="amount" aria-invalid={why.is_some().then_some("true")} aria-describedby="add-debt-says" />
            <button type="submit" class="plain">{ "Add debt" }</button>
            <p id="add-debt-says" class="field-bad" role="status">{ (*why).clone().unwrap_or_default() }</p>
        </form>
    }
}
