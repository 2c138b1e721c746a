//! Accounts of a margin exchange: of participants, and of crowds.

use super::super::form::form;
use super::{Side, ten, two, yes};
use crate::units::{Decimal, Price, Rate, Tick};
use std::collections::BTreeMap;

form! {
    /// An account of a participant.
    #[derive(Clone, Debug, PartialEq)]
    pub struct MarginAccount {
        /// Its id at this venue.
        pub id: String = need [ID],
        /// Whose it is.
        pub holder: String = need [PARTICIPANT],
        /// Margin by asset, in units of each, out of the holder's holdings at the opening.
        pub margin: BTreeMap<String, Decimal> = opt [amounts(MAX_ASSETS).by(ASSET)],
        /// Whether all margin stands behind all positions. Otherwise each has its own part, by its value.
        pub cross: bool = or(yes()),
        /// Positions at the opening, at most one in each market.
        pub open: Vec<PerpPosition> = opt [at_most(MAX_ASSETS)],
    }
}

impl Default for MarginAccount {
    /// Cross margin; nothing in it.
    fn default() -> Self {
        Self { id: String::new(), holder: String::new(), margin: BTreeMap::new(), cross: true, open: Vec::new() }
    }
}

form! {
    /// A position in a market.
    #[derive(Clone, Debug, PartialEq)]
    pub struct PerpPosition {
        /// The market.
        pub asset: String = need [ASSET],
        /// Which way.
        pub side: Side = need,
        /// How many units.
        pub quantity: Decimal = need [AMOUNT],
        /// The price at which it was opened; the opening price of the asset when absent. What was gained or lost since was
        /// settled with others before the opening, and is in the account as profit or loss.
        pub entry: Option<Price> = opt [between(0.0, MAX_PRICE)],
    }
}

impl Default for PerpPosition {
    /// Nothing, long.
    fn default() -> Self {
        Self { asset: String::new(), side: Side::Long, quantity: Decimal::ZERO, entry: None }
    }
}

form! {
    /// Accounts of people outside, drawn by the seed and the ids of venue and crowd.
    ///
    /// Sizes are spread unevenly over the accounts, a twentieth of them about ten times as large as the middle one; leverage
    /// is spread evenly by its logarithm. What is drawn for an account hangs on its number and on nothing else.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Crowd {
        /// Its id at this venue.
        pub id: String = need [ID],
        /// The market.
        pub asset: String = need [ASSET],
        /// How many accounts.
        pub members: Tick = need [between(1, MAX_ACCOUNTS)],
        /// Units long in all.
        pub long: Decimal = or(Decimal::ZERO) [AMOUNT],
        /// Units short in all.
        pub short: Decimal = or(Decimal::ZERO) [AMOUNT],
        /// The lowest leverage at the opening: value over equity.
        pub leverage_from: Rate = or(two()) [between(MIN_LEVERAGE, MAX_LEVERAGE)],
        /// The highest; no account has more than its tier allows.
        pub leverage_to: Rate = or(ten()) [between(MIN_LEVERAGE, MAX_LEVERAGE)],
        /// How far above and below the opening price positions were entered, at most, as a ratio.
        pub entry_spread: Rate = or(Rate::ZERO) [between(0.0, MAX_DISCOUNT)],
        /// The part of the accounts that are in cross margin: half of each one's position, by value, is in another market of
        /// the venue, the same way.
        pub cross: Rate = or(Rate::ZERO) [share()],
        /// What they have posted; the numeraire when absent.
        pub margin: Option<String> = opt [ASSET],
    }
}

impl Default for Crowd {
    /// One account with nothing.
    fn default() -> Self {
        Self {
            id: String::new(),
            asset: String::new(),
            members: 1,
            long: Decimal::ZERO,
            short: Decimal::ZERO,
            leverage_from: two(),
            leverage_to: ten(),
            entry_spread: Rate::ZERO,
            cross: Rate::ZERO,
            margin: None,
        }
    }
}
