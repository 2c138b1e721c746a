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
pub mod panel {
    //! Stands in for the panels until they are merged.
    use super::ViewProps;
    use yew::prelude::*;

    /// The side panel.
    #[component]
    pub fn SidePanel(_: &ViewProps) -> Html {
        html! { <aside class="side" /> }
    }

    /// The charts.
    #[component]
    pub fn ChartDock(_: &ViewProps) -> Html {
        html! { <section class="dock" /> }
    }
}
mod props;
mod shell;
mod slide;

pub use props::ViewProps;
pub use shell::Shell;
