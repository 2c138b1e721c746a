//! Claim tokens: assets that somebody has issued and stands behind.

use super::form::form;
use super::{HolderGroup, Redemption};
use crate::units::Decimal;

form! {
    /// What makes an asset a claim token: its issuer, and what it promises.
    ///
    /// All units in circulation are a claim on what the issuer has: its holdings, deposits and loans less its debts. A
    /// token without a market of its own is priced at that backing, through the chain of tokens that back tokens.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct ClaimToken {
        /// The participant that issued it and whose assets stand behind it.
        pub issuer: String = need [PARTICIPANT],
        /// What one unit promises, in units of `of`: 1 for a coin at par or a wrapped token. When absent, a unit is a share
        /// of all that the issuer has beyond its debts and its tokens at par.
        pub par: Option<Decimal> = opt [positive()],
        /// The asset that `par` is counted in; the numeraire when absent.
        pub of: Option<String> = opt [ASSET],
        /// Units held by people outside the network at the opening, in units of the token. With what participants hold it
        /// is the supply.
        pub circulating: Decimal = or(Default::default()) [AMOUNT],
        /// Rank among the tokens of the same issuer: 0 is covered first (the senior tranche), and what is left covers the
        /// next.
        pub seniority: u8 = or(Default::default()) [between(0, MAX_SENIORITY)],
        /// How holders get what it promises from its issuer; they cannot, other than by selling it, when absent.
        pub redemption: Option<Redemption> = opt,
        /// Who among the people outside leaves when: they hand their units in where that brings more and is paid within the
        /// tick, and sell them otherwise.
        pub holders: Vec<HolderGroup> = opt [at_most(MAX_GROUPS)],
    }
}
