//! Services that operators secure with their stake, at the end of a tick.

use crate::units::{Amount, AssetIx, ParticipantIx, Tick};
use serde::{Deserialize, Serialize};

/// A service's unchanging part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceInfo {
    /// The service.
    pub who: ParticipantIx,
    /// The asset staked behind it.
    pub asset: AssetIx,
    /// Who secures it, in order.
    pub operators: Vec<ParticipantIx>,
}

/// A service at the end of a tick; amounts are quanta of the numeraire, at marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceFrame {
    /// The stake behind it.
    pub staked: Amount,
    /// The least stake of operators that can corrupt it together; `None` where nothing is staked behind it.
    pub cost: Option<Amount>,
    /// What corrupting it brings now.
    pub gain: Amount,
    /// The tick in which it was corrupted.
    pub corrupted: Option<Tick>,
    /// What was taken from it then.
    pub taken: Amount,
}

/// The network of operators and services at the end of a tick.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RestakingFrame {
    /// Services, in the order of [`Trace::services`](super::Trace::services).
    pub services: Vec<ServiceFrame>,
    /// The slack gamma of Durvasula and Roughgarden (2024): the least of cost over gain less 1 of all attacks on services
    /// that are left. Below zero an attack pays; `None` where there is nothing to gain.
    pub slack: Option<f64>,
    /// The slack before the first loss of stake.
    pub before: Option<f64>,
    /// The part of the stake of then that shocks have taken (psi), and with what attacks burnt.
    pub shock: f64,
    /// The part of the stake of then that is lost in all.
    pub lost: f64,
    /// The published bound (1 + 1 / gamma) psi on what is lost in all, with the slack before the first loss. `None` where it
    /// says nothing: no slack above zero, a part of an operator's stake lost, stakes taken back, a fall of the price of the
    /// stake, more to gain or other thresholds since.
    pub bound: Option<f64>,
}
