//! A margin exchange as a whole at the end of a tick.

use super::exchange::{CutFrame, LegFrame, OwnBookFrame, QueueFrame, SpotFrame};
use crate::units::Amount;
use serde::{Deserialize, Serialize};

/// A venue at the end of a tick. Amounts are quanta of the numeraire.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VenueFrame {
    /// Its markets.
    pub markets: Vec<OwnBookFrame>,
    /// Spot books of margin assets.
    pub spots: Vec<SpotFrame>,
    /// Cash of accounts, vault and makers less what positions cost, and the fund: what the venue keeps for all of them.
    pub money: Amount,
    /// What of it came and went by postings in this tick.
    pub came: Amount,
    /// See `came`.
    pub went: Amount,
    /// What of it is the venue's own, put in for losses that nobody covered.
    pub own: Amount,
    /// The insurance fund.
    pub fund: Amount,
    /// The equity of the vault.
    pub vault: Amount,
    /// Whether an account was too large for it in this tick.
    pub vault_full: bool,
    /// Accounts with a position; and those that were below maintenance at the mark.
    pub open: u32,
    /// See `open`.
    pub below: u32,
    /// What the fund paid in this tick.
    pub fund_paid: Amount,
    /// What bankrupt accounts lacked when winners were asked, and what was left of the fund then.
    pub deficit: Amount,
    /// See `deficit`.
    pub fund_left: Amount,
    /// What winners forwent in this tick, and what of it was beyond the deficit.
    pub taken: Amount,
    /// See `taken`.
    pub overshoot: Amount,
    /// What nothing covered in this tick, and what of that all accounts bore.
    pub uncovered: Amount,
    /// See `uncovered`.
    pub socialised: Amount,
    /// In all ticks so far: value liquidated, value closed against winners, overshoot, what winners forwent, what nothing covered.
    pub liquidated_so_far: Amount,
    /// See `liquidated_so_far`.
    pub adl_so_far: Amount,
    /// See `liquidated_so_far`.
    pub overshoot_so_far: Amount,
    /// See `liquidated_so_far`.
    pub taken_so_far: Amount,
    /// See `liquidated_so_far`.
    pub uncovered_so_far: Amount,
    /// Winners cut back so far.
    pub cuts_so_far: u32,
    /// The first in the queues of this tick.
    pub queue: Vec<QueueFrame>,
    /// Who was cut back in this tick: participants, and the largest of the others.
    pub cuts: Vec<CutFrame>,
    /// How many were.
    pub cut: u32,
    /// Positions of participants.
    pub legs: Vec<LegFrame>,
    /// It has failed, and trades no more.
    pub closed: bool,
}
