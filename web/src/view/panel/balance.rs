//! The balance sheet of the selected participant at the moment shown. It is drawn up when it is opened.

use super::shared::Same;
use crate::app::sheet::{Row, Sheet, drawn_up, is_there, shown};
use crate::app::words;
use crate::app::{Item, Model, Msg, Panel};
use interclear_core::engine::{BalanceSheet, Trace};
use interclear_core::scenario::Scenario;
use std::rc::Rc;
use yew::prelude::*;

/// The panel, closed as long as nobody asks for it.
pub fn balance_sheet(model: &Model, send: &Callback<Msg>) -> Html {
    let (Some(trace), Some(Item::Participant(id))) = (&model.trace, &model.selection) else { return html! {} };
    if model.has_errors() || words::participant(trace, id).is_none() {
        return html! {};
    }
    let tick = model.playhead.tick.min(u32::try_from(trace.frames.len().saturating_sub(1)).unwrap_or(0));
    let (scenario, trace) = (Same(Rc::clone(&model.scenario)), Same(Rc::clone(trace)));
    let playing = model.playing;
    html! { <BalancePanel {scenario} {trace} {tick} who={id.clone()} {playing} send={send.clone()} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct BalanceProps {
    scenario: Same<Scenario>,
    trace: Same<Trace>,
    tick: u32,
    who: String,
    playing: bool,
    send: Callback<Msg>,
}

/// What a sheet was drawn up of.
type Drawn = (Same<Scenario>, u32, String, Option<Rc<BalanceSheet>>);

thread_local! {
    /// Open for one participant is open for the next: whoever goes through a network goes on looking at sheets.
    static OPEN: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

#[component]
fn BalancePanel(props: &BalanceProps) -> Html {
    let open = use_state(|| OPEN.get());
    // While it plays it stays at the moment it was drawn up at: a run for each tick shown would hold up the playing.
    let seen = {
        let kept = use_mut_ref(|| None::<Drawn>);
        if *open && !props.playing {
            let known = kept
                .borrow()
                .as_ref()
                .is_some_and(|(s, tick, who, _)| *s == props.scenario && *tick == props.tick && *who == props.who);
            if !known {
                let sheet = drawn_up(&props.scenario, &props.who, props.tick).map(Rc::new);
                *kept.borrow_mut() = Some((props.scenario.clone(), props.tick, props.who.clone(), sheet));
            }
        }
        let mine = |(_, _, who, sheet): &Drawn| sheet.clone().filter(|_| *who == props.who);
        kept.borrow().as_ref().and_then(mine)
    };
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| {
            OPEN.set(!*open);
            open.set(!*open);
        })
    };
    html! {
        <section class="look side-block" aria-label="Balance sheet">
            <button type="button" class="look-head" aria-expanded={if *open { "true" } else { "false" }} {onclick}>
                <span>{ "Balance sheet" }</span>
                <small>{ "what it has and owes, line by line" }</small>
            </button>
            if *open {
                { seen.map_or_else(|| html! { <p class="side-none">{ "Pause to draw it up." }</p> }, |s| inside(props, &s)) }
            }
        </section>
    }
}

fn inside(props: &BalanceProps, sheet: &BalanceSheet) -> Html {
    let trace = &*props.trace;
    let recorded = trace.frames.get(sheet.tick as usize).and_then(|f| f.participants.get(sheet.who.at()));
    let Some(recorded) = recorded else { return html! {} };
    let s = shown(trace, sheet, recorded);
    let day = words::capital_day(trace, sheet.tick);
    let unit = trace.assets.get(trace.numeraire.at()).map_or("", |a| a.label.as_str());
    html! {
        <>
            <p class="note">{ format!("{day}, as it ended, in {unit}.") }</p>
            <div class="balance">
                { side(props, "Has", &s.assets, "It has nothing.", html! {}) }
                { side(props, "Owes", &s.liabilities, "It owes nothing.", equity(&s)) }
            </div>
            <table class="figures balance-sums">
                <caption class="away">{ "Sums" }</caption>
                <tbody>
                    <tr class="sum"><th scope="row">{ "All that it has" }</th><td>{ &s.total }</td></tr>
                    <tr class="sum"><th scope="row">{ "Debts and equity" }</th><td>{ &s.total }</td></tr>
                </tbody>
            </table>
            { verdict(&s) }
        </>
    }
}

/// Whether it foots, in a sentence.
fn verdict(s: &Sheet) -> Html {
    if s.foots {
        html! { <p class="balance-foots"><span class="state ok">{ "\u{2713}" }</span>{ " Both sides foot to the quantum, and agree with the run." }</p> }
    } else {
        html! { <p class="balance-foots fail">{ "\u{2715} The sides do not foot: please report this." }</p> }
    }
}

/// The line that makes both sides equal.
fn equity(s: &Sheet) -> Html {
    html! {
        <>
            <tr class="sum"><th scope="row">{ "All that it owes" }</th><td>{ &s.owed }</td></tr>
            <tr><th scope="row">{ if s.short { "Equity: it owes more than it has" } else { "Equity" } }</th>
                <td class={s.short.then_some("fail")}>{ &s.equity }</td></tr>
        </>
    }
}

fn side(props: &BalanceProps, title: &'static str, rows: &[Row], none: &'static str, end: Html) -> Html {
    html! {
        <table class="figures">
            <caption>{ title }</caption>
            <tbody>
                if rows.is_empty() {
                    <tr><td class="words side-none" colspan="2">{ none }</td></tr>
                }
                { for rows.iter().map(|r| line(props, r)) }
                { end }
            </tbody>
        </table>
    }
}

fn line(props: &BalanceProps, r: &Row) -> Html {
    let to = r.to.clone().filter(|item| is_there(&props.scenario, item));
    let name = match to {
        Some(item) => {
            let send = props.send.clone();
            let onclick = Callback::from(move |_: MouseEvent| {
                send.emit(Msg::Select(Some(item.clone())));
                send.emit(Msg::ShowPanel(Panel::Inspect));
            });
            html! { <button type="button" class="row-name balance-go" {onclick}>{ &r.label }</button> }
        }
        None => html! { { &r.label } },
    };
    html! {
        <tr>
            <th scope="row">{ name }if !r.note.is_empty() { <span class="state">{ &r.note }</span> }</th>
            <td>{ &r.value }</td>
        </tr>
    }
}
