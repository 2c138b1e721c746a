//! Margin exchanges at the end of a tick: books, marks, positions, who was cut back.

use crate::units::{Amount, AssetIx, ParticipantIx};
use serde::{Deserialize, Serialize};

/// Bins of the histogram of liquidation prices: from half the mark to one and a half times it, a twentieth of it each.
pub const LIQUIDATION_BINS: usize = 20;

/// What does not change of a margin exchange.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VenueInfo {
    /// The participant that runs it.
    pub who: ParticipantIx,
    /// What contracts are on, in the order of [`VenueFrame::markets`](super::VenueFrame::markets).
    pub markets: Vec<AssetIx>,
    /// What counts as margin beside the numeraire, in the order of [`VenueFrame::spots`](super::VenueFrame::spots).
    pub margins: Vec<AssetIx>,
    /// Accounts of participants, in order: the first accounts.
    pub accounts: Vec<(String, ParticipantIx)>,
    /// Crowds, in order, with the account that each begins at.
    pub crowds: Vec<(String, u32)>,
    /// The word of the price that marks come from.
    pub mark: String,
    /// The word of the rule of auto-deleveraging.
    pub rule: String,
    /// Whether there is a vault.
    pub has_vault: bool,
    /// Cash, and units of each margin asset, that people outside have brought: below zero where they took profits out.
    pub brought: Amount,
    /// See `brought`.
    pub brought_units: Vec<Amount>,
}

impl VenueInfo {
    /// The name of an account: its id, or its crowd's and its number.
    #[must_use]
    pub fn account(&self, at: u32) -> String {
        if let Some((id, _)) = self.accounts.get(at as usize) {
            return id.clone();
        }
        let crowd = self.crowds.iter().rev().find(|c| c.1 <= at);
        crowd.map_or_else(|| "vault".to_owned(), |(id, first)| format!("{id} {}", at - first + 1))
    }

    /// Whose an account is, where it is a participant's.
    #[must_use]
    pub fn holder(&self, at: u32) -> Option<ParticipantIx> {
        self.accounts.get(at as usize).map(|a| a.1)
    }
}

/// A market of a venue. Sizes are quanta of its asset, values quanta of the numeraire.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OwnBookFrame {
    /// The last price in the own book.
    pub book: f64,
    /// The price of the asset.
    pub index: f64,
    /// The mark that accounts were looked at with.
    pub mark: f64,
    /// All that is long, makers and vault among it.
    pub long: Amount,
    /// All that is short.
    pub short: Amount,
    /// What of it the makers of the own book carry, below zero when short.
    pub makers: Amount,
    /// What of it the vault has, below zero when short.
    pub vault: Amount,
    /// Closed in the own book in this tick.
    pub by_book: Amount,
    /// Taken over by the vault.
    pub by_vault: Amount,
    /// Closed at the fund's cost.
    pub by_fund: Amount,
    /// Closed against winners.
    pub by_adl: Amount,
    /// The value of all that was liquidated in this tick.
    pub liquidated: Amount,
    /// Positions by where they would be liquidated, as their value: [`LIQUIDATION_BINS`] bins around the mark.
    pub liquidation: Vec<Amount>,
}

/// The spot book of a margin asset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SpotFrame {
    /// The last price in it.
    pub book: f64,
    /// The price of the asset.
    pub index: f64,
    /// What a unit counts for as margin, before the haircut.
    pub counts: f64,
    /// Units that accounts have posted.
    pub units: Amount,
}

/// A winner in the queue of a market.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QueueFrame {
    /// The account; [`VenueInfo::account`] names it.
    pub account: u32,
    /// The market, by its place.
    pub market: u32,
    /// Its size, and its profit at the mark.
    pub size: Amount,
    /// See `size`.
    pub profit: Amount,
    /// What it was ranked by; unused by rules that share.
    pub score: f64,
}

/// A winner that was cut back in this tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CutFrame {
    /// The account; [`VenueInfo::account`] names it.
    pub account: u32,
    /// The market, by its place.
    pub market: u32,
    /// How much of its position was closed, and how much it had.
    pub size: Amount,
    /// See `size`.
    pub of: Amount,
    /// How much profit it forwent, and how much it had.
    pub profit: Amount,
    /// See `profit`.
    pub gains: Amount,
    /// What its holder is left with of the asset, in all places, where that is more than before.
    pub naked: Option<Amount>,
}

/// A position of a participant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LegFrame {
    /// The account.
    pub account: u32,
    /// The market, by its place.
    pub market: u32,
    /// Its size, below zero when short.
    pub size: Amount,
    /// The price at which it was opened.
    pub entry: f64,
    /// The mark at which its account would be below maintenance, all else as it is; none where no price does it.
    pub liquidation: Option<f64>,
    /// Equity and maintenance margin of its account.
    pub equity: Amount,
    /// See `equity`.
    pub maintenance: Amount,
}
