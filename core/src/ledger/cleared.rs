//! What a clearing decided, kept until the next tick so that it can be audited.

use crate::units::{AssetIx, LinkRef, ParticipantIx};

/// One claim in a clearing; amounts are quanta of the clearing's asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The link it came from; a contribution to a default fund has a place that no link has.
    pub link: LinkRef,
    /// Who owes.
    pub debtor: ParticipantIx,
    /// Who is owed.
    pub creditor: ParticipantIx,
    /// Seniority class: 0 is paid first.
    pub class: u8,
    /// A claim on an estate.
    pub estate: bool,
    /// What was open on it.
    pub open: i64,
    /// What was due and not secured by collateral of the same asset.
    pub due: i64,
    /// What was paid of `due`.
    pub paid: i64,
    /// What was due and secured by collateral of the same asset; it is paid in full, at last out of the box.
    pub secured: i64,
}

/// One clearing of one asset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleared {
    /// The asset.
    pub asset: AssetIx,
    /// How many postings of the tick were made before it.
    pub first: u32,
    /// How many had been made when it was done.
    pub end: u32,
    /// All claims in it.
    pub payments: Vec<Payment>,
    /// Bankruptcy costs, by whom.
    pub burnt: Vec<(ParticipantIx, i64)>,
}
