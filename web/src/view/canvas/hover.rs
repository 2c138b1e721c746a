//! What is under a pointer that only passes.

use super::stage::Stage;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

impl Stage {
    /// Shows the label of the link under the pointer, where labels are hidden.
    pub(super) fn hover(&self, e: &PointerEvent) {
        let Some(root) = self.root() else { return };
        let target = e.target().and_then(|t| t.dyn_into::<Element>().ok());
        let link = target.and_then(|t| t.closest("[data-link]").ok().flatten());
        let key = link.and_then(|l| l.get_attribute("data-link")).unwrap_or_default();
        if let Ok(Some(old)) = root.query_selector(".label.hover") {
            if old.get_attribute("data-label").as_deref() == Some(&key) {
                return;
            }
            let _ = old.class_list().remove_1("hover");
        }
        if key.is_empty() {
            return;
        }
        let Ok(labels) = root.query_selector_all("[data-label]") else { return };
        let own = (0..labels.length())
            .filter_map(|i| labels.get(i)?.dyn_into::<Element>().ok())
            .find(|l| l.get_attribute("data-label").as_deref() == Some(&key));
        if let Some(label) = own {
            let _ = label.class_list().add_1("hover");
        }
    }
}
