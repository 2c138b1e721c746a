//! `Trace`: everything a run produced, in the shape the page, the charts and the exports read.

use super::houses::HouseInfo;
use crate::journal::{EntryKind, Journal, LinkRef};
use crate::units::{Amount, AssetIx, EntryIx, LinkIx, ParticipantIx, Price, Tick, sorted};
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
    /// Other holdings at marks, without what is posted.
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
}

impl ParticipantFrame {
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
}

/// A market at the end of a tick.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssetFrame {
    /// Price in the numeraire.
    pub price: Price,
    /// Depth in units of the asset's quanta; `None` without price impact.
    pub depth: Option<Amount>,
    /// Quanta sold in this tick.
    pub sold: Amount,
}

/// A layer of a clearing house's waterfall, or what none of them covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LayerKind {
    /// Collateral of the defaulter.
    DefaulterMargin,
    /// The defaulter's contribution.
    DefaulterFund,
    /// The house's own capital pledged to losses.
    SkinInTheGame,
    /// Contributions of members that had not failed.
    SurvivorsFund,
    /// Cash called from members that had not failed.
    Assessments,
    /// What else the house owns.
    RemainingEquity,
    /// Beyond the last layer: borne by whoever the house cannot pay.
    Uncovered,
}

impl LayerKind {
    /// All of them, in the usual order.
    pub const ALL: [Self; 7] = [
        Self::DefaulterMargin,
        Self::DefaulterFund,
        Self::SkinInTheGame,
        Self::SurvivorsFund,
        Self::Assessments,
        Self::RemainingEquity,
        Self::Uncovered,
    ];

    /// The name in expectations, that of the layer in a scenario.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::DefaulterMargin => "defaulter_margin",
            Self::DefaulterFund => "defaulter_fund",
            Self::SkinInTheGame => "skin_in_the_game",
            Self::SurvivorsFund => "survivors_fund",
            Self::Assessments => "assessments",
            Self::RemainingEquity => "remaining_equity",
            Self::Uncovered => "uncovered",
        }
    }

    /// The name shown.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::DefaulterMargin => "Defaulter's margin",
            Self::DefaulterFund => "Defaulter's contribution",
            Self::SkinInTheGame => "Skin in the game",
            Self::SurvivorsFund => "Survivors' contributions",
            Self::Assessments => "Assessments",
            Self::RemainingEquity => "Remaining equity",
            Self::Uncovered => "Uncovered",
        }
    }
}

/// What a party bore so far in one layer of a house's waterfall, less what it was given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Borne {
    /// Whose waterfall.
    pub house: ParticipantIx,
    /// The layer's place in it, from 0; the number of layers for what is uncovered.
    pub layer: u8,
    /// What layer.
    pub kind: LayerKind,
    /// Who bore it: a member, or the house for its own layers and what is uncovered.
    pub bearer: ParticipantIx,
    /// How much, in quanta of the numeraire; more than nothing.
    pub amount: Amount,
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
    /// Links, in the order of [`Trace::links`].
    pub links: Vec<LinkFrame>,
    /// Assets, in world order.
    pub assets: Vec<AssetFrame>,
    /// One sample of every metric, in registry order.
    pub metrics: Vec<f64>,
    /// Loss so far of each participant, then of everybody outside, in quanta of the numeraire.
    pub losses: Vec<Amount>,
    /// Who bore the losses of clearing houses so far, by house, layer and bearer.
    pub borne: Vec<Borne>,
    /// Journal length at the end of the tick.
    pub entries: u32,
    /// The digest, chained over all ticks up to this one.
    pub digest: Digest,
}

/// A 128-bit fingerprint of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Digest(pub [u8; 16]);

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

