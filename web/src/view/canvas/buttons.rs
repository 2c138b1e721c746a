//! Zoom and fit, at the lower right.

use super::Stage;
use crate::view::icons::icon;
use std::rc::Rc;
use yew::prelude::*;

/// Zoom and fit.
pub fn buttons(stage: &Rc<Stage>) -> Html {
    let act = |f: fn(&Stage)| {
        let stage = stage.clone();
        Callback::from(move |_: MouseEvent| f(&stage))
    };
    html! {
        <div class="canvas-buttons" role="group" aria-label="View">
            <button type="button" onclick={act(|s| s.zoom(0.8))} aria-label="Zoom out" title="Zoom out (-)">{ icon("minus", 16) }</button>
            <button type="button" onclick={act(|s| s.zoom(1.25))} aria-label="Zoom in" title="Zoom in (+)">{ icon("plus", 16) }</button>
            <button type="button" onclick={act(|s| s.fit())} aria-label="Show everything" title="Show everything (0)">{ icon("fit", 16) }</button>
        </div>
    }
}
