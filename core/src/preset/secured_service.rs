//! A restaked service: secured by the stake of operators who secure others too.

use super::{PresetDef, rate};
use crate::scenario::{Mechanism, SecuredService};
use crate::units::{Amount, Decimal};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "secured_service",
    label: "Restaked service",
    help: "A bridge, an oracle or any service that operators secure with their stake. With half of the stake behind it they can take what there is to gain. Name its operators; they may secure other services with the same stake.",
    cash: 100,
    mechanisms: || {
        let gain = Decimal::from_quanta(Amount::new(50), 0);
        let service = SecuredService { threshold: rate(0.5), gain, attacked: true, ..SecuredService::default() };
        vec![Mechanism::SecuredService { service }]
    },
};
