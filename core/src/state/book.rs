//! Positions in motion: what is in each account, what has been settled of it, what margin is called.

mod margin;

use crate::units::{AssetIx, EntryIx, Tick};
use crate::world::{AccountKind, AccountSpec, World};

/// An account in motion. Everything is the first party's; the second one has the opposite.
#[derive(Clone, Debug, Default)]
pub(crate) struct AccountState {
    /// Contracts by place.
    pub lines: Vec<i64>,
    /// The price at which each contract was last settled, in quanta of the numeraire.
    pub settled: Vec<i64>,
    /// Gained and not settled beside that: what was traded, expired or funded since.
    pub carry: i64,
    /// Settled so far: what the first party has gained, less what it has lost.
    pub gained: i64,
    /// Settled in the tick under way.
    pub gained_now: i64,
    /// Nothing is left in it and nothing will be: closed out, or the other party has failed.
    pub closed: bool,
    /// The first party has failed and the house keeps its book since this tick; what it had gained by then.
    pub taken: Option<Tick>,
    pub gained_taken: i64,
    /// Debts of variation margin, of the first party and of the second: their places.
    pub debts: [Option<u32>; 2],
}

/// Initial margin of one party with another in motion.
#[derive(Clone, Debug, Default)]
pub(crate) struct Margin {
    /// What is asked for, at marks after the haircut, in quanta of the numeraire.
    pub required: i64,
    /// What of it is missing since which tick, and the line that called it.
    pub called: i64,
    pub since: Option<Tick>,
    pub entry: Option<EntryIx>,
    /// What was missing when one of the two failed.
    pub missed: i64,
    /// What was called and posted in the tick under way.
    pub called_now: i64,
    pub met_now: i64,
}

/// All positions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    pub accounts: Vec<AccountState>,
    pub margins: Vec<Margin>,
    /// The price of each contract at the last mark.
    pub marks: Vec<i64>,
    /// Shocks of volatility by asset: a factor.
    pub shocked: Vec<f64>,
    /// The tick on which trading in contracts on each asset goes on.
    pub suspended: Vec<Tick>,
    /// The price of each asset at the last mark, to take returns from; while trading is suspended that of the last settlement.
    last: Vec<f64>,
    /// For each participant that asks for margin, and each contract: its estimate of the variance over the contract's own.
    variance: Vec<Vec<f64>>,
}

impl Book {
    pub fn opening(w: &World) -> Self {
        let book = &w.book;
        if book.is_empty() {
            return Self::default();
        }
        let mut all = Self {
            accounts: Vec::new(),
            margins: vec![Margin::default(); book.boxes.len()],
            marks: vec![0; book.contracts.len()],
            shocked: vec![1.0; w.assets.len()],
            suspended: vec![0; w.assets.len()],
            last: w.assets.iter().map(|a| a.price).collect(),
            variance: w.participants.iter().map(|_| vec![1.0; book.contracts.len()]).collect(),
        };
        all.marks = all.prices(w, 0, &|asset| w.assets.get(asset.at()).map_or(0.0, |a| a.price));
        let account = |x: &AccountSpec| AccountState {
            lines: x.lines.clone(),
            settled: all.marks.clone(),
            ..AccountState::default()
        };
        all.accounts = book.accounts.iter().map(account).collect();
        all
    }

    /// What contracts are worth at the end of a tick at these prices of their underlyings.
    fn prices(&self, w: &World, tick: Tick, spot: &dyn Fn(AssetIx) -> f64) -> Vec<i64> {
        let price = |c: &crate::world::ContractSpec| {
            let factor = self.shocked.get(c.underlying.at()).copied().unwrap_or(1.0);
            c.price(spot(c.underlying), c.volatility * factor, c.days_left(tick, w.days))
        };
        w.book.contracts.iter().map(price).collect()
    }

    /// Marks all contracts anew, and estimates of variance with the moves of their underlyings.
    pub fn mark(&mut self, w: &World, tick: Tick, market: &dyn Fn(AssetIx) -> f64) {
        let now: Vec<f64> = (0u32..)
            .map(AssetIx)
            .zip(&self.last)
            .map(|(asset, last)| if self.is_suspended(asset, tick) { *last } else { market(asset) })
            .collect();
        let spot = |asset: AssetIx| now.get(asset.at()).copied().unwrap_or(0.0);
        for (who, p) in w.participants.iter().enumerate() {
            let Some(terms) = p.margin.as_ref().filter(|m| m.memory < 1.0) else { continue };
            // A day keeps `memory` of the estimate; a tick as much to the power of its length.
            let keeps = libm::pow(terms.memory, w.days);
            for (at, c) in w.book.contracts.iter().enumerate() {
                let (old, new) = (self.last.get(c.underlying.at()).copied().unwrap_or(0.0), spot(c.underlying));
                let moved = if old > 0.0 { new / old - 1.0 } else { 0.0 };
                let own = c.volatility * c.volatility * w.days / 365.0;
                if let Some(x) = self.variance.get_mut(who).and_then(|v| v.get_mut(at)) {
                    *x = (*x * keeps + (1.0 - keeps) * moved * moved / own).min(1e6);
                }
            }
        }
        for (at, last) in (0u32..).zip(&mut self.last) {
            *last = spot(AssetIx(at));
        }
        self.marks = self.prices(w, tick, &spot);
    }

    /// Whether contracts on an asset keep their last price in a tick.
    pub fn is_suspended(&self, asset: AssetIx, tick: Tick) -> bool {
        self.suspended.get(asset.at()).is_some_and(|&until| tick < until)
    }

    /// The price of an asset that contracts were last valued with.
    pub fn spot(&self, asset: AssetIx) -> f64 {
        self.last.get(asset.at()).copied().unwrap_or(0.0)
    }

    /// What an account has gained and not settled, of its first party.
    pub fn unsettled(&self, at: usize) -> i64 {
        let Some(x) = self.accounts.get(at) else { return 0 };
        let moved = x.lines.iter().zip(&x.settled).zip(&self.marks).map(|((q, was), now)| q * (now - was));
        x.carry + moved.sum::<i64>()
    }

    /// Open interest of each contract: the longs of all accounts, outside's opposite sides among them.
    pub fn open_interest(&self, w: &World, contract: usize) -> i64 {
        let side = |(spec, x): (&AccountSpec, &AccountState)| {
            let q = if x.closed { 0 } else { x.lines.get(contract).copied().unwrap_or(0) };
            // Between two parties one is long and the other short; a house has both sides in its members' accounts, and
            // what a client has with its member is there too.
            match spec.kind {
                AccountKind::Carried(_) => 0,
                _ if spec.cleared => q.max(0),
                _ => q.abs(),
            }
        };
        w.book.accounts.iter().zip(&self.accounts).map(side).sum()
    }

    /// All of it as bytes, for the digest.
    pub fn hash_into(&self, out: &mut Vec<u8>) {
        for x in &self.accounts {
            for q in x.lines.iter().chain(&x.settled).chain([&x.carry, &x.gained]) {
                out.extend_from_slice(&q.to_le_bytes());
            }
            out.push(u8::from(x.closed));
        }
        for m in &self.margins {
            out.extend_from_slice(&m.required.to_le_bytes());
            out.extend_from_slice(&m.called.to_le_bytes());
        }
        for v in self.variance.iter().flatten() {
            out.extend_from_slice(&v.to_bits().to_le_bytes());
        }
    }
}
