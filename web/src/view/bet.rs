//! The prediction: asked before the first play, answered after it.

use super::{ViewProps, glyph};
use crate::app::{Mode, Model, Msg, Prediction, text};
use yew::prelude::*;

/// The card over the network.
pub(super) fn bet(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    match model.prediction {
        Prediction::Asking => html! { <Ask model={model.clone()} send={send.clone()} /> },
        Prediction::Guess(n) if !model.revealed => html! {
            <p class="bet">{ said(n) }</p>
        },
        _ => answer(model),
    }
}

fn said(n: u32) -> String {
    if n == 0 { "You say none will fail.".into() } else { format!("You say {n} will fail.") }
}

/// The question. It takes the focus, so that it is read out and a digit answers it.
#[component]
fn Ask(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    let card = use_node_ref();
    let field = use_node_ref();
    {
        let card = card.clone();
        use_effect_with((), move |()| {
            if let Some(card) = card.cast::<web_sys::HtmlElement>() {
                let _ = card.focus();
            }
        });
    }
    let question = model.scenario.question.as_ref().map_or("How many will fail?", |q| q.text.as_str());
    let to = |guess: Option<u32>| {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.emit(Msg::Predict(guess)))
    };
    let most = u32::try_from(model.scenario.participants.len()).unwrap_or(u32::MAX);
    html! {
        <section ref={card} class="ask" aria-labelledby="question" tabindex="-1">
            <h2 id="question">{ question }</h2>
            if most <= 12 {
                <div class="numbers" role="group" aria-label="How many fail">
                    { for (0..=most).map(|n| html! {
                        <button type="button" onclick={to(Some(n))}>{ n }</button>
                    }) }
                </div>
            } else {
                { number(most, field, send) }
            }
            <button type="button" class="skip" onclick={to(None)}>{ "Skip, just play" }</button>
        </section>
    }
}

/// A number typed, where there are too many for buttons.
fn number(most: u32, field: NodeRef, send: &Callback<Msg>) -> Html {
    let onsubmit = {
        let (field, send) = (field.clone(), send.clone());
        Callback::from(move |e: SubmitEvent| {
            e.prevent_default();
            let typed = field.cast::<web_sys::HtmlInputElement>().and_then(|f| f.value().trim().parse().ok());
            if let Some(guess) = typed {
                send.emit(Msg::Predict(Some(guess)));
            }
        })
    };
    html! {
        <form class="numbers" {onsubmit}>
            <input ref={field} type="number" min="0" max={most.to_string()} step="1" aria-label="How many fail" />
            <button type="submit">{ "That many" }</button>
        </form>
    }
}

fn answer(model: &Model) -> Html {
    let Some(verdict) = text::verdict(model) else { return Html::default() };
    if model.mode == Mode::Embed && verdict.guess.is_none() {
        return Html::default();
    }
    let verb = if verdict.guess.is_some() { " did." } else { " failed." };
    let class = if verdict.failed == 0 { "fine" } else { "failed" };
    html! {
        <p class="bet" title={verdict.names.join(", ")}>
            { verdict.said() }{ " " }<b {class}>{ verdict.count() }</b>{ verb }
        </p>
    }
}

/// A button that closes something.
pub(super) fn close(send: &Callback<Msg>, msg: Msg, name: &'static str) -> Html {
    let send = send.clone();
    let onclick = Callback::from(move |_: MouseEvent| send.emit(msg.clone()));
    html! {
        <button type="button" class="close" {onclick} aria-label={name} title={name}>{ glyph::line(glyph::CLOSE) }</button>
    }
}
