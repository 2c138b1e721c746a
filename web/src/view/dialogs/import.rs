//! Import of a table of who owes whom: what was understood of it, what was not, and where it goes.

use crate::app::csv::{Layout, Owed, Read, added, opened, read, total};
use crate::app::words;
use crate::app::{Model, Msg, Panel};
use crate::view::ViewProps;
use interclear_core::scenario::Problem;
use std::rc::Rc;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

pub(super) fn view(props: &ViewProps, text: &Rc<str>) -> Html {
    html! { <Import model={props.model.clone()} send={props.send.clone()} text={AttrValue::from(Rc::clone(text))} /> }
}

#[derive(Clone, Properties)]
struct ImportProps {
    model: Rc<Model>,
    send: Callback<Msg>,
    text: AttrValue,
}

impl PartialEq for ImportProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.model.scenario, &other.model.scenario) && self.text == other.text && self.send == other.send
    }
}

/// Problems shown of one table.
const SHOWN: usize = 12;
/// Debts shown of one table.
const SAMPLE: usize = 6;

#[component]
fn Import(props: &ImportProps) -> Html {
    let text = use_state_eq(|| props.text.clone());
    let layout = use_state_eq(|| None::<Layout>);
    {
        // A file that is dropped on the window comes in place of what is there.
        let text = text.clone();
        use_effect_with(props.text.clone(), move |new| {
            if !new.is_empty() {
                text.set(new.clone());
            }
        });
    }
    let found = use_memo(((*text).clone(), *layout), |(text, layout)| {
        (!text.trim().is_empty()).then(|| read(text, *layout)).map(|read| {
            let built = read.problems.is_empty().then(|| opened(&read));
            (read, built)
        })
    });
    let oninput = {
        let text = text.clone();
        Callback::from(move |e: InputEvent| text.set(e.target_unchecked_into::<HtmlTextAreaElement>().value().into()))
    };
    let onchange = {
        let layout = layout.clone();
        Callback::from(move |e: Event| {
            layout.set(match e.target_unchecked_into::<HtmlSelectElement>().value().as_str() {
                "edges" => Some(Layout::Edges),
                "matrix" => Some(Layout::Matrix),
                _ => None,
            });
        })
    };
    let option =
        |value: &'static str, words: &'static str, on: bool| html! { <option {value} selected={on}>{ words }</option> };
    html! {
        <div class="import">
            <p>{ "An edge list, a row for each debt: " }<code>{ "from,to,amount,due" }</code>{ ". Or a matrix: debtors down, creditors \
                across. Commas, semicolons or tabs. A file can be dropped here too." }</p>
            <label for="import-text" class="away">{ "The table as text" }</label>
            <textarea id="import-text" rows="7" spellcheck="false" autocomplete="off" value={(*text).clone()} {oninput}
                placeholder={"from,to,amount,due\nCedar,Dune,100,1\nDune,Elm,80,1"} aria-describedby="import-says" />
            <p class="import-layout"><label for="import-layout">{ "Read it as " }</label>
                <select id="import-layout" {onchange}>
                    { option("", "what it looks like", layout.is_none()) }
                    { option("edges", "an edge list", *layout == Some(Layout::Edges)) }
                    { option("matrix", "a matrix", *layout == Some(Layout::Matrix)) }
                </select></p>
            <div id="import-says" aria-live="polite">
                if let Some((read, built)) = found.as_ref() {
                    { understood(read) }
                    { wrong(&read.problems) }
                    if let Some(built) = built { { wrong(&built.problems) } }
                } else {
                    <p class="side-none">{ "Nothing is pasted yet." }</p>
                }
            </div>
            { ways(props, found.as_ref().as_ref().map(|(read, _)| read), found.as_ref().as_ref().is_some_and(|(_, b)| b.as_ref().is_some_and(|b| b.problems.is_empty()))) }
        </div>
    }
}

