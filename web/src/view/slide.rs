//! The large slider of the scenario, the choice of wirings and the choice of equilibrium.

use super::{ViewProps, later};
use crate::app::slider::{self, Track};
use crate::app::{Edit, Model, Msg, accounts, rewire, text, words};
use interclear_core::scenario::{Control, Equilibrium, Novation};
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

/// What can be turned while looking.
pub(super) fn slide(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    let large = slider::large(model).map(|(control, value)| large_slider(model, send, control, value));
    html! {
        <section class="what" aria-label="What if">
            { large.unwrap_or_default() }
            if model.scenario.rewire.is_some() {
                { wirings(model, send) }
            }
            if !model.scenario.positions.is_empty() {
                { novations(model, send) }
            }
            if text::has_choice(model) {
                { equilibria(model, send) }
            }
        </section>
    }
}

fn large_slider(model: &Model, send: &Callback<Msg>, control: &Control, value: f64) -> Html {
    let track = later::here().and_then(|l| (l.track)(model));
    let hint = match &track {
        Some(track) => track.text.clone(),
        None if !model.may_tell() => "press Play first: then this shows where it changes".into(),
        None => String::new(),
    };
    let message = |done: bool| {
        let (send, control) = (send.clone(), control.clone());
        move |input: Option<HtmlInputElement>| {
            if let Some(stop) = input.map(|i| i.value_as_number()).filter(|v| v.is_finite()) {
                let value = control.value_at(stop as u32);
                send.emit(Msg::Slide { target: control.target.clone(), value, done });
            }
        }
    };
    let (moving, done) = (message(false), message(true));
    let oninput = Callback::from(move |e: InputEvent| moving(e.target_dyn_into()));
    let onchange = Callback::from(move |e: Event| done(e.target_dyn_into()));
    let shown = words::stop_now(&model.scenario, control, value);
    let spoken = match fails_now(model) {
        Some(words) => format!("{shown}, {words}"),
        None => shown.clone(),
    };
    html! {
        <>
            <label class="what-label" for="what-if">{ &control.label }</label>
            <div class="slide">
                { track_picture(track.as_ref()) }
                <input id="what-if" type="range" class="slide-head" min="0" max={(control.stops() - 1).to_string()} step="1"
                    value={control.stop_of(value).to_string()} {oninput} {onchange}
                    aria-valuetext={spoken} aria-describedby="what-hint" />
                { hint_text(track.as_ref(), &hint) }
                <span id="what-hint" class="away">{ hint.clone() }</span>
            </div>
            <output class="what-value" for="what-if">{ shown }</output>
        </>
    }
}

fn fails_now(model: &Model) -> Option<String> {
    let trace = model.trace.as_ref().filter(|_| model.may_tell())?;
    let failed = u32::try_from(trace.failures().len()).ok()?;
    Some(words::fail(failed))
}

fn percent(at: f64) -> String {
    format!("{:.3}%", at * 100.0)
}

fn track_picture(track: Option<&Track>) -> Html {
    html! {
        <svg class="slide-line" aria-hidden="true">
            <rect class="slide-bed" x="0" y="11" width="100%" height="5" rx="2.5" />
            if let Some(track) = track {
                { for track.parts.iter().map(|(from, to, strength)| {
                    let (class, opacity) = match strength {
                        None => ("slide-unknown", 1.0),
                        Some(s) if *s <= 0.0 => ("slide-fine", 1.0),
                        Some(s) => ("slide-fails", *s),
                    };
                    html! { <rect {class} x={percent(*from)} y="11" width={percent(to - from)} height="5" opacity={opacity.to_string()} /> }
                }) }
                { for track.marks.iter().map(|at| html! {
                    <line class="slide-mark" x1={percent(*at)} x2={percent(*at)} y1="3" y2="24" />
                }) }
            }
        </svg>
    }
}

fn hint_text(track: Option<&Track>, hint: &str) -> Html {
    let at = track.map_or(0.0, |t| t.at);
    let anchor = if at < 0.2 {
        "start"
    } else if at > 0.8 {
        "end"
    } else {
        "middle"
    };
    html! {
        <svg class="slide-words" aria-hidden="true">
            <text x={percent(at)} y="10" text-anchor={anchor}>{ hint.to_owned() }</text>
        </svg>
    }
}

fn wirings(model: &Model, send: &Callback<Msg>) -> Html {
    let now = later::here().and_then(|l| (l.wiring)(model));
    let choice = |(id, words): &(&'static str, &'static str)| {
        let (send, id) = (send.clone(), *id);
        let onclick = Callback::from(move |_: MouseEvent| send.emit(Msg::Edit(Edit::Rewire(id.to_owned()))));
        let pressed = now == Some(id);
        html! { <button type="button" aria-pressed={pressed.to_string()} {onclick}>{ *words }</button> }
    };
    html! {
        <div class="segments" role="group" aria-label="Who owes whom, with the same totals">
            { for rewire::WIRINGS.iter().map(choice) }
        </div>
    }
}

/// How positions are settled: the network is wired by it.
fn novations(model: &Model, send: &Callback<Msg>) -> Html {
    let now = accounts::novation(&model.scenario);
    let choice = |(how, words): (Novation, &'static str)| {
        let (send, mut rules) = (send.clone(), model.scenario.rules.clone());
        rules.novation = Some(how);
        let edit = Edit::Named(format!("settle by {}", how.label()), Box::new(Edit::Rules(Box::new(rules))));
        let onclick = Callback::from(move |_: MouseEvent| send.emit(Msg::Press(edit.clone(), None)));
        let pressed = now == how;
        html! {
            <button type="button" aria-pressed={pressed.to_string()} aria-label={format!("Settle by {}", how.label())}
                title={words::capital(how.label())} {onclick}>{ words }</button>
        }
    };
    html! {
        <div class="segments" role="group" aria-label="How positions are settled">
            { for Novation::ALL.into_iter().zip(accounts::SHORT).map(choice) }
        </div>
    }
}

fn equilibria(model: &Model, send: &Callback<Msg>) -> Html {
    let choice = |rule: Equilibrium, words: &'static str, title: &'static str| {
        let (send, mut rules) = (send.clone(), model.scenario.rules.clone());
        let pressed = rules.equilibrium == rule;
        rules.equilibrium = rule;
        let onclick = Callback::from(move |_: MouseEvent| send.emit(Msg::Edit(Edit::Rules(Box::new(rules.clone())))));
        html! { <button type="button" aria-pressed={pressed.to_string()} {onclick} {title}>{ words }</button> }
    };
    html! {
        <div class="segments" role="group" aria-label="Which outcome, where there are several">
            { choice(Equilibrium::Greatest, "best case", "As many payments as can be made together") }
            { choice(Equilibrium::Least, "worst case", "Nobody pays until paid") }
        </div>
    }
}
