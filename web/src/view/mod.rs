//! What is drawn.

mod bar;
mod bet;
pub mod canvas {
    //! Stands in for the network until it is merged.
    use super::ViewProps;
    use yew::prelude::*;

    /// The network.
    #[component]
    pub fn Canvas(_: &ViewProps) -> Html {
        html! { <div class="canvas" /> }
    }

    /// The tools.
    #[component]
    pub fn Palette(_: &ViewProps) -> Html {
        html! { <nav class="palette" /> }
    }
}
mod dialogs;
mod glyph;
mod header;
mod notice;
pub mod panel;
mod props;
mod shell;
mod slide;

pub use props::ViewProps;
pub use shell::Shell;
