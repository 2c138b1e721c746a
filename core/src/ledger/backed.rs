//! What stood behind claim tokens at the last mark, kept until the next so that it can be audited.

use crate::units::{AssetIx, ParticipantIx};

/// What holders of a claim token have against its issuer; amounts are quanta of the numeraire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackedClaim {
    /// The token.
    pub asset: AssetIx,
    /// Who has issued it.
    pub issuer: ParticipantIx,
    /// Another issuer that holds it; the place after the last participant stands for everybody else.
    pub holder: ParticipantIx,
    /// Quanta of the token.
    pub units: i64,
    /// What they promise; of shares, more than there is.
    pub promised: i64,
    /// Seniority class: 0 is covered first, and shares come last.
    pub class: u8,
    /// What stands behind them.
    pub paid: i64,
}

/// The clearing of the issuers of claim tokens among themselves: their tokens are debts, and what they hold of the others'
/// tokens is worth what those cover.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backed {
    /// How many postings of the tick had been made.
    pub after: u32,
    /// What each participant has without any token, less its debts; nothing where that is below nothing.
    pub own: Vec<i64>,
    /// All claims, by token.
    pub claims: Vec<BackedClaim>,
}
