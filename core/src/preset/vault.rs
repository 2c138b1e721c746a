//! A vault: holds assets for the owners of its shares.

use super::PresetDef;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "vault",
    label: "Vault",
    help: "Holds assets for the owners of its shares and promises no more than it has. Make it the issuer of a claim token without a par; what it holds may be another issuer's token.",
    cash: 0,
    mechanisms: Vec::new,
};
