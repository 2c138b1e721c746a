//! A bank: deposits payable on demand, closed when insolvent.

use super::PresetDef;
use super::{groups, rate};
use crate::scenario::{Mechanism, ServiceOrder};
use crate::units::Decimal;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "bank",
    label: "Bank",
    help: "Takes deposits payable on demand and is closed when its equity is negative. Depositors leave when the coverage they see is too low.",
    cash: 40,
    mechanisms: || {
        vec![
            Mechanism::InsolvencyRule { floor: Decimal::ZERO },
            Mechanism::Depositors {
                opacity: rate(0.0),
                gate: rate(1.0),
                order: ServiceOrder::FirstCome,
                groups: groups(&[0.99, 0.97, 0.94, 0.9]),
            },
        ]
    },
};
