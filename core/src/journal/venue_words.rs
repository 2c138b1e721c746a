//! Entries of margin exchanges in words.

use super::entry::{Entry, EntryKind};
use super::words::{Names, names, own, price};
use crate::trace::Trace;

/// The entry as a sentence; nothing for one that is of no margin exchange.
pub(super) fn sentence(t: &Trace, e: &Entry) -> String {
    let Names { who, other, asset, amount, of } = names(t, e);
    let (units, all) = (own(t, e, e.amount), own(t, e, e.of));
    let whose = if e.other == e.who || other == "outside" { "its crowds".to_owned() } else { other.to_owned() };
    match e.kind {
        EntryKind::MarginBelow => {
            format!("The account of {whose} with {who} has {amount} of the {of} that it must keep: it is liquidated.")
        }
        EntryKind::CrowdBelow => format!(
            "Accounts of people outside with {who} are below maintenance: {units} of {all} {asset} on their side."
        ),
        EntryKind::SoldInBook => format!("{who} closes {units} {asset} of {whose} in its own book."),
        EntryKind::BookMoved => {
            format!("Own book of {who}: {asset} goes from {} to {}.", price(e.of), price(e.amount))
        }
        EntryKind::MarginSold => {
            format!("{who} sells {asset} that {whose} had posted for {amount}, worth {of} elsewhere.")
        }
        EntryKind::VaultTook => format!("The vault of {who} takes over {units} {asset} of {whose}, with the margin."),
        EntryKind::VaultSells => {
            format!("The vault of {who} trades {units} of its {all} {asset} away in the own book.")
        }
        EntryKind::FundCloses => {
            format!("{who} sells {units} {asset} of {whose} at any price, at the cost of its insurance fund.")
        }
        EntryKind::FundPaid => format!("The insurance fund of {who} pays {amount} of the {of} that it has."),
        EntryKind::Bankrupt => {
            format!("Bankrupt accounts with {who} hold {units} {asset} and lack {of} that no fund pays.")
        }
        EntryKind::Deleveraged => {
            format!("{who} closes {units} of the {all} {asset} of {whose} to make bankrupt accounts whole.")
        }
        EntryKind::ProfitCut if other == "outside" => {
            format!("People outside forgo {amount} of the {of} that winners with {who} forgo.")
        }
        EntryKind::ProfitCut => format!("{whose} forgoes {amount} of a profit of {of} with {who}."),
        EntryKind::Overshot => format!("Winners with {who} forgo {of}: {amount} more than is lacking."),
        EntryKind::HedgeLost => {
            format!("{other} has lost a hedge of {all} {asset} with {who}, and is left with {units} in the open.")
        }
        EntryKind::VenueLoss => format!("{who} bears {amount} of {of} that nothing else covers."),
        EntryKind::Socialised => format!("All accounts with {who} bear {amount} of {of} that nothing else covers."),
        EntryKind::MakersPaid => {
            format!("Makers of the own books of {who} pay {amount} for the fall of what they carry.")
        }
        EntryKind::MakersTook => format!("Makers of the own books of {who} are paid {amount} of {of}."),
        EntryKind::AccountPaid => format!("{who} pays {other} {amount} of the {of} free in its account."),
        EntryKind::AccountLoss => format!("{who} loses {amount} of the {of} that it had with {other}."),
        _ => String::new(),
    }
}
