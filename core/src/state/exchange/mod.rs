//! Margin exchanges in motion: accounts, positions, own books, fund, and what a tick did.
//!
//! Every trade at a venue has a buyer and a seller of as many quanta for as much money, so over all accounts (those of the
//! vault and of the makers of the own books among them) sizes sum to zero, and cash less cost changes only by what comes
//! from and goes to others. Profit at a mark is no money yet: it is what sizes are worth, less what they cost.

mod claims;
mod did;
mod marks;
mod opening;
mod trade;

pub(crate) use did::{Cutback, Did, Queued};
pub(crate) use trade::Curve;

use crate::units::{EntryIx, ParticipantIx};
use crate::world::VenueSpec;
use crate::world::exchange::worth;

/// A position: a market, quanta (below zero when short), and what they cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Leg {
    pub market: u32,
    pub size: i64,
    pub cost: i64,
}

/// Whose an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A participant's.
    Holder(ParticipantIx),
    /// One of a crowd: its place, and the number in it.
    Crowd(u32, u32),
    Vault,
    Makers,
}

/// An account, with the places of its legs and units.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Account {
    pub owner: Owner,
    pub cash: i64,
    pub legs: (u32, u32),
    pub units: (u32, u32),
}

/// An own book: its last price, and the line that last moved it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnBook {
    pub price: f64,
    pub moved: Option<EntryIx>,
}

/// Where an account stands at the marks. Quanta of the numeraire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stand {
    pub equity: i64,
    pub maintenance: i64,
    /// What its positions are worth, all sides together.
    pub value: i64,
}

/// A venue in motion.
#[derive(Clone, Debug, Default)]
pub(crate) struct Venue {
    pub who: ParticipantIx,
    /// As in the world, then the vault, then the makers.
    pub accounts: Vec<Account>,
    pub legs: Vec<Leg>,
    /// Margin asset, quanta.
    pub units: Vec<(u32, i64)>,
    pub books: Vec<OwnBook>,
    pub spots: Vec<OwnBook>,
    /// Mark prices, and those of the tick before.
    pub marks: Vec<f64>,
    pub before: Vec<f64>,
    /// What margin assets count at, before their haircuts.
    pub margin_marks: Vec<f64>,
    /// Prices of the own books, by tick then market, no longer than the average.
    pub past: Vec<Vec<f64>>,
    /// Quanta of the numeraire in a quantum of each market's asset, and of each margin asset.
    pub scales: Vec<f64>,
    pub margin_scales: Vec<f64>,
    pub fund: i64,
    /// Since when it trades no more: the line of its failure.
    pub closed: Option<EntryIx>,
    /// The line by which the vault last took something over.
    pub vault_took: Option<EntryIx>,
    /// Debts to holders of accounts by account, and the one to people outside.
    pub claims: Vec<(u32, usize)>,
    pub outside_claim: usize,
    /// What was long at the opening, at its prices.
    pub opened: i64,
    /// What the tick under way did, and all ticks so far.
    pub did: Did,
}

/// All venues; none in a world without one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exchanges {
    pub venues: Vec<Venue>,
}

impl Venue {
    /// The place of the vault's account, and of the makers'.
    pub fn vault(&self) -> usize {
        self.accounts.len().saturating_sub(2)
    }

    pub fn makers(&self) -> usize {
        self.accounts.len().saturating_sub(1)
    }

    /// Positions of an account.
    pub fn legs_of(&self, account: usize) -> &[Leg] {
        let at = self.accounts.get(account).map_or((0, 0), |a| a.legs);
        self.legs.get(at.0 as usize..at.1 as usize).unwrap_or_default()
    }

    /// Units of an account.
    pub fn units_of(&self, account: usize) -> &[(u32, i64)] {
        let at = self.accounts.get(account).map_or((0, 0), |a| a.units);
        self.units.get(at.0 as usize..at.1 as usize).unwrap_or_default()
    }

    /// Whether an account has a position.
    pub fn is_open(&self, account: usize) -> bool {
        self.legs_of(account).iter().any(|l| l.size != 0)
    }

    /// What a size of a market is worth at the mark.
    pub fn worth(&self, market: u32, size: i64) -> i64 {
        let get = |all: &[f64]| all.get(market as usize).copied().unwrap_or(0.0);
        worth(size, get(&self.marks), get(&self.scales))
    }

    /// The profit on a position at the mark.
    pub fn profit(&self, leg: &Leg) -> i64 {
        self.worth(leg.market, leg.size) - leg.cost
    }

    /// What units of a margin asset count for.
    pub fn counts(&self, spec: &VenueSpec, margin: u32, units: i64) -> i64 {
        let at = margin as usize;
        let get = |all: &[f64]| all.get(at).copied().unwrap_or(0.0);
        let haircut = spec.margins.get(at).map_or(0.0, |m| m.haircut);
        worth(units, get(&self.margin_marks) * (1.0 - haircut), get(&self.margin_scales))
    }

    /// Equity, maintenance margin and value of an account at the marks.
    pub fn stand(&self, spec: &VenueSpec, account: usize) -> Stand {
        let mut s = Stand { equity: self.accounts.get(account).map_or(0, |a| a.cash), ..Stand::default() };
        for leg in self.legs_of(account).iter().filter(|l| l.size != 0) {
            let worth = self.worth(leg.market, leg.size);
            s.equity += worth - leg.cost;
            s.maintenance += spec.maintenance(worth.abs());
            s.value += worth.abs();
        }
        for &(margin, units) in self.units_of(account) {
            s.equity += self.counts(spec, margin, units);
        }
        s
    }

    /// Cash of customers, of the vault and of the makers, less what their positions cost, and the fund.
    pub fn money(&self) -> i64 {
        let cash: i64 = self.accounts.iter().map(|a| a.cash).sum();
        let cost: i64 = self.legs.iter().map(|l| l.cost).sum();
        cash - cost + self.fund
    }

    /// Quanta long and short in a market, makers and vault among them.
    pub fn interest(&self) -> Vec<(i64, i64)> {
        let mut all = vec![(0i64, 0i64); self.marks.len()];
        for leg in &self.legs {
            if let Some((long, short)) = all.get_mut(leg.market as usize) {
                (*long, *short) = (*long + leg.size.max(0), *short - leg.size.min(0));
            }
        }
        all
    }
}

impl Exchanges {
    /// The venues as bytes, for the digest.
    pub fn hash_into(&self, out: &mut Vec<u8>) {
        for v in &self.venues {
            let mut put = |x: i64| out.extend_from_slice(&x.to_le_bytes());
            v.accounts.iter().for_each(|a| put(a.cash));
            v.legs.iter().for_each(|l| [l.size, l.cost].into_iter().for_each(&mut put));
            v.units.iter().for_each(|u| put(u.1));
            put(v.fund);
            for price in v.books.iter().chain(&v.spots).map(|b| b.price) {
                out.extend_from_slice(&price.to_bits().to_le_bytes());
            }
        }
    }
}
