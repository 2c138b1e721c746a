//! Inspect, with several participants chosen: how they stand together, and what can be done with all of them.

use crate::app::{Item, Line, Many, Model, Msg, words};
use crate::view::canvas::request_fit_chosen;
use crate::view::icons::icon;
use yew::prelude::*;

/// The chosen participants.
pub(super) fn several(model: &Model, send: &Callback<Msg>) -> Html {
    let ids = &model.desk.group;
    let what = format!("{} among them", words::count(model.links_among(), "link", "links"));
    let failed = ids.iter().filter(|id| has_failed(model, id)).count();
    let line = |line: Line, picture: &'static str, name: &'static str| {
        let lay = send.reform(move |_: MouseEvent| Msg::Many(Many::Line(line)));
        html! {
            <button type="button" class="plain square" aria-label={name} title={name} onclick={lay}>{ icon(picture, 18) }</button>
        }
    };
    html! {
        <>
            if failed > 0 { <span class="chip fail">{ format!("\u{2715} {failed} of {} failed", ids.len()) }</span> }
            <h2>{ format!("{} participants selected", ids.len()) }</h2>
            <p class="side-kind">{ what }</p>
            <div class="actions">
                { deed(send, "Duplicate", "Another of each, with the links among them (Ctrl D)", Many::Duplicate) }
                { copy(send) }
                { paste(send) }
                <button type="button" class="plain" title="Bring them into view (F)" onclick={Callback::from(|_: MouseEvent| request_fit_chosen())}>{ "Zoom to them" }</button>
                <button type="button" class="plain" onclick={send.reform(|_: MouseEvent| Msg::DeleteSelection)}>{ "Delete" }</button>
            </div>
            <div class="side-block">
                <h3>{ "In line" }</h3>
                <div class="actions">
                    { line(Line::Row, "align_row", "Align in a row") }
                    { line(Line::Column, "align_column", "Align in a column") }
                    { line(Line::Across, "space_across", "Space out across") }
                    { line(Line::Down, "space_down", "Space out down") }
                </div>
            </div>
            <div class="side-block">
                <h3>{ "Selected" }</h3>
                <ul class="links chosen">{ for ids.iter().map(|id| row(model, id, send)) }</ul>
            </div>
        </>
    }
}

fn has_failed(model: &Model, id: &str) -> bool {
    let seen = model.trace.as_ref().and_then(|t| {
        let frame = words::frame_at(t, model.playhead)?;
        frame.participants.get(words::participant(t, id)?.at()).map(|p| words::has_failed(p, model.playhead))
    });
    seen.unwrap_or(false)
}

/// One of the chosen: a click selects it alone, the cross takes it out.
fn row(model: &Model, id: &str, send: &Callback<Msg>) -> Html {
    let (alone, out) = (id.to_owned(), id.to_owned());
    let name = model.name(id).to_owned();
    html! {
        <li key={id.to_owned()}>
            <button type="button" class="link-row" onclick={send.reform(move |_: MouseEvent| Msg::Select(Some(Item::Participant(alone.clone()))))}>
                <span>{ &name }</span>
            </button>
            <button type="button" class="out" aria-label={format!("Take {name} out of the selection")}
                onclick={send.reform(move |_: MouseEvent| Msg::Many(Many::Toggle(out.clone())))}>{ icon("close", 14) }</button>
        </li>
    }
}

/// What can be done with one participant that is selected.
pub(super) fn single(send: &Callback<Msg>) -> Html {
    html! {
        <div class="actions">
            { deed(send, "Duplicate", "Another one like this (Ctrl D)", Many::Duplicate) }
            { copy(send) }
            { paste(send) }
        </div>
    }
}

fn copy(send: &Callback<Msg>) -> Html {
    deed(send, "Copy", "To be pasted here or into another scenario (Ctrl C)", Many::Copy { cut: false, there: false })
}

fn paste(send: &Callback<Msg>) -> Html {
    deed(send, "Paste", "What was copied here or in another tab (Ctrl V)", Many::PasteHeld)
}

fn deed(send: &Callback<Msg>, name: &'static str, help: &'static str, many: Many) -> Html {
    let click = send.reform(move |_: MouseEvent| Msg::Many(many.clone()));
    html! { <button type="button" class="plain" title={help} onclick={click}>{ name }</button> }
}
