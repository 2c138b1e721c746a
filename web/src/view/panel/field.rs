//! One field of a form: label, entry, unit, help, and whatever is wrong with it, in its place.

use super::said::{Said, said};
use crate::app::Msg;
use crate::app::form::{Field, Input};
use interclear_core::scenario::Severity;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What a field is given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FieldProps {
    /// The field.
    pub field: Field,
    /// Problems of the scenario at its place.
    pub problems: Vec<Said>,
    /// What was typed and is refused, and why; without a reason it would do by now.
    pub draft: Option<(String, Vec<Said>)>,
    /// Whether it stands in a column, whose head has its name.
    #[prop_or_default]
    pub cell: bool,
    /// Where messages go.
    pub send: Callback<Msg>,
}

/// One field.
#[component]
pub fn FormField(props: &FieldProps) -> Html {
    // What is being typed: a run that comes back meanwhile must not put the old text in its place.
    let typing = use_state_eq(|| None::<String>);
    let shown = text_of(&props.field.input);
    {
        // What was typed goes when the value changes from elsewhere (undo, a slider).
        let typing = typing.clone();
        use_effect_with(shown.clone(), move |_| typing.set(None));
    }
    let oninput = {
        let typing = typing.clone();
        Callback::from(move |e: InputEvent| typing.set(Some(entered(&e))))
    };
    let enter = {
        let (field, send) = (props.field.clone(), props.send.clone());
        Callback::from(move |text: String| {
            let edit = (field.set)(&text).ok();
            send.emit(Msg::Enter { at: field.at.clone(), text, edit });
        })
    };
    let onchange = {
        let (enter, typing, shown, drafted) = (enter.clone(), typing.clone(), shown.clone(), props.draft.is_some());
        Callback::from(move |e: Event| {
            let text = entered(&e);
            typing.set(None);
            if drafted || text != shown {
                enter.emit(text);
            }
        })
    };
    let onkeydown = escapes(&typing, &enter, (&shown, props.draft.is_some()));
    let Field { at, label, help, unit, .. } = &props.field;
    let id = format!("f-{}", at.replace(['/', ' ', '.'], "-"));
    let refused = props.draft.as_ref().is_some_and(|d| !d.1.is_empty());
    let bad = refused || props.problems.iter().any(|p| p.problem.severity == Severity::Error);
    let kept = props.draft.as_ref().map_or(&shown, |d| &d.0);
    let text = typing.as_ref().unwrap_or(kept);
    let wide = matches!(props.field.input, Input::Long(_)).then_some("field-wide");
    let speaks = props.draft.is_some() || !props.problems.is_empty();
    let (says, hint) = (format!("{id}-says"), format!("{id}-hint"));
    let described = described(&[(speaks, &says), (!help.is_empty(), &hint)]);
    html! {
        <div class={classes!("field", wide, props.cell.then_some("cell"))}>
            <label for={id.clone()} title={help.to_string()} class={props.cell.then_some("away")}>{ label }</label>
            <div class="field-entry">
                { entry(&props.field, &Entry { id: &id, text, bad, described, oninput, onchange, onkeydown }) }
                if !unit.is_empty() && !props.cell {
                    <span class="field-unit" title={unit.clone()}>{ unit }</span>
                }
            </div>
            if !help.is_empty() {
                <p class="field-hint" id={hint}>{ &**help }</p>
            }
            <div class="field-says" id={says} aria-live="polite">
                if let Some((typed, why)) = &props.draft {
                    { for why.iter().map(|p| said(p, &props.send)) }
                    { way_out(&props.field.input, typed, why.is_empty(), &enter) }
                } else {
                    { for props.problems.iter().map(|p| said(p, &props.send)) }
                }
            </div>
        </div>
    }
}

/// Escape gives back what was there.
fn escapes(
    typing: &UseStateHandle<Option<String>>,
    enter: &Callback<String>,
    (shown, drafted): (&str, bool),
) -> Callback<KeyboardEvent> {
    let (typing, enter, shown) = (typing.clone(), enter.clone(), shown.to_owned());
    Callback::from(move |e: KeyboardEvent| {
        if e.key() == "Escape" && (drafted || typing.is_some()) {
            e.prevent_default();
            e.stop_propagation();
            typing.set(None);
            if drafted {
                enter.emit(shown.clone());
            }
        }
    })
}

/// The ids of what describes a field, of those that are there.
fn described(all: &[(bool, &String)]) -> Option<String> {
    let ids: Vec<&str> = all.iter().filter(|(yes, _)| *yes).map(|(_, id)| id.as_str()).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// What can be done about a refused entry without typing: put the last good value back, or set it once it would do.
fn way_out(input: &Input, typed: &str, fits: bool, enter: &Callback<String>) -> Html {
    let (before, typed) = (text_of(input), typed.to_owned());
    let back = enter.reform({
        let before = before.clone();
        move |_: MouseEvent| before.clone()
    });
    let set = enter.reform(move |_: MouseEvent| typed.clone());
    let named = matches!(input, Input::Number(_) | Input::Text(_)) && !before.is_empty() && before.len() < 20;
    let words = if named { format!("Put back {before}") } else { "Put back what was there".to_owned() };
    html! {
        <p class="field-out">
            if fits {
                <span>{ "This would do now." }</span>
                <button type="button" class="plain" onclick={set}>{ "Set it" }</button>
            }
            <button type="button" class="plain" onclick={back}>{ words }</button>
        </p>
    }
}

/// What every kind of entry needs.
struct Entry<'a> {
    id: &'a str,
    text: &'a str,
    bad: bool,
    described: Option<String>,
    oninput: Callback<InputEvent>,
    onchange: Callback<Event>,
    onkeydown: Callback<KeyboardEvent>,
}

fn entry(field: &Field, e: &Entry<'_>) -> Html {
    let (id, onchange, says) = (e.id.to_owned(), e.onchange.clone(), e.described.clone());
    let (oninput, at) = (e.oninput.clone(), field.at.clone());
    let invalid = e.bad.then_some("true");
    match &field.input {
        Input::Check(_) => html! {
            <input type="checkbox" {id} data-at={at} checked={e.text == "true"} {onchange} aria-invalid={invalid} aria-describedby={says} />
        },
        Input::Choice(_, options) => html! {
            <select {id} data-at={at} {onchange} aria-invalid={invalid} aria-describedby={says}>
                { for options.iter().map(|(value, word)| html! {
                    <option value={value.clone()} selected={value == e.text}>{ word }</option>
                }) }
            </select>
        },
        Input::Long(_) => html! {
            <textarea {id} data-at={at} value={e.text.to_owned()} {oninput} {onchange} aria-invalid={invalid} aria-describedby={says} />
        },
        Input::Number(_) | Input::Text(_) => {
            let number = matches!(field.input, Input::Number(_));
            html! {
                <input type="text" {id} data-at={at} value={e.text.to_owned()} {oninput} {onchange} onkeydown={e.onkeydown.clone()} placeholder={field.empty}
                    class={number.then_some("number")} inputmode={if number { "decimal" } else { "text" }}
                    autocomplete="off" spellcheck="false" aria-invalid={invalid} aria-describedby={says} />
            }
        }
    }
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
