//! The frame of the page.

use yew::prelude::*;

/// The whole page.
#[derive(Debug)]
pub struct Shell;

impl Component for Shell {
    type Message = crate::app::Msg;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, _: &Context<Self>) -> Html {
        html! { <h1>{ "Interclear" }</h1> }
    }
}
