//! Keys: what they do depends on where the focus is, so that no letter typed in a field does anything else.

use super::desk::Many;
use super::model::{Dialog, Model, Playhead, Prediction, Tool};
use super::msg::Msg;
use super::play;

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// Nowhere in particular.
    Body,
    /// In the network.
    Canvas,
    /// On a button of the time bar.
    Bar,
    /// On a slider of the time bar, which keeps the arrows for itself.
    Slider,
    /// In a field that takes text.
    Text,
    /// On another control.
    Control,
}

/// A key with its companions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    /// Its name, as browsers give it.
    pub name: &'a str,
    /// Control or Command.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Where the focus is.
    pub focus: Focus,
}

/// What a key does now, if anything.
#[must_use]
pub fn message(model: &Model, key: Key<'_>) -> Option<Msg> {
    if model.dialog.is_some() {
        return None;
    }
    if key.command {
        let redo = key.shift || key.name.eq_ignore_ascii_case("y");
        let undoing = key.name.eq_ignore_ascii_case("z") || key.name.eq_ignore_ascii_case("y");
        return match key.name {
            _ if key.focus == Focus::Text => None,
            _ if undoing => Some(if redo { Msg::Redo } else { Msg::Undo }),
            "s" | "S" => Some(Msg::Save),
            "a" | "A" if matches!(key.focus, Focus::Canvas | Focus::Body) => Some(Msg::Many(Many::All)),
            "d" | "D" if !model.chosen().is_empty() => Some(Msg::Many(Many::Duplicate)),
            _ => None,
        };
    }
    if key.name == "Escape" && key.focus != Focus::Text {
        return escape(model);
    }
    if model.prediction == Prediction::Asking
        && key.focus != Focus::Text
        && let Ok(guess) = key.name.parse::<u8>()
    {
        return Some(Msg::Predict(Some(u32::from(guess))));
    }
    let arrows = matches!(key.focus, Focus::Body | Focus::Bar);
    match key.focus {
        Focus::Text | Focus::Control => None,
        _ if arrows && matches!(key.name, "ArrowLeft" | "PageUp") => Some(Msg::StepBack),
        _ if arrows && matches!(key.name, "ArrowRight" | "PageDown") => Some(Msg::StepForward),
        // A button answers to Space by itself.
        Focus::Bar if key.name == " " => None,
        Focus::Slider if matches!(key.name, "Home" | "End" | "Delete" | "Backspace") => None,
        Focus::Body | Focus::Canvas | Focus::Bar | Focus::Slider => plain(model, key.name),
    }
}

fn plain(model: &Model, name: &str) -> Option<Msg> {
    Some(match name {
        " " | "k" | "K" => Msg::PlayPause,
        "Home" => Msg::Seek(Playhead::default()),
        "End" => Msg::Seek(play::last(model.trace.as_ref()?)),
        "l" | "L" => Msg::SeekFailure { forward: true },
        "j" | "J" => Msg::SeekFailure { forward: false },
        "w" | "W" => Msg::WhySelected,
        "Delete" | "Backspace" => Msg::DeleteSelection,
        "?" => Msg::Show(Some(Dialog::Help)),
        _ => return None,
    })
}

/// Puts down the nearest thing that can be put down.
fn escape(model: &Model) -> Option<Msg> {
    if model.wiring.is_some() {
        Some(Msg::WireCancel)
    } else if model.prediction == Prediction::Asking {
        Some(Msg::Predict(None))
    } else if model.tool != Tool::Select {
        Some(Msg::UseTool(Tool::Select))
    } else if model.notice.is_some() {
        Some(Msg::Hush)
    } else if model.why.is_some() {
        Some(Msg::Why(None))
    } else if model.selection.is_some() || !model.desk.group.is_empty() {
        Some(Msg::Select(None))
    } else {
        None
    }
}

/// The keys as the help shows them, in order of use.
pub const HELP: [(&str, &str); 21] = [
    ("Space or K", "play, pause, replay"),
    ("\u{2190} \u{2192}", "one round back or on (time bar); the nearest participant that way (network)"),
    ("J  L", "previous, next failure"),
    ("Home  End", "first, last moment"),
    ("W", "why did it fail?"),
    ("Tab", "into and out of the network"),
    ("Enter", "inspect"),
    ("[  ]", "previous, next link of a participant"),
    ("C", "connect: arrows choose the other end, Enter confirms, Esc leaves it"),
    ("N", "new participant; while connecting, with the wire"),
    ("X", "shock"),
    ("Shift Enter", "select this participant too, or no longer (Shift or Ctrl and click; Shift and drag draws a box)"),
    ("S  Ctrl A", "the tool for selecting several; select all"),
    ("Ctrl C  X  V", "copy, cut, paste participants with the links among them, also into another scenario"),
    ("Ctrl D", "duplicate"),
    ("Alt and arrows", "move what is selected (with Shift four times as far); a drag snaps unless Alt or Ctrl is held"),
    ("Del", "delete"),
    ("Ctrl Z, Shift Ctrl Z", "undo, redo"),
    ("0  +  \u{2212}", "show everything, nearer, farther"),
    ("F  Shift 0", "show what is selected"),
    ("?", "this window"),
];
