//! Several participants by keys: chosen one by one, moved, brought into view; a wire to somebody new.

use super::stage::Stage;
use crate::app::{Item, Many, Mode, Msg, Point, Tool};
use web_sys::KeyboardEvent;

impl Stage {
    /// Keys for several; whether this is one of them.
    pub(super) fn several_key(&self, e: &KeyboardEvent, here: Option<&str>) -> bool {
        let (name, model) = (e.key(), self.model());
        if name == "f" || name == "F" || e.shift_key() && e.code() == "Digit0" {
            self.fit_chosen();
            return true;
        }
        if model.mode == Mode::Embed {
            return false;
        }
        match (name.as_str(), here) {
            ("s" | "S", _) => {
                let tool = if model.tool == Tool::Several { Tool::Select } else { Tool::Several };
                self.send(Msg::UseTool(tool));
            }
            ("n" | "N", _) if model.wiring.is_some() => {
                let from = model.wiring.as_ref().map(|w| w.from.clone());
                self.send(Msg::Many(Many::OpenEnd(self.free_place(from.as_deref()))));
            }
            ("Enter", Some(id)) if model.wiring.is_none() && (e.shift_key() || model.tool == Tool::Several) => {
                self.send(Msg::Many(Many::Toggle(id.to_owned())));
            }
            ("Delete" | "Backspace", Some(id)) if !model.is_chosen(id) => {
                self.send(Msg::Select(Some(Item::Participant(id.to_owned()))));
                self.send(Msg::DeleteSelection);
            }
            ("Delete" | "Backspace", _) => self.send(Msg::DeleteSelection),
            _ => return false,
        }
        true
    }

    /// Moves a participant with all that are chosen together, or it alone.
    pub(super) fn nudge(&self, id: &str, by: Point) {
        let (model, scene) = (self.model(), self.scene());
        let goes = |who: &str| who == id || model.is_chosen(id) && model.is_chosen(who);
        let all = scene.nodes.iter().filter(|n| goes(&n.id));
        let moves = all.map(|n| (n.id.to_string(), n.at.plus(by, 1.0))).collect();
        self.send(Msg::Many(Many::Move { moves, done: true }));
    }
}
