//! Problems: where, what, and what would mend it.

use super::to_format;
use interclear_core::scenario::{Problem, Severity};
use yew::prelude::*;

pub(super) fn view(list: &[Problem]) -> Html {
    let errors = list.iter().filter(|p| p.severity == Severity::Error).count();
    let heading = match errors {
        0 => "It runs, but probably not as meant.".to_owned(),
        1 => "It cannot run: one thing must be mended. Nothing was replaced.".to_owned(),
        n => format!("It cannot run: {n} things must be mended. Nothing was replaced."),
    };
    let one = |p: &Problem| {
        let place = if p.at.is_empty() { "the whole file" } else { p.at.as_str() };
        html! {
            <li class={if p.severity == Severity::Error { "problem" } else { "problem mild" }}>
                <code>{ place }</code>
                <span>{ &p.message }</span>
                if let Some(hint) = &p.hint {
                    <small>{ hint }</small>
                }
            </li>
        }
    };
    html! {
        <>
            <p>{ heading }</p>
            <ol class="problems">{ for list.iter().map(one) }</ol>
            <p class="note">{ to_format("", "The format of scenario files, field by field") }</p>
        </>
    }
}
