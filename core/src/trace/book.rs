//! Positions in contracts: accounts, variation margin and initial margin, as a tick ended.

use crate::units::{Amount, AssetIx, LinkIx, ParticipantIx, Price, Rate, Tick};
use serde::{Deserialize, Serialize};

/// A contract's unchanging part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContractInfo {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// What it is on.
    pub underlying: AssetIx,
    /// The last tick on which it is settled.
    pub expires: Option<Tick>,
}

/// An account's unchanging part: what two parties have with each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountInfo {
    /// Whose lines they are; the member where the other is its clearing house.
    pub a: ParticipantIx,
    /// The other side, which has the opposite.
    pub b: ParticipantIx,
    /// Whether the other side is a clearing house.
    pub cleared: bool,
    /// Between a client and its member: the house that clears what is in it.
    pub carried: Option<ParticipantIx>,
    /// A member's with a house, for clients.
    pub clients: bool,
    /// The ids of the positions in it, those that are traded later among them.
    pub positions: Vec<String>,
}

/// Initial margin of one party with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarginInfo {
    /// Who posts it.
    pub poster: ParticipantIx,
    /// Who asks for it.
    pub holder: ParticipantIx,
    /// A client's: its member.
    pub through: Option<ParticipantIx>,
    /// Asked for on what all fellow customers have, net.
    pub net: bool,
    /// The collateral link that it is in.
    pub link: LinkIx,
    /// The link of the cash beside it; the same one where margin is cash.
    pub cash: LinkIx,
}

/// What does not change about positions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BookInfo {
    /// Contracts, by id.
    pub contracts: Vec<ContractInfo>,
    /// Accounts.
    pub accounts: Vec<AccountInfo>,
    /// Margins, by poster and holder.
    pub margins: Vec<MarginInfo>,
}

/// A contract at the end of a tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ContractFrame {
    /// What one was settled at, in quanta of the numeraire.
    pub price: Amount,
    /// The volatility that it is valued with, by the year.
    pub volatility: Rate,
    /// Contracts that somebody is long and somebody else is short.
    pub open_interest: u64,
}

/// An account at the end of a tick. Contracts are counted, money is in quanta of the numeraire.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AccountFrame {
    /// Contracts by place: long above zero.
    pub lines: Vec<i64>,
    /// Settled in this tick: what the first side gained.
    pub settled: Amount,
    /// Settled so far.
    pub gained: Amount,
    /// Gained and not settled yet.
    pub unsettled: Amount,
    /// Variation margin due in this tick: to the first side above zero, from it below.
    pub due: Amount,
    /// What of it was paid out of cash in this tick, with the same sign.
    pub paid: Amount,
    /// Variation margin that stays unpaid, with the same sign.
    pub open: Amount,
    /// The first side has failed and the house keeps its book.
    pub taken: bool,
    /// Nothing is left in it.
    pub closed: bool,
}

/// Initial margin at the end of a tick, in quanta of the numeraire after the haircut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarginFrame {
    /// What is asked for.
    pub required: Amount,
    /// What is there.
    pub posted: Amount,
    /// What was newly called in this tick.
    pub called: Amount,
    /// What was posted on a call in this tick.
    pub met: Amount,
    /// What was called and has not been posted.
    pub missing: Amount,
}

/// Positions at the end of a tick, in the order of [`BookInfo`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BookFrame {
    /// Contracts.
    pub contracts: Vec<ContractFrame>,
    /// Accounts.
    pub accounts: Vec<AccountFrame>,
    /// Margins.
    pub margins: Vec<MarginFrame>,
    /// Paid in this tick in variation margin, and due in it, of all.
    pub paid: Amount,
    /// Due in this tick.
    pub due: Amount,
}

impl ContractFrame {
    /// The price of one contract in units of the numeraire, which has so many decimals.
    #[must_use]
    pub fn in_units(&self, decimals: u8) -> Price {
        Price::new(self.price.to_f64(decimals)).unwrap_or_default()
    }
}
