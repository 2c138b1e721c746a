//! Staked units in motion: what yields have come so far, and who waits to get units back.

use super::State;
use crate::ledger::Account;
use crate::units::{AssetIx, EntryIx, ParticipantIx, Tick};
use crate::world::{StakeSpec, World};

/// Ticks of the longest run that a scenario may have.
pub(crate) const LONGEST_RUN: Tick = crate::scenario::MAX_TICKS;

/// A stake in motion, one for each participant that stakes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stake {
    pub who: ParticipantIx,
    /// What of each yield is earned and smaller than a quantum: real, emissions, subsidy.
    pub earned: [f64; 3],
    /// Paid of each in the tick under way, fees included, in quanta of what it is paid in.
    pub paid: [i64; 3],
    /// Of the subsidy, what was due in the tick under way.
    pub subsidy_due: i64,
    /// Slashed in the tick under way, and so far.
    pub slashed: i64,
    pub slashed_all: i64,
    /// The reserve has run dry, and it has been said.
    pub dry: bool,
}

/// Units that somebody asks back.
#[derive(Clone, Debug)]
pub(crate) struct Exit {
    pub who: ParticipantIx,
    pub asset: AssetIx,
    pub asked: i64,
    pub left: i64,
    pub since: Tick,
    /// Units that became free in the tick under way, and what was slashed of those that wait.
    pub served: i64,
    pub slashed: i64,
    pub entry: EntryIx,
}

impl State {
    /// Stakes at the opening.
    pub(super) fn opening_stakes(w: &World) -> Vec<Stake> {
        let staking = (0u32..).zip(&w.participants).filter(|(_, p)| p.staking.is_some());
        staking.map(|(at, _)| Stake { who: ParticipantIx(at), ..Stake::default() }).collect()
    }

    /// Begins a tick.
    pub(super) fn open_stakes(&mut self) {
        self.exits.retain(|x| x.left > 0);
        self.exits.iter_mut().for_each(|x| (x.served, x.slashed) = (0, 0));
        self.stakes.iter_mut().for_each(|x| (x.paid, x.subsidy_due, x.slashed) = ([0; 3], 0, 0));
    }

    /// Units of an asset that a participant has staked.
    pub fn staked_of(&self, who: ParticipantIx, asset: AssetIx) -> i64 {
        self.books.now().get_staked(who, asset)
    }

    /// Units that a participant has asked back and that are still staked.
    pub fn exiting(&self, who: ParticipantIx) -> i64 {
        self.exits.iter().filter(|x| x.who == who).map(|x| x.left).sum()
    }

    /// Units that are somebody's own and that nobody can spend: staked, or waiting to be redeemed.
    pub fn set_aside(&self, who: ParticipantIx, asset: AssetIx) -> i64 {
        self.waiting_of(who, asset) + self.staked_of(who, asset)
    }

    /// Moves staked units to what its owner has free.
    pub fn unstake(&mut self, who: ParticipantIx, asset: AssetIx, units: i64) {
        self.books.post(asset, Account::Staked(who), Account::Free(who), units);
    }
}

/// The terms of a stake.
pub(crate) fn stake_of(w: &World, who: ParticipantIx) -> Option<&StakeSpec> {
    w.participants.get(who.at()).and_then(|p| p.staking.as_ref())
}

impl Stake {
    /// How it stands, for the digest.
    pub fn hash_into(&self, out: &mut Vec<u8>) {
        for x in self.earned {
            out.extend_from_slice(&x.to_bits().to_le_bytes());
        }
        out.extend_from_slice(&self.slashed_all.to_le_bytes());
    }
}

impl Exit {
    /// How it stands, for the digest.
    pub fn hash_into(&self, out: &mut Vec<u8>) {
        for x in [self.left, i64::from(self.asset.0) << 32 | i64::from(self.who.0), i64::from(self.since)] {
            out.extend_from_slice(&x.to_le_bytes());
        }
    }
}
