//! The network as tables that can be edited in place: what the canvas shows, for eyes, ears and keys alike.
//!
//! Tab goes from cell to cell; Enter and the arrows go up and down a column, and what was typed is taken on the way.

use super::adding::adding;
use super::form::Aim;
use super::shared::Same;
use super::table_row::{Now, row};
use crate::app::table::{Line, lines};
use crate::app::words;
use crate::app::{Item, Model, Msg, ties};
use crate::view::ViewProps;
use interclear_core::engine::LinkInfo;
use interclear_core::journal::LinkKind;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// Lines of a block that are shown before somebody asks for more.
const FIRST: usize = 120;

/// The tables.
#[component]
pub fn NetworkTable(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    let more = use_state_eq(|| false);
    let all = use_memo(Same(Rc::clone(&model.scenario)), |s| lines(s));
    let now = Now::of(model);
    let day = now.as_ref().map(|n| words::day(n.trace, n.frame.tick));
    let heading = |what: &str| day.as_ref().map_or_else(|| what.to_owned(), |day| format!("{what}, {day}"));
    let block = |title: String, heads: &[&'static str], class: &'static str, lines: &[Line]| {
        let chosen = lines.iter().position(|l| Some(&l.item) == model.selection.as_ref());
        let shown = if *more || chosen.is_some_and(|at| at >= FIRST) { lines.len() } else { FIRST.min(lines.len()) };
        let show = {
            let more = more.clone();
            Callback::from(move |_: MouseEvent| more.set(true))
        };
        html! {
            <section class="side-block">
                <h2 class="lines-title">{ title.clone() }</h2>
                <div role="table" class={classes!("lines-table", class)} aria-label={title} onkeydown={up_and_down}>
                    <div role="row" class="line-heads">
                        { for heads.iter().map(|h| html! { <span role="columnheader">{ *h }</span> }) }
                        <span role="columnheader"><span class="away">{ "Remove" }</span></span>
                    </div>
                    { for lines.iter().take(shown).map(|l| row(props, now.as_ref(), l)) }
                </div>
                if lines.len() > shown {
                    <button type="button" class="plain" onclick={show}>
                        { format!("Show {} more", words::count(lines.len() - shown, "line", "lines")) }
                    </button>
                }
            </section>
        }
    };
    let people = ["Participant", "At opening", "Cash now", "Equity"];
    let (at, count) = &model.aim;
    html! {
        <div class="network-table">
            { block(heading("Participants"), &people, "people", &all.people) }
            if all.people.is_empty() {
                <p class="side-none">{ "Nobody is here yet. Add a participant, or import a table." }</p>
            }
            { block(heading("Links"), &["From and to", "Amount", "Due"], "links-table", &all.links) }
            if all.links.is_empty() {
                <p class="side-none">{ "Nobody owes anybody anything yet." }</p>
            }
            { adding(props) }
            { loans(model, now.as_ref(), send) }
            { memberships(model, send) }
            <Aim at={at.clone()} count={*count} />
        </div>
    }
}

/// Enter and the arrows go to the same column of another line; the browser tells the field that was left to take its text.
fn up_and_down(e: KeyboardEvent) {
    let down = match e.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        "Enter" => !e.shift_key(),
        _ => return,
    };
    let Some(field) = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) else { return };
    let closest = |css: &str| field.closest(css).ok().flatten();
    let (Some(cell), Some(mut line)) = (closest("[data-col]"), closest("[role=row]")) else { return };
    let column = format!("[data-col=\"{}\"] input", cell.get_attribute("data-col").unwrap_or_default());
    loop {
        let other: Option<Element> = if down { line.next_element_sibling() } else { line.previous_element_sibling() };
        let Some(other) = other else { return };
        if let Some(input) = other.query_selector(&column).ok().flatten() {
            e.prevent_default();
            if let Ok(input) = input.dyn_into::<HtmlInputElement>() {
                let _ = input.focus();
                input.select();
            }
            return;
        }
        line = other;
    }
}

fn figures(caption: &'static str, head: &[&'static str], rows: Vec<Html>) -> Html {
    html! {
        <div class="side-block figures-scroll">
            <table class="figures">
                <caption>{ caption }</caption>
                <thead><tr>{ for head.iter().map(|name| html! { <th scope="col">{ *name }</th> }) }</tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

/// A row that leads somewhere: its name and what it is below it, then a number.
fn leading(
    send: &Callback<Msg>,
    (key, on): (String, bool),
    msg: Msg,
    (name, what): (String, String),
    value: String,
) -> Html {
    let onclick = send.reform(move |_: MouseEvent| msg.clone());
    html! {
        <tr {key} class={classes!("pick", on.then_some("on"))} onclick={onclick.clone()}>
            <th scope="row"><button type="button" class="row-name"
                onclick={onclick.reform(|e: MouseEvent| { e.stop_propagation(); e })}>{ name }</button>
                <span class="state">{ what }</span></th>
            <td>{ value }</td>
        </tr>
    }
}

/// Links that a run has and the scenario has not by themselves: loans against collateral, margin.
fn loans(model: &Model, now: Option<&Now<'_>>, send: &Callback<Msg>) -> Html {
    let Some(now) = now else { return html! {} };
    let s = &model.scenario;
    let own = |i: &LinkInfo| match i.link.kind {
        LinkKind::Obligation => s.obligations.iter().any(|x| x.id == i.id),
        LinkKind::Trade => s.trades.iter().any(|x| x.id == i.id),
        LinkKind::Deposit => s.deposits.iter().any(|x| x.id == i.id),
        LinkKind::Collateral => s.collateral.iter().any(|x| x.id == i.id),
        LinkKind::Position => true,
    };
    let rows = now.trace.links.iter().zip(&now.frame.links).filter(|(i, _)| !own(i)).take(FIRST).map(|(info, link)| {
        let decimals = now.trace.assets.get(info.asset.at()).map_or(2, |a| a.decimals);
        let name = format!("{} \u{2192} {}", now.trace.name(info.from), now.trace.name(info.to));
        let item = Item::Link(info.link.kind, info.id.clone());
        let on = model.selection.as_ref() == Some(&item);
        let key = (format!("{item:?}"), on);
        leading(
            send,
            key,
            Msg::Select(Some(item)),
            (name, words::link_state(info, link)),
            words::money(link.open, decimals),
        )
    });
    let rows: Vec<Html> = rows.collect();
    if rows.is_empty() {
        html! {}
    } else {
        figures("Made by rules", &["From and to, link", "Outstanding"], rows)
    }
}

/// Who contributes to whose fund, is covered by whom, lends in whose pool, holds whose token. A row leads to a form.
fn memberships(model: &Model, send: &Callback<Msg>) -> Html {
    let s = &*model.scenario;
    let row = |t: ties::Tie<'_>| {
        let ends = format!("{} \u{2192} {}", model.name(t.member), model.name(t.house));
        let value = words::grouped(&t.amount.to_string());
        leading(send, (t.at.clone(), false), Msg::GoTo(t.at), (ends, t.what.to_string()), value)
    };
    let rows: Vec<Html> = ties::all(s).into_iter().map(row).collect();
    let head = ["Member and house, holder and issuer", "Contribution, limit, line or units"];
    if rows.is_empty() {
        html! {}
    } else {
        figures("Memberships", &head, rows)
    }
}
