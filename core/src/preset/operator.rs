//! An operator: stakes what it has, and secures services with it.

use super::parts::units;
use super::{Group, PresetDef, rate};
use crate::scenario::{Mechanism, Staking};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "operator",
    label: "Operator",
    help: "Stakes all it holds of an asset. The same stake can stand behind several restaked services: name it there among the operators. It loses all of it when it joins an attack, and attacks when that pays.",
    group: Group::Stake,
    adds: |p| {
        let base = p.base();
        p.holds(&base.id, units(&base, 100.0));
        // A week of ticks to get out, as restaking protocols have it.
        let staking = Staking { asset: Some(base.id), share: rate(1.0), exit_delay: 7, ..Staking::default() };
        p.runs(Mechanism::Staking { staking });
    },
};
