//! Problems: where in the file, what, and what would mend it. The file's own line is shown with a mark.

use super::to_format;
use crate::app::find::{Finder, Found, report};
use crate::runtime::copy;
use interclear_core::scenario::{Problem, Severity};
use std::rc::Rc;
use yew::prelude::*;

pub(super) fn view(list: &Rc<Vec<Problem>>, text: Option<&Rc<str>>) -> Html {
    let errors = list.iter().filter(|p| p.severity == Severity::Error).count();
    let kept = if text.is_some() { " Nothing was replaced." } else { "" };
    let heading = match errors {
        0 => "It runs, but probably not as meant.".to_owned(),
        1 => format!("It cannot run: one thing must be mended.{kept}"),
        n => format!("It cannot run: {n} things must be mended.{kept}"),
    };
    let finder = text.map(|t| Finder::new(t));
    let one = |p: &Problem| problem(p, finder.as_ref().and_then(|f| f.find(p)));
    html! {
        <>
            <p>{ heading }</p>
            <ol class="problems">{ for list.iter().map(one) }</ol>
            <p class="note">{ to_format("", "The format of scenario files, field by field") }</p>
            <Report list={list.clone()} text={text.cloned()} />
        </>
    }
}

fn problem(p: &Problem, found: Option<Found>) -> Html {
    let place = if p.at.is_empty() { "the whole file" } else { p.at.as_str() };
    let line = found.as_ref().map(|f| format!("Line {}, column {}", f.line, f.column));
    // A text that is no JSON has no place but its line.
    let named = !place.starts_with("line ") || line.is_none();
    html! {
        <li class={if p.severity == Severity::Error { "problem" } else { "problem mild" }}>
            <div class="problem-at">
                if let Some(line) = line { <b>{ line }</b>{ " " } }
                if named { <code>{ place }</code> }
            </div>
            <span>{ &p.message }</span>
            if let Some(hint) = &p.hint {
                <small>{ hint }</small>
            }
            { found.map(excerpt) }
        </li>
    }
}

/// The line, with a mark on what stands at the place.
fn excerpt(found: Found) -> Html {
    let (head, here, rest) = found.parts();
    html! { <pre class="excerpt">{ head }<mark>{ here }</mark>{ rest }</pre> }
}

#[derive(Clone, PartialEq, Properties)]
struct ReportProps {
    list: Rc<Vec<Problem>>,
    text: Option<Rc<str>>,
}

/// Copies all of it as text.
#[component]
fn Report(props: &ReportProps) -> Html {
    let done = use_state_eq(|| "");
    let onclick = {
        let (props, done) = (props.clone(), done.clone());
        Callback::from(move |_: MouseEvent| {
            let done = done.clone();
            copy(report(&props.list, props.text.as_deref()), move |copied| {
                done.set(if copied { "Copied." } else { "This browser does not let the page copy. Select the text." });
            });
        })
    };
    html! {
        <p class="report">
            <button type="button" class="plain" {onclick}>{ "Copy report" }</button>
            <span role="status">{ *done }</span>
        </p>
    }
}
