//! A short message at the foot of the page, with Undo where that helps; in an embedded page title and way out.

use super::ViewProps;
use super::bet::close;
use crate::app::address::Address;
use crate::app::{Msg, Offer};
use yew::prelude::*;

/// Beside everything that reconstructs an event.
pub(super) const NOT_ADVICE: &str = "A model, not advice; names belong to their owners.";

/// The message, if there is one.
pub(super) fn toast(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    let Some(notice) = &model.notice else { return Html::default() };
    let offer = match notice.offer {
        Offer::Nothing => None,
        Offer::Undo => Some((Msg::Undo, "Undo")),
        Offer::BringBack => Some((Msg::BringBack, "Undo")),
        Offer::Diagnosis => Some((Msg::Diagnose, "Save diagnostic file")),
    };
    let button = |(msg, words): (Msg, &'static str)| {
        let send = send.clone();
        let click = Callback::from(move |_: MouseEvent| send.emit(msg.clone()));
        html! { <button type="button" onclick={click}>{ words }</button> }
    };
    html! {
        <section class={if notice.bad { "toast bad" } else { "toast" }} aria-label="Notice">
            <span>{ &notice.text }</span>
            { offer.map(button).unwrap_or_default() }
            { close(send, Msg::Hush, "Dismiss") }
        </section>
    }
}

/// What an embedded page has in place of a header: its title for a screen reader, and a link to the whole page.
pub(super) fn title_and_way_out(props: &ViewProps) -> Html {
    let scenario = &props.model.scenario;
    let title = if scenario.title.is_empty() { "Interclear" } else { scenario.title.as_str() };
    html! {
        <>
            <h1 class="away">{ title }</h1>
            <a class="full" href={Address::full(&scenario.id)} target="_blank" rel="noopener">
                { "Open full version \u{2197}" }
            </a>
        </>
    }
}
