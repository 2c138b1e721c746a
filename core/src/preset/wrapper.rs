//! A wrapper: holds one token and issues another against it, one for one.

use super::PresetDef;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "wrapper",
    label: "Wrapper",
    help: "Holds a token and issues another against it, unit for unit. Make it the issuer of a claim token with a par of 1 in the token it holds: what is wrong below is wrong above.",
    cash: 0,
    mechanisms: Vec::new,
};
