//! `LinkRef`: a link by its kind and its place, from the world to the journal.

use serde::{Deserialize, Serialize};

/// Which of the four kinds of link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LinkKind {
    /// Debtor to creditor.
    #[default]
    Obligation,
    /// Seller and buyer.
    Trade,
    /// Depositor to taker.
    Deposit,
    /// Pledger to holder.
    Collateral,
    /// Long and short of contracts. No link of a run is one: what it has in their place are accounts.
    Position,
}

/// A link by kind and place in the world (order of string ids within the kind).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LinkRef {
    /// The kind.
    pub kind: LinkKind,
    /// The place among links of this kind.
    pub at: u32,
}
