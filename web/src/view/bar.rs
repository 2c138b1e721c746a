//! The time bar: play, step, the rail with its failures, speed.

use super::{ViewProps, glyph};
use crate::app::{Msg, Playhead, play, text};
use web_sys::{HtmlInputElement, HtmlSelectElement, InputEvent};
use yew::prelude::*;

/// Speeds offered.
const SPEEDS: [(f64, &str); 4] = [(0.5, "\u{bd}\u{d7}"), (1.0, "1\u{d7}"), (2.0, "2\u{d7}"), (4.0, "4\u{d7}")];

/// Ticks up to this many have their numbers under the rail.
const FEW: usize = 16;

/// Ticks up to this many have a dot each on the rail; more would run into one another.
const MANY: usize = 41;

/// The time bar.
pub(super) fn time_bar(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    let to = |msg: Msg| {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.emit(msg.clone()))
    };
    let last = model.trace.as_ref().map(|t| play::last(t));
    let at_end = last.is_some_and(|l| model.playhead >= l);
    let none = last.is_none();
    let (word, picture) = match (model.playing, at_end) {
        (true, _) => ("Pause", glyph::PAUSE),
        (false, true) => ("Replay", glyph::AGAIN),
        (false, false) => ("Play", glyph::PLAY),
    };
    let (big, small) = text::moment(model);
    let speed = {
        let send = send.clone();
        Callback::from(move |e: Event| {
            let chosen =
                e.target_dyn_into::<HtmlSelectElement>().and_then(|s| usize::try_from(s.selected_index()).ok());
            if let Some((speed, _)) = chosen.and_then(|at| SPEEDS.get(at)) {
                send.emit(Msg::Speed(*speed));
            }
        })
    };
    html! {
        <section class="time" aria-label="Time">
            <div class="transport" role="group" aria-label="Playing">
                <button type="button" class="step" disabled={none} onclick={to(Msg::Seek(Playhead::default()))}
                    aria-label="To the beginning" title="To the beginning (Home)">{ glyph::solid(glyph::FIRST) }</button>
                <button type="button" class="step" disabled={none} onclick={to(Msg::StepBack)}
                    aria-label="One step back" title="One step back (left arrow)">{ glyph::solid(glyph::BACK) }</button>
                <button type="button" class="play" disabled={none} onclick={to(Msg::PlayPause)}
                    aria-label={word} title={format!("{word} (space)")}>{ glyph::solid(picture) }</button>
                <button type="button" class="step" disabled={none} onclick={to(Msg::StepForward)}
                    aria-label="One step on" title="One step on (right arrow)">{ glyph::solid(glyph::ON) }</button>
                <button type="button" class="step" disabled={none} onclick={to(Msg::SeekFailure { forward: true })}
                    aria-label="To the next failure" title="To the next failure (L)">{ glyph::solid(glyph::FAILURE) }</button>
            </div>
            <p class="moment"><b>{ big }</b><span>{ small }</span></p>
            { rail(props) }
            <select class="speed" aria-label="Speed" title="Speed" onchange={speed}>
                { for SPEEDS.iter().map(|(value, name)| html! {
                    <option value={value.to_string()} selected={(model.speed - value).abs() < 1e-9}>{ *name }</option>
                }) }
            </select>
        </section>
    }
}

/// The rail: one stop per moment, a mark per failure, a playhead that can be dragged.
fn rail(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    let Some(trace) = &model.trace else {
        return html! { <div class="rail" /> };
    };
    let moments = play::moments(trace);
    let most = moments.len().saturating_sub(1);
    let at = moments.iter().position(|m| *m == model.playhead).unwrap_or(0);
    let place = |i: usize| format!("{:.3}%", 100.0 * i as f64 / most.max(1) as f64);
    let seek = {
        let (send, moments) = (send.clone(), moments.clone());
        Callback::from(move |e: InputEvent| {
            let value = e.target_dyn_into::<HtmlInputElement>().map(|i| i.value_as_number()).unwrap_or_default();
            if let Some(moment) = moments.get(value as usize) {
                send.emit(Msg::Seek(*moment));
            }
        })
    };
    // Past failures are known; those to come are marked only once the run has been seen to its end.
    let told = model.may_tell();
    let marks = text::rail_marks(trace).into_iter().filter(|m| told || m.moment <= model.playhead);
    let ticks = (0..moments.len()).filter(|i| moments.get(*i).is_some_and(|m| m.round == 0));
    html! {
        <div class="rail">
            <svg class="rail-line" aria-hidden="true">
                <rect class="rail-bed" x="0" y="13" width="100%" height="4" rx="2" />
                <rect class="rail-done" x="0" y="13" width={place(at)} height="4" rx="2" />
                { for ticks.clone().filter(|_| trace.frames.len() <= MANY).map(|i| html! { <circle class={if i <= at { "rail-tick done" } else { "rail-tick" }} cx={place(i)} cy="15" r="3" /> }) }
                if trace.frames.len() <= FEW {
                    { for ticks.filter_map(|i| moments.get(i).map(|m| html! { <text class="rail-day" x={place(i)} y="33" text-anchor="middle">{ m.tick }</text> })) }
                }
            </svg>
            <input type="range" class="rail-head" min="0" max={most.to_string()} step="1" value={at.to_string()}
                oninput={seek} aria-label="Moment" aria-valuetext={text::moment_spoken(model)} />
            <svg class="rail-marks" role="group" aria-label="Failures">
                { for marks.map(|m| {
                    let (send, moment) = (send.clone(), m.moment);
                    let go = Callback::from(move |_: MouseEvent| send.emit(Msg::Seek(moment)));
                    html! {
                        <svg x={format!("{:.3}%", m.at * 100.0)} y="0" overflow="visible">
                            <g class="rail-mark" onclick={go}>
                                <title>{ m.text }</title>
                                <rect x="-12" y="-12" width="24" height="20" fill="transparent" />
                                <path d="M-3.5 -3.500L3.500 3.500M3.500 -3.500L-3.500 3.500" />
                            </g>
                        </svg>
                    }
                }) }
            </svg>
        </div>
    }
}
