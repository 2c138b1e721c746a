//! Books: who has what. Every change is a posting from one account to another, so nothing is made or lost.

mod backed;
mod cleared;
mod swap;

pub use backed::{Backed, BackedClaim};
pub use cleared::{Cleared, Payment};
pub use swap::{Sides, Swap, SwapKind};

use crate::units::{AssetIx, ParticipantIx};

/// Where units of an asset are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// Free with a participant; the place after the last participant is `outside`, the one after that takes rounding
    /// residues, the one after that gives what is issued and takes what is burnt, and the one after that keeps claim
    /// tokens that wait to be redeemed.
    Free(ParticipantIx),
    /// Segregated in a collateral link, by its place among the collateral links.
    Pledged(u32),
    /// Staked by a participant; nobody can spend it.
    Staked(ParticipantIx),
}

/// One change: units go from one account to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Of which asset.
    pub asset: AssetIx,
    /// Where the units were.
    pub from: Account,
    /// Where they are afterwards.
    pub to: Account,
    /// How many quanta; more than zero.
    pub units: i64,
}

/// Every balance at one moment.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Balances {
    width: usize,
    /// Participants, outside, rounding, unissued and waiting, each with all assets.
    pub free: Vec<i64>,
    /// Boxes of collateral links: what is in each, and how much.
    pub pledged: Vec<(AssetIx, i64)>,
    /// What each participant has staked, by its place; empty where nobody stakes.
    pub staked: Vec<(AssetIx, i64)>,
}

impl Clone for Balances {
    fn clone(&self) -> Self {
        Self { width: self.width, free: self.free.clone(), pledged: self.pledged.clone(), staked: self.staked.clone() }
    }

    /// Every tick copies all balances: into the room of the last copy.
    fn clone_from(&mut self, other: &Self) {
        self.width = other.width;
        self.free.clone_from(&other.free);
        self.pledged.clone_from(&other.pledged);
        self.staked.clone_from(&other.staked);
    }
}

impl Balances {
    /// What each asset sums to over all accounts.
    pub fn sums(&self) -> Vec<i128> {
        let mut sums = vec![0i128; self.width];
        for row in self.free.chunks(self.width.max(1)) {
            for (sum, &units) in sums.iter_mut().zip(row) {
                *sum += i128::from(units);
            }
        }
        for &(asset, units) in self.pledged.iter().chain(&self.staked) {
            if let Some(sum) = sums.get_mut(asset.at()) {
                *sum += i128::from(units);
            }
        }
        sums
    }

    /// What is in every box: collateral, then stakes.
    pub fn boxes(&self) -> impl Iterator<Item = &i64> {
        self.pledged.iter().chain(&self.staked).map(|p| &p.1)
    }

    fn slot(&self, who: ParticipantIx, asset: AssetIx) -> usize {
        who.at() * self.width + asset.at()
    }

    /// Units in an account; 0 for an account that does not exist.
    pub fn get(&self, account: Account, asset: AssetIx) -> i64 {
        match account {
            Account::Free(who) => self.free.get(self.slot(who, asset)).copied(),
            Account::Pledged(link) => self.pledged.get(link as usize).map(|p| p.1),
            Account::Staked(who) => self.staked.get(who.at()).filter(|s| s.0 == asset).map(|s| s.1),
        }
        .unwrap_or(0)
    }

    /// Units of an asset that a participant has staked.
    pub fn get_staked(&self, who: ParticipantIx, asset: AssetIx) -> i64 {
        self.get(Account::Staked(who), asset)
    }

    /// Whether an account for this asset exists.
    pub fn has(&self, account: Account, asset: AssetIx) -> bool {
        match account {
            Account::Free(who) => asset.at() < self.width && self.slot(who, asset) < self.free.len(),
            Account::Pledged(link) => self.pledged.get(link as usize).is_some_and(|p| p.0 == asset),
            Account::Staked(who) => self.staked.get(who.at()).is_some_and(|s| s.0 == asset),
        }
    }

