//! Those who liquidate for lending pools, and loops of borrowing against what was bought with the loan.

use super::form::form;
use crate::units::{Decimal, Rate, Tick};

form! {
    /// A keeper: it repays debt of positions that may be liquidated, out of its free cash, where that leaves it no loss.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Keeper {
        /// What a liquidation costs it (gas), in the numeraire; paid outside.
        pub gas: Decimal = or(Decimal::ZERO) [AMOUNT],
        /// Liquidations that it can make in one tick; as many as its money allows when absent.
        pub capacity: Option<Tick> = opt [from(0)],
        /// Whether it keeps the collateral that it takes: its capital is then tied up. Otherwise it sells at once.
        pub keeps: bool = or(no()),
    }
}

form! {
    /// A loop: the participant opens with a token posted with a lending pool, a loan taken against it, more of the token
    /// bought with the loan and posted in turn, so many times over.
    ///
    /// With `own` tokens, a loan-to-value `l` and `n` turns it has posted `own (1 - l^(n+1)) / (1 - l)` and owes what is
    /// beyond `own`, at the opening price.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Looper {
        /// The pool that lends.
        pub pool: String = need [PARTICIPANT],
        /// The token that is posted.
        pub asset: String = need [ASSET],
        /// Its own tokens, beside its holdings.
        pub own: Decimal = need [AMOUNT],
        /// The loan-to-value of each turn.
        pub ltv: Rate = or(nine_tenths()) [between(0.0, 0.99)],
        /// Turns; with 0 it has posted its own tokens and owes nothing.
        pub loops: Tick = or(10) [between(0, MAX_LOOPS)],
    }
}

fn rate(x: f64) -> Rate {
    Rate::new(x).unwrap_or_default()
}

fn no() -> bool {
    false
}

fn nine_tenths() -> Rate {
    rate(0.9)
}
