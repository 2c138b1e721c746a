//! `Trace`: everything a run produced, in the shape the page, the charts and the exports read.

mod book;
mod digest;
mod exchange;
mod frame;
mod layer;
mod lending;
mod look;
mod participant;
mod queue;
mod reserve;
mod restaking;
mod settling;
mod sheet;
mod stake;
mod venue;

pub use book::{AccountFrame, AccountInfo, BookFrame, BookInfo, ContractFrame, ContractInfo, MarginFrame, MarginInfo};
pub use digest::Digest;
pub use exchange::{CutFrame, LIQUIDATION_BINS, LegFrame, OwnBookFrame, QueueFrame, SpotFrame, VenueInfo};
pub use frame::{AssetFrame, Frame, LinkFrame, LinkState};
pub use layer::{Borne, HouseInfo, LayerInfo, LayerKind};
pub use lending::{PoolFrame, PoolInfo, PoolMarket, PositionFrame};
pub use look::{BaseExposure, ClaimBy, CollateralCount, DirectClaim, Exposure, KindExposure, LienStack, LookThrough};
pub use participant::{Marks, ParticipantFrame, State};
pub use queue::RequestFrame;
pub use reserve::{OracleFrame, ReserveFrame};
pub use restaking::{RestakingFrame, ServiceFrame, ServiceInfo};
pub use settling::SettlingFrame;
pub use sheet::{BalanceSheet, SheetLine, SheetWhat};
pub use stake::{ExitFrame, StakeFrame};
pub use venue::VenueFrame;

use crate::journal::{EntryKind, Journal};
use crate::units::{Amount, AssetIx, LinkIx, LinkRef, ParticipantIx, Tick, sorted};
use serde::{Deserialize, Serialize};

/// What does not change during a run: names and ends, for whoever reads the frames.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// Only its two ends know of it at the opening; its frames say until when.
    pub hidden: bool,
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

/// Somebody in whose favour messages are forged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttackerInfo {
    /// Who.
    pub who: ParticipantIx,
    /// What all keys that fall for it cost, in quanta of the numeraire.
    pub cost: Amount,
}

/// Everything a run produced.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// Who profits from forged messages, in world order, and what the keys cost.
    pub attackers: Vec<AttackerInfo>,
    /// Lending pools, in world order.
    pub pools: Vec<PoolInfo>,
    /// Services that operators secure with their stake, in world order.
    pub services: Vec<ServiceInfo>,
    /// Contracts, accounts and margins; `None` where there are no positions.
    pub book: Option<BookInfo>,
    /// Margin exchanges, in world order.
    pub venues: Vec<VenueInfo>,
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
