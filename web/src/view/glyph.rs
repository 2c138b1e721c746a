//! The few pictures of the shell, as paths.

use yew::prelude::*;

/// A picture by its path, filled with the colour of the text.
pub(super) fn solid(path: &'static str) -> Html {
    html! { <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d={path} fill="currentColor" /></svg> }
}

/// A picture by its path, drawn in lines.
pub(super) fn line(path: &'static str) -> Html {
    html! {
        <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8"
            stroke-linecap="round" stroke-linejoin="round"><path d={path} /></svg>
    }
}

/// To the beginning.
pub(super) const FIRST: &str = "M6 5h2.500v14H6zM20 5v14L9.500 12z";
/// One back.
pub(super) const BACK: &str = "M15 5v14L5 12zM17 5h2.500v14H17z";
/// Play.
pub(super) const PLAY: &str = "M7 4.500v15l12-7.500z";
/// Pause.
pub(super) const PAUSE: &str = "M6.500 5h4v14h-4zM13.500 5h4v14h-4z";
/// One on.
pub(super) const ON: &str = "M9 5v14l10-7zM4.500 5H7v14H4.500z";
/// To the next failure.
pub(super) const FAILURE: &str = "M4 5v14l9-7zM14 7.600l1.600-1.600L18 8.400l2.400-2.400L22 7.600 19.600 10l2.400 2.400-1.600 1.600L18 11.600 15.600 14 14 12.400 16.400 10z";
/// Again.
pub(super) const AGAIN: &str = "M12 5a7 7 0 107 7h-2.600a4.400 4.400 0 11-4.400-4.400V11l5.500-4.700L12 1.600z";
/// Undo.
pub(super) const UNDO: &str = "M9 14L4.500 9.500 9 5M4.500 9.500H14a5.500 5.500 0 010 11h-3";
/// Redo.
pub(super) const REDO: &str = "M15 14l4.500-4.500L15 5M19.500 9.500H10a5.500 5.500 0 000 11h3";
/// Close.
pub(super) const CLOSE: &str = "M6 6l12 12M18 6L6 18";
/// Open a file.
pub(super) const OPEN: &str = "M12 15.500V5M8 9l4-4 4 4M5 15v3.500h14V15";
/// Save a file.
pub(super) const SAVE: &str = "M12 5v10.500M8 11.500l4 4 4-4M5 15v3.500h14V15";
/// Choose.
pub(super) const DOWN: &str = "M7 10l5 5 5-5";
/// Light and dark.
pub(super) const THEME: &str = "M12 3a9 9 0 100 18zM12 3a9 9 0 010 18";

/// The mark: two rings that share a link.
pub(super) fn mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" aria-hidden="true">
            <circle cx="8.5" cy="8.5" r="5.6" /><circle cx="15.5" cy="15.5" r="5.6" />
            <path d="M11 13l2-2" stroke-linecap="round" />
        </svg>
    }
}
