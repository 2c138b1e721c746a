//! Staking: units set aside to secure a network, what they yield and from which source, and the way out.

use super::form::form;
use crate::units::{Decimal, Rate, Tick};

form! {
    /// Units of an asset that a participant has staked to secure a network: nobody can spend them, they yield, they can be
    /// slashed, and they leave through a queue. An issuer of a claim token that stakes is a liquid staking protocol.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Staking {
        /// The asset; the numeraire when absent.
        pub asset: Option<String> = opt [ASSET],
        /// The part of its holdings of the asset, after what is posted and paid in, that is staked at the opening. The rest
        /// is a buffer.
        pub share: Rate = or(Rate::ONE) [share()],
        /// Real yield by the year, as a ratio of what is staked: fees of the network's users, paid in the asset from outside.
        pub real: Rate = or(Rate::ZERO) [between(0.0, MAX_YIELD)],
        /// Emissions by the year, as a ratio of what is staked: new units of the asset, which dilute all others.
        pub emissions: Rate = or(Rate::ZERO) [between(0.0, MAX_YIELD)],
        /// Subsidy by the year, as a ratio of the value of what is staked: paid in the numeraire out of a reserve, for as long
        /// as it lasts.
        pub subsidy: Rate = or(Rate::ZERO) [between(0.0, MAX_YIELD)],
        /// The participant whose free cash is the reserve of the subsidy.
        pub subsidy_from: Option<String> = opt [PARTICIPANT],
        /// The part of real yield and emissions that the operator takes, before anything reaches who has staked.
        pub fee: Rate = or(Rate::ZERO) [share()],
        /// The participant that gets the fee; everybody outside when absent.
        pub fee_to: Option<String> = opt [PARTICIPANT],
        /// Ticks from asking for units back to the earliest tick on which they are free.
        pub exit_delay: Tick = or(1) [between(0, MAX_TICKS)],
        /// Most units of the asset that all who stake it get back in one tick (the churn of the network). Where several
        /// participants say one, the least holds for all; no limit when none does.
        pub exits_per_tick: Option<Decimal> = opt [AMOUNT],
    }
}
