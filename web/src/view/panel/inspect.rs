//! Inspect: how the selected thing stands, why, its numbers, its sliders, its form.

use super::balance::balance_sheet;
use super::earlier::earlier;
use super::facts::facts;
use super::form::sections;
use super::rest::rest;
use super::said;
use super::several::{several, single};
use super::shared::{Runs, Same};
use super::stands::stands;
use super::turn::turns;
use super::why::{self, WhyProps, balance};
use crate::app::form;
use crate::app::words;
use crate::app::{Item, Model, Msg, explained};
use crate::view::later;
use interclear_core::engine::{LinkState, Trace};
use interclear_core::journal::LinkKind;
use interclear_core::preset;
use interclear_core::units::{Amount, ParticipantIx};
use yew::prelude::*;

/// The selected thing, or the scenario.
pub fn inspect(model: &Model, send: &Callback<Msg>) -> Html {
    let item = model.selection.as_ref();
    if item.is_none() && !model.desk.group.is_empty() {
        return several(model, send);
    }
    if item.is_none() && model.why.is_none() {
        let all: Vec<_> = model.problems.iter().collect();
        return html! { <>{ said::list(model, &all, "", send) }{ rest(model, later::here(), send) }</> };
    }
    let profile = model.profile.as_deref().filter(|_| model.may_tell());
    let form = item.map(|item| form::sections(&model.scenario, Some(item))).unwrap_or_default();
    let loose = item.map(|item| form::loose(&model.problems, Some(item), &form)).unwrap_or_default();
    let here = item.map(form::place).unwrap_or_default();
    html! {
        <>
            { header(model) }
            { item.map(|item| said::count(model, Some(item), send)) }
            { said::list(model, &loose, &here, send) }
            { why(model, send) }
            { numbers(model, send) }
            { facts(model, send) }
            { balance_sheet(model, send) }
            { earlier(model) }
            { stands(model) }
            { turns(&model.scenario, &form::controls(&model.scenario, item), profile, send) }
            if matches!(item, Some(Item::Participant(_))) { { single(send) } }
            { sections(model, &form, send) }
        </>
    }
}

/// The rules, the clock, the assets and the description.
pub fn rules(model: &Model, send: &Callback<Msg>) -> Html {
    let form = form::sections(&model.scenario, None);
    html! { <>{ said::count(model, None, send) }{ sections(model, &form, send) }</> }
}

/// The name of what is selected, and how it stands.
fn header(model: &Model) -> Html {
    let s = &*model.scenario;
    match model.selection.as_ref() {
        None => html! {
            <>
                <h2>{ if s.title.is_empty() { "Untitled" } else { s.title.as_str() } }</h2>
                if !s.summary.is_empty() { <p class="side-kind">{ &s.summary }</p> }
            </>
        },
        Some(Item::Participant(id)) => participant_header(model, id),
        Some(Item::Link(kind, id)) => {
            let ends = model.trace.as_ref().and_then(|t| t.links.iter().find(|l| l.link.kind == *kind && l.id == *id));
            let between = model.trace.as_ref().zip(ends);
            let ends = between.map(|(t, l)| format!("{} to {}", t.name(l.from), t.name(l.to)));
            html! { <><h2>{ ends.unwrap_or_else(|| id.clone()) }</h2><p class="side-kind">{ link_word(*kind) }</p></> }
        }
        Some(Item::Event(id)) => {
            let event = s.events.iter().find(|e| e.id == *id);
            let title = event.map_or("Shock", |e| e.what.label());
            let when = event.map(|e| format!("{} {}", words::capital(&s.clock.unit), e.tick)).unwrap_or_default();
            html! { <><h2>{ title }</h2><p class="side-kind">{ when }</p></> }
        }
        Some(Item::Asset(id)) => {
            let name = s.assets.iter().find(|a| a.id == *id).map_or(id.as_str(), |a| a.label.as_str());
            html! { <><h2>{ name }</h2><p class="side-kind">{ "Asset" }</p></> }
        }
    }
}

fn link_word(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Obligation => "Obligation: debtor to creditor",
        LinkKind::Trade => "Trade: seller to buyer",
        LinkKind::Deposit => "Deposit: depositor to taker",
        LinkKind::Collateral => "Collateral: pledger to holder",
        LinkKind::Position => "Account: positions in contracts",
    }
}

