//! Entries of lending pools in words.

use super::entry::{Entry, EntryKind};
use super::words::{Names, names, own, price};
use crate::trace::Trace;

/// The entry as a sentence.
pub(super) fn sentence(t: &Trace, e: &Entry) -> String {
    let Names { who, other, asset, .. } = names(t, e);
    match e.kind {
        EntryKind::HealthBelow => format!(
            "The health of {other} with {who} is {}: {asset} is at {} by its {} oracle.",
            price(e.amount),
            price(e.of),
            e.who.zip(e.asset).map_or("market", |(pool, asset)| t.oracle(pool, asset))
        ),
        EntryKind::Liquidated => {
            format!("{} of the {} that {other} owes {who} is repaid by a keeper.", own(t, e, e.amount), own(t, e, e.of))
        }
        EntryKind::CollateralTaken => {
            format!(
                "{} takes {} of {} {asset} that {other} has posted.",
                keeper(who),
                own(t, e, e.amount),
                own(t, e, e.of)
            )
        }
        EntryKind::NotWorthIt => format!(
            "Keepers leave {} of the {} that could be liquidated of {other} with {who}: selling the collateral would bring a loss.",
            own(t, e, e.amount),
            own(t, e, e.of)
        ),
        EntryKind::NoKeeper => format!(
            "No keeper can take {} of the {} that could be liquidated of {other} with {who}.",
            own(t, e, e.amount),
            own(t, e, e.of)
        ),
        EntryKind::SoldForNothing => {
            format!("Nobody bids: {} {asset} that {other} has posted with {who} go for nothing.", own(t, e, e.amount))
        }
        EntryKind::BadDebt => {
            format!("{other} has no collateral left with {who}: {} is bad debt.", own(t, e, e.amount))
        }
        EntryKind::BadDebtBorne if e.who == e.other => {
            format!("{who} bears {} of {} of bad debt itself.", own(t, e, e.amount), own(t, e, e.of))
        }
        EntryKind::BadDebtBorne => {
            format!("{} bears {} of {} of bad debt of {other}.", capital(who), own(t, e, e.amount), own(t, e, e.of))
        }
        EntryKind::Interest if e.who == e.other => {
            format!("Depositors of {who} earn {} on {}.", own(t, e, e.amount), own(t, e, e.of))
        }
        EntryKind::Interest => format!("Borrowers of {who} owe {} more on {}.", own(t, e, e.amount), own(t, e, e.of)),
        EntryKind::Borrowed => format!("{who} borrows {} of {} from {other}.", own(t, e, e.amount), own(t, e, e.of)),
        _ => super::venue_words::sentence(t, e),
    }
}

/// Whoever is no participant acts with borrowed money.
fn keeper(who: &str) -> &str {
    if who == "outside" { "A keeper" } else { who }
}

/// The name at the beginning of a sentence.
fn capital(who: &str) -> &str {
    if who == "outside" { "Everybody outside" } else { who }
}
