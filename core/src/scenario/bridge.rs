//! Bridges: verifiers whose signatures move tokens, and what holds a forged message back.

use super::form::form;
use crate::units::{Decimal, Tick};

form! {
    /// A bridge, or any issuer that acts on signed messages: with enough keys a message is obeyed, true or not.
    ///
    /// On a message it issues tokens of its own (wrapped units, coins), or releases units of another asset from what it
    /// holds (a lockbox). A forged message leaves units that nothing stands behind, or takes away what stood behind them.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Bridge {
        /// How many verifiers there are: n of a k-of-n scheme.
        pub verifiers: u32 = need [between(1, MAX_VERIFIERS)],
        /// How many keys must sign a message: k, at most n.
        pub threshold: u32 = need [between(1, MAX_VERIFIERS)],
        /// What it costs an attacker to get hold of one key, in the numeraire.
        pub key_cost: Decimal = or(Default::default()) [AMOUNT],
        /// Most that messages move in one tick, of each asset, in units of that asset; no cap when absent.
        pub cap: Option<Decimal> = opt [AMOUNT],
        /// Ticks after the first forged message was obeyed at which a guardian pauses the bridge for good, when that tick's
        /// units have moved: 0 stops what the next tick would move. Nobody watches when absent.
        pub guardian_delay: Option<Tick> = opt [between(0, MAX_TICKS)],
    }
}
