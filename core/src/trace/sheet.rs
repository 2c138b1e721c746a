//! `BalanceSheet`: what one participant has and owes at the end of a tick, line by line.

use crate::units::{Amount, AssetIx, LinkRef, ParticipantIx, Tick};

/// What a line of a balance sheet is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetWhat {
    /// Free cash.
    Cash,
    /// Units of an asset at its mark: free, staked, or waiting to be redeemed.
    Asset(AssetIx),
    /// Collateral that is posted and still the pledger's own, at its mark.
    Posted(AssetIx),
    /// What another owes, or what is owed to another: `obligation`, `deposit`.
    Debt(&'static str),
    /// Claim tokens in issue: what they promise, or what is left for shares.
    Issued(AssetIx),
    /// Collateral of another that was pledged on or is owned, and is owed back, at its mark.
    Return(AssetIx),
}

/// A line of a balance sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetLine {
    /// What it is.
    pub what: SheetWhat,
    /// The other side, where there is one; the index after the last participant is everybody outside.
    pub with: Option<ParticipantIx>,
    /// The link of the scenario that it comes from, if one.
    pub link: Option<LinkRef>,
    /// Units of the asset, in its quanta, where it is not money.
    pub units: Option<Amount>,
    /// At face value, in quanta of the numeraire: for a claim on a failed debtor more than [`SheetLine::value`].
    pub face: Amount,
    /// What it counts for, in quanta of the numeraire.
    pub value: Amount,
}

/// What one participant has and owes at the end of a tick: assets less liabilities are its equity, to the quantum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalanceSheet {
    /// Whose it is.
    pub who: ParticipantIx,
    /// The tick.
    pub tick: Tick,
    /// What it has: cash, assets at marks, collateral posted, claims at what they are expected to bring.
    pub assets: Vec<SheetLine>,
    /// What it owes, at face value.
    pub liabilities: Vec<SheetLine>,
}

impl BalanceSheet {
    /// All that it has, in quanta of the numeraire.
    #[must_use]
    pub fn total_assets(&self) -> Amount {
        sum(&self.assets)
    }

    /// All that it owes, in quanta of the numeraire.
    #[must_use]
    pub fn total_liabilities(&self) -> Amount {
        sum(&self.liabilities)
    }

    /// What is left for its owners, in quanta of the numeraire; below zero it owes more than it has.
    #[must_use]
    pub fn equity(&self) -> Amount {
        Amount::new(self.total_assets().quanta() - self.total_liabilities().quanta())
    }
}

fn sum(lines: &[SheetLine]) -> Amount {
    Amount::new(lines.iter().map(|l| l.value.quanta()).sum())
}
