//! What issuers with a peg module hold and swap, and the prices that mechanisms read.

use crate::units::{Amount, AssetIx, ParticipantIx, Price, Rate, Tick};
use serde::{Deserialize, Serialize};

/// An asset that a peg module accepts, at the end of a tick and on the terms that held in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReserveFrame {
    /// The issuer.
    pub who: ParticipantIx,
    /// The coin that it swaps.
    pub coin: AssetIx,
    /// What it accepts.
    pub asset: AssetIx,
    /// What it holds of it, free, in quanta of the asset.
    pub held: Amount,
    /// The same at marks, in quanta of the numeraire.
    pub worth: Amount,
    /// Coins for a unit of the asset, before the fee.
    pub rate: f64,
    /// Part of a swap into coins that it keeps.
    pub fee_in: Rate,
    /// Part of a swap out of coins that it keeps.
    pub fee_out: Rate,
    /// Most that it may hold of the asset after a swap, in quanta of the asset.
    pub ceiling: Option<Amount>,
    /// Most coins that are issued for the asset in a tick, and most that are taken back, in quanta of the coin.
    pub cap: Option<Amount>,
    /// What came in by swaps in this tick, in quanta of the asset.
    pub came: Amount,
    /// What went out by swaps in this tick, in quanta of the asset.
    pub went: Amount,
}

/// A price that a mechanism read in a tick: a lending pool by its oracle, an issuer the last mark of what it swaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OracleFrame {
    /// Whose mechanism read it.
    pub who: ParticipantIx,
    /// Of which asset.
    pub asset: AssetIx,
    /// The price, in the numeraire.
    pub price: Price,
    /// Ticks by which it was late.
    pub lag: Tick,
    /// How far off it was set to be: the price is the true one times one plus this.
    pub error: Rate,
    /// Discount to this price at which a lending pool gives collateral to whoever repays; 0 for others, and where an auction
    /// finds the price.
    pub discount: Rate,
    /// What the market of the asset takes, as the tick ended, at an average price no more than that discount below its own,
    /// in quanta of the numeraire: what keepers can sell of it without a loss. `None` without a discount or a pool.
    pub sells: Option<Amount>,
}
