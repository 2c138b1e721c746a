//! A fund: assets and debts, no rule that closes it.

use super::{Group, PresetDef};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "fund",
    label: "Fund",
    help: "Holds assets and owes what it borrowed. Nothing closes it while it pays: it can be insolvent and still pay, or solvent and out of cash.",
    group: Group::Clearing,
    adds: |p| p.cash(50),
};
