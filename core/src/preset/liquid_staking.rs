//! A liquid staking protocol: stakes what it holds and issues receipts on it.

use super::{PresetDef, rate};
use crate::scenario::{Mechanism, Staking};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "liquid_staking",
    label: "Liquid staking",
    help: "Stakes all it holds but a buffer: it yields, can be slashed, and comes back through a queue. Make it the issuer of a claim token, and its holders have a receipt on the stake that they can hand in.",
    cash: 100,
    mechanisms: || {
        // Ether: about 3 % a year to those who stake, a tenth of it to the operator, a day or more to get out.
        let staking = Staking {
            share: rate(0.95),
            real: rate(0.008),
            emissions: rate(0.022),
            fee: rate(0.1),
            exit_delay: 1,
            ..Staking::default()
        };
        vec![Mechanism::Staking { staking }]
    },
};