    /// Makes one change.
    pub fn apply(&mut self, p: &Posting) {
        for (account, units) in [(p.from, -p.units), (p.to, p.units)] {
            let slot = match account {
                Account::Free(who) => {
                    let at = self.slot(who, p.asset);
                    self.free.get_mut(at)
                }
                Account::Pledged(link) => self.pledged.get_mut(link as usize).map(|x| &mut x.1),
                Account::Staked(who) => self.staked.get_mut(who.at()).map(|x| &mut x.1),
            };
            if let Some(slot) = slot {
                *slot = slot.saturating_add(units);
            }
        }
    }
}

/// Balances, and the postings of the tick under way.
#[derive(Clone, Debug)]
pub(crate) struct Books {
    now: Balances,
    /// What each asset sums to over all accounts; no posting changes it.
    supply: Vec<i128>,
    /// Balances as the tick under way began.
    before: Balances,
    postings: Vec<Posting>,
}

impl Books {
    /// Opening balances: `holdings` per participant, then `outside`, nothing for rounding, and what is not there of each
    /// asset that somebody has issued; `pledged` per collateral link; `staked` per participant, if anybody stakes.
    pub fn new(
        holdings: &[Vec<i64>],
        outside: &[i64],
        issued: &[i64],
        pledged: Vec<(AssetIx, i64)>,
        staked: Vec<(AssetIx, i64)>,
    ) -> Self {
        let width = outside.len();
        let mut free: Vec<i64> = holdings.iter().flatten().copied().collect();
        free.extend(outside);
        free.extend(std::iter::repeat_n(0, width));
        free.extend(issued.iter().map(|units| -units));
        free.extend(std::iter::repeat_n(0, width));
        let now = Balances { width, free, pledged, staked };
        Self { supply: now.sums(), before: now.clone(), now, postings: Vec::new() }
    }

    /// Free units of a party.
    pub fn free(&self, who: ParticipantIx, asset: AssetIx) -> i64 {
        self.now.get(Account::Free(who), asset)
    }

    /// Units segregated in a collateral link.
    pub fn pledged(&self, link: u32) -> i64 {
        self.now.pledged.get(link as usize).map_or(0, |p| p.1)
    }

    /// Moves units. Nothing happens for zero or less.
    pub fn post(&mut self, asset: AssetIx, from: Account, to: Account, units: i64) {
        if units <= 0 || from == to {
            return;
        }
        let posting = Posting { asset, from, to, units };
        self.now.apply(&posting);
        self.postings.push(posting);
    }

    /// Begins a tick: the balances of now are the ones to replay from.
    pub fn open_tick(&mut self) {
        self.before.clone_from(&self.now);
        self.postings.clear();
    }

    /// Balances now.
    pub fn now(&self) -> &Balances {
        &self.now
    }

    /// Balances as the tick under way began.
    pub fn before(&self) -> &Balances {
        &self.before
    }

    /// What each asset summed to over all accounts at the opening.
    pub fn supply(&self) -> &[i128] {
        &self.supply
    }

    /// Changes of the tick under way, in order.
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }

    /// All balances as bytes, for the digest.
    pub fn hash_into(&self, out: &mut Vec<u8>) {
        // A world in which nothing is issued has the digest it had before there were such assets.
        let (free, issued) = self.now.free.split_at(self.now.free.len() - 2 * self.now.width);
        let issued = if issued.iter().any(|&units| units != 0) { issued } else { &[] };
        for units in free.iter().chain(self.now.boxes()).chain(issued) {
            out.extend_from_slice(&units.to_le_bytes());
        }
    }

    /// A balance and the postings to spoil, and whether to spoil the balances as the tick began.
    #[cfg(test)]
    pub fn spoil(&mut self) -> (&mut Balances, &mut Balances, &mut Vec<Posting>) {
        (&mut self.now, &mut self.before, &mut self.postings)
    }
}

#[cfg(test)]
mod tests;
