//! How holders of a claim token get what it promises from its issuer: at once, after a wait, or only so much a tick.

use super::ServiceOrder;
use super::form::form;
use crate::units::{Decimal, Rate, Tick};

form! {
    /// When the rate at which tokens are redeemed is fixed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words FixedAt {
        /// When they are handed in: they are burnt, and the issuer owes the amount.
        Request = "request",
        /// When they are paid, at most at the rate of the request: a loss of the issuer during the wait falls on those who
        /// wait. The tokens are set aside until then.
        Finalisation = "finalisation",
    }
}

form! {
    /// How a claim token is redeemed: holders hand units in, wait, and are paid out of what its issuer has free. What it
    /// has not stays in the queue and is no default.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Redemption {
        /// The asset that is paid; when absent, the one that par is counted in, and the numeraire for a share.
        pub pays: Option<String> = opt [ASSET],
        /// Ticks from the request to the earliest payment; 0 pays within the tick.
        pub delay: Tick = or(Default::default()) [between(0, MAX_TICKS)],
        /// Most units of the token that are redeemed in one tick, for all holders together; no limit when absent.
        pub per_tick: Option<Decimal> = opt [AMOUNT],
        /// Most that is redeemed in one tick, as a share of the supply as the tick began; no gate when absent.
        pub gate: Option<Rate> = opt [share()],
        /// The part of what is redeemed that the issuer keeps.
        pub fee: Rate = or(Rate::ZERO) [between(0.0, MAX_DISCOUNT)],
        /// When the rate is fixed.
        pub fixed_at: FixedAt = or(Default::default()),
        /// How requests whose wait is over share what can be paid.
        pub order: ServiceOrder = or(Default::default()),
        /// Bank hours: the counter opens every so many ticks; always open when absent.
        pub open_every: Option<Tick> = opt [between(1, MAX_TICKS)],
        /// How many ticks it then stays open; 1 when absent.
        pub open_for: Option<Tick> = opt [between(1, MAX_TICKS)],
        /// The tick on which it first opens; 1 when absent.
        pub open_from: Option<Tick> = opt [between(1, MAX_TICKS)],
    }
}
