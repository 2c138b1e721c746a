//! The header: name, scenario, undo, files, theme, help.

use super::glyph;
use crate::app::{Dialog, Model, Msg, Theme};
use std::rc::Rc;
use yew::prelude::*;

/// What the header is given.
pub(super) struct HeaderProps {
    /// What to show.
    pub model: Rc<Model>,
    /// Where messages go.
    pub send: Callback<Msg>,
    /// Asks for a file.
    pub choose: Callback<()>,
}

/// The header.
pub(super) fn header(props: &HeaderProps) -> Html {
    let model = &props.model;
    let to = |msg: Msg| {
        let send = props.send.clone();
        Callback::from(move |_: MouseEvent| send.emit(msg.clone()))
    };
    let choose = props.choose.clone();
    let title = if model.scenario.title.is_empty() { "Choose a scenario" } else { model.scenario.title.as_str() };
    let undo = model.history.undo_label();
    let redo = model.history.redo_label();
    let words = |label: &Option<String>, none: &str| label.clone().unwrap_or_else(|| none.to_owned());
    html! {
        <header class="top">
            <h1 class="brand">{ glyph::mark() }<span>{ "Interclear" }</span></h1>
            <button type="button" class="crumb" onclick={to(Msg::Show(Some(Dialog::Scenarios)))}
                title="Choose a scenario" aria-haspopup="dialog">
                <span class="crumb-of">{ "Examples / " }</span>
                <b>{ title }</b>
                if model.edited {
                    <span class="edited">{ "edited" }</span>
                }
                { glyph::line(glyph::DOWN) }
            </button>
            if model.unkept {
                <button type="button" class="badge" onclick={to(Msg::Save)} title="Download the scenario as a file">
                    { "not saved in this browser: download" }
                </button>
            }
            if !model.problems.is_empty() {
                <button type="button" class={if model.has_errors() { "badge bad" } else { "badge" }} onclick={to(Msg::Show(Some(Dialog::Problems { list: model.problems.clone(), text: None })))}>
                    { problems(model) }
                </button>
            }
            <span class="space" />
            <button type="button" class="quiet" disabled={undo.is_none()} onclick={to(Msg::Undo)}
                title={words(&undo, "Nothing to undo")} aria-label={words(&undo, "Undo")}>
                { glyph::line(glyph::UNDO) }<span class="wide">{ "Undo" }</span>
            </button>
            <button type="button" class="quiet" disabled={redo.is_none()} onclick={to(Msg::Redo)}
                title={words(&redo, "Nothing to redo")} aria-label={words(&redo, "Redo")}>
                { glyph::line(glyph::REDO) }
            </button>
            <button type="button" class="plain file" onclick={Callback::from(move |_: MouseEvent| choose.emit(()))}
                title="Open a scenario file" aria-label="Open">{ glyph::line(glyph::OPEN) }<span>{ "Open" }</span></button>
            <button type="button" class="plain file" onclick={to(Msg::Save)} title="Save the scenario to a file" aria-label="Save">{ glyph::line(glyph::SAVE) }<span>{ "Save" }</span></button>
            <button type="button" class="plain wide" onclick={to(Msg::Show(Some(Dialog::About)))} aria-haspopup="dialog"
                title="Assumptions, source, version, digest">{ "Model" }</button>
            <button type="button" class="quiet" onclick={to(Msg::SetTheme(after(model.theme)))}
                title={format!("Colours: {}. Next: {}", name(model.theme), name(after(model.theme)))}
                aria-label={format!("Colours: {}. Change to {}", name(model.theme), name(after(model.theme)))}>
                { glyph::line(glyph::THEME) }
            </button>
            <button type="button" class="quiet" onclick={to(Msg::Show(Some(Dialog::Help)))} aria-haspopup="dialog"
                title="Keys and words (?)" aria-label="Help">{ "?" }</button>
        </header>
    }
}

fn problems(model: &Model) -> String {
    let (one, many, kind) = match model.has_errors() {
        true => ("problem", "problems", ", cannot run"),
        false => ("warning", "warnings", ""),
    };
    match model.problems.len() {
        1 => format!("1 {one}{kind}"),
        n => format!("{n} {many}{kind}"),
    }
}

fn after(theme: Theme) -> Theme {
    match theme {
        Theme::Auto => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::Projector,
        Theme::Projector => Theme::Auto,
    }
}

fn name(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "as the system",
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::Projector => "projector",
    }
}
