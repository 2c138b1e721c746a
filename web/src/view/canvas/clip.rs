//! Copy, cut and paste as the browser asks for them: that needs no permission and works in every frame.

use super::stage::Stage;
use crate::app::clip::chosen_text;
use crate::app::keys::Focus;
use crate::app::{Many, Msg};
use crate::view::focus::focus;
use web_sys::ClipboardEvent;

/// The kind of text.
const TEXT: &str = "text/plain";

impl Stage {
    /// Copies, cuts or pastes participants, unless a field has the focus or a text is marked.
    pub(super) fn clip(&self, e: &ClipboardEvent) {
        let model = self.model();
        if !self.editable() || model.dialog.is_some() || focus() == Focus::Text || e.default_prevented() {
            return;
        }
        let Some(data) = e.clipboard_data() else { return };
        if e.type_() == "paste" {
            let text = data.get_data(TEXT).unwrap_or_default();
            let inside = self.root().is_some_and(|r| r.matches(":hover").unwrap_or(false));
            let near = self.pointer.get().filter(|_| inside).map(|p| self.camera.get().to_canvas(p));
            e.prevent_default();
            return self.send(Msg::Many(Many::Paste(text, near)));
        }
        let marked = web_sys::window().and_then(|w| w.get_selection().ok().flatten());
        if marked.is_some_and(|s| !s.is_collapsed()) {
            return;
        }
        let Some(text) = chosen_text(&model) else { return };
        if data.set_data(TEXT, &text).is_ok() {
            e.prevent_default();
            self.send(Msg::Many(Many::Copy { cut: e.type_() == "cut", there: true }));
        }
    }
}
