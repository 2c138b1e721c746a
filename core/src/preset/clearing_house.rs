//! A clearing house with one default fund.

use super::{Group, PresetDef};
use crate::scenario::Mechanism;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "clearing_house",
    label: "Clearing house",
    help: "Stands between members and pays winners out of its default fund when a member fails: the member's contribution, its own capital (skin in the game), then the others' contributions.",
    group: Group::Clearing,
    adds: |p| {
        p.cash(10);
        p.runs(Mechanism::DefaultFund {
            skin_in_the_game: crate::units::Decimal::ZERO,
            contributions: Default::default(),
            layers: Vec::new(),
            replenish_within: None,
            close_out: Default::default(),
        });
    },
};
