//! A lending pool: deposits lent out against collateral, with a withdrawal gate.

use super::PresetDef;
use super::{groups, rate};
use crate::scenario::{Mechanism, ServiceOrder};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "lending_pool",
    label: "Lending pool",
    help: "Takes deposits and lends them against collateral. No authority closes it; a gate lets out at most a quarter of the deposits a tick, the rest waits.",
    cash: 30,
    mechanisms: || {
        vec![Mechanism::Depositors {
            opacity: rate(0.0),
            gate: rate(0.25),
            order: ServiceOrder::ProRata,
            groups: groups(&[1.0, 0.95]),
        }]
    },
};