/// What does not change during a run: names and ends, for whoever reads the frames.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkInfo {
    /// Which link.
    pub link: LinkRef,
    /// Its id in the scenario; a loan against collateral has its collateral's id with `.loan`.
    pub id: String,
    /// Debtor, seller, depositor or pledger.
    pub from: ParticipantIx,
    /// Creditor, buyer, taker or holder.
    pub to: ParticipantIx,
    /// Asset of the amounts of its frames.
    pub asset: AssetIx,
    /// Amount at the opening.
    pub amount: Amount,
    /// When it is due, if it is.
    pub due: Option<Tick>,
    /// Collateral: the link it pledges on.
    pub reuses: Option<LinkIx>,
}

/// An asset's unchanging part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssetInfo {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Decimals.
    pub decimals: u8,
}

/// A participant's unchanging part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParticipantInfo {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
}

/// Everything a run produced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// The version of the model that made it.
    pub model: String,
    /// The word for a tick.
    pub unit: String,
    /// The seed.
    pub seed: u32,
    /// The asset everything is valued in.
    pub numeraire: AssetIx,
    /// Participants in world order (by id); the index after the last is `outside`.
    pub participants: Vec<ParticipantInfo>,
    /// Assets in world order (by id).
    pub assets: Vec<AssetInfo>,
    /// Links: obligations, trades, deposits, collateral, each by id.
    pub links: Vec<LinkInfo>,
    /// Clearing houses with a default fund, in world order, and what stands behind each.
    pub houses: Vec<HouseInfo>,
    /// Ticks 0 (the opening) to the last.
    pub frames: Vec<Frame>,
    /// The journal.
    pub journal: Journal,
    /// Why the run stopped before its last tick, if it did. What is broken is not shown: frames and journal end with
    /// the last tick that was sound.
    pub stopped: Option<Stopped>,
}

/// What ended a run before its last tick: a broken invariant, or a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{name} does not hold at tick {tick}, seed {seed}: {detail}")]
pub struct Stopped {
    /// The id of the invariant, or `clearing_limit`.
    pub name: String,
    /// The seed of the run.
    pub seed: u32,
    /// The tick it was found in.
    pub tick: Tick,
    /// What was found, with its numbers.
    pub detail: String,
}

impl Trace {
    /// The digest of the whole run.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.frames.last().map(|f| f.digest).unwrap_or_default()
    }

    /// Decimals of the numeraire.
    #[must_use]
    pub fn decimals(&self) -> u8 {
        self.assets.get(self.numeraire.at()).map_or(2, |a| a.decimals)
    }

    /// Who failed and when, in order of tick, round and id.
    #[must_use]
    pub fn failures(&self) -> Vec<(ParticipantIx, Tick, u32)> {
        let Some(last) = self.frames.last() else { return Vec::new() };
        let failed = |p: &ParticipantFrame| matches!(p.state, State::Failed | State::Recovered);
        let all: Vec<_> = (0u32..)
            .zip(&last.participants)
            .filter(|(_, p)| failed(p))
            .map(|(i, p)| (ParticipantIx(i), p.failed_tick, p.failed_round))
            .collect();
        sorted(all, |a, b| (a.1, a.2, a.0).cmp(&(b.1, b.2, b.0)))
    }

    /// The name of a party.
    #[must_use]
    pub fn name(&self, who: ParticipantIx) -> &str {
        self.participants.get(who.at()).map_or("outside", |p| p.label.as_str())
    }

    /// Entries of one tick.
    #[must_use]
    pub fn entries_of(&self, tick: Tick) -> std::ops::Range<usize> {
        let end = |t: Tick| self.frames.get(t as usize).map_or(0, |f| f.entries as usize);
        if tick == 0 { 0..end(0) } else { end(tick - 1)..end(tick) }
    }

    /// Whether an entry of this kind is a failure.
    #[must_use]
    pub const fn is_failure(kind: EntryKind) -> bool {
        matches!(kind, EntryKind::Failed | EntryKind::Closed | EntryKind::DefaultDeclared | EntryKind::Exhausted)
    }
}
