//! Price moves that the seed draws.

use super::form::form;
use crate::units::{Rate, Tick};

form! {
    /// Price moves drawn by the seed, for several assets together, in every tick.
    ///
    /// Each price is multiplied by `exp(s z - s s / 2)`, with `s` the volatility times the root of the tick's length in
    /// years and `z` a standard normal number, so that no price is expected to rise or fall. The numbers of a tick have the
    /// correlations given here. Drawn moves raise a price to no more than 100 times what it was.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Shocks {
        /// Assets whose price moves.
        pub assets: Vec<DrawnAsset> = need [some(MAX_ASSETS)],
        /// The correlation of every pair that `pairs` does not name.
        pub correlation: Rate = or(Rate::ZERO) [between(-1, 1)],
        /// Pairs with a correlation of their own. All together must be possible: the matrix is positive semidefinite.
        pub pairs: Vec<CorrelatedPair> = opt [at_most(MAX_PAIRS)],
        /// Degrees of freedom of a t copula: 4 is usual, and the fewer, the more often the worst comes to all at once. The
        /// copula is normal when absent. The moves of each asset alone are the same either way.
        pub freedom: Option<Rate> = opt [between(1, MAX_FREEDOM)],
        /// How far all correlations are blended towards one: 0 leaves them, 1 makes all assets move as one.
        pub blend: Rate = or(Rate::ZERO) [share()],
        /// Blending that is stronger in stress.
        pub stress: Option<Stress> = opt,
        /// The first tick with drawn moves.
        pub from: Tick = or(1) [between(1, MAX_TICKS)],
        /// The last one; the last of the run when absent.
        pub to: Option<Tick> = opt [between(1, MAX_TICKS)],
    }
}

form! {
    /// An asset whose price moves by draws.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct DrawnAsset {
        /// The asset: not the numeraire, and no claim token without a market.
        pub asset: String = need [ASSET],
        /// Volatility: the deviation of the logarithm of its price over a year, 0.8 for 80 per cent.
        pub volatility: Rate = need [between(0, MAX_YIELD)],
    }
}

form! {
    /// The correlation of the moves of two assets.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct CorrelatedPair {
        /// One of the assets that move.
        pub asset: String = need [ASSET],
        /// Another one.
        pub with: String = need [ASSET],
        /// Their correlation.
        pub correlation: Rate = need [between(-1, 1)],
    }
}

form! {
    /// What is looked at to see whether there is stress; as of the tick before.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words StressBy {
        /// The number of participants that have failed.
        Failed = "failed",
        /// The share of all that has fallen due that has not been paid.
        Unpaid = "unpaid",
        /// How far the assets that move have fallen since the opening, on average.
        Fall = "fall",
    }
}

form! {
    /// A threshold beyond which assets move more alike.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Stress {
        /// What is looked at.
        pub by: StressBy = or(Default::default()),
        /// There is stress when it is more than this.
        pub above: Rate = need [between(0, MAX_PARTICIPANTS as f64)],
        /// How far correlations are blended towards one in stress.
        pub blend: Rate = need [share()],
    }
}
