//! A broker: holds collateral of clients, closed when insolvent.

use super::{Group, PresetDef};
use crate::scenario::Mechanism;
use crate::units::Decimal;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "broker",
    label: "Broker",
    help: "Lends to clients, holds their collateral and may pledge it on. Closed when its equity at marks is negative.",
    group: Group::Clearing,
    adds: |p| {
        p.cash(10);
        p.runs(Mechanism::InsolvencyRule { floor: Decimal::ZERO });
    },
};
