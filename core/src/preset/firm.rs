//! A plain firm.

use super::{Group, PresetDef};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "firm",
    label: "Firm",
    help: "Pays what it owes out of what it has and what it gets. Nothing more.",
    group: Group::Clearing,
    adds: |p| p.cash(10),
};
