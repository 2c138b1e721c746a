//! A clearing house's default waterfall as data: which layers bear a loss, in which order.

use super::Mechanism;
use super::form::form;
use crate::units::{Decimal, Rate, Tick};

form! {
    /// A layer of a default waterfall: who bears a loss. The order of the list is the order in which layers are used, and
    /// it has a meaning: `defaulter_margin` stands first, `defaulter_fund` second, `tear_up` after `gains_haircut`,
    /// `skin_in_the_game` at most twice, any other layer at most once.
    ///
    /// The usual order is that of Regulation (EU) No 648/2012 (EMIR), article 45; assessments and what follows them are
    /// recovery tools (CPMI-IOSCO, Recovery of financial market infrastructures, 2017).
    #[derive(Clone, Debug, PartialEq)]
    pub enum Layer {
        /// What the defaulter posted as collateral; always the first layer.
        DefaulterMargin = "defaulter_margin" {},
        /// What the defaulter paid into the fund; always the second layer.
        DefaulterFund = "defaulter_fund" {},
        /// The house's own capital pledged to losses. A second tranche may stand further down.
        SkinInTheGame = "skin_in_the_game" {
            /// The size of the tranche, in the numeraire, out of the house's cash.
            amount: Decimal = need [AMOUNT],
        },
        /// What members that have not failed paid into the fund, pro rata to what is left of it.
        SurvivorsFund = "survivors_fund" {},
        /// Cash called from members that have not failed, pro rata to what may still be called from each.
        Assessments = "assessments" {
            /// Most that may be called from a member in the whole run, as a multiple of its contribution.
            cap: Rate = or(Rate::ONE) [between(0.0, MAX_ASSESSMENT)],
            /// Ticks from the call to the tick on which it is due.
            deadline: Tick = or(1) [between(1, MAX_TICKS)],
        },
        /// What the house owes members that have not failed, and has not paid when all that it called has fallen due: cut
        /// pro rata. The cash that a haircut of variation margin gains would keep back.
        GainsHaircut = "gains_haircut" {
            /// Most that may be cut of each gain, as a share of it.
            cap: Rate = or(Rate::ONE) [share()],
            /// Ticks over which gains may be cut, from the first on; the layers behind bear what is left after the last.
            ticks: Tick = or(1) [between(1, MAX_TICKS)],
        },
        /// Contracts of members that have not failed are ended at their marks: what is left of what the house owes on them,
        /// due or not, is cut pro rata.
        TearUp = "tear_up" {},
        /// Whatever else the house owns beyond what it owes.
        RemainingEquity = "remaining_equity" {},
    }
}

impl Layer {
    /// The layers of a fund that names none: what the defaulter left, the house's capital, the survivors, the rest.
    #[must_use]
    pub fn usual(skin_in_the_game: Decimal) -> Vec<Self> {
        vec![
            Self::DefaulterMargin {},
            Self::DefaulterFund {},
            Self::SkinInTheGame { amount: skin_in_the_game },
            Self::SurvivorsFund {},
            Self::RemainingEquity {},
        ]
    }

    /// The name in a scenario's JSON.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::DefaulterMargin {} => "defaulter_margin",
            Self::DefaulterFund {} => "defaulter_fund",
            Self::SkinInTheGame { .. } => "skin_in_the_game",
            Self::SurvivorsFund {} => "survivors_fund",
            Self::Assessments { .. } => "assessments",
            Self::GainsHaircut { .. } => "gains_haircut",
            Self::TearUp {} => "tear_up",
            Self::RemainingEquity {} => "remaining_equity",
        }
    }
}

/// The amount of the first tranche of a fund's skin in the game.
pub(super) fn skin(m: &mut Mechanism) -> Option<&mut Decimal> {
    let Mechanism::DefaultFund { skin_in_the_game, layers, .. } = m else { return None };
    if layers.is_empty() {
        return Some(skin_in_the_game);
    }
    layers.iter_mut().find_map(|l| match l {
        Layer::SkinInTheGame { amount } => Some(amount),
        _ => None,
    })
}

/// The opacity of whoever takes deposits.
pub(super) fn opacity_of(m: &Mechanism) -> Option<f64> {
    match m {
        Mechanism::Depositors { opacity, .. } => Some(opacity.get()),
        _ => None,
    }
}
