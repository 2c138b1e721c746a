//! Zoom and fit, at the lower right.

use super::Handle;
use crate::view::icons::Icon;
use yew::prelude::*;

/// Properties of [`Buttons`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ButtonsProps {
    /// What they act on.
    pub stage: Handle,
}

/// Zoom and fit.
#[component]
pub fn Buttons(props: &ButtonsProps) -> Html {
    let act = |f: fn(&super::Stage)| {
        let stage = props.stage.0.clone();
        Callback::from(move |_: MouseEvent| f(&stage))
    };
    html! {
        <div class="canvas-buttons" role="group" aria-label="View">
            <button type="button" onclick={act(|s| s.zoom(0.8))} aria-label="Zoom out" title="Zoom out (-)"><Icon name="minus" size={16} /></button>
            <button type="button" onclick={act(|s| s.zoom(1.25))} aria-label="Zoom in" title="Zoom in (+)"><Icon name="plus" size={16} /></button>
            <button type="button" onclick={act(|s| s.fit())} aria-label="Show everything" title="Show everything (0)"><Icon name="fit" size={16} /></button>
        </div>
    }
}
