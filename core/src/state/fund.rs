//! A house's layers in motion: what is left of its skin in the game, and every charge not given back.

use crate::units::{EntryIx, ParticipantIx, Tick};
use crate::world::{FundSpec, LayerSpec};

/// A part of a loss on one failed debtor, borne by one party in one layer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Charge {
    pub defaulter: ParticipantIx,
    /// The layer's place; the number of layers for what none covered.
    pub layer: usize,
    pub bearer: ParticipantIx,
    pub amount: i64,
    /// The line that says so; none for margin, which has its own.
    pub entry: Option<EntryIx>,
}

/// The layers of one house.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fund {
    /// By layer: what is left of a tranche of skin in the game; 0 for other layers.
    pub skin: Vec<i64>,
    /// In the order they were made.
    pub charges: Vec<Charge>,
    /// What was taken back in the tick under way: layer, bearer, amount.
    pub lifted: Vec<(usize, ParticipantIx, i64)>,
    /// Losses not yet charged: they wait for calls to fall due, or for more gains to cut.
    pub waits: i64,
    /// The tick in which it began to cut gains for them.
    pub cuts_since: Option<Tick>,
}

impl Fund {
    /// Nothing is charged at the opening.
    pub fn opening(spec: &FundSpec) -> Self {
        let left = |l: &LayerSpec| if let LayerSpec::Skin(amount) = l { *amount } else { 0 };
        Self {
            skin: spec.layers.iter().map(left).collect(),
            charges: Vec::new(),
            lifted: Vec::new(),
            waits: 0,
            cuts_since: None,
        }
    }

    /// Begins a tick: the next loss begins its own haircuts when nothing of the last is left to be charged.
    pub fn open_tick(&mut self) {
        self.lifted.clear();
        self.cuts_since = self.cuts_since.filter(|_| self.waits > 0);
    }

    /// All that is charged beyond what failed debtors left.
    pub fn beyond_all(&self) -> i64 {
        self.charges.iter().filter(|c| c.bearer != c.defaulter).map(|c| c.amount).sum()
    }

    /// What the loss on a debtor has been charged to the house and others, beyond what the debtor itself left.
    pub fn beyond_own(&self, defaulter: ParticipantIx) -> i64 {
        self.charges.iter().filter(|c| c.defaulter == defaulter && c.bearer != defaulter).map(|c| c.amount).sum()
    }

    /// What a party bears in a layer.
    pub fn of(&self, layer: usize, bearer: ParticipantIx) -> i64 {
        self.charges.iter().filter(|c| c.layer == layer && c.bearer == bearer).map(|c| c.amount).sum()
    }

    /// The charges as bytes, for the digest.
    pub fn hash_into(&self, out: &mut Vec<u8>) {
        for c in &self.charges {
            out.extend_from_slice(&c.defaulter.0.to_le_bytes());
            out.extend_from_slice(&(c.layer as u64).to_le_bytes());
            out.extend_from_slice(&c.bearer.0.to_le_bytes());
            out.extend_from_slice(&c.amount.to_le_bytes());
        }
    }
}
