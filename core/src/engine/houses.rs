//! What stands behind each clearing house at the opening, layer by layer: for whoever shows how much of it was used.

use crate::trace::{HouseInfo, LayerInfo, LayerKind};
use crate::units::value_of;
use crate::units::{Amount, ParticipantIx};
use crate::world::{FundSpec, LayerSpec, World};

impl LayerSpec {
    /// What layer it is.
    pub(super) const fn kind(self) -> LayerKind {
        match self {
            Self::DefaulterMargin => LayerKind::DefaulterMargin,
            Self::DefaulterFund => LayerKind::DefaulterFund,
            Self::Skin(_) => LayerKind::SkinInTheGame,
            Self::Survivors => LayerKind::SurvivorsFund,
            Self::Assessments { .. } => LayerKind::Assessments,
            Self::GainsHaircut { .. } => LayerKind::GainsHaircut,
            Self::TearUp => LayerKind::TearUp,
            Self::Equity => LayerKind::RemainingEquity,
        }
    }
}

/// All houses with a fund, in world order.
pub(super) fn houses(w: &World) -> Vec<HouseInfo> {
    let all = (0..w.participants.len() as u32).map(ParticipantIx);
    let one = |house: ParticipantIx| {
        let fund = w.fund(house)?;
        let layers = fund.layers.iter().map(|&l| LayerInfo { kind: l.kind(), room: room(house, fund, l) }).collect();
        Some(HouseInfo { house, layers })
    };
    all.filter_map(one).collect()
}

fn room(house: ParticipantIx, fund: &FundSpec, layer: LayerSpec) -> Vec<(ParticipantIx, Amount)> {
    let times =
        |cap: f64| fund.contributions.iter().map(|&(who, paid)| (who, Amount::new(value_of(paid, cap, 1.0)))).collect();
    match layer {
        LayerSpec::DefaulterMargin | LayerSpec::GainsHaircut { .. } | LayerSpec::TearUp | LayerSpec::Equity => {
            Vec::new()
        }
        LayerSpec::Skin(amount) => vec![(house, Amount::new(amount))],
        LayerSpec::DefaulterFund | LayerSpec::Survivors => times(1.0),
        LayerSpec::Assessments { cap, .. } => times(cap),
    }
}
