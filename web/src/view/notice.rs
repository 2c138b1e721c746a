//! A short message at the foot of the network, with Undo where that helps; in an embedded page the way out.

use super::ViewProps;
use super::bet::close;
use crate::app::address::Address;
use crate::app::{Mode, Msg};
use yew::prelude::*;

/// The message, if there is one.
pub(super) fn toast(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    let undo = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.emit(Msg::Undo))
    };
    html! {
        <>
            if let Some(notice) = &model.notice {
                <div class={if notice.bad { "toast bad" } else { "toast" }}>
                    <span>{ &notice.text }</span>
                    if notice.undo {
                        <button type="button" onclick={undo}>{ "Undo" }</button>
                    }
                    { close(send, Msg::Hush, "Dismiss") }
                </div>
            }
            if model.mode == Mode::Embed {
                <a class="full" href={Address::full(&model.scenario.id)} target="_blank" rel="noopener">
                    { "Open full version \u{2197}" }
                </a>
            }
        </>
    }
}
