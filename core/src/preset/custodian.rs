//! A custodian: customers' assets, lent on or kept.

use super::{PresetDef, groups, rate};
use crate::scenario::{Custodian, Mechanism, ServiceOrder};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "custodian",
    label: "Custodian",
    help: "Keeps customers' assets, payable on demand. It may lend a share of them on, hide that it does, and show its own token at its own price: customers act on what it shows until its books are opened.",
    cash: 110,
    mechanisms: || {
        let depositors = Mechanism::Depositors {
            opacity: rate(0.0),
            gate: rate(1.0),
            order: ServiceOrder::FirstCome,
            groups: groups(&[1.0, 0.95, 0.9]),
        };
        vec![depositors, Mechanism::Custodian { custodian: Custodian::default() }]
    },
};
