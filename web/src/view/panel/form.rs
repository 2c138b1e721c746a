//! Forms as they are drawn: sections with fields, lists with small buttons, and what may be added to them.

use super::field::FormField;
use super::order::{self, Grip};
use super::said::{self, Said};
use crate::app::form::{self, Action, Field, Picker, Row, Section, is_at, others};
use crate::app::{Model, Msg};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlSelectElement};
use yew::prelude::*;

/// The sections of a form, and the focus where it was sent.
pub fn sections(model: &Model, all: &[Section], send: &Callback<Msg>) -> Html {
    let (at, count) = &model.aim;
    html! {
        <>
            { for all.iter().map(|s| section(model, s, all, send)) }
            <Aim at={at.clone()} count={*count} />
        </>
    }
}

pub(super) fn field(model: &Model, f: &Field, cell: bool, send: &Callback<Msg>) -> Html {
    let at_field = model.problems.iter().filter(|p| is_at(&p.at, &f.at));
    let problems: Vec<Said> = at_field.map(|p| Said::of(model, p, &f.at)).collect();
    let draft = model.drafts.get(&f.at).map(|text| {
        let why = form::tried(&model.scenario, &model.problems, f, text);
        (text.clone(), why.iter().map(|p| Said::of(model, p, &f.at)).collect::<Vec<_>>())
    });
    html! { <FormField key={f.at.clone()} field={f.clone()} {problems} {draft} {cell} send={send.clone()} /> }
}

fn section(model: &Model, section: &Section, all: &[Section], send: &Callback<Msg>) -> Html {
    let key = if section.at.is_empty() { &section.title } else { &section.at };
    let place = (!section.at.is_empty()).then(|| section.at.clone());
    let inner = (section.depth > 0).then(|| format!("form-in form-in-{}", section.depth.min(4)));
    html! {
        <fieldset class={classes!("form", inner)} key={key.clone()} data-at={place} tabindex="-1">
            <legend>{ &section.title }</legend>
            if !section.signs.is_empty() {
                <span class="form-signs">{ for section.signs.iter().map(|a| button(a, send)) }</span>
            }
            if !section.help.is_empty() { <p class="form-help">{ &*section.help }</p> }
            { said::list(model, &others(&model.problems, &section.at, all), &section.at, send) }
            { for section.fields.iter().map(|f| field(model, f, false, send)) }
            { rows(model, section, all, send) }
            if let Some(picker) = &section.picker {
                <Pick picker={picker.clone()} send={send.clone()} />
            }
            if !section.actions.is_empty() {
                <div class="actions">{ for section.actions.iter().map(|a| button(a, send)) }</div>
            }
        </fieldset>
    }
}

fn rows(model: &Model, section: &Section, all: &[Section], send: &Callback<Msg>) -> Html {
    if section.rows.is_empty() {
        return html! {};
    }
    let columns = section.columns.len();
    let cells = columns > 0;
    let class = classes!("rows", cells.then(|| format!("cells cells-{columns}")));
    let one = |row: &Row| {
        let grip = row.order.clone().map(|order| html! { <Grip {order} send={send.clone()} /> });
        let onkeydown = row.order.clone().map(|order| order::by_key(order, send.clone()));
        html! {
            <li class={classes!("row", grip.is_some().then_some("row-moves"))} data-at={row.at.clone()} tabindex="-1"
                aria-label={row.title.clone()} {onkeydown}>
                { for grip }
                <span class="row-title">{ &row.title }</span>
                if cells {
                    { for row.fields.iter().map(|f| field(model, f, true, send)) }
                }
                <span class="row-buttons">{ for row.actions.iter().map(|a| button(a, send)) }</span>
                if !row.help.is_empty() { <small>{ &*row.help }</small> }
                if !cells {
                    { for row.fields.iter().map(|f| field(model, f, false, send)) }
                }
                { said::list(model, &others(&model.problems, &row.at, all), &row.at, send) }
            </li>
        }
    };
    html! {
        <>
            if cells {
                <div class={classes!("heads", class.clone())} aria-hidden="true">
                    { for section.columns.iter().map(|name| html! { <span>{ name }</span> }) }
                </div>
            }
            <ol {class}>{ for section.rows.iter().map(one) }</ol>
        </>
    }
}

