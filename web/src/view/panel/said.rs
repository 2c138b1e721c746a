//! A problem as the panel says it: the reason, the hint, and a way to what it is about where that is elsewhere.

use crate::app::form::{self, is_at};
use crate::app::{Item, Model, Msg};
use interclear_core::scenario::{Problem, Severity};
use yew::prelude::*;

/// A problem, and the name of what it is about when that is not where it is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The problem.
    pub problem: Problem,
    /// What to go to: `Ida: contribution of Ash`.
    pub to: Option<String>,
}

impl Said {
    /// A problem said at a place.
    #[must_use]
    pub fn of(model: &Model, problem: &Problem, here: &str) -> Self {
        let elsewhere = here.is_empty() || !is_at(&problem.at, here);
        let to = elsewhere.then(|| form::spot(&model.scenario, &problem.at)).flatten().map(|s| s.words);
        Self { problem: problem.clone(), to }
    }
}

/// A problem with its hint and its way.
pub fn said(said: &Said, send: &Callback<Msg>) -> Html {
    let p = &said.problem;
    let class = if p.severity == Severity::Error { "field-bad" } else { "field-warn" };
    let at = p.at.clone();
    let go = send.reform(move |_: MouseEvent| Msg::GoTo(at.clone()));
    html! {
        <p {class}>
            { form::says(p) }
            if let Some(words) = &said.to {
                { " " }<button type="button" class="go" onclick={go}>{ words }</button>
            }
        </p>
    }
}

/// A list of problems, each with its way; nothing when there is none.
pub fn list(model: &Model, problems: &[&Problem], here: &str, send: &Callback<Msg>) -> Html {
    if problems.is_empty() {
        return html! {};
    }
    let mild = problems.iter().all(|p| p.severity == Severity::Warning).then_some("mild");
    let one = |p: &&Problem| html! { <li>{ said(&Said::of(model, p, here), send) }</li> };
    html! { <ul class={classes!("problems", mild)}>{ for problems.iter().map(one) }</ul> }
}

/// How much is wrong with what a panel shows: refused entries, errors, warnings; each leads to the first of its kind.
pub fn count(model: &Model, item: Option<&Item>, send: &Callback<Msg>) -> Html {
    let place = item.map(form::place);
    let here = |at: &str| match &place {
        Some(place) => is_at(at, place),
        None => form::spot(&model.scenario, at).is_some_and(|s| s.item.is_none()),
    };
    let of = |severity| model.problems.iter().filter(move |p| p.severity == severity).map(|p| p.at.as_str());
    let drafts: Vec<&str> = model.drafts.keys().map(String::as_str).filter(|at| here(at)).collect();
    let errors: Vec<&str> = of(Severity::Error).filter(|at| here(at)).collect();
    let warnings: Vec<&str> = of(Severity::Warning).filter(|at| here(at)).collect();
    let part = |all: &[&str], one: &str, many: &str, class: &'static str| {
        let first = (*all.first()?).to_owned();
        let words = if all.len() == 1 { format!("1 {one}") } else { format!("{} {many}", all.len()) };
        let go = send.reform(move |_: MouseEvent| Msg::GoTo(first.clone()));
        Some(html! { <button type="button" class={classes!("go", class)} onclick={go}>{ words }</button> })
    };
    let parts: Vec<Html> = [
        part(&drafts, "entry not taken", "entries not taken", "field-bad"),
        part(&errors, "error", "errors", "field-bad"),
        part(&warnings, "warning", "warnings", "field-warn"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        return html! {};
    }
    html! { <p class="side-count">{ for parts }</p> }
}