fn participant_header(model: &Model, id: &str) -> Html {
    let s = &*model.scenario;
    let p = s.participants.iter().find(|p| p.id == id);
    let name = p.map_or(id, |p| p.label.as_str());
    let kind =
        p.map(|p| preset::by_id(&p.kind).map_or_else(|| words::capital(&p.kind.replace('_', " ")), |k| k.label.into()));
    let seen = model.trace.as_ref().and_then(|t| {
        let frame = words::frame_at(t, model.playhead)?;
        let who = words::participant(t, id)?;
        Some((t, who, frame.participants.get(who.at())?))
    });
    let chip = seen.map(|(t, _, f)| {
        let standing = words::standing(t, f, model.playhead);
        html! { <span class={classes!("chip", standing.class)}>{ standing.mark }{ " " }{ standing.words }</span> }
    });
    let failed = seen
        .filter(|(_, _, f)| words::has_failed(f, model.playhead))
        .map(|(t, who, f)| words::kind_of_failure(t, who, f));
    let kind = kind.filter(|k| !k.is_empty());
    let line: Vec<&str> = kind.as_deref().into_iter().chain(failed).collect();
    html! {
        <>
            { chip }
            <h2>{ name }</h2>
            <p class="side-kind">{ line.join(" \u{b7} ") }</p>
        </>
    }
}

/// The explanation asked for, or that of the selected participant's failure.
fn why(model: &Model, send: &Callback<Msg>) -> Html {
    let Some(runs) = Runs::of(model) else { return html! {} };
    let Some(entry) = explained(model) else { return html! {} };
    why::explained(&WhyProps { trace: runs.trace, entry, closable: model.why.is_some(), send: send.clone() })
}

/// The balance sheet and the links of the selected participant.
fn numbers(model: &Model, send: &Callback<Msg>) -> Html {
    let (Some(runs), Some(Item::Participant(id))) = (Runs::of(model), &model.selection) else { return html! {} };
    let trace = runs.trace;
    let (Some(frame), Some(who)) = (words::frame_at(&trace, model.playhead), words::participant(&trace, id)) else {
        return html! {};
    };
    let Some(p) = frame.participants.get(who.at()) else { return html! {} };
    html! {
        <>
            { balance(&trace, frame.tick as usize, p) }
            { links(&trace, frame, who, send) }
        </>
    }
}

fn links(
    trace: &Same<Trace>,
    frame: &interclear_core::engine::Frame,
    who: ParticipantIx,
    send: &Callback<Msg>,
) -> Html {
    // A link that a shock may fill, and has not, says nothing.
    let filled = |l: &interclear_core::engine::LinkInfo, now: &interclear_core::engine::LinkFrame| {
        [l.amount, now.open, now.due, now.paid].iter().any(|a| *a != Amount::ZERO)
    };
    let all = trace.links.iter().zip(&frame.links);
    let of_who = all.filter(|(l, now)| (l.from == who || l.to == who) && filled(l, now));
    let row = |(info, link): (&interclear_core::engine::LinkInfo, &interclear_core::engine::LinkFrame)| {
        let decimals = trace.assets.get(info.asset.at()).map_or(2, |a| a.decimals);
        let arrow = if info.from == who { "\u{2192}" } else { "\u{2190}" };
        let other = trace.name(if info.from == who { info.to } else { info.from });
        let amount = if link.due > Amount::ZERO && link.paid < link.due {
            format!("{} / {}", words::money(link.paid, decimals), words::money(link.due, decimals))
        } else {
            words::money(info.amount, decimals)
        };
        let bad = matches!(link.state, LinkState::Broken | LinkState::Late);
        let item = Item::Link(info.link.kind, info.id.clone());
        html! {
            <li><button type="button" class="link-row" onclick={send.reform(move |_| Msg::Select(Some(item.clone())))}>
                <span>{ arrow }{ " " }{ other }{ ", " }{ words::link_state(info, link) }</span>
                <span class={bad.then_some("bad")}>{ amount }</span>
            </button></li>
        }
    };
    let rows: Vec<Html> = of_who.map(row).collect();
    if rows.is_empty() {
        return html! {};
    }
    html! { <div class="side-block"><h3>{ "Links" }</h3><ul class="links">{ for rows }</ul></div> }
}
