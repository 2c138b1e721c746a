//! A slider of the scenario in the side panel.

use crate::app::{Msg, Profile};
use crate::view::later;
use interclear_core::scenario::{Control, Scenario, control};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What a slider is given.
struct TurnProps {
    /// The slider.
    pub control: Control,
    /// What it stands at.
    pub value: f64,
    /// The same as it is shown.
    pub shown: String,
    /// A number of its own for the id.
    pub id: usize,
    /// Words below it: where failures begin.
    pub tells: String,
    /// Where messages go.
    pub send: Callback<Msg>,
}

/// A slider.
fn turn_of(props: &TurnProps) -> Html {
    let last = props.control.stops().saturating_sub(1);
    let slide = |done: bool| {
        let (control, send) = (props.control.clone(), props.send.clone());
        move |input: HtmlInputElement| {
            let stop: u32 = input.value().parse().unwrap_or(0);
            send.emit(Msg::Slide { target: control.target.clone(), value: control.value_at(stop), done });
        }
    };
    let (moved, ended) = (slide(false), slide(true));
    let oninput = Callback::from(move |e: InputEvent| moved(e.target_unchecked_into()));
    let onchange = Callback::from(move |e: Event| ended(e.target_unchecked_into()));
    let id = format!("turn-{}", props.id);
    let shown = props.shown.clone();
    html! {
        <div class="turn" key={props.control.target.clone()}>
            <label for={id.clone()}><span>{ &props.control.label }</span><output>{ shown.clone() }</output></label>
            <input type="range" {id} min="0" max={last.to_string()} step="1" aria-valuetext={shown}
                value={props.control.stop_of(props.value).to_string()} {oninput} {onchange} />
            if !props.tells.is_empty() {
                <small>{ props.tells.clone() }</small>
            }
        </div>
    }
}

/// Sliders of a scenario, one below the other.
pub fn turns(scenario: &Scenario, controls: &[&Control], profile: Option<&Profile>, send: &Callback<Msg>) -> Html {
    let turn = |(id, c): (usize, &&Control)| {
        let value = control::get(scenario, &c.target).ok()?;
        let tells = profile.filter(|p| p.target == c.target).zip(later::here()).map(|(p, l)| (l.words)(c, p));
        let control = (*c).clone();
        let (shown, tells) = (crate::app::words::stop_now(scenario, &control, value), tells.unwrap_or_default());
        Some(turn_of(&TurnProps { control, value, shown, id, tells, send: send.clone() }))
    };
    html! { <>{ for controls.iter().enumerate().filter_map(turn) }</> }
}
