//! When something breaks that must not: words on the page rather than a dead page.

use std::cell::RefCell;
use std::panic::PanicHookInfo;

thread_local! {
    static LAST: RefCell<Option<Box<dyn Fn()>>> = const { RefCell::new(None) };
}

/// What to do when the program stops: nothing of it runs after that, no timer either.
pub(super) fn at_last(call: impl Fn() + 'static) {
    LAST.with_borrow_mut(|last| *last = Some(Box::new(call)));
}

/// Shows a message when the program stops on a bug. The work that was not kept yet is kept now.
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
    // After the card: should this fail as well, the card is there.
    let last = LAST.with(|last| last.try_borrow_mut().ok().and_then(|mut last| last.take()));
    if let Some(last) = last {
        last();
    }
}
