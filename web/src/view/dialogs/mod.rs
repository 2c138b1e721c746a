//! Windows over the page. The browser keeps the focus inside, closes them with Esc and gives the focus back.

mod about;
mod help;
mod import;
mod problems;
mod scenarios;

use super::ViewProps;
use super::bet::close;
use crate::app::{Dialog, Msg};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// A link to the reference page of the scenario format, in a tab of its own: what is open here stays as it is.
fn to_format(place: &str, words: &'static str) -> Html {
    html! { <a href={format!("format.html{place}")} target="_blank" rel="noopener">{ words }</a> }
}

/// The open window, if there is one.
pub(super) fn dialogs(props: &ViewProps) -> Html {
    let ViewProps { model, send } = props;
    let (title, inside) = match &model.dialog {
        None => return Html::default(),
        Some(Dialog::Scenarios) => ("Scenarios", scenarios::view(model, send)),
        Some(Dialog::Help) => ("Keys and words", help::view()),
        Some(Dialog::About) => ("The model", about::view(model, send)),
        Some(Dialog::Import(text)) => ("Import a table", import::view(props, text)),
        Some(Dialog::Problems { list, text }) => ("What is wrong", problems::view(list, text.as_ref())),
    };
    html! { <Window key={title} {title} send={send.clone()}>{ inside }</Window> }
}

#[derive(Clone, PartialEq, Properties)]
struct WindowProps {
    title: AttrValue,
    send: Callback<Msg>,
    children: Html,
}

/// A window with a title and a way out.
#[component]
fn Window(props: &WindowProps) -> Html {
    let frame = use_node_ref();
    {
        let frame = frame.clone();
        use_effect_with((), move |()| {
            let frame = frame.cast::<HtmlDialogElement>();
            if let Some(frame) = &frame {
                let _ = frame.show_modal();
            }
            move || {
                if let Some(frame) = frame {
                    frame.close();
                }
            }
        });
    }
    let away = || {
        let send = props.send.clone();
        move || send.emit(Msg::Show(None))
    };
    let (cancel, outside) = (away(), away());
    let oncancel = Callback::from(move |e: Event| {
        e.prevent_default();
        cancel();
    });
    let onclick = {
        let frame = frame.clone();
        Callback::from(move |e: MouseEvent| {
            let on_frame = e.target_dyn_into::<web_sys::Node>().zip(frame.get()).is_some_and(|(a, b)| a == b);
            if on_frame {
                outside();
            }
        })
    };
    html! {
        <dialog ref={frame} class="window" aria-labelledby="window-title" {oncancel} {onclick}>
            <div class="window-inside">
                <div class="window-top">
                    <h2 id="window-title">{ &props.title }</h2>
                    { close(&props.send, Msg::Show(None), "Close") }
                </div>
                { props.children.clone() }
            </div>
        </dialog>
    }
}