/// A button. One that can do nothing now keeps its place and the focus.
fn button(a: &Action, send: &Callback<Msg>) -> Html {
    let (edit, then, moves) = (a.edit.clone(), a.then.clone(), a.moves.clone());
    let send = send.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(moves) = &moves {
            send.emit(Msg::Arrange(moves.clone(), then.clone()));
        } else if let Some(edit) = &edit {
            send.emit(Msg::Press(edit.clone(), then.clone()));
        }
    });
    let off = a.edit.is_none().then_some("true");
    let place = (!a.at.is_empty()).then(|| a.at.clone());
    let danger = a.removes.then_some("danger");
    match a.sign {
        Some(sign) => html! {
            <button type="button" class={classes!("sign", danger)} data-at={place} aria-label={a.label.clone()} title={a.label.clone()}
                aria-disabled={off} {onclick}>{ sign }</button>
        },
        None => html! {
            <button type="button" class={classes!("plain", danger)} data-at={place} aria-disabled={off} {onclick}>{ &a.label }</button>
        },
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PickProps {
    picker: Picker,
    send: Callback<Msg>,
}

/// A choice and a button: arrow keys look through the choice and add nothing by themselves.
#[component]
fn Pick(props: &PickProps) -> Html {
    let list = use_node_ref();
    let onclick = {
        let (list, picker, send) = (list.clone(), props.picker.clone(), props.send.clone());
        Callback::from(move |_: MouseEvent| {
            let chosen = list.cast::<HtmlSelectElement>().and_then(|l| usize::try_from(l.selected_index()).ok());
            let action = chosen.and_then(|i| picker.options.get(i));
            if let Some((edit, then)) = action.and_then(|a| Some((a.edit.clone()?, a.then.clone()))) {
                send.emit(Msg::Press(edit, then));
            }
        })
    };
    let label = &props.picker.label;
    html! {
        <div class="pick-new field-entry">
            <select ref={list} aria-label={label.clone()}>
                { for props.picker.options.iter().map(|a| html! { <option key={a.label.clone()}>{ &a.label }</option> }) }
            </select>
            <button type="button" class="plain" {onclick}>{ label }</button>
        </div>
    }
}

thread_local! {
    /// The last place that got the focus, by its number: a panel that comes back later sends it nowhere.
    static AIMED: Cell<u32> = const { Cell::new(0) };
}

#[derive(Clone, PartialEq, Properties)]
pub(super) struct AimProps {
    pub at: String,
    pub count: u32,
}

/// Puts the focus at a place of the form, or at what is nearest to it.
#[component]
pub(super) fn Aim(props: &AimProps) -> Html {
    let at = props.at.clone();
    use_effect_with(props.count, move |&count| {
        if AIMED.replace(count) != count {
            focus_at(&at);
        }
    });
    html! {}
}

/// Puts the focus at a place; one that ends with `/` is the first field inside it.
fn focus_at(at: &str) {
    let (at, inside) = at.strip_suffix('/').map_or((at, false), |place| (place, true));
    let side = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("side-body"));
    let Some(all) = side.and_then(|s| s.query_selector_all("[data-at]").ok()) else { return };
    let places = (0..all.length()).filter_map(|i| all.get(i)?.dyn_into::<Element>().ok());
    let of = |e: &Element| e.get_attribute("data-at").unwrap_or_default();
    let near = places.filter(|e| is_at(at, &of(e)) || is_at(&of(e), at));
    // The place itself, else the nearest that holds it, else the first inside.
    let best = near.min_by_key(|e| {
        let place = of(e);
        (place.len() > at.len(), place.len().abs_diff(at.len()))
    });
    let Some(found) = best else { return };
    let inside = inside || found.matches("li").unwrap_or_default();
    let first = inside.then(|| found.query_selector("input, select, textarea").ok().flatten());
    let target = first.flatten().unwrap_or_else(|| found.clone());
    // All of a new row is shown, not its first field alone.
    if inside { &found } else { &target }.scroll_into_view_with_bool(false);
    if let Some(target) = target.dyn_ref::<HtmlElement>() {
        let _ = target.focus();
    }
}
