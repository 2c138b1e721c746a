//! A bank: deposits payable on demand, closed when insolvent.

use super::{Group, PresetDef, groups, rate};
use crate::scenario::{Mechanism, OUTSIDE, ServiceOrder};
use crate::units::Decimal;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "bank",
    label: "Bank",
    help: "Takes deposits payable on demand and is closed when its equity is negative. Depositors leave when the coverage they see is too low.",
    group: Group::Clearing,
    adds: |p| {
        p.cash(10);
        p.deposits(OUTSIDE, &p.id(), 30);
        p.runs(Mechanism::InsolvencyRule { floor: Decimal::ZERO });
        p.runs(Mechanism::Depositors {
            opacity: rate(0.0),
            gate: rate(1.0),
            order: ServiceOrder::FirstCome,
            groups: groups(&[0.99, 0.97, 0.94, 0.9]),
        });
    },
};
