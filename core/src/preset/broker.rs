//! A broker: holds collateral of clients, closed when insolvent.

use super::PresetDef;
use crate::scenario::Mechanism;
use crate::units::Decimal;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "broker",
    label: "Broker",
    help: "Lends to clients, holds their collateral and may pledge it on. Closed when its equity at marks is negative.",
    cash: 10,
    mechanisms: || vec![Mechanism::InsolvencyRule { floor: Decimal::ZERO }],
};
