//! Whose view of the network is shown: as they see it, or as it is. Only where a run hides something.

use super::ViewProps;
use crate::app::{Msg, Sight, seen};
use yew::prelude::*;

/// The two views, at the upper right of the network.
pub(super) fn sight(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    if !model.trace.as_ref().is_some_and(|t| seen::hides(t)) {
        return Html::default();
    }
    let choice = |sight: Sight, words: &'static str, help: &'static str| {
        let send = send.clone();
        let on = model.sight == sight;
        html! {
            <button type="button" aria-pressed={if on { "true" } else { "false" }} title={help}
                onclick={move |_: MouseEvent| send.emit(Msg::SetSight(sight))}>{ words }</button>
        }
    };
    html! {
        <div class="sight segments" role="group" aria-label="Whose view">
            { choice(Sight::AsSeen, "as they see it", "Without hidden links, with the equity that participants show") }
            { choice(Sight::AsItIs, "as it is", "All there is") }
        </div>
    }
}
