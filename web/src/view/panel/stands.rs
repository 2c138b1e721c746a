//! Look through: what the selected participant or token stands on. It is worked out when it is opened.

use super::shared::Same;
use crate::app::stands::{Branch, Count, Stack, Stands, Through, Weight, look};
use crate::app::words;
use crate::app::{Item, Model};
use interclear_core::engine::{LookThrough, Trace};
use interclear_core::scenario::Scenario;
use std::rc::Rc;
use yew::prelude::*;

/// The panel, closed as long as nobody asks for it.
pub fn stands(model: &Model) -> Html {
    let (Some(trace), Some(item)) = (&model.trace, &model.selection) else { return html! {} };
    if !matches!(item, Item::Participant(_) | Item::Asset(_)) || model.has_errors() {
        return html! {};
    }
    let tick = model.playhead.tick.min(u32::try_from(trace.frames.len().saturating_sub(1)).unwrap_or(0));
    let (scenario, trace) = (Same(Rc::clone(&model.scenario)), Same(Rc::clone(trace)));
    html! { <LookPanel {scenario} {trace} {tick} item={item.clone()} playing={model.playing} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct LookProps {
    scenario: Same<Scenario>,
    trace: Same<Trace>,
    tick: u32,
    item: Item,
    playing: bool,
}

#[component]
fn LookPanel(props: &LookProps) -> Html {
    let open = use_state(|| false);
    // While it plays it stays at the moment it was opened at: a run for each tick shown would hold up the playing.
    let seen = {
        let wanted = (*open && !props.playing).then(|| (props.scenario.clone(), props.tick));
        let kept = use_mut_ref(|| None::<(Same<Scenario>, u32, Rc<LookThrough>)>);
        if let Some((scenario, tick)) = wanted {
            let known = kept.borrow().as_ref().is_some_and(|(s, t, _)| *s == scenario && *t == tick);
            if !known {
                let found = look(&scenario, tick).map(Rc::new);
                *kept.borrow_mut() = found.map(|look| (scenario, tick, look));
            }
        }
        kept.borrow().as_ref().map(|(_, _, look)| look.clone())
    };
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <section class="look side-block" aria-label="Look through">
            <button type="button" class="look-head" aria-expanded={if *open { "true" } else { "false" }} {onclick}>
                <span>{ "Look through" }</span>
                <small>{ "what it stands on in the end" }</small>
            </button>
            if *open {
                { seen.map_or_else(|| html! { <p class="side-none">{ "Pause to look through." }</p> }, |look| inside(props, &look)) }
            }
        </section>
    }
}

fn inside(props: &LookProps, look: &LookThrough) -> Html {
    let trace = &*props.trace;
    let Some(frame) = trace.frames.get(look.tick as usize) else { return html! {} };
    let through = Through { trace, frame, look };
    let (stands, asset) = match &props.item {
        Item::Participant(id) => match words::participant(trace, id) {
            Some(who) => (through.of_participant(who), false),
            None => return html! {},
        },
        Item::Asset(id) => {
            let at = (0u32..).zip(&trace.assets).find(|(_, a)| a.id == *id).map(|(at, _)| at);
            let claim = props.scenario.assets.iter().find(|a| a.id == *id).and_then(|a| a.claim.as_ref());
            let issuer = claim.and_then(|c| words::participant(trace, &c.issuer));
            let Some(at) = at else { return html! {} };
            (through.of_asset(interclear_core::units::AssetIx(at), issuer), true)
        }
        _ => return html! {},
    };
    parts(&stands, asset, &words::day(trace, look.tick))
}

fn parts(s: &Stands, asset: bool, day: &str) -> Html {
    let exposed = if asset { "Exposed to its issuer" } else { "Exposed to" };
    let nobody = if asset { "Nobody else has a claim on its issuer." } else { "It has no claim on anybody." };
    html! {
        <>
            <h3>{ format!("Stands on, {day}") }</h3>
            { tree(&s.tree) }
            { weights("In the end", &s.base, "Nothing of its own stands behind it.", false) }
            { weights(exposed, &s.exposed, nobody, true) }
            if !s.kinds.is_empty() {
                { weights("Inherits the flaws of", &s.kinds, "", false) }
            }
            { liens(&s.liens, &s.collateral) }
        </>
    }
}

fn number(value: f64) -> String {
    words::rounded(value, if value.abs() < 100.0 { 2 } else { 0 })
}

fn tree(all: &[Branch]) -> Html {
    if all.is_empty() {
        return html! { <p class="side-none">{ "On nobody: it holds no claim on others." }</p> };
    }
    let branch = |b: &Branch| {
        let below = b.inherits && b.flaw.is_none();
        html! {
            <li class={format!("branch branch-{}", b.depth.min(4))}>
                <span>
                    { &b.words }
                    if !b.note.is_empty() { { " " }<small>{ &b.note }</small> }
                    if let Some(flaw) = b.flaw { { " " }<small class="fail">{ "\u{2715} " }{ flaw }</small> }
                    if below { { " " }<small class="strain">{ "\u{25bd} a flaw below" }</small> }
                </span>
                <span class="branch-worth">{ number(b.worth) }</span>
            </li>
        }
    };
    html! { <ul class="branches">{ for all.iter().map(branch) }</ul> }
}

/// A list with bars: solid what is direct, pale what comes through others.
fn weights(title: &str, all: &[Weight], none: &'static str, split: bool) -> Html {
    let most = all.iter().map(|w| w.through).fold(0.0, f64::max);
    let row = |w: &Weight| {
        let width = |v: f64| format!("{:.1}", if most > 0.0 { (v / most).clamp(0.0, 1.0) * 100.0 } else { 0.0 });
        let told = split && w.direct < w.through * 0.999_9;
        html! {
            <li class="weight">
                <span class="weight-name">{ &w.name }</span>
                <span class="weight-sum">
                    { number(w.through) }
                    if told { <small>{ format!(" ({} direct)", number(w.direct)) }</small> }
                </span>
                <svg class="weight-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="weight-all" width={width(w.through)} height="4" />
                    if split { <rect class="weight-direct" width={width(w.direct)} height="4" /> }
                </svg>
            </li>
        }
    };
    html! {
        <>
            <h3>{ title.to_owned() }</h3>
            if all.is_empty() {
                <p class="side-none">{ none }</p>
            } else {
                <ul class="weights">{ for all.iter().map(row) }</ul>
            }
        </>
    }
}

fn liens(all: &[Stack], counts: &[Count]) -> Html {
    if all.is_empty() {
        return html! {};
    }
    let stack = |s: &Stack| {
        let last = s.names.len().saturating_sub(1);
        let how = if s.there { "has them in its box" } else { "owns or has lost them" };
        let name = |(at, name): (usize, &String)| {
            html! {
                <li>{ name }<small>{ " " }{ if at == 0 { "first pledger" } else if at == last { how } else { "pledged on" } }</small></li>
            }
        };
        html! { <li><b>{ &s.units }</b><ol class="lien">{ for s.names.iter().enumerate().map(name) }</ol></li> }
    };
    let count = |c: &Count| {
        let [posted, claimed, multiplier] = c.figures.clone();
        html! {
            <tr>
                <th scope="row">{ &c.name }</th>
                <td>{ posted }</td>
                <td class={c.over.then_some("strain")}>{ claimed }</td>
                <td>{ multiplier }</td>
            </tr>
        }
    };
    html! {
        <>
            <h3>{ "Liens" }</h3>
            <ul class="liens">{ for all.iter().map(stack) }</ul>
            <table class="figures">
                <caption class="away">{ "Collateral, true and claimed" }</caption>
                <thead><tr>
                    <th scope="col">{ "Collateral" }</th>
                    <th scope="col">{ "There is" }</th>
                    <th scope="col">{ "Claimed" }</th>
                    <th scope="col">{ "Multiplier" }</th>
                </tr></thead>
                <tbody>{ for counts.iter().map(count) }</tbody>
            </table>
        </>
    }
}
