//! What lines of the journal are asked for: by words, participant, link, kind and amount.

use crate::app::filter::{Filter, kind_name, kinds, links};
use crate::app::words;
use crate::app::{Item, Msg};
use interclear_core::engine::Trace;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The tools above the lines.
pub fn tools(trace: &Trace, filter: &Filter, selected: Option<&Item>, send: &Callback<Msg>) -> Html {
    let change = |set: fn(&mut Filter, String)| {
        let (filter, send) = (filter.clone(), send.clone());
        Callback::from(move |text: String| {
            let mut next = filter.clone();
            set(&mut next, text);
            send.emit(Msg::Filter(next));
        })
    };
    let typed = |e: InputEvent| e.target_unchecked_into::<HtmlInputElement>().value();
    let least = filter.least();
    html! {
        <div class="journal-tools" role="group" aria-label="Which lines">
            <div class="field-entry journal-search">
                <input type="search" aria-label="Words in a line" placeholder="Find words" value={filter.text.clone()}
                    oninput={change(|f, text| f.text = text).reform(typed)} />
                <input type="text" class="number" inputmode="decimal" aria-label="Least amount" placeholder="least amount"
                    value={filter.least.clone()} aria-invalid={least.is_err().then_some("true")}
                    aria-describedby={least.is_err().then_some("least-says")}
                    oninput={change(|f, text| f.least = text).reform(typed)} />
            </div>
            if let Err(why) = least {
                <p class="field-bad" id="least-says">{ why }</p>
            }
            { parties(trace, filter, selected, &change) }
            <div class="journal-kinds-row">
                { kind_list(trace, filter, send) }
                { trouble(filter, send) }
            </div>
        </div>
    }
}

fn parties(
    trace: &Trace,
    filter: &Filter,
    selected: Option<&Item>,
    change: &dyn Fn(fn(&mut Filter, String)) -> Callback<String>,
) -> Html {
    let chosen = |e: Event| e.target_unchecked_into::<HtmlSelectElement>().value();
    let who = change(|f, id| {
        f.who = (!id.is_empty()).then_some(id);
        f.link = None;
    });
    let option = |value: String, text: String, on: bool| html! { <option key={value.clone()} {value} selected={on}>{ text }</option> };
    let all = links(trace, filter.who.as_deref());
    // The value of a link in its list: its kind and its id.
    let value = |(kind, id): &(interclear_core::journal::LinkKind, String)| format!("{kind:?} {id}");
    let link = change(|f, id| f.link = None.or_else(|| read_link(&id)));
    let picked = match selected {
        Some(Item::Participant(id)) if filter.who.as_ref() != Some(id) => {
            let name = words::participant(trace, id).map(|w| trace.name(w).to_owned());
            name.map(|name| {
                (
                    name,
                    who.reform({
                        let id = id.clone();
                        move |_: MouseEvent| id.clone()
                    }),
                )
            })
        }
        _ => None,
    };
    html! {
        <>
            <div class="field-entry">
                <select aria-label="Participant" onchange={who.reform(chosen)}>
                    { option(String::new(), "Everybody".into(), filter.who.is_none()) }
                    { for trace.participants.iter().map(|p| option(p.id.clone(), p.label.clone(), filter.who.as_ref() == Some(&p.id))) }
                </select>
                <select aria-label="Link" onchange={link.reform(chosen)}>
                    { option(String::new(), "Every link".into(), filter.link.is_none()) }
                    { for all.into_iter().map(|(key, name)| option(value(&key), name, filter.link.as_ref() == Some(&key))) }
                </select>
            </div>
            if let Some((name, onclick)) = picked {
                <button type="button" class="go" {onclick}>{ format!("Only {name}") }</button>
            }
        </>
    }
}

fn read_link(value: &str) -> Option<(interclear_core::journal::LinkKind, String)> {
    use interclear_core::journal::LinkKind as K;
    let (kind, id) = value.split_once(' ')?;
    let all = [K::Obligation, K::Trade, K::Deposit, K::Collateral, K::Position];
    let kind = all.into_iter().find(|k| format!("{k:?}") == kind)?;
    Some((kind, id.to_owned()))
}

fn kind_list(trace: &Trace, filter: &Filter, send: &Callback<Msg>) -> Html {
    let all = kinds(trace);
    let label = match filter.kinds.len() {
        0 => "Every kind".to_owned(),
        n => words::count(n, "kind", "kinds"),
    };
    let one = |(kind, count): (interclear_core::journal::EntryKind, usize)| {
        let (filter, send) = (filter.clone(), send.clone());
        let on = filter.kinds.contains(&kind);
        let onchange = Callback::from(move |_: Event| {
            let mut next = filter.clone();
            if !next.kinds.remove(&kind) {
                next.kinds.insert(kind);
            }
            send.emit(Msg::Filter(next));
        });
        html! {
            <label key={kind_name(kind)}><input type="checkbox" checked={on} {onchange} /><span>{ kind_name(kind) }</span>
                <small>{ words::rounded(count as f64, 0) }</small></label>
        }
    };
    html! {
        <details class="journal-kinds">
            <summary>{ label }</summary>
            <div class="journal-kind-list">{ for all.into_iter().map(one) }</div>
        </details>
    }
}

fn trouble(filter: &Filter, send: &Callback<Msg>) -> Html {
    let (next, on) = (Filter { trouble: !filter.trouble, ..filter.clone() }, filter.trouble);
    let onchange = send.reform(move |_: Event| Msg::Filter(next.clone()));
    html! { <label><input type="checkbox" checked={on} {onchange} />{ "Only what went wrong" }</label> }
}
