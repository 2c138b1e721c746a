//! One line of the network table: its fields, what the run says of it at the moment shown, and a way to take it away.

use super::form::field;
use crate::app::table::Line;
use crate::app::words;
use crate::app::{Item, Model, Msg};
use crate::view::ViewProps;
use interclear_core::engine::{Frame, LinkFrame, LinkInfo, LinkState, Trace};
use interclear_core::units::Amount;
use yew::prelude::*;

/// The run at the moment shown.
#[derive(Clone, Copy, Debug)]
pub struct Now<'a> {
    /// The run.
    pub trace: &'a Trace,
    /// The tick, as it ended.
    pub frame: &'a Frame,
}

impl<'a> Now<'a> {
    /// The run of a model, once there is one.
    pub fn of(model: &'a Model) -> Option<Self> {
        let trace = model.trace.as_deref()?;
        Some(Self { trace, frame: words::frame_at(trace, model.playhead)? })
    }
}

/// A line. Who puts the focus in it selects it, so the network shows where the table is.
pub fn row(props: &ViewProps, now: Option<&Now<'_>>, line: &Line) -> Html {
    let ViewProps { model, send } = props;
    let on = model.selection.as_ref() == Some(&line.item);
    let select = send.reform({
        let item = line.item.clone();
        move |()| Msg::Select(Some(item.clone()))
    });
    let onfocusin = (!on).then(|| select.reform(|_: FocusEvent| ()));
    let onclick = (!on).then(|| select.reform(|_: MouseEvent| ()));
    let person = matches!(line.item, Item::Participant(_));
    let gone = {
        let (edit, next) = (line.gone.clone(), Some(line.next.clone()).filter(|at| !at.is_empty()));
        send.reform(move |e: MouseEvent| {
            e.stop_propagation();
            Msg::Press(edit.clone(), next.clone())
        })
    };
    let remove = format!("Remove {}", line.name);
    let cell = |at: usize, column: &'static str| match line.cells.get(at).and_then(Option::as_ref) {
        Some(f) => html! { <div role="cell" class="line-cell" data-col={column}>{ field(model, f, true, send) }</div> },
        None => html! { <div role="cell" class="line-number">{ "\u{2013}" }</div> },
    };
    html! {
        <div role="row" key={line.at.clone()} class={classes!("line-row", on.then_some("on"))}
            aria-selected={on.to_string()} {onfocusin} {onclick}>
            if person {
                { cell(0, "name") }
                { cell(1, "opening") }
                { figures(now, &line.item) }
            } else {
                <div role="cell" class="line-ends"><button type="button" class="row-name" aria-pressed={on.to_string()}
                    onclick={select.reform(|_: MouseEvent| ())}>{ &line.name }</button></div>
                { cell(0, "amount") }
                { cell(1, "due") }
            }
            <div role="cell" class="line-gone">
                <button type="button" class="sign danger" aria-label={remove.clone()} title={remove} onclick={gone}>{ "\u{2715}" }</button>
            </div>
            <div role="cell" class="line-state">{ now.map(|now| state(model, now, line)) }</div>
        </div>
    }
}

/// What a participant has at the moment shown, and what is left when all is paid.
fn figures(now: Option<&Now<'_>>, item: &Item) -> Html {
    let found = now.and_then(|now| {
        let Item::Participant(id) = item else { return None };
        let p = now.frame.participants.get(words::participant(now.trace, id)?.at())?;
        Some([p.cash, p.equity()].map(|a| (words::money(a, now.trace.decimals()), a < Amount::ZERO)))
    });
    let one = |(text, below): (String, bool)| {
        html! { <div role="cell" class={classes!("line-number", below.then_some("fail"))}>{ text }</div> }
    };
    let none = || ("\u{2013}".to_owned(), false);
    html! { <>{ for found.unwrap_or_else(|| [none(), none()]).map(one) }</> }
}

/// How it stands, and what of what was due is paid.
fn state(model: &Model, now: &Now<'_>, line: &Line) -> Html {
    match &line.item {
        Item::Participant(id) => {
            let found = words::participant(now.trace, id).and_then(|who| now.frame.participants.get(who.at()));
            let Some(p) = found else { return html! {} };
            let standing = words::standing(now.trace, p, model.playhead);
            let money = |a: Amount| words::money(a, now.trace.decimals());
            let paid = (p.due > Amount::ZERO).then(|| format!(" \u{b7} paid {} of {}", money(p.paid), money(p.due)));
            let said = standing.words.replace("FAILED", "failed");
            html! {
                <><span class={classes!("state", standing.class)}>{ standing.mark }{ " " }{ said }</span>{ paid }
                    <span class="line-equity">{ " \u{b7} equity " }{ money(p.equity()) }</span></>
            }
        }
        Item::Link(kind, id) => {
            let same = |i: &LinkInfo| i.link.kind == *kind && i.id == *id;
            let found = now.trace.links.iter().zip(&now.frame.links).find(|(i, _)| same(i));
            found.map_or_else(|| html! { "position" }, |(info, link)| link_state(now, info, link, line))
        }
        _ => html! {},
    }
}

fn link_state(now: &Now<'_>, info: &LinkInfo, link: &LinkFrame, line: &Line) -> Html {
    let asset = now.trace.assets.get(info.asset.at());
    let decimals = asset.map_or(2, |a| a.decimals);
    let bad = matches!(link.state, LinkState::Broken | LinkState::Late | LinkState::Seized);
    let money = |a: Amount| words::money(a, decimals);
    let unit = line.cells.iter().flatten().next().map(|f| f.unit.clone()).filter(|u| !u.is_empty());
    let paid = (link.due > Amount::ZERO).then(|| format!(" \u{b7} paid {} of {}", money(link.paid), money(link.due)));
    html! {
        <><span class={classes!("state", bad.then_some("fail"))}>{ words::link_state(info, link) }</span>
            { unit.map(|u| format!(" \u{b7} in {u}")) }{ paid }</>
    }
}
