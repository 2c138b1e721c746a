//! Who leaves together, and how what can be paid is shared.

use super::form::form;
use super::watch::{Sight, Watch};
use crate::units::Rate;

form! {
    /// How withdrawal requests share what can be paid now.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words ServiceOrder {
        /// First come, first served: the first deposit, by id, is paid as far as the money goes, then the next.
        FirstCome = "first_come",
        /// Everybody who asked gets the same share of what was asked.
        ProRata = "pro_rata",
    }
}

form! {
    /// A part of the depositors, or of the liquidity providers of a market, that leaves together.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct DepositorGroup {
        /// Its part of all deposits, or of the depth; the shares of all groups sum to at most 1, and the rest never leaves.
        pub share: Rate = need [share()],
        /// It leaves when what it sees is below this ratio: 1 is full coverage, or a peg that holds.
        pub leaves_below: Rate = need [between(0.0, MAX_COVER)],
        /// What it watches; coverage when absent.
        pub watches: Option<Watch> = opt,
        /// The asset whose peg it watches; for providers that of their own pool when absent.
        pub asset: Option<String> = opt [ASSET],
        /// How well it sees coverage or liquidity. When absent, depositors see as `opacity` says, and providers see it as
        /// it is.
        pub sees: Option<Sight> = opt,
    }
}
