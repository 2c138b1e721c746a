//! A keeper: it liquidates for lending pools.

use super::{Group, PresetDef};
use crate::scenario::{Keeper, Mechanism};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "keeper",
    label: "Keeper",
    help: "Repays debt of positions whose health is below 1 and takes their collateral at a discount, out of its cash and only where it has no loss.",
    group: Group::Lending,
    adds: |p| {
        p.cash(50);
        p.runs(Mechanism::Keeper { keeper: Keeper::default() });
    },
};
