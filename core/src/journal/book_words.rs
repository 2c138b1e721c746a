//! Entries of positions and their margin in words.

use super::entry::{Entry, EntryKind};
use super::words::{Names, names, price};
use crate::trace::Trace;

/// The contract that an entry is about, by its round.
fn contract<'a>(t: &'a Trace, e: &Entry) -> &'a str {
    t.book.as_ref().and_then(|b| b.contracts.get(e.round as usize)).map_or("contracts", |c| c.label.as_str())
}

/// The entry as a sentence.
pub(super) fn sentence(t: &Trace, e: &Entry) -> String {
    let Names { who, other, asset, amount, .. } = names(t, e);
    match e.kind {
        EntryKind::Variation => format!("{who} owes {other} {amount} in variation margin."),
        EntryKind::Traded => format!("{who} buys {} {} from {other}.", e.amount.quanta(), contract(t, e)),
        EntryKind::Terminated => format!("Positions of {who} with {other} end at the mark."),
        EntryKind::BookTaken => format!("{who} keeps the book of {other} until it is closed out."),
        EntryKind::TakenOver => {
            format!("{who} takes over {} {} from the book of {other}.", e.amount.quanta(), contract(t, e))
        }
        EntryKind::Suspended => {
            format!("Trading in contracts on {asset} is suspended before {} {}.", t.unit, e.amount.quanta())
        }
        EntryKind::VolatilityShock => {
            format!("Volatility of {asset} goes from {} to {} times its usual.", price(e.of), price(e.amount))
        }
        EntryKind::Ported => format!("Positions and margin of {who} go on with {other}."),
        EntryKind::FellowLoss => {
            format!("Margin of {who} pays {amount} that {other} owed for fellow customers.")
        }
        EntryKind::BookClosed => format!("Closing out the book of {other} costs {who} {amount}."),
        _ => super::market_words::sentence(t, e),
    }
}
