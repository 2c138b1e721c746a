//! What depositors, providers, holders and lenders look at before they leave, and how well they see it.

use super::form::form;
use crate::units::{Decimal, Rate, Tick};

form! {
    /// The figure that somebody watches.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words Watch {
        /// Coverage of the participant: its assets at marks over what it owes.
        Coverage = "coverage",
        /// The peg of an asset: its price over what a unit promises, over what stands behind a share, or over the opening
        /// price of a token that nobody owes.
        Peg = "peg",
        /// Liquidity of the participant: its free cash over its deposits, which is 1 less its utilisation.
        Liquidity = "liquidity",
    }
}

form! {
    /// How well somebody sees it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words Sight {
        /// As it is.
        True = "true",
        /// Only the average of all that take deposits: those who look alike.
        Average = "average",
        /// Not at all: whoever sees nothing stays.
        Nothing = "nothing",
    }
}

form! {
    /// A lender that lends on from date to date as long as it is confident.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Rolling {
        /// Ticks from one date to the next; the first is the obligation's `due`.
        pub every: Tick = need [between(1, MAX_TICKS)],
        /// On each date the lender rolls over while what it sees is no lower than this ratio. Otherwise the debt is due.
        pub while_above: Rate = need [between(0.0, MAX_COVER)],
        /// What it watches of the debtor; its coverage when absent.
        pub watches: Option<Watch> = opt,
        /// The asset whose peg it watches.
        pub asset: Option<String> = opt [ASSET],
        /// How well it sees coverage or liquidity; as it is when absent.
        pub sees: Option<Sight> = opt,
    }
}

form! {
    /// People outside who hold a claim token and run.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct HolderGroup {
        /// Their part of what is held outside at the opening; the shares of all groups sum to at most 1, and the rest stays.
        pub share: Rate = need [share()],
        /// They leave when what they watch is below this ratio.
        pub leaves_below: Rate = need [between(0.0, MAX_COVER)],
        /// What they watch; the peg of the token when absent.
        pub watches: Option<HolderWatch> = opt,
    }
}

form! {
    /// The figure that holders of a claim token watch.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words HolderWatch {
        /// Its price over what a unit promises, or over what stands behind a share.
        Peg = "peg",
        /// What stands behind a unit over what it promises; over what stood there at the opening for a share.
        Backing = "backing",
    }
}

form! {
    /// A participant that keeps its cash when it sees stress: it rolls over nothing it has lent, takes back its deposits,
    /// lends nothing on lines, and sells what it can to have a buffer.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Hoarding {
        /// Whose coverage it watches; the average of all that take deposits when absent.
        pub watch: Option<String> = opt [PARTICIPANT],
        /// It hoards while what it sees is below this ratio.
        pub below: Rate = need [between(0.0, MAX_COVER)],
        /// Cash that it wants to keep beyond what it must pay, in the numeraire.
        pub buffer: Decimal = or(Default::default()) [AMOUNT],
    }
}
