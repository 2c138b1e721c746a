//! Entries of payments in a queue and of draws in words.

use super::entry::{Entry, EntryKind};
use super::words::{Names, names, own, price, unit};
use crate::trace::Trace;

/// The entry as a sentence.
pub(super) fn sentence(t: &Trace, e: &Entry) -> String {
    let Names { who, other, asset, amount, of } = names(t, e);
    match e.kind {
        EntryKind::Drawn => format!("{asset}: the seed moves the price from {} to {}.", price(e.of), price(e.amount)),
        EntryKind::Blended => format!(
            "Prices move {} alike: correlations are blended towards one by {}, by {} before.",
            if e.amount > e.of { "more" } else { "less" },
            price(e.amount),
            price(e.of)
        ),
        EntryKind::Waited => format!(
            "{who} could pay {other} {}{}, and there is no more room: the last payment that went paid a fee of {of}.",
            own(t, e, e.amount),
            unit(asset)
        ),
        EntryKind::Stuck => format!(
            "{who} cannot pay {other} {}{} at once: it has {}.",
            own(t, e, e.of),
            unit(asset),
            own(t, e, e.amount)
        ),
        EntryKind::Gridlocked => {
            format!("Gridlock: of {of} that is stuck, {amount} could be paid all together and not one by one.")
        }
        EntryKind::Congested => {
            format!("There is room for {} payments a {}, for {} before.", e.amount.quanta(), t.unit, e.of.quanta())
        }
        EntryKind::FeePaid => format!("{who} pays a fee of {amount}."),
        _ => super::token_words::sentence(t, e),
    }
}