/// The two ways it can go.
fn ways(props: &ImportProps, read: Option<&Read>, good: bool) -> Html {
    let open = {
        let (send, read) = (props.send.clone(), read.cloned());
        Callback::from(move |_: MouseEvent| {
            if let Some(read) = read.as_ref().filter(|_| good) {
                send.emit(Msg::Open(Box::new(opened(read).scenario)));
                send.emit(Msg::ShowPanel(Panel::Table));
            }
        })
    };
    let add = {
        let (send, read, model) = (props.send.clone(), read.cloned(), props.model.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(read) = read.as_ref().filter(|r| r.problems.is_empty()) else { return };
            let (built, edit) = added(read, &model.scenario, &model.problems);
            match built.problems.first() {
                Some(problem) => send.emit(Msg::Say(format!("It does not fit: {problem}"), true)),
                None => {
                    send.emit(Msg::Show(None));
                    send.emit(Msg::Press(edit, None));
                    send.emit(Msg::ShowPanel(Panel::Table));
                }
            }
        })
    };
    let title = props.model.scenario.title.as_str();
    let into = if title.is_empty() { "the present scenario" } else { title };
    html! {
        <>
            <div class="actions">
                <button type="button" class="plain import-go" disabled={!good} onclick={open}>{ "Open as a new scenario" }</button>
                <button type="button" class="plain" disabled={read.is_none_or(|r| !r.problems.is_empty())} onclick={add}>{ format!("Add to {into}") }</button>
            </div>
            <p class="note">{ "Either is one step of undo. In a new scenario nobody has cash until you say so, and what has no day is due on day 1. \
                Names that are there already are the same participants." }</p>
        </>
    }
}

/// What was understood.
fn understood(read: &Read) -> Html {
    let what = match read.layout {
        Layout::Edges => "Edge list",
        Layout::Matrix => "Matrix",
    };
    let counted = format!(
        "{what}: {}, {}, {} owed in all.",
        words::count(read.names.len(), "participant", "participants"),
        words::count(read.debts.len(), "debt", "debts"),
        words::rounded(total(read), 2)
    );
    let row = |d: &Owed| {
        html! {
            <tr><th scope="row">{ &d.from }</th><td class="words">{ &d.to }</td><td>{ words::grouped(&d.amount.to_string()) }</td>
                <td>{ d.due.map_or_else(|| "\u{2013}".to_owned(), |due| due.to_string()) }</td></tr>
        }
    };
    html! {
        <>
            <p class="import-sum"><b>{ counted }</b></p>
            { for read.notes.iter().map(|n| html! { <p class="note">{ n }</p> }) }
            if !read.debts.is_empty() {
                <table class="figures">
                    <caption class="away">{ "The first debts" }</caption>
                    <thead><tr><th scope="col">{ "From" }</th><th scope="col" class="words">{ "To" }</th><th scope="col">{ "Amount" }</th><th scope="col">{ "Due" }</th></tr></thead>
                    <tbody>{ for read.debts.iter().take(SAMPLE).map(row) }</tbody>
                </table>
                if read.debts.len() > SAMPLE {
                    <p class="note">{ format!("and {} more.", words::rounded((read.debts.len() - SAMPLE) as f64, 0)) }</p>
                }
            }
        </>
    }
}

/// What was not, by row and column.
fn wrong(all: &[Problem]) -> Html {
    if all.is_empty() {
        return html! {};
    }
    let one = |p: &Problem| {
        html! {
            <li class="problem"><div class="problem-at"><b>{ words::capital(&p.at) }</b></div><span>{ &p.message }</span>
                if let Some(hint) = &p.hint { <small>{ hint }</small> }</li>
        }
    };
    let more = all.len().saturating_sub(SHOWN);
    html! {
        <>
            <p class="field-bad">{ format!("{} to be mended first:", words::count(all.len(), "thing", "things")) }</p>
            <ol class="problems">{ for all.iter().take(SHOWN).map(one) }</ol>
            if more > 0 { <p class="note">{ format!("and {more} more.") }</p> }
        </>
    }
}
