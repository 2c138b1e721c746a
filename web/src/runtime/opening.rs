//! What the page opens first.

use super::storage::Kept;
use crate::app::address::Address;
use crate::app::{Mode, Msg, is_about};
use std::rc::Rc;

/// The scenario a first visit opens.
const FIRST: &str = "more-collateral";
/// After so many visits in a row that stopped on a bug the work is not opened by itself.
const MOST_STOPS: usize = 2;

/// What to open first: the address's example, the last visit's work, or the first example.
pub(super) fn opening(asked: &Address, kept: &Kept) -> Vec<Msg> {
    let mut all = Vec::new();
    if asked.embed {
        all.push(Msg::SetMode(Mode::Embed));
    } else {
        all.push(Msg::SetTheme(kept.theme()));
        if !kept.works() {
            all.push(Msg::Keeps(false));
        }
    }
    // Work that the page stops on at every visit would keep the visitor out for good.
    let stuck = kept.stops() >= MOST_STOPS;
    if stuck {
        kept.park(None);
        kept.forget_stops();
        all.push(Msg::Say("The page stopped on a bug. Your work was put aside: it is under the title.".into(), true));
    }
    let work = kept.work();
    let edited = kept.is_edited();
    let restore = |text: String, otherwise: &str| Msg::Restore { text, otherwise: otherwise.to_owned(), edited };
    match (&asked.example, work) {
        (None, Some(text)) => all.push(restore(text, FIRST)),
        (None, None) => all.push(Msg::OpenShipped(FIRST.into())),
        (Some(id), Some(text)) if is_about(&text, id) => all.push(restore(text, id)),
        (Some(id), _) => {
            all.push(Msg::OpenShipped(id.clone()));
            kept.park(None);
        }
    }
    all.push(Msg::Shelf(Rc::new(kept.shelf())));
    if let Some(words) = asked.complaint() {
        all.push(Msg::Say(words, false));
    }
    all
}
