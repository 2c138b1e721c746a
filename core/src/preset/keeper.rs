//! A keeper: it liquidates for lending pools.

use super::PresetDef;
use crate::scenario::{Keeper, Mechanism};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "keeper",
    label: "Keeper",
    help: "Repays debt of positions whose health is below 1 and takes their collateral at a discount, out of its cash and only where it has no loss.",
    cash: 50,
    mechanisms: || vec![Mechanism::Keeper { keeper: Keeper::default() }],
};
