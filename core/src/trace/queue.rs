//! `RequestFrame`: units of a claim token that wait to be redeemed.

use crate::units::{Amount, AssetIx, ParticipantIx, Tick};
use serde::{Deserialize, Serialize};

/// A request for redemption at the end of a tick; amounts are quanta of the token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestFrame {
    /// The token.
    pub asset: AssetIx,
    /// Who has handed it in; the place after the last participant is everybody outside.
    pub who: ParticipantIx,
    /// Units handed in.
    pub asked: Amount,
    /// Units that still wait.
    pub left: Amount,
    /// Units redeemed in this tick.
    pub served: Amount,
    /// The tick of the request.
    pub since: Tick,
    /// Whether the rate is fixed: the tokens are burnt, and the issuer owes an amount.
    pub fixed: bool,
}
