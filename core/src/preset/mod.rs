//! Presets: kinds of participant as data. A kind is a list of mechanisms with defaults and what they need to work at once:
//! tokens, their markets, deposits, a second participant. The engine knows none.

mod additions;
mod algorithmic_stablecoin;
mod bank;
mod bridge;
mod broker;
mod clearing_house;
mod custodian;
mod firm;
mod fund;
mod keeper;
mod lending_pool;
mod liquid_staking;
mod looper;
mod margin_exchange;
mod operator;
mod parts;
mod peg_module;
mod placing;
mod secured_service;
mod stablecoin_issuer;
mod tranched_stablecoin;
mod vault;
mod wrapper;

pub use additions::Additions;
pub(crate) use placing::Placing;

use crate::scenario::{DepositorGroup, Problem, Scenario};
use crate::units::Rate;

/// A kind of participant.
#[derive(Debug)]
pub struct PresetDef {
    /// Stable name, kept in `participant.kind`.
    pub id: &'static str,
    /// The name shown.
    pub label: &'static str,
    /// What it is and what it does here, in a sentence or two.
    pub help: &'static str,
    /// Where it stands in the palette.
    pub group: Group,
    pub(crate) adds: fn(&mut Placing<'_>),
}

/// A group of kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Firms, banks and what clears between them.
    Clearing,
    /// Those who lend against collateral, and who borrow and liquidate there.
    Lending,
    /// Issuers of coins and tokens.
    Tokens,
    /// Venues where contracts are traded on margin.
    Trading,
    /// Services that share one stake, and who stakes it.
    Stake,
}

impl Group {
    /// All groups, in the order of the palette.
    pub const ALL: [Self; 5] = [Self::Clearing, Self::Lending, Self::Trading, Self::Tokens, Self::Stake];

    /// The name shown.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Clearing => "Clearing and banks",
            Self::Lending => "Lending",
            Self::Trading => "Trading on margin",
            Self::Tokens => "Coins and tokens",
            Self::Stake => "Shared stake",
        }
    }
}

/// All presets, in the order of the palette.
pub const PRESETS: &[PresetDef] = &[
    bank::PRESET,
    fund::PRESET,
    broker::PRESET,
    lending_pool::PRESET,
    stablecoin_issuer::PRESET,
    clearing_house::PRESET,
    firm::PRESET,
    custodian::PRESET,
    looper::PRESET,
    keeper::PRESET,
    vault::PRESET,
    peg_module::PRESET,
    tranched_stablecoin::PRESET,
    algorithmic_stablecoin::PRESET,
    liquid_staking::PRESET,
    wrapper::PRESET,
    bridge::PRESET,
    margin_exchange::PRESET,
    operator::PRESET,
    secured_service::PRESET,
];

/// A preset by its name.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static PresetDef> {
    PRESETS.iter().find(|p| p.id == id)
}

impl PresetDef {
    /// What a new participant of this kind, close to an id and a name, adds to a scenario.
    ///
    /// # Errors
    /// A [`Problem`] when the scenario has no room for all of it; nothing is added then.
    pub fn place(&self, scenario: &Scenario, id: &str, label: &str) -> Result<Additions, Problem> {
        let mut placing = Placing::new(scenario, self, id, label);
        (self.adds)(&mut placing);
        let made = placing.done();
        made.fit(scenario)?;
        Ok(made)
    }
}

pub(crate) fn rate(value: f64) -> Rate {
    Rate::new(value).unwrap_or_default()
}

/// Depositor groups of equal size with these thresholds.
pub(crate) fn groups(thresholds: &[f64]) -> Vec<DepositorGroup> {
    let share = rate(1.0 / thresholds.len().max(1) as f64);
    thresholds
        .iter()
        .map(|&below| DepositorGroup { share, leaves_below: rate(below), ..DepositorGroup::default() })
        .collect()
}
