//! A stablecoin issuer: coins redeemable at par against reserves.

use super::PresetDef;
use super::{groups, rate};
use crate::scenario::{Mechanism, ServiceOrder};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "stablecoin_issuer",
    label: "Stablecoin issuer",
    help: "Owes holders one unit of cash per coin on demand and keeps reserves. Holders redeem when coverage falls below one.",
    cash: 40,
    mechanisms: || {
        vec![Mechanism::Depositors {
            opacity: rate(0.5),
            gate: rate(1.0),
            order: ServiceOrder::FirstCome,
            groups: groups(&[1.0, 0.98, 0.95]),
        }]
    },
};
