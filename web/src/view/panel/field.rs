//! One field of a form: label, entry, unit, help, and whatever is wrong with it, in its place.

use crate::app::Msg;
use crate::app::form::{Field, Input, is_at};
use interclear_core::scenario::{Problem, Severity};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What a field is given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FieldProps {
    /// The field.
    pub field: Field,
    /// Problems of the scenario at its place.
    pub problems: Vec<Problem>,
    /// Where messages go.
    pub send: Callback<Msg>,
}

/// What was typed and could not be read, and why.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    text: String,
    why: String,
}

/// One field.
#[component]
pub fn FormField(props: &FieldProps) -> Html {
    let draft = use_state_eq(|| None::<Draft>);
    // What is being typed: a run that comes back meanwhile must not put the old text in its place.
    let typing = use_state_eq(|| None::<String>);
    let shown = text_of(&props.field.input);
    {
        // What was typed goes when the value changes from elsewhere (undo, a slider).
        let (draft, typing) = (draft.clone(), typing.clone());
        use_effect_with(shown.clone(), move |_| {
            draft.set(None);
            typing.set(None);
        });
    }
    let oninput = {
        let typing = typing.clone();
        Callback::from(move |e: InputEvent| typing.set(Some(entered(&e))))
    };
    let onchange = {
        let (field, send, draft, shown) = (props.field.clone(), props.send.clone(), draft.clone(), shown.clone());
        let typing = typing.clone();
        Callback::from(move |e: Event| {
            let text = entered(&e);
            typing.set(None);
            if text == shown {
                draft.set(None);
                return;
            }
            match (field.set)(&text) {
                Ok(edit) => {
                    draft.set(None);
                    send.emit(Msg::Edit(edit));
                }
                Err(why) => draft.set(Some(Draft { text, why })),
            }
        })
    };
    let id = format!("f-{}", props.field.at.replace(['/', ' ', '.'], "-"));
    let bad = draft.is_some() || props.problems.iter().any(|p| p.severity == Severity::Error);
    let tried = draft.as_ref().map_or(shown, |d| d.text.clone());
    let text = typing.as_ref().map_or(tried, Clone::clone);
    let wide = matches!(props.field.input, Input::Long(_));
    let says = (bad || !props.problems.is_empty()).then(|| format!("{id}-says"));
    html! {
        <div class={classes!("field", wide.then_some("field-wide"))}>
            <label for={id.clone()} title={props.field.help}>{ &props.field.label }</label>
            <div class="field-entry">
                { entry(&props.field, &Entry { id: &id, text: &text, bad, says: says.clone(), oninput, onchange }) }
                if !props.field.unit.is_empty() {
                    <span class="field-unit">{ &props.field.unit }</span>
                }
            </div>
            <div class="field-says" id={says} aria-live="polite">
                if let Some(draft) = &*draft {
                    <p class="field-bad">{ &draft.why }</p>
                }
                { for props.problems.iter().map(problem) }
            </div>
        </div>
    }
}

/// What every kind of entry needs.
struct Entry<'a> {
    id: &'a str,
    text: &'a str,
    bad: bool,
    says: Option<String>,
    oninput: Callback<InputEvent>,
    onchange: Callback<Event>,
}

fn entry(field: &Field, e: &Entry<'_>) -> Html {
    let (id, onchange, says) = (e.id.to_owned(), e.onchange.clone(), e.says.clone());
    let oninput = e.oninput.clone();
    let invalid = e.bad.then_some("true");
    let help = (!field.help.is_empty()).then_some(field.help);
    match &field.input {
        Input::Check(on) => html! {
            <input type="checkbox" {id} checked={*on} title={help} {onchange} aria-invalid={invalid} aria-describedby={says} />
        },
        Input::Choice(now, options) => html! {
            <select {id} title={help} {onchange} aria-invalid={invalid} aria-describedby={says}>
                { for options.iter().map(|(value, word)| html! {
                    <option value={value.clone()} selected={value == now}>{ word }</option>
                }) }
            </select>
        },
        Input::Long(_) => html! {
            <textarea {id} title={help} value={e.text.to_owned()} {oninput} {onchange} aria-invalid={invalid} aria-describedby={says} />
        },
        Input::Number(_) | Input::Text(_) => {
            let number = matches!(field.input, Input::Number(_));
            html! {
                <input type="text" {id} title={help} value={e.text.to_owned()} {oninput} {onchange} placeholder={field.empty}
                    class={number.then_some("number")} inputmode={if number { "decimal" } else { "text" }}
                    autocomplete="off" spellcheck="false" aria-invalid={invalid} aria-describedby={says} />
            }
        }
    }
}

/// A problem with its hint.
pub(super) fn problem(p: &Problem) -> Html {
    let class = if p.severity == Severity::Error { "field-bad" } else { "field-warn" };
    html! {
        <p {class}>{ &p.message }{ p.hint.as_ref().map(|h| format!(" ({h})")).unwrap_or_default() }</p>
    }
}

/// The problems at a field's place.
#[must_use]
pub fn problems_at(problems: &[Problem], field: &Field) -> Vec<Problem> {
    problems.iter().filter(|p| is_at(&p.at, &field.at)).cloned().collect()
}

fn text_of(input: &Input) -> String {
    match input {
        Input::Number(text) | Input::Text(text) | Input::Long(text) | Input::Choice(text, _) => text.clone(),
        Input::Check(on) => on.to_string(),
    }
}

fn entered(e: &Event) -> String {
    let Some(target) = e.target() else { return String::new() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return if input.type_() == "checkbox" { input.checked().to_string() } else { input.value() };
    }
    if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        return select.value();
    }
    target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value).unwrap_or_default()
}
