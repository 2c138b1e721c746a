//! A bridge: verifiers, a cap, a guardian.

use super::PresetDef;
use crate::scenario::{Bridge, Mechanism};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "bridge",
    label: "Bridge",
    help: "Holds what stands behind wrapped units and acts on messages that five of nine verifiers have signed. With as many keys a forged message mints or releases units; a cap and a guardian bound how many.",
    cash: 0,
    mechanisms: || {
        // Five of nine, as the first large bridges had; a guardian an hour or so later, as in most thefts since.
        let scheme = Bridge { verifiers: 9, threshold: 5, guardian_delay: Some(6), ..Bridge::default() };
        vec![Mechanism::Bridge { bridge: scheme }]
    },
};
