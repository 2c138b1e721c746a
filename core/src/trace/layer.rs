//! Layers of a clearing house's waterfall, and who bore what in them.

use crate::units::{Amount, ParticipantIx};
use serde::{Deserialize, Serialize};

/// A layer of a clearing house's waterfall, or what none of them covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LayerKind {
    /// Collateral of the defaulter.
    DefaulterMargin,
    /// The defaulter's contribution.
    DefaulterFund,
    /// The house's own capital pledged to losses.
    SkinInTheGame,
    /// Contributions of members that had not failed.
    SurvivorsFund,
    /// Cash called from members that had not failed.
    Assessments,
    /// What the house owed members that had not failed and could not pay.
    GainsHaircut,
    /// What it owed them on contracts that were ended.
    TearUp,
    /// What else the house owns.
    RemainingEquity,
    /// Beyond the last layer: borne by whoever the house cannot pay.
    Uncovered,
}

impl LayerKind {
    /// All of them, in the usual order.
    pub const ALL: [Self; 9] = [
        Self::DefaulterMargin,
        Self::DefaulterFund,
        Self::SkinInTheGame,
        Self::SurvivorsFund,
        Self::Assessments,
        Self::GainsHaircut,
        Self::TearUp,
        Self::RemainingEquity,
        Self::Uncovered,
    ];

    /// The name in expectations, that of the layer in a scenario.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::DefaulterMargin => "defaulter_margin",
            Self::DefaulterFund => "defaulter_fund",
            Self::SkinInTheGame => "skin_in_the_game",
            Self::SurvivorsFund => "survivors_fund",
            Self::Assessments => "assessments",
            Self::GainsHaircut => "gains_haircut",
            Self::TearUp => "tear_up",
            Self::RemainingEquity => "remaining_equity",
            Self::Uncovered => "uncovered",
        }
    }

    /// The name shown.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::DefaulterMargin => "Defaulter's margin",
            Self::DefaulterFund => "Defaulter's contribution",
            Self::SkinInTheGame => "Skin in the game",
            Self::SurvivorsFund => "Survivors' contributions",
            Self::Assessments => "Assessments",
            Self::GainsHaircut => "Gains haircut",
            Self::TearUp => "Tear-up",
            Self::RemainingEquity => "Remaining equity",
            Self::Uncovered => "Uncovered",
        }
    }
}

/// What a party bore so far in one layer of a house's waterfall, less what it was given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Borne {
    /// Whose waterfall.
    pub house: ParticipantIx,
    /// The layer's place in it, from 0; the number of layers for what is uncovered.
    pub layer: u8,
    /// What layer.
    pub kind: LayerKind,
    /// Who bore it: a member, or the house for its own layers and what is uncovered.
    pub bearer: ParticipantIx,
    /// How much, in quanta of the numeraire; more than nothing.
    pub amount: Amount,
}

/// A clearing house and its waterfall.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HouseInfo {
    /// Who.
    pub house: ParticipantIx,
    /// Its layers, in the order they are used in.
    pub layers: Vec<LayerInfo>,
}

/// A layer at the opening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerInfo {
    /// What layer.
    pub kind: LayerKind,
    /// Who stands for how much in it, in quanta of the numeraire. Empty for the layers without a limit of their own:
    /// the defaulter's margin, which is what it posted, gains, which are what is open, and the remaining equity, which
    /// is what is left.
    pub room: Vec<(ParticipantIx, Amount)>,
}
