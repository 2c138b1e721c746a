//! `Frame`: one tick as it ended, with participants, links and markets, in the shape the page and the exports read.

use super::{
    BookFrame, Borne, Digest, ExitFrame, OracleFrame, ParticipantFrame, PoolFrame, PositionFrame, RequestFrame,
    ReserveFrame, RestakingFrame, SettlingFrame, StakeFrame, VenueFrame,
};
use crate::units::{Amount, Price, Rate, Tick};
use serde::{Deserialize, Serialize};

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
    /// The logarithm of the factor by which events and draws moved the price in this tick. The rest of its move came from the
    /// run itself: from sales and what follows them.
    pub outer: Rate,
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
    /// Positions in contracts; `None` where there are none.
    pub book: Option<BookFrame>,
    /// Margin exchanges, in the order of [`Trace::venues`](super::Trace::venues).
    pub venues: Vec<VenueFrame>,
    /// How far the correlations of drawn price moves were blended towards one; `None` where none were drawn.
    pub blend: Option<Rate>,
    /// How payments were settled; `None` where the rules leave it at one clearing a tick.
    pub settling: Option<SettlingFrame>,
    /// Journal length at the end of the tick.
    pub entries: u32,
    /// The digest, chained over all ticks up to this one.
    pub digest: Digest,
}
