//! Margin exchanges in motion: accounts, positions, own books, fund, and what a tick did.
//!
//! Every trade at a venue has a buyer and a seller of as many quanta for as much money, so over all accounts (those of the
//! vault and of the makers of the own books among them) sizes sum to zero, and cash less cost changes only by what comes
//! from and goes to others. Profit at a mark is no money yet: it is what sizes are worth, less what they cost.

mod claims;
mod did;
mod trade;

pub(crate) use did::{Cutback, Did, Queued};
pub(crate) use trade::Curve;

use crate::scenario::{MarginPrice, MarkSource};
use crate::units::{AssetIx, EntryIx, ParticipantIx};
use crate::world::exchange::worth;
use crate::world::{VenueSpec, World};

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
pub(crate) struct Book {
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
    pub books: Vec<Book>,
    pub spots: Vec<Book>,
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
    fn opening(who: ParticipantIx, spec: &VenueSpec, w: &World) -> Self {
        let price = |a: AssetIx| w.assets.get(a.at()).map_or(0.0, |x| x.price);
        let scale = |a: AssetIx| {
            let decimals = |a: AssetIx| w.assets.get(a.at()).map_or(2, |x| x.decimals);
            crate::units::scale(decimals(w.numeraire), decimals(a))
        };
        let prices: Vec<f64> = spec.markets.iter().map(|m| price(m.asset)).collect();
        let margin_prices: Vec<f64> = spec.margins.iter().map(|m| price(m.book.asset)).collect();
        let scales: Vec<f64> = spec.markets.iter().map(|m| scale(m.asset)).collect();
        let book = |&price: &f64| Book { price, moved: None };
        let mut v = Self {
            who,
            accounts: Vec::with_capacity(spec.accounts.len() + 2),
            legs: Vec::new(),
            units: Vec::new(),
            books: prices.iter().map(book).collect(),
            spots: margin_prices.iter().map(book).collect(),
            marks: prices.clone(),
            before: prices.clone(),
            margin_marks: margin_prices,
            past: Vec::new(),
            margin_scales: spec.margins.iter().map(|m| scale(m.book.asset)).collect(),
            fund: spec.fund,
            closed: None,
            vault_took: None,
            claims: Vec::new(),
            outside_claim: usize::MAX,
            opened: 0,
            did: Did::new(spec.markets.len()),
            scales,
        };
        for a in &spec.accounts {
            let owner = match (a.holder, a.crowd) {
                (Some(who), _) => Owner::Holder(who),
                (None, at) => at.map_or(Owner::Crowd(0, 0), |(crowd, k)| Owner::Crowd(crowd, k)),
            };
            let legs = a.open.iter().map(|&(market, size, cost)| Leg { market, size, cost });
            v.add(owner, a.cash, legs, a.units.iter().copied());
        }
        let none = |market| Leg { market, size: 0, cost: 0 };
        let all = 0..spec.markets.len() as u32;
        v.add(Owner::Vault, spec.vault.unwrap_or(0), all.map(none), (0..spec.margins.len() as u32).map(|m| (m, 0)));
        let carried: Vec<Leg> =
            (0u32..).zip(&spec.makers).map(|(market, &(size, cost))| Leg { market, size, cost }).collect();
        v.add(Owner::Makers, 0, carried.into_iter(), std::iter::empty());
        v.opened = v.legs.iter().map(|l| v.worth(l.market, l.size.max(0))).sum();
        v
    }

    fn add(
        &mut self,
        owner: Owner,
        cash: i64,
        legs: impl Iterator<Item = Leg>,
        units: impl Iterator<Item = (u32, i64)>,
    ) {
        let (leg, unit) = (self.legs.len() as u32, self.units.len() as u32);
        self.legs.extend(legs);
        self.units.extend(units);
        let (legs, units) = ((leg, self.legs.len() as u32), (unit, self.units.len() as u32));
        self.accounts.push(Account { owner, cash, legs, units });
    }

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
    /// Venues as they open.
    pub fn opening(w: &World) -> Self {
        Self { venues: w.venues().map(|(who, spec)| Venue::opening(who, spec, w)).collect() }
    }

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

impl super::State {
    /// The index of an asset for a venue: its price at the last mark; and what stands behind a unit.
    pub fn index_of(&self, asset: AssetIx) -> (f64, f64) {
        self.quotes.get(asset.at()).map_or((0.0, 0.0), |q| (q.mark, q.fair))
    }

    /// The mark price of a market by its source.
    pub fn venue_mark(&self, w: &World, spec: &VenueSpec, v: &Venue, market: usize) -> f64 {
        let (Some(m), Some(book)) = (spec.markets.get(market), v.books.get(market)) else { return 0.0 };
        let (index, fair) = self.index_of(m.asset);
        match spec.mark {
            MarkSource::Index => index,
            MarkSource::OwnBook => book.price,
            MarkSource::Redemption => redemption(w, m.asset, index, fair),
            MarkSource::Average => {
                let last = v.past.len().saturating_sub(spec.average_over as usize);
                let read = v.past.get(last..).unwrap_or_default();
                let sum: f64 = read.iter().filter_map(|tick| tick.get(market)).sum();
                if read.is_empty() { book.price } else { sum / read.len() as f64 }
            }
        }
    }

    /// What a margin asset counts at, before its haircut.
    pub fn margin_mark(&self, w: &World, spec: &VenueSpec, v: &Venue, margin: usize) -> f64 {
        let (Some(m), Some(spot)) = (spec.margins.get(margin), v.spots.get(margin)) else { return 0.0 };
        let (index, fair) = self.index_of(m.book.asset);
        match m.price {
            MarginPrice::Index => index,
            MarginPrice::OwnBook => spot.price,
            MarginPrice::Redemption => redemption(w, m.book.asset, index, fair),
        }
    }
}

fn redemption(w: &World, asset: AssetIx, index: f64, fair: f64) -> f64 {
    if w.assets.get(asset.at()).is_some_and(|a| a.claim.is_some()) { fair } else { index }
}
