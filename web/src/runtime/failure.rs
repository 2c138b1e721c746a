//! When something breaks that must not: words on the page rather than a dead page.

use std::panic::PanicHookInfo;

/// Shows a message when the program stops on a bug. The work kept in the browser is untouched.
pub(super) fn hook(info: &PanicHookInfo<'_>) {
    console_error_panic_hook::hook(info);
    let Some(document) = web_sys::window().and_then(|w| w.document()) else { return };
    let place = info.location().map_or_else(String::new, |l| format!("{}:{}", l.file(), l.line()));
    if let Some(words) = document.get_element_by_id("failure-place") {
        words.set_text_content(Some(&format!("{place} \u{b7} Interclear {}", interclear_core::MODEL_VERSION)));
    }
    if let Some(card) = document.get_element_by_id("failure") {
        let _ = card.remove_attribute("hidden");
    }
}
