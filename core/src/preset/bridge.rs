//! A bridge: verifiers, a cap, a guardian, and a wrapped token on what it has locked.

use super::wrapper::wraps;
use super::{Group, PresetDef};
use crate::scenario::{Bridge, Mechanism};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "bridge",
    label: "Bridge",
    help: "Holds a token, has issued bridged units on it, and acts on messages that five of nine verifiers have signed. With as many keys a forged message mints or releases units; a cap and a guardian bound how many.",
    group: Group::Tokens,
    adds: |p| {
        wraps(p, "bridged", "Bridged");
        // Five of nine, as the first large bridges had; a guardian an hour or so later, as in most thefts since.
        let scheme = Bridge { verifiers: 9, threshold: 5, guardian_delay: Some(6), ..Bridge::default() };
        p.runs(Mechanism::Bridge { bridge: scheme });
    },
};
