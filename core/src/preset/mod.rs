//! Presets: kinds of participant as data. A kind is a list of mechanisms with defaults; the engine knows none.

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
mod operator;
mod secured_service;
mod stablecoin_issuer;
mod vault;
mod wrapper;

use crate::scenario::{DepositorGroup, Mechanism, Participant};
use crate::units::{Decimal, Rate};

/// A kind of participant.
pub struct PresetDef {
    /// Stable name, kept in `participant.kind`.
    pub id: &'static str,
    /// The name shown.
    pub label: &'static str,
    /// What it is and what it does here, in a sentence or two.
    pub help: &'static str,
    /// Cash it opens with, in units of the numeraire.
    pub cash: i64,
    pub(crate) mechanisms: fn() -> Vec<Mechanism>,
}

/// All presets, in the order of the palette.
pub const PRESETS: &[PresetDef] = &[
    bank::PRESET,
    fund::PRESET,
    broker::PRESET,
    lending_pool::PRESET,
    keeper::PRESET,
    stablecoin_issuer::PRESET,
    liquid_staking::PRESET,
    operator::PRESET,
    secured_service::PRESET,
    vault::PRESET,
    wrapper::PRESET,
    bridge::PRESET,
    custodian::PRESET,
    clearing_house::PRESET,
    firm::PRESET,
];

/// A preset by its name.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static PresetDef> {
    PRESETS.iter().find(|p| p.id == id)
}

impl PresetDef {
    /// A new participant of this kind.
    #[must_use]
    pub fn participant(&self, id: &str, label: &str, numeraire: &str) -> Participant {
        let cash = self.cash.to_string().parse().unwrap_or(Decimal::ZERO);
        let holdings = if self.cash > 0 { [(numeraire.to_owned(), cash)].into() } else { Default::default() };
        Participant {
            id: id.into(),
            label: label.into(),
            kind: self.id.into(),
            holdings,
            mechanisms: (self.mechanisms)(),
            place: None,
        }
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
