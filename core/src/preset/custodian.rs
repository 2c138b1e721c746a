//! A custodian: customers' assets, lent on or kept.

use super::{Group, PresetDef, groups, rate};
use crate::scenario::{Custodian, Mechanism, OUTSIDE, ServiceOrder};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "custodian",
    label: "Custodian",
    help: "Keeps customers' assets, payable on demand. It may lend a share of them on, hide that it does, and show its own token at its own price: customers act on what it shows until its books are opened.",
    group: Group::Clearing,
    adds: |p| {
        p.cash(10);
        p.deposits(OUTSIDE, &p.id(), 100);
        p.runs(Mechanism::Depositors {
            opacity: rate(0.0),
            gate: rate(1.0),
            order: ServiceOrder::FirstCome,
            groups: groups(&[1.0, 0.95, 0.9]),
        });
        p.runs(Mechanism::Custodian { custodian: Custodian::default() });
    },
};
