//! What is staked, and what is on its way out, at the end of a tick.

use crate::units::{Amount, AssetIx, ParticipantIx, Tick};
use serde::{Deserialize, Serialize};

/// A stake; amounts are quanta of the asset staked, but for the subsidy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StakeFrame {
    /// Who has staked.
    pub who: ParticipantIx,
    /// What.
    pub asset: AssetIx,
    /// Units staked, those on their way out among them.
    pub staked: Amount,
    /// Units asked back that are not free yet.
    pub exiting: Amount,
    /// Units slashed so far.
    pub slashed: Amount,
    /// Real yield of this tick, the fee among it.
    pub real: Amount,
    /// Emissions of this tick, the fee among them.
    pub emissions: Amount,
    /// Subsidy paid in this tick, in quanta of the numeraire.
    pub subsidy: Amount,
    /// Subsidy due in this tick, in quanta of the numeraire.
    pub subsidy_due: Amount,
}

/// Units asked back; amounts are quanta of the asset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExitFrame {
    /// Who asked.
    pub who: ParticipantIx,
    /// What.
    pub asset: AssetIx,
    /// Units asked back.
    pub asked: Amount,
    /// Units that wait.
    pub left: Amount,
    /// Units that became free in this tick.
    pub served: Amount,
    /// Units that waited and were slashed in this tick.
    pub slashed: Amount,
    /// The tick of the request.
    pub since: Tick,
}
