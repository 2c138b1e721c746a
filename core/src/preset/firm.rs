//! A plain firm.

use super::PresetDef;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "firm",
    label: "Firm",
    help: "Pays what it owes out of what it has and what it gets. Nothing more.",
    cash: 10,
    mechanisms: || Vec::new(),
};
