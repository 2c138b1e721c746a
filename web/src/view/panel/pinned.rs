//! A run that is kept for comparison: what keeps it and lets it go, and what is different in the run shown.

use super::shared::{Runs, Same};
use crate::app::compare::{Difference, Pair, Person, compare};
use crate::app::{Item, Model, Msg};
use interclear_core::engine::Trace;
use yew::prelude::*;

/// What says of a chart's other run that it is the one before the last edit; a pinned run is called by its own name.
pub fn named(runs: &Runs, note: String) -> String {
    if runs.pinned { note.replace("before the change", "the pinned run") } else { note }
}

/// The buttons beside the tabs of the charts.
pub fn buttons(model: &Model, shown: &UseStateHandle<bool>, send: &Callback<Msg>) -> Html {
    let Some(pinned) = &model.pinned else {
        let pin = send.reform(|_: MouseEvent| Msg::Pin(true));
        return html! {
            <button type="button" class="chart-toggle" onclick={pin}
                title="Keep this run: charts show it dashed beside whatever you change">{ "Pin this run" }</button>
        };
    };
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(!*shown))
    };
    let unpin = send.reform(|_: MouseEvent| Msg::Pin(false));
    html! {
        <>
            <button type="button" class="chart-toggle" aria-pressed={shown.to_string()} onclick={toggle}
                title={format!("Compared with: {}", pinned.name)}>{ "Differences" }</button>
            <button type="button" class="chart-toggle" onclick={unpin} title={format!("Let go of: {}", pinned.name)}>{ "Unpin" }</button>
        </>
    }
}

/// What is given to the tables.
#[derive(Clone, PartialEq, Properties)]
pub struct DifferenceProps {
    /// The pinned run.
    pub before: Same<Trace>,
    /// The run shown.
    pub now: Same<Trace>,
    /// What the pinned run is called.
    pub name: String,
    /// Whether the end of the run may not be told yet.
    pub hidden: bool,
    /// Where messages go.
    pub send: Callback<Msg>,
}

/// Both tables.
#[component]
pub fn Differences(props: &DifferenceProps) -> Html {
    let both = (props.before.clone(), props.now.clone());
    let found = use_memo(both, |(before, now)| compare(before, now));
    if props.hidden {
        return html! { <p class="charts-none">{ "The question is still open: the differences would give the answer away." }</p> };
    }
    let same = found.metrics.is_empty() && found.people.iter().all(|p| !p.differs);
    html! {
        <div class="chart-table differences" tabindex="0" role="region" aria-label="Differences, table">
            <p class="note">{ format!("At the end of both runs. Pinned: {}.", props.name) }</p>
            if same {
                <p class="charts-none">{ "The runs end alike. Change something: what comes of it stands here." }</p>
            } else {
                <div class="differences-in">
                    { people(&found, &props.send) }
                    { metrics(&found) }
                </div>
            }
        </div>
    }
}

fn people(d: &Difference, send: &Callback<Msg>) -> Html {
    let arrow = |[a, b]: &[String; 2]| {
        let changed = a != b;
        html! { <><td>{ a }</td><td class={changed.then_some("changed")}>{ b }</td></> }
    };
    let one = |p: &Person| {
        let item = Item::Participant(p.id.clone());
        let onclick = send.reform(move |_: MouseEvent| Msg::Select(Some(item.clone())));
        html! {
            <tr key={p.id.clone()} class={(!p.differs).then_some("alike")}>
                <th scope="row"><button type="button" class="row-name" {onclick}>{ &p.label }</button></th>
                { arrow(&p.failed) }{ arrow(&p.loss) }{ arrow(&p.unpaid) }
            </tr>
        }
    };
    html! {
        <table class="figures">
            <caption>{ "Participants" }</caption>
            <thead>
                <tr><td></td><th scope="colgroup" colspan="2">{ "Failed" }</th><th scope="colgroup" colspan="2">{ "Loss" }</th><th scope="colgroup" colspan="2">{ "Unpaid" }</th></tr>
                <tr><th scope="col"><span class="away">{ "Participant" }</span></th>
                    { for (0..3).map(|_| html! { <><th scope="col">{ "pinned" }</th><th scope="col">{ "now" }</th></> }) }</tr>
            </thead>
            <tbody>{ for d.people.iter().map(one) }</tbody>
        </table>
    }
}

fn metrics(d: &Difference) -> Html {
    let one = |p: &Pair| {
        let class = p.worse.map(|worse| if worse { "fail" } else { "better" });
        let [a, b, change] = &p.figures;
        html! {
            <tr key={p.label.clone()}><th scope="row">{ &p.label }</th><td>{ a }</td><td>{ b }</td><td {class}>{ change }</td></tr>
        }
    };
    html! {
        <table class="figures">
            <caption>{ "Figures" }</caption>
            <thead><tr><th scope="col">{ "Figure" }</th><th scope="col">{ "pinned" }</th><th scope="col">{ "now" }</th><th scope="col">{ "change" }</th></tr></thead>
            <tbody>
                { for d.metrics.iter().map(one) }
                <tr><td class="words" colspan="4">{ format!("{} more are the same.", d.same) }</td></tr>
            </tbody>
        </table>
    }
}
