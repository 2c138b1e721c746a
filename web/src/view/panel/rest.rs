//! What the side panel shows while nothing is selected: what the case is about, and its other sliders.

use super::turn::turns;
use crate::app::{Many, Model, Msg, Panel, form};
use crate::view::later::Later;
use crate::view::notice::NOT_ADVICE;
use yew::prelude::*;

/// The case in words, with its sliders.
pub fn rest(model: &Model, later: Option<Later>, send: &Callback<Msg>) -> Html {
    let s = &*model.scenario;
    let profile = model.profile.as_deref().filter(|_| model.may_tell());
    let edit = send.reform(|_| Msg::ShowPanel(Panel::Rules));
    let paste = send.reform(|_| Msg::Many(Many::PasteHeld));
    html! {
        <>
            <h2>{ if s.title.is_empty() { "Untitled" } else { s.title.as_str() } }</h2>
            <p class="side-text">{ &s.summary }</p>
            <p class="not-advice" hidden={s.history.is_empty()}>{ NOT_ADVICE }</p>
            { turns(s, &form::controls(s, None), profile, send) }
            <p class="side-hint">{ "Select a participant or a wire: its numbers, why it failed, and what can be changed." }</p>
            <div class="actions">
                <button type="button" class="plain" title="Participants that were copied (Ctrl V)" onclick={paste}>{ "Paste" }</button>
                <button type="button" class="plain" onclick={edit}>{ "Rules and description" }</button>
            </div>
            <div class="side-case">
                {
                    match later {
                        Some(later) => (later.case)(model, send),
                        None => html! { <p class="side-source"><b>{ "Source: " }</b>{ &s.source }</p> },
                    }
                }
            </div>
        </>
    }
}
