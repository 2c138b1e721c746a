//! One participant as a tick ended.

use crate::units::{Amount, EntryIx, Tick};
use serde::{Deserialize, Serialize};

/// Whether a participant pays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Pays what is due.
    #[default]
    Solvent,
    /// Due and unpaid, within grace.
    Late,
    /// Declared, closed, or unpaid past grace.
    Failed,
    /// Failed, and has since paid in full.
    Recovered,
}

/// Marks that are no failures (and tell two kinds of failure apart).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Pays, or is paid, only thanks to collateral.
    pub strained: bool,
    /// Equity at marks is negative.
    pub insolvent: bool,
    /// Cannot pay in full what is due, with equity at marks zero or more.
    pub illiquid: bool,
    /// Requests wait in its queue.
    pub locked: bool,
    /// Took a loss on a claim.
    pub impaired: bool,
    /// Struck by an event in this tick.
    pub shocked: bool,
    /// Can pay nothing in this tick.
    pub out: bool,
}

/// A participant at the end of a tick. Amounts are quanta of the numeraire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantFrame {
    /// Whether it pays.
    pub state: State,
    /// Marks beside the state.
    pub marks: Marks,
    /// The tick it failed; meaningful when it has failed.
    pub failed_tick: Tick,
    /// The round of that tick, from 1.
    pub failed_round: u32,
    /// The entry by which it failed.
    pub failure: Option<EntryIx>,
    /// Unencumbered cash.
    pub cash: Amount,
    /// Other holdings at marks, what is staked and what waits to be redeemed among them, without what is posted.
    pub holdings: Amount,
    /// Posted collateral at marks that is still its own.
    pub posted: Amount,
    /// What others owe it, claims on failed debtors at what their estates are expected to pay.
    pub claims: Amount,
    /// What it owes, at face value.
    pub debts: Amount,
    /// What fell due and was still unpaid before this tick's clearing.
    pub due: Amount,
    /// What it paid of that in this tick.
    pub paid: Amount,
    /// What others paid it in this tick.
    pub received: Amount,
    /// Deposit requests that wait.
    pub queued: Amount,
    /// Paid to depositors on demand in this tick.
    pub withdrawn: Amount,
    /// Free cash as depositors began to be served in this tick.
    pub reserve: Amount,
    /// What those who were paid have beyond an equal share of what its deposits have got and can expect: first come, those
    /// who were paid; pro rata, all who asked.
    pub first_gain: Amount,
    /// Its equity as others see it: without losses on hidden loans, hidden debts, and with marks of its own.
    pub seen_equity: Amount,
    /// What it owes as others see it.
    pub seen_debts: Amount,
}

impl ParticipantFrame {
    /// Assets over debts as there are; `None` for a participant that owes nothing.
    #[must_use]
    pub fn coverage(&self) -> Option<f64> {
        ratio(self.equity(), self.debts)
    }

    /// Assets over debts as others see them; `None` for a participant of which no debt is seen.
    #[must_use]
    pub fn seen_coverage(&self) -> Option<f64> {
        ratio(self.seen_equity, self.seen_debts)
    }

    /// Assets less debts at marks; below zero is insolvent.
    #[must_use]
    pub fn equity(&self) -> Amount {
        let assets = self.cash.quanta() + self.holdings.quanta() + self.posted.quanta() + self.claims.quanta();
        Amount::new(assets - self.debts.quanta())
    }

    /// What was due in this tick and was not paid.
    #[must_use]
    pub fn short(&self) -> Amount {
        Amount::new(self.due.quanta() - self.paid.quanta())
    }
}

fn ratio(equity: Amount, debts: Amount) -> Option<f64> {
    (debts > Amount::ZERO).then(|| (equity.quanta() + debts.quanta()) as f64 / debts.quanta() as f64)
}
