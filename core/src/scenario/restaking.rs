//! Restaking: a service that operators secure with stake that secures other services too.

use super::form::form;
use crate::units::{Decimal, Rate};

form! {
    /// A service that operators secure with what they have staked: it costs them all of it to corrupt the service. An
    /// operator's whole stake stands behind every service that it secures, so one loss of stake may pay for several gains.
    ///
    /// Operators attack when together they gain more than their stakes are worth at marks. An attack is a set of operators
    /// and all services of which the set has the threshold (Durvasula and Roughgarden 2024, arXiv 2407.21785). There is one
    /// attack a tick, by the fewest operators for whom one pays. A service is corrupted once.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct SecuredService {
        /// The asset staked behind it; the numeraire when absent.
        pub asset: Option<String> = opt [ASSET],
        /// The share of the stake behind it that must act together to corrupt it.
        pub threshold: Rate = need [between(MIN_THRESHOLD, 1.0)],
        /// What corrupting it brings at most, in the numeraire: no more than the cash that it has free then. It goes outside.
        pub gain: Decimal = need [AMOUNT],
        /// Who secures it: participants with the mechanism `staking` of that asset. In one scenario no more than 12 secure
        /// services. A service that nobody secures cannot be corrupted.
        pub operators: Vec<String> = opt [PARTICIPANT.list(MAX_RESTAKERS)],
        /// Whether it is attacked when that pays. Where not, only the figures are shown.
        pub attacked: bool = or(yes()),
    }
}

fn yes() -> bool {
    true
}
