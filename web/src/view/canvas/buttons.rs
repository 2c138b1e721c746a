//! Layouts, zoom and fit, at the lower right.

use super::Stage;
use crate::app::Mode;
use crate::view::icons::icon;
use crate::view::{ViewProps, later};
use std::rc::Rc;
use yew::prelude::*;

/// Layouts, zoom and fit.
pub fn buttons(stage: &Rc<Stage>, props: &ViewProps) -> Html {
    let act = |f: fn(&Stage)| {
        let stage = stage.clone();
        Callback::from(move |_: MouseEvent| f(&stage))
    };
    let layouts = later::here().filter(|_| props.model.mode == Mode::Full);
    let none = props.model.chosen().is_empty();
    html! {
        <div class="canvas-buttons" role="group" aria-label="View">
            { layouts.map(|l| (l.arrange)(props)).unwrap_or_default() }
            <button type="button" onclick={act(|s| s.zoom(0.8))} aria-label="Zoom out" title="Zoom out (-)">{ icon("minus", 16) }</button>
            <button type="button" onclick={act(|s| s.zoom(1.25))} aria-label="Zoom in" title="Zoom in (+)">{ icon("plus", 16) }</button>
            <button type="button" disabled={none} onclick={act(|s| s.fit_chosen())} aria-label="Zoom to selection" title="Zoom to selection (F)">{ icon("fit_chosen", 16) }</button>
            <button type="button" onclick={act(|s| s.fit())} aria-label="Show everything" title="Show everything (0)">{ icon("fit", 16) }</button>
        </div>
    }
}
