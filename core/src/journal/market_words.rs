//! Entries of markets and of those who watch them in words.

use super::entry::{Entry, EntryKind};
use super::words::{Names, names, own, price, ratio};
use crate::trace::Trace;

/// The entry as a sentence.
pub(super) fn sentence(t: &Trace, e: &Entry) -> String {
    let Names { who, other, asset, amount, of } = names(t, e);
    match e.kind {
        EntryKind::DepthLeft if other.is_empty() => {
            format!("Providers take {} of {} {asset} out of the pool.", own(t, e, e.amount), own(t, e, e.of))
        }
        EntryKind::DepthLeft => format!(
            "Providers who watch {other} take {} of {} {asset} out of the pool.",
            own(t, e, e.amount),
            own(t, e, e.of)
        ),
        EntryKind::Sold if e.other.is_some() => {
            format!("{who} sells {asset} seized from {other} for {amount}, worth {of}.")
        }
        EntryKind::Sold => format!("{who} sells {asset} for {amount}, worth {of}."),
        EntryKind::PriceMoved if e.amount > e.of => {
            format!("Purchases move {asset} from {} to {}.", price(e.of), price(e.amount))
        }
        EntryKind::Bought => format!("{who} buys {asset} for {amount}, worth {of}."),
        EntryKind::SeenPeg => {
            format!("{asset} is seen at {} of its peg, below {}: {who}.", ratio(e.amount), ratio(e.of))
        }
        EntryKind::HoldersRun => {
            format!("Holders outside leave {asset}: {} of {} units.", own(t, e, e.amount), own(t, e, e.of))
        }
        EntryKind::Ordered if e.asset.is_some() => format!("{who} orders {} {asset} to be sold.", own(t, e, e.amount)),
        EntryKind::Ordered => format!("{who} orders {amount} to be spent."),
        EntryKind::DepthBack => format!("Providers bring {} {asset} back to the pool.", own(t, e, e.amount)),
        EntryKind::Arbitraged => format!("Arbitrage moves {asset} from {} to {}.", price(e.of), price(e.amount)),
        EntryKind::PriceMoved => format!("Sales move {asset} from {} to {}.", price(e.of), price(e.amount)),
        _ => super::settlement_words::sentence(t, e),
    }
}
