//! `Frame`: one tick as it ended, with participants, links and markets, in the shape the page and the exports read.

use super::{
    Borne, Digest, ExitFrame, OracleFrame, PoolFrame, PositionFrame, RequestFrame, ReserveFrame, RestakingFrame,
    StakeFrame,
};
use crate::units::{Amount, EntryIx, Price, Rate, Tick};
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

/// What a link looks like at the end of a tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkState {
    /// Not yet due, or payable on demand.
    #[default]
    Open,
    /// Due in this tick and paid in full, or settled earlier.
    Paid,
    /// Due and paid in part or not at all, debtor not failed.
    Late,
    /// Due and not paid in full, debtor failed.
    Broken,
    /// Deposit: requests wait.
    Locked,
    /// Collateral: with the holder.
    Posted,
    /// Collateral: seized by the holder.
    Seized,
    /// Nothing is left: returned, sold, set off or withdrawn.
    Closed,
}

/// A link at the end of a tick; amounts are quanta of the link's asset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkFrame {
    /// What it looks like.
    pub state: LinkState,
    /// What is outstanding (collateral: posted and not returned) at the end of the tick.
    pub open: Amount,
    /// What was due in this tick.
    pub due: Amount,
    /// What was paid of it in this tick.
    pub paid: Amount,
    /// The round in which its debtor fell short in this tick, or 0.
    pub round: u32,
    /// Collateral: how much of it the holder has pledged on or sold.
    pub reused: Amount,
    /// Only its two ends know of it.
    pub hidden: bool,
}

/// A market at the end of a tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AssetFrame {
    /// Price in the numeraire.
    pub price: Price,
    /// What stands behind one unit of a claim token, in the numeraire; the price at the last mark for other assets.
    pub fair: Price,
    /// Depth in units of the asset's quanta; `None` without price impact.
    pub depth: Option<Amount>,
    /// Quanta sold in this tick.
    pub sold: Amount,
    /// Quanta bought in this tick.
    pub bought: Amount,
    /// What can be sold at an average of two per cent below the price, in quanta of the numeraire; `None` without a pool.
    pub depth2: Option<Amount>,
    /// The price over what a unit promises, over what stands behind a share, or over the opening price of what nobody owes.
    pub peg: Option<Rate>,
    /// Quanta of a claim token in anybody's hands. For other assets what has been burnt, below zero.
    pub supply: Amount,
    /// What one unit promises, in the numeraire at marks; `None` for a share and for what is no claim token.
    pub promised: Option<Price>,
}

/// One tick as it ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// The tick.
    pub tick: Tick,
    /// Waves of failures in it: 0 when nothing failed.
    pub rounds: u32,
    /// Whether the clearing vector was the only one.
    pub unique: bool,
    /// Participants, in world order.
    pub participants: Vec<ParticipantFrame>,
    /// Links, in the order of [`Trace::links`](super::Trace::links).
    pub links: Vec<LinkFrame>,
    /// Assets, in world order.
    pub assets: Vec<AssetFrame>,
    /// Lending pools, in the order of [`Trace::pools`](super::Trace::pools).
    pub pools: Vec<PoolFrame>,
    /// Positions with lending pools that owe something, by pool and borrower.
    pub positions: Vec<PositionFrame>,
    /// Assets that peg modules accept, by issuer and asset.
    pub reserves: Vec<ReserveFrame>,
    /// Prices that mechanisms read in this tick: those of lending pools, then those of issuers, by participant and asset.
    pub oracles: Vec<OracleFrame>,
    /// One sample of every metric, in registry order.
    pub metrics: Vec<f64>,
    /// Loss so far of each participant, then of everybody outside, in quanta of the numeraire.
    pub losses: Vec<Amount>,
    /// What each of [`Trace::attackers`](super::Trace::attackers) has got out: money, and assets at marks that were
    /// not moved on a forged message, in quanta of the numeraire.
    pub loot: Vec<Amount>,
    /// Who bore the losses of clearing houses so far, by house, layer and bearer.
    pub borne: Vec<Borne>,
    /// Claim tokens handed in for redemption, in the order they were; those paid in this tick among them.
    pub requests: Vec<RequestFrame>,
    /// What is staked, by who has staked it.
    pub stakes: Vec<StakeFrame>,
    /// Staked units asked back, in the order they were; those let out in this tick among them.
    pub exits: Vec<ExitFrame>,
    /// Services that operators secure with their stake; `None` where there are none.
    pub restaking: Option<RestakingFrame>,
    /// Journal length at the end of the tick.
    pub entries: u32,
    /// The digest, chained over all ticks up to this one.
    pub digest: Digest,
}
