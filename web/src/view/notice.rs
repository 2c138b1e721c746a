//! A short message at the foot of the page, with Undo where that helps; in an embedded page title and way out.

use super::ViewProps;
use super::bet::close;
use crate::app::Msg;
use crate::app::address::Address;
use yew::prelude::*;

/// The message, if there is one.
pub(super) fn toast(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    let undo = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.emit(Msg::Undo))
    };
    let Some(notice) = &model.notice else { return Html::default() };
    html! {
        <section class={if notice.bad { "toast bad" } else { "toast" }} aria-label="Notice">
            <span>{ &notice.text }</span>
            if notice.undo {
                <button type="button" onclick={undo}>{ "Undo" }</button>
            }
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
