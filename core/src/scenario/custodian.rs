//! Custodians: who re-lends what customers left, and shows less than there is.

use super::form::form;
use crate::units::{Decimal, Rate};
use std::collections::BTreeMap;

form! {
    /// A custodian or lender that re-lends its customers' assets and decides what they get to see.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Custodian {
        /// The share of the deposits with it that it has lent on at the opening, out of its own cash.
        pub relends: Rate = or(no_share()) [share()],
        /// Who has borrowed it, payable on demand: a deposit with the id `ID.relent`. Nobody when absent.
        pub to: Option<String> = opt [PARTICIPANT],
        /// Whether that loan is hidden: what it loses is not seen before a disclosure or a failure.
        pub hidden: bool = or(false),
        /// Prices at which it shows what it holds of some tokens (its own, say), by asset id, in the numeraire for one
        /// unit. They change what is seen, never what it has.
        pub own_marks: BTreeMap<String, Decimal> = opt [amounts(MAX_ASSETS).by(ASSET)],
    }
}

fn no_share() -> Rate {
    Rate::ZERO
}
