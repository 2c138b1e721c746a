//! What a venue did in the tick under way, for its frame and the audit; and in all ticks so far.

use crate::units::ParticipantIx;

/// A winner that was cut back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cutback {
    pub account: u32,
    pub market: u32,
    /// How much of its position was closed, and how much it had.
    pub size: i64,
    pub of: i64,
    /// How much profit was taken, and how much it had.
    pub profit: i64,
    pub gains: i64,
    /// Whose position elsewhere has lost its hedge, and what of the asset it is left with.
    pub naked: Option<(ParticipantIx, i64)>,
}

/// One in the queue of a market.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Queued {
    pub account: u32,
    pub market: u32,
    pub size: i64,
    pub profit: i64,
    pub score: f64,
}

/// What happened in one market. Sizes are quanta of its asset.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Market {
    /// Closed in the own book, taken by the vault, closed at the fund's cost, and against winners.
    pub book: i64,
    pub vault: i64,
    pub fund: i64,
    pub adl: i64,
    /// The value of all of these at the marks, in quanta of the numeraire.
    pub liquidated: i64,
    pub adl_value: i64,
}

/// What happened at a venue. Amounts are quanta of the numeraire.
#[derive(Clone, Debug, Default)]
pub(crate) struct Did {
    pub markets: Vec<Market>,
    /// Money of accounts that came by postings, went by postings, and was the venue's own.
    pub came: i64,
    pub went: i64,
    pub own: i64,
    /// Accounts below maintenance at the mark.
    pub below: u32,
    /// An account was too large for the vault.
    pub vault_full: bool,
    pub fund_paid: i64,
    /// What bankrupt accounts lacked when it came to winners, and what was taken.
    pub deficit: i64,
    pub taken: i64,
    pub overshoot: i64,
    pub uncovered: i64,
    pub socialised: i64,
    /// The fund when winners were asked.
    pub fund_left: i64,
    pub cuts: Vec<Cutback>,
    pub queue: Vec<Queued>,
    /// So far in the run.
    pub total: Totals,
}

/// Sums over all ticks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    pub liquidated: i64,
    pub adl_value: i64,
    pub overshoot: i64,
    pub taken: i64,
    pub fund_paid: i64,
    pub uncovered: i64,
    pub socialised: i64,
    pub own: i64,
    pub cuts: u32,
}

impl Did {
    pub fn new(markets: usize) -> Self {
        Self { markets: vec![Market::default(); markets], ..Self::default() }
    }

    /// Begins a tick.
    pub fn open(&mut self) {
        let total = self.total;
        *self = Self { total, ..Self::new(self.markets.len()) };
    }

    /// Ends it.
    pub fn close(&mut self) {
        let liquidated: i64 = self.markets.iter().map(|m| m.liquidated).sum();
        let adl: i64 = self.markets.iter().map(|m| m.adl_value).sum();
        let t = &mut self.total;
        for (sum, part) in [
            (&mut t.liquidated, liquidated),
            (&mut t.adl_value, adl),
            (&mut t.overshoot, self.overshoot),
            (&mut t.taken, self.taken),
            (&mut t.fund_paid, self.fund_paid),
            (&mut t.uncovered, self.uncovered),
            (&mut t.socialised, self.socialised),
            (&mut t.own, self.own),
        ] {
            *sum = sum.saturating_add(part);
        }
        t.cuts += self.cuts.len() as u32;
    }
}
