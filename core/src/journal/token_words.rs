//! Entries of claim tokens, stakes and restaked services in words.

use super::entry::{Entry, EntryKind};
use super::words::{Names, names, own, price};
use crate::trace::Trace;

/// The entry as a sentence.
pub(super) fn sentence(t: &Trace, e: &Entry) -> String {
    let Names { who, other, asset, amount, of } = names(t, e);
    match e.kind {
        EntryKind::Minted => format!("{} {asset} are issued to {who}.", own(t, e, e.amount)),
        EntryKind::Burned => format!("{} {asset} of {who} are burnt.", own(t, e, e.amount)),
        EntryKind::Slashed => {
            format!("{} of {} {asset} that {who} has staked are slashed.", own(t, e, e.amount), own(t, e, e.of))
        }
        EntryKind::Attacked => {
            format!("An attack on {who} pays its operators: {amount} to gain, stakes of {of} to lose.")
        }
        EntryKind::Corrupted => format!("{who} is corrupted by its operators: {amount} is taken."),
        EntryKind::Revalued => {
            format!("What stands behind {asset} of {who} goes from {} to {} a unit.", price(e.of), price(e.amount))
        }
        EntryKind::SwappedIn => format!("{} {asset} are swapped into {who} for its coin.", own(t, e, e.amount)),
        EntryKind::SwappedOut => {
            format!("{} of {} {asset} are swapped out of {who} for its coin.", own(t, e, e.amount), own(t, e, e.of))
        }
        EntryKind::Contracted => format!("{} {asset} are burnt at {who} for new tokens.", own(t, e, e.amount)),
        EntryKind::Expanded => format!("{} {asset} are burnt at {who} for new coins.", own(t, e, e.amount)),
        EntryKind::IssueStopped => {
            format!("{who} issues no more {asset}: {} is the limit.", own(t, e, e.of))
        }
        EntryKind::RedemptionWave => {
            format!("Holders outside hand in {} of their {} {asset}.", own(t, e, e.amount), own(t, e, e.of))
        }
        EntryKind::RedemptionAsked => format!("{who} hands in {} {asset} at {other}.", own(t, e, e.amount)),
        EntryKind::Redeemed => {
            format!("{other} redeems {} of the {} {asset} of {who}.", own(t, e, e.amount), own(t, e, e.of))
        }
        EntryKind::RedemptionWaits => {
            format!("{} of {} {asset} handed in at {who} wait in its queue.", own(t, e, e.amount), own(t, e, e.of))
        }
        EntryKind::EstateRedeemed => format!(
            "The estate of {other} redeems {} of the {} {asset} of {who}.",
            own(t, e, e.amount),
            own(t, e, e.of)
        ),
        EntryKind::RealYield => format!("Users pay {who} {} {asset} for what {other} has staked.", own(t, e, e.amount)),
        EntryKind::Subsidy => format!("{other} pays {who} {amount} of a subsidy of {of}."),
        EntryKind::SubsidyEnds => {
            format!("The reserve of {other} runs dry: {amount} of the {of} due to {who} is not paid.")
        }
        EntryKind::ExitAsked => {
            format!("{who} asks back {} of the {} {asset} it has staked.", own(t, e, e.amount), own(t, e, e.of))
        }
        EntryKind::Unstaked => {
            format!("{} of {} {asset} that {who} had asked back are free.", own(t, e, e.amount), own(t, e, e.of))
        }
        _ => super::pool_words::sentence(t, e),
    }
}
