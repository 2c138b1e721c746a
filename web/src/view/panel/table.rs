//! The network as two tables: what the canvas shows, for eyes, ears and keys alike.

use super::shared::Runs;
use crate::app::words;
use crate::app::{Item, Msg, ties};
use interclear_core::engine::{Frame, LinkInfo, LinkState, Trace};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::Scenario;
use interclear_core::units::Amount;
use std::rc::Rc;
use yew::prelude::*;

/// What the tables are given.
#[derive(Clone, Debug)]
pub struct TableProps {
    /// The run and the moment.
    pub runs: Runs,
    /// The scenario, for what the run does not list.
    pub scenario: Rc<Scenario>,
    /// What is selected.
    pub selection: Option<Item>,
    /// Where messages go.
    pub send: Callback<Msg>,
}

/// The tables.
pub fn network_table(props: &TableProps) -> Html {
    let trace = &*props.runs.trace;
    let Some(frame) = words::frame_at(trace, props.runs.playhead) else { return html! {} };
    let day = words::day(trace, frame.tick);
    html! {
        <>
            { participants(props, trace, frame, &day) }
            <div class="side-block">{ links(props, trace, frame, &day) }</div>
            { memberships(props) }
        </>
    }
}

/// A row: its name and its state below it, then numbers.
fn row(props: &TableProps, item: Item, name: String, state: Html, cells: Vec<Html>) -> Html {
    let on = props.selection.as_ref() == Some(&item);
    let key = format!("{item:?}");
    leading(props, (key, on), Msg::Select(Some(item)), (name, state), cells)
}

/// A row with a message.
fn leading(
    props: &TableProps,
    (key, on): (String, bool),
    msg: Msg,
    (name, state): (String, Html),
    cells: Vec<Html>,
) -> Html {
    let pick = props.send.reform(move |()| msg.clone());
    let onclick = pick.reform(|_: MouseEvent| ());
    html! {
        <tr {key} class={classes!("pick", on.then_some("on"))} onclick={onclick.clone()}>
            <th scope="row"><button type="button" class="row-name" aria-pressed={on.to_string()}
                onclick={onclick.reform(|e: MouseEvent| { e.stop_propagation(); e })}>{ name }</button>{ state }</th>
            { for cells }
        </tr>
    }
}

fn figures(caption: String, head: &[&'static str], rows: Vec<Html>) -> Html {
    html! {
        <div class="figures-scroll">
            <table class="figures">
                <caption>{ caption }</caption>
                <thead><tr>{ for head.iter().map(|name| html! { <th scope="col">{ *name }</th> }) }</tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

fn participants(props: &TableProps, trace: &Trace, frame: &Frame, day: &str) -> Html {
    let rows = trace.participants.iter().zip(&frame.participants).map(|(info, p)| {
        let standing = words::standing(trace, p, props.runs.playhead);
        let show = |amount: Amount| html! { <td>{ words::money(amount, trace.decimals()) }</td> };
        let state = html! { <span class={classes!("state", standing.class)}>{ standing.mark }{ " " }{ short(&standing.words) }</span> };
        let cells = vec![
            show(p.cash),
            show(p.due),
            show(p.paid),
            show(p.equity()),
        ];
        row(props, Item::Participant(info.id.clone()), info.label.clone(), state, cells)
    });
    let head = ["Participant, state", "Cash", "Due", "Paid", "Equity"];
    figures(format!("Participants, {day}"), &head, rows.collect())
}

/// A standing in a word or two, for a narrow column.
fn short(words: &str) -> String {
    match words {
        "pays what is due" => "pays".to_owned(),
        "owes more than it has" => "insolvent".to_owned(),
        "pays thanks to collateral" => "strained".to_owned(),
        "requests wait in its queue" => "locked".to_owned(),
        "late, within grace" => "late".to_owned(),
        "out, cannot pay" => "out".to_owned(),
        other => other.split(',').next().unwrap_or(other).replace("FAILED on", "failed"),
    }
}

fn links(props: &TableProps, trace: &Trace, frame: &Frame, day: &str) -> Html {
    let rows = trace.links.iter().zip(&frame.links).map(|(info, link)| {
        let decimals = trace.assets.get(info.asset.at()).map_or(2, |a| a.decimals);
        let show = |amount: Amount| html! { <td>{ words::money(amount, decimals) }</td> };
        let bad = matches!(link.state, LinkState::Broken | LinkState::Late | LinkState::Seized);
        let class = classes!("state", bad.then_some("fail"));
        let state = html! { <span {class}>{ words::link_state(info, link) }</span> };
        let name = format!("{} \u{2192} {}", trace.name(info.from), trace.name(info.to));
        let cells = vec![
            show(info.amount),
            if link.due > Amount::ZERO {
                show(link.paid)
            } else {
                html! { <td>{ "\u{2013}" }</td> }
            },
        ];
        row(props, item(info), name, state, cells)
    });
    let head = ["From and to, link", "Amount", "Paid"];
    figures(format!("Links, {day}"), &head, rows.collect())
}

/// Who contributes to whose fund, is covered by whom, lends in whose pool, holds whose token. A row leads to a form.
fn memberships(props: &TableProps) -> Html {
    let s = &*props.scenario;
    let name = |id: &str| s.participants.iter().find(|p| p.id == id).map_or(id.to_owned(), |p| p.label.clone());
    let row = |t: ties::Tie<'_>| {
        let what = html! { <span class="state">{ t.what.to_string() }</span> };
        let cells = vec![html! { <td>{ words::grouped(&t.amount.to_string()) }</td> }];
        let ends = format!("{} \u{2192} {}", name(t.member), name(t.house));
        leading(props, (t.at.clone(), false), Msg::GoTo(t.at), (ends, what), cells)
    };
    let rows: Vec<Html> = ties::all(s).into_iter().map(row).collect();
    if rows.is_empty() {
        return html! {};
    }
    let head = ["Member and house, holder and issuer", "Contribution, limit, line or units"];
    html! { <div class="side-block">{ figures("Memberships".to_owned(), &head, rows) }</div> }
}

/// The selection that a link of the run stands for.
pub(super) fn item(info: &LinkInfo) -> Item {
    let kind: LinkKind = info.link.kind;
    Item::Link(kind, info.id.clone())
}
